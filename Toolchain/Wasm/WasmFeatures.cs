// The proposals a module may use. A row, a type or a section names the one it belongs to; the validator refuses what is
// switched off.
using System;
using System.Text;

namespace Wasmtime.Min.Toolchain.Wasm;

/// <summary>
/// Sets of WebAssembly proposals; the baseline without any flag is WebAssembly before 1.0, without floats and mutable globals that are shared.
/// </summary>
[Flags]
public enum WasmFeatures
{
    /// <summary>Integers, one memory, one table.</summary>
    None = 0,

    /// <summary>i32.extend8_s and its like.</summary>
    SignExtension = 1 << 0,

    /// <summary>i32.trunc_sat_f32_s and its like.</summary>
    SaturatingFloatToInt = 1 << 1,

    /// <summary>memory.copy, memory.fill, passive segments.</summary>
    BulkMemory = 1 << 2,

    /// <summary>Several tables, externref, table instructions.</summary>
    ReferenceTypes = 1 << 3,

    /// <summary>128-bit vectors.</summary>
    Simd = 1 << 4,

    /// <summary>Vector instructions whose results may differ between machines.</summary>
    RelaxedSimd = 1 << 5,

    /// <summary>return_call and its like.</summary>
    TailCall = 1 << 6,

    /// <summary>More than one memory.</summary>
    MultiMemory = 1 << 7,

    /// <summary>Memories and tables with 64-bit indices.</summary>
    Memory64 = 1 << 8,

    /// <summary>Integer addition, subtraction and multiplication in constant expressions.</summary>
    ExtendedConst = 1 << 9,

    /// <summary>Typed function references.</summary>
    FunctionReferences = 1 << 10,

    /// <summary>Structures, arrays, i31, recursive types and subtyping.</summary>
    Gc = 1 << 11,

    /// <summary>try_table, throw, throw_ref and tags.</summary>
    Exceptions = 1 << 12,

    /// <summary>Shared memories and atomic memory access.</summary>
    Threads = 1 << 13,

    /// <summary>128-bit integer arithmetic on pairs of i64.</summary>
    WideArithmetic = 1 << 14,

    /// <summary>Memories with a page size of one byte.</summary>
    CustomPageSizes = 1 << 15,

    /// <summary>f32 and f64.</summary>
    Floats = 1 << 16,

    /// <summary>Mutable globals that are imported or exported.</summary>
    MutableGlobal = 1 << 17,

    /// <summary>Functions with several results, blocks with parameters.</summary>
    MultiValue = 1 << 18,

    /// <summary>What every runtime has, so that no artifact says that it needs it.</summary>
    Ancient = Floats | MutableGlobal | MultiValue,

    /// <summary>WebAssembly 1.0.</summary>
    Wasm1 = Floats | MutableGlobal,

    /// <summary>WebAssembly 2.0.</summary>
    Wasm2 = Wasm1 | MultiValue | SignExtension | SaturatingFloatToInt | BulkMemory | ReferenceTypes | Simd,

    /// <summary>WebAssembly 3.0.</summary>
    Wasm3 = Wasm2 | RelaxedSimd | TailCall | MultiMemory | Memory64 | ExtendedConst | FunctionReferences | Gc
        | Exceptions,

    /// <summary>Everything this toolchain knows.</summary>
    All = Wasm3 | Threads | WideArithmetic | CustomPageSizes,
}

/// <summary>Names of the proposals, as command lines and messages write them.</summary>
public static class WasmFeatureNames
{
    private static readonly (WasmFeatures Feature, string Name)[] Names =
    [
        (WasmFeatures.SignExtension, "sign-extension"),
        (WasmFeatures.SaturatingFloatToInt, "saturating-float-to-int"),
        (WasmFeatures.BulkMemory, "bulk-memory"),
        (WasmFeatures.ReferenceTypes, "reference-types"),
        (WasmFeatures.Simd, "simd"),
        (WasmFeatures.RelaxedSimd, "relaxed-simd"),
        (WasmFeatures.TailCall, "tail-call"),
        (WasmFeatures.MultiMemory, "multi-memory"),
        (WasmFeatures.Memory64, "memory64"),
        (WasmFeatures.ExtendedConst, "extended-const"),
        (WasmFeatures.FunctionReferences, "function-references"),
        (WasmFeatures.Gc, "gc"),
        (WasmFeatures.Exceptions, "exceptions"),
        (WasmFeatures.Threads, "threads"),
        (WasmFeatures.WideArithmetic, "wide-arithmetic"),
        (WasmFeatures.CustomPageSizes, "custom-page-sizes"),
        (WasmFeatures.Floats, "floats"),
        (WasmFeatures.MutableGlobal, "mutable-global"),
        (WasmFeatures.MultiValue, "multi-value"),
    ];

    /// <summary>The proposal called <paramref name="name"/>, or false.</summary>
    /// <param name="name">A name as the command line writes it, for example <c>tail-call</c>.</param>
    /// <param name="feature">The proposal.</param>
    public static bool TryParse(string name, out WasmFeatures feature)
    {
        foreach ((WasmFeatures candidate, string candidateName) in Names)
        {
            if (candidateName == name)
            {
                feature = candidate;
                return true;
            }
        }

        feature = WasmFeatures.None;
        return false;
    }

    /// <summary>The names of <paramref name="features"/>, separated by commas, in a fixed order.</summary>
    /// <param name="features">Any set.</param>
    public static string Describe(WasmFeatures features)
    {
        var text = new StringBuilder();
        foreach ((WasmFeatures feature, string name) in Names)
        {
            if ((features & feature) != 0)
            {
                text.Append(text.Length == 0 ? "" : ", ").Append(name);
            }
        }

        return text.ToString();
    }
}
