using System;
using System.Collections.Generic;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>Parameters and results of a function.</summary>
public sealed class FunctionType : IEquatable<FunctionType>
{
    private readonly WasmType[] _parameters;
    private readonly WasmType[] _results;

    /// <summary>Describes a function.</summary>
    public FunctionType(ReadOnlySpan<ValueKind> parameters, ReadOnlySpan<ValueKind> results)
        : this(TypesOf(parameters), TypesOf(results))
    {
    }

    internal FunctionType(WasmType[] parameters, WasmType[] results, Engine? engine = null, uint id = TypeRegistry.None)
    {
        Engine = engine;
        Id = id;
        _parameters = parameters;
        _results = results;
        Parameters = KindsOf(parameters);
        Results = KindsOf(results);
        ParameterSlots = SlotsOf(parameters);
        ResultSlots = SlotsOf(results);
    }

    /// <summary>Kinds of the parameters.</summary>
    public IReadOnlyList<ValueKind> Parameters { get; }

    /// <summary>Kinds of the results.</summary>
    public IReadOnlyList<ValueKind> Results { get; }

    /// <summary>The engine whose types it names or whose registry it comes from; null: it belongs to none.</summary>
    internal Engine? Engine { get; }

    /// <summary>Whether a parameter or result refers to a defined type.</summary>
    internal bool NamesTypes => NamesType(_parameters) || NamesType(_results);

    /// <summary>Its engine-wide id, if it comes from the registry.</summary>
    internal uint Id { get; }

    internal ReadOnlySpan<WasmType> ParameterTypes => _parameters;

    internal ReadOnlySpan<WasmType> ResultTypes => _results;

    /// <summary>8-byte slots that the arguments take.</summary>
    internal int ParameterSlots { get; }

    /// <summary>8-byte slots that the results take.</summary>
    internal int ResultSlots { get; }

    /// <summary>Slots of a value array for a call.</summary>
    internal int SlotCount => Math.Max(ParameterSlots, ResultSlots);

    /// <summary>Describes a function whose references are of any types.</summary>
    /// <exception cref="ArgumentException">It names types of different engines.</exception>
    public static FunctionType Of(ReadOnlySpan<ValType> parameters, ReadOnlySpan<ValType> results)
    {
        Engine? engine = null;
        WasmType[] parameterTypes = TypesOf(parameters, ref engine);
        return new FunctionType(parameterTypes, TypesOf(results, ref engine), engine);
    }

    /// <summary>The type of a parameter.</summary>
    public ValType GetParameterType(int index) => new(_parameters[index], Engine);

    /// <summary>The type of a result.</summary>
    public ValType GetResultType(int index) => new(_results[index], Engine);

    /// <inheritdoc/>
    public bool Equals(FunctionType? other) =>
        other is not null && ParameterTypes.SequenceEqual(other.ParameterTypes) && ResultTypes.SequenceEqual(other.ResultTypes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FunctionType);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        uint hash = (uint)_parameters.Length;
        foreach (WasmType type in _parameters)
        {
            hash = (hash * 31) + type.Bits;
        }

        foreach (WasmType type in _results)
        {
            hash = (hash * 37) + type.Bits;
        }

        return (int)hash;
    }

    /// <summary>In the notation of the text format: <c>(func (param i32) (result i64))</c>.</summary>
    public override string ToString()
    {
        string text = "(func";
        text = Append(text, " (param", _parameters);
        return Append(text, " (result", _results) + ")";
    }

    private static string Append(string text, string head, WasmType[] types)
    {
        if (types.Length == 0)
        {
            return text;
        }

        text += head;
        foreach (WasmType type in types)
        {
            text += " " + TypeRegistry.Describe(type);
        }

        return text + ")";
    }

    private static WasmType[] TypesOf(ReadOnlySpan<ValueKind> kinds)
    {
        var types = new WasmType[kinds.Length];
        for (int i = 0; i < kinds.Length; i++)
        {
            types[i] = WasmType.Of(kinds[i]);
        }

        return types;
    }

    private static bool NamesType(WasmType[] types)
    {
        foreach (WasmType type in types)
        {
            if (type.IsConcrete)
            {
                return true;
            }
        }

        return false;
    }

    private static WasmType[] TypesOf(ReadOnlySpan<ValType> values, ref Engine? engine)
    {
        var types = new WasmType[values.Length];
        for (int i = 0; i < types.Length; i++)
        {
            if (values[i] == default)
            {
                throw new ArgumentException("a value of no type");
            }

            types[i] = values[i].Wasm;
            if (values[i].Engine is { } owner && owner != (engine ??= owner))
            {
                throw new ArgumentException("the types belong to different engines");
            }
        }

        return types;
    }

    private static ValueKind[] KindsOf(WasmType[] types)
    {
        var kinds = new ValueKind[types.Length];
        for (int i = 0; i < types.Length; i++)
        {
            kinds[i] = TypeRegistry.KindOf(types[i]);
        }

        return kinds;
    }

    private static int SlotsOf(WasmType[] types)
    {
        int slots = 0;
        foreach (WasmType type in types)
        {
            slots += type.SlotCount;
        }

        return slots;
    }
}
