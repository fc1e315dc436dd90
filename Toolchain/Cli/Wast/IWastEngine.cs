// What a script needs from whoever executes modules. The runner above it knows scripts, the engine below it knows the
// runtime; an artifact for another instruction set runs the same scripts through another engine.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Executes the modules of one script: one store, in which module <c>spectest</c> is defined.</summary>
internal interface IWastEngine : IDisposable
{
    /// <summary>Compiles a valid module.</summary>
    /// <exception cref="WastUnsupportedException">The back end lacks a feature.</exception>
    object Compile(WasmModule module);

    /// <summary>Instantiates what <see cref="Compile"/> gave, with imports from all registered instances.</summary>
    /// <exception cref="WastLinkException">An import is missing or has the wrong type.</exception>
    /// <exception cref="WastTrapException">Instantiation trapped; what it did before stays done.</exception>
    /// <exception cref="WastUnsupportedException">The runtime lacks a feature.</exception>
    object Instantiate(object module);

    /// <summary>Lets later modules import from an instance under a name; replaces an earlier one.</summary>
    void Register(string name, object instance);

    /// <summary>Makes an engine for a thread of the script: the same one, with a store of its own.</summary>
    IWastEngine CreateThread();

    /// <summary>What an instance exports to other threads, as an instance of the engine of one of them.</summary>
    /// <param name="instance">An instance of this engine.</param>
    /// <param name="thread">What <see cref="CreateThread"/> gave.</param>
    object Share(object instance, IWastEngine thread);

    /// <summary>Calls an exported function.</summary>
    /// <exception cref="WastTrapException">It trapped.</exception>
    /// <exception cref="WastGuestException">A WebAssembly exception left it.</exception>
    /// <exception cref="WastFailureException">There is no such function, or the arguments do not fit it.</exception>
    WastActual[] Invoke(object instance, string name, IReadOnlyList<WastValue> arguments);

    /// <summary>Reads an exported global.</summary>
    /// <exception cref="WastFailureException">There is no such global.</exception>
    WastActual Get(object instance, string name);
}

/// <summary>A value that came out of an instance.</summary>
/// <param name="Kind">Its type; for references what it refers to.</param>
/// <param name="Low">The bits of a number, the low half of a vector, the number of an external reference.</param>
/// <param name="High">The high half of a vector.</param>
internal readonly record struct WastActual(WastValueKind Kind, ulong Low = 0, ulong High = 0)
{
    /// <summary>Whether it is what a script expects.</summary>
    internal bool Matches(WastValue expected) => expected.Kind switch
    {
        WastValueKind.I32 or WastValueKind.I64 or WastValueKind.F32 or WastValueKind.F64 or WastValueKind.V128 =>
            Kind == expected.Kind && expected.MatchesBits(Low, High),
        WastValueKind.RefExtern or WastValueKind.RefHost =>
            Kind == expected.Kind && (!expected.HasNumber || Low == expected.Bits),
        WastValueKind.RefNull or WastValueKind.RefFunc or WastValueKind.RefI31 or WastValueKind.RefStruct
            or WastValueKind.RefArray or WastValueKind.RefExn => Kind == expected.Kind,
        WastValueKind.RefAny => Kind is WastValueKind.RefAny or WastValueKind.RefHost or WastValueKind.RefEq
            or WastValueKind.RefI31 or WastValueKind.RefStruct or WastValueKind.RefArray,
        WastValueKind.RefEq => Kind is WastValueKind.RefEq
            or WastValueKind.RefI31 or WastValueKind.RefStruct or WastValueKind.RefArray,
        WastValueKind.Either => MatchesOne(expected.Alternatives),
        WastValueKind.Component => false,
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        WastValueKind.I32 => $"i32 {(int)Low}",
        WastValueKind.I64 => $"i64 {(long)Low}",
        WastValueKind.F32 => $"f32 {BitConverter.UInt32BitsToSingle((uint)Low):R} (0x{(uint)Low:x8})",
        WastValueKind.F64 => $"f64 {BitConverter.UInt64BitsToDouble(Low):R} (0x{Low:x16})",
        WastValueKind.V128 => $"v128 0x{High:x16}{Low:x16}",
        WastValueKind.RefNull => "ref.null",
        WastValueKind.RefExtern => $"ref.extern {Low}",
        WastValueKind.RefHost => $"ref.host {Low}",
        WastValueKind.RefFunc => "ref.func",
        WastValueKind.RefI31 => "ref.i31",
        WastValueKind.RefStruct => "ref.struct",
        WastValueKind.RefArray => "ref.array",
        WastValueKind.RefAny => "ref.any",
        WastValueKind.RefEq => "ref.eq",
        WastValueKind.RefExn => "ref.exn",
        WastValueKind.Either or WastValueKind.Component => "?",
    };

    /// <summary>An expected value as a message shows it.</summary>
    internal static string Describe(WastValue expected)
    {
        if (expected.Kind == WastValueKind.Either)
        {
            var choices = new List<string>();
            foreach (WastValue choice in expected.Alternatives)
            {
                choices.Add(Describe(choice));
            }

            return $"either of {string.Join(", ", choices)}";
        }

        return expected.Nan switch
        {
            NanPattern.Canonical => "nan:canonical",
            NanPattern.Arithmetic => "nan:arithmetic",
            NanPattern.None when expected.Kind == WastValueKind.Component => expected.Text ?? "?",
            NanPattern.None => new WastActual(expected.Kind, expected.Bits, expected.HighBits).ToString(),
        };
    }

    private bool MatchesOne(IReadOnlyList<WastValue> choices)
    {
        foreach (WastValue choice in choices)
        {
            if (Matches(choice))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A feature that this product does not have (yet).</summary>
/// <param name="feature">Its name, as on the command line.</param>
internal sealed class WastUnsupportedException(string feature) : Exception($"unsupported feature: {feature}")
{
    /// <summary>Its name, as on the command line.</summary>
    internal string Feature { get; } = feature;
}

/// <summary>An import could not be satisfied.</summary>
internal sealed class WastLinkException(string message) : Exception(message);

/// <summary>Guest code trapped; the message is in the words of the specification.</summary>
internal sealed class WastTrapException(string message) : Exception(message);

/// <summary>A WebAssembly exception left the guest.</summary>
internal sealed class WastGuestException(string message) : Exception(message);

/// <summary>A directive did not do what it should; the message says how.</summary>
internal sealed class WastFailureException(string message) : Exception(message);
