// The C calling conventions of x86_64's systems, as far as stubs must know them. Generated code has its own convention (X64Abi); only stubs and the
// trap handler meet the host's.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>A calling convention of the host.</summary>
public sealed class X64HostAbi
{
    private readonly Reg[] _saved;

    private X64HostAbi(string name, Reg[] saved, int firstSavedFloat, int shadowBytes)
    {
        Name = name;
        _saved = saved;
        FirstSavedFloat = firstSavedFloat;
        ShadowBytes = shadowBytes;
    }

    /// <summary>Linux, macOS and most others.</summary>
    public static X64HostAbi SystemV { get; } =
        new("System V", [X64Regs.Rbx, X64Regs.R12, X64Regs.R13, X64Regs.R14, X64Regs.R15], X64Regs.FloatCount, 0);

    /// <summary>Windows: arguments in rcx, rdx, r8, r9, then on the stack above 32 bytes that belong to the callee; xmm6 to xmm15 are kept.</summary>
    public static X64HostAbi Windows { get; } = new(
        "Windows", [X64Regs.Rbx, X64Regs.Rdi, X64Regs.Rsi, X64Regs.R12, X64Regs.R13, X64Regs.R14, X64Regs.R15], firstSavedFloat: 6, shadowBytes: 32);

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>Integer registers besides rbp that a function must preserve.</summary>
    internal ReadOnlySpan<Reg> SavedInts => _saved;

    /// <summary>Vector registers from this number on must be preserved.</summary>
    internal int FirstSavedFloat { get; }

    /// <summary>Bytes of the vector registers that must be preserved.</summary>
    internal int SavedFloatBytes => (X64Regs.FloatCount - FirstSavedFloat) * X64Regs.VectorBytes;

    /// <summary>Bytes that a caller leaves above the return address for the callee.</summary>
    internal int ShadowBytes { get; }

    /// <summary>Whether arguments are passed as on Windows.</summary>
    internal bool IsWindows => ShadowBytes != 0;
}
