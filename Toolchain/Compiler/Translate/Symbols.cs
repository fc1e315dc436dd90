namespace Wasmtime.Min.Toolchain.Translate;

/// <summary>
/// Numbers that stand for addresses in the text section until it is laid out: functions have their wasm index, everything else
/// lies above all possible indices.
/// </summary>
internal static class Symbols
{
    /// <summary>Stub of the first builtin; the others follow in the order of their rows.</summary>
    internal const uint FirstBuiltin = 0x8000_0000;

    /// <summary>Raises the trap of the place that calls it.</summary>
    internal const uint TrapStub = 0xC000_0000;
}
