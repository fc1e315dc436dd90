namespace Wasmtime.Min;

/// <summary>Kinds of WebAssembly values.</summary>
public enum ValueKind : byte
{
    /// <summary>An integer of 32 bits.</summary>
    Int32,

    /// <summary>An integer of 64 bits.</summary>
    Int64,

    /// <summary>A float of 32 bits.</summary>
    Float32,

    /// <summary>A float of 64 bits.</summary>
    Float64,

    /// <summary>A vector of 128 bits.</summary>
    V128,

    /// <summary>A function, or null.</summary>
    FuncRef,

    /// <summary>An object of the embedder, or null.</summary>
    ExternRef,

    /// <summary>A garbage-collected value, or null.</summary>
    AnyRef,

    /// <summary>A WebAssembly exception, or null.</summary>
    ExnRef,
}
