namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>What the optimizer and the trap tables need to know about a memory access.</summary>
/// <param name="TrapCode">Trap that a fault of this access means; 0: it cannot fault.</param>
/// <param name="AliasClass">Accesses of different classes never overlap; 0 may overlap everything.</param>
/// <param name="IsWhole">Of a store: all of its bytes can be written or none, so that no fault finds it half done.</param>
public readonly record struct MemFlags(byte TrapCode, ushort AliasClass, bool IsWhole = false)
{
    private const int WholeBit = 1 << 24;

    internal int Packed => TrapCode | (AliasClass << 8) | (IsWhole ? WholeBit : 0);

    internal static MemFlags FromPacked(int packed) => new((byte)packed, (ushort)(packed >> 8), (packed & WholeBit) != 0);
}

/// <summary>Facts about a direct call.</summary>
[System.Flags]
public enum CallFlags : byte
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The callee may return with another instance's vmctx in the reserved register.</summary>
    ReloadVmctx = 1,

    /// <summary>The callee neither reads nor writes anything that loads and stores of this function see.</summary>
    NoClobber = 2,
}
