// The result of compiling one function: position-independent bytes plus the side tables that the artifact writer turns into
// its sections. Everything is relative to the first byte of the function.

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>How a relocation is applied.</summary>
public enum RelocationKind : byte
{
    /// <summary>x86_64: 32-bit distance from the end of the 4-byte field to the symbol, plus the addend (call, jmp, lea).</summary>
    X64PcRel32,

    /// <summary>aarch64: distance in words from the instruction to the symbol, 26 bits (b, bl).</summary>
    A64Branch26,

    /// <summary>aarch64: 32-bit distance, plus the addend, from the instruction to the symbol, in the immediates of movz and movk, which follow each other.</summary>
    A64Distance32,

    /// <summary>s390x: 32-bit distance in halfwords, plus the addend, from the instruction to the symbol (brasl, brcl, larl).</summary>
    S390Distance32,

    /// <summary>riscv64: 32-bit distance, plus the addend, from auipc to the symbol, in its upper part and the lower one of the addi or jalr behind it.</summary>
    Rv64Pair,

    /// <summary>riscv64: distance from the instruction to the symbol, 1 MiB (jal).</summary>
    Rv64Jump,
}

/// <summary>A place in the code that depends on where another symbol lies in the same text section.</summary>
/// <param name="Offset">Offset in bytes of the field in <see cref="CompiledFunction.Code"/>.</param>
/// <param name="Kind">Field shape and formula.</param>
/// <param name="Symbol">Target, a number given by the caller of code generation.</param>
/// <param name="Addend">Added to the symbol's address.</param>
public readonly record struct Relocation(int Offset, RelocationKind Kind, uint Symbol, int Addend);

/// <summary>An instruction that may trap, or a call of the trap stub.</summary>
/// <param name="Offset">Offset in bytes of the instruction's first byte.</param>
/// <param name="Code">The runtime's trap code.</param>
public readonly record struct TrapSite(int Offset, byte Code);

/// <summary>A call whose callee may throw to a handler of this function.</summary>
/// <param name="Offset">Offset in bytes of the return address.</param>
/// <param name="Handler">Offset in bytes of the handler.</param>
public readonly record struct HandlerSite(int Offset, int Handler);

/// <summary>From <paramref name="Offset"/> on, code belongs to the wasm instruction at <paramref name="WasmOffset"/>.</summary>
/// <param name="Offset">Offset in bytes in the code; a return address belongs to the entry before it.</param>
/// <param name="WasmOffset">Byte offset in the wasm file; 0xffffffff: none.</param>
public readonly record struct SourceMapEntry(int Offset, uint WasmOffset);

/// <summary>A return address and the places in the frame that hold references then.</summary>
/// <param name="Offset">Offset in bytes of the return address.</param>
/// <param name="FrameOffsets">Offsets from the frame pointer in bytes.</param>
public readonly record struct Safepoint(int Offset, int[] FrameOffsets);

/// <summary>Machine code of one function with its side tables, each sorted by offset.</summary>
public sealed class CompiledFunction
{
    /// <summary>The code, followed by its jump tables and constants.</summary>
    public required byte[] Code { get; init; }

    /// <summary>Length in bytes of the instructions, where jump tables and constants begin: what a disassembler may look at.</summary>
    public required int InstructionBytes { get; init; }

    /// <summary>Alignment in bytes that the first byte needs; a power of two.</summary>
    public required int Alignment { get; init; }

    /// <summary>Fields to patch once all symbols have an address.</summary>
    public Relocation[] Relocations { get; init; } = [];

    /// <summary>Instructions that may trap.</summary>
    public TrapSite[] TrapSites { get; init; } = [];

    /// <summary>Calls with handlers.</summary>
    public HandlerSite[] Handlers { get; init; } = [];

    /// <summary>Code offset to wasm offset, for traps, backtraces and profilers.</summary>
    public SourceMapEntry[] SourceMap { get; init; } = [];

    /// <summary>Calls across which references live.</summary>
    public Safepoint[] Safepoints { get; init; } = [];

    /// <summary>Bytes below the saved frame pointer.</summary>
    public int FrameSize { get; init; }

    /// <summary>Registers that this function and all that it calls may change.</summary>
    public RegisterSet Clobbers { get; init; }
}
