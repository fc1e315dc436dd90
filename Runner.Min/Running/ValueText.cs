using System;
using Wasmtime.Min.CommandLine;

namespace Wasmtime.Min.Running;

/// <summary>Arguments and results of <c>--invoke</c>.</summary>
internal static class ValueText
{
    /// <summary>Reads the arguments of a call.</summary>
    /// <exception cref="UsageException">Their number is wrong, or one is not of its parameter's type.</exception>
    internal static Value[] Parse(FunctionType type, string name, ReadOnlySpan<string> words)
    {
        if (words.Length != type.Parameters.Count)
        {
            throw new UsageException($"function '{name}' takes {type.Parameters.Count} arguments, not {words.Length}: {type}");
        }

        var values = new Value[words.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Parse(type.Parameters[i], words[i])
                ?? throw new UsageException($"argument {i} of function '{name}' must be {NameOf(type.Parameters[i])}, not '{words[i]}'");
        }

        return values;
    }

    /// <summary>A result as Wasmtime prints it.</summary>
    internal static string Format(Value value) => value.Kind switch
    {
        ValueKind.Float32 => NumberText.Format(value.AsSingle()),
        ValueKind.Float64 => NumberText.Format(value.AsDouble()),
        ValueKind.Int32 or ValueKind.Int64 => value.ToString(),
        ValueKind.V128 => NumberText.Format(value.AsV128()),
        ValueKind.FuncRef => value.IsNull ? "<null funcref>" : "<funcref>",
        ValueKind.ExternRef => value.IsNull ? "<null externref>" : "<externref>",
        ValueKind.AnyRef => value.IsNull ? "<null anyref>" : "<anyref>",
        ValueKind.ExnRef => value.IsNull ? "<null exnref>" : "<exnref>",
    };

    // The casts matter: a bare null would become a null function reference.
    private static Value? Parse(ValueKind kind, string word) => kind switch
    {
        ValueKind.Int32 => NumberText.TryParseInt32(word, out int value) ? (Value?)value : null,
        ValueKind.Int64 => NumberText.TryParseInt64(word, out long value) ? (Value?)value : null,
        ValueKind.Float32 => NumberText.TryParseFloat32(word, out float value) ? (Value?)value : null,
        ValueKind.Float64 => NumberText.TryParseFloat64(word, out double value) ? (Value?)value : null,
        ValueKind.V128 => NumberText.TryParseV128(word, out UInt128 value) ? (Value?)value : null,
        ValueKind.FuncRef or ValueKind.ExternRef or ValueKind.AnyRef or ValueKind.ExnRef => word == "null" ? (Value?)Value.Null(kind) : null,
    };

    private static string NameOf(ValueKind kind) => kind switch
    {
        ValueKind.Int32 => "an i32",
        ValueKind.Int64 => "an i64",
        ValueKind.Float32 => "an f32",
        ValueKind.Float64 => "an f64",
        ValueKind.V128 => "a v128 as a decimal number",
        ValueKind.FuncRef or ValueKind.ExternRef or ValueKind.AnyRef or ValueKind.ExnRef => "the word null",
    };
}
