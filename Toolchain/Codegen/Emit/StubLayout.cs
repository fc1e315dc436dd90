// What stubs must know of the runtime's structures, as data: code generation does not refer to the runtime, whoever calls it does.
namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>Offsets in bytes of the store context's fields.</summary>
public readonly record struct StoreContextOffsets(
    int EntryRecord, int TrapPc, int TrapFaultAddress, int TrapFp, int LastExitFp, int LastExitPc, int HandlerFp, int HandlerPc);

/// <summary>Offsets in bytes of the entry record's fields, and its size.</summary>
public readonly record struct EntryRecordOffsets(
    int Previous, int StackPointer, int FramePointer, int ResumeAddress, int SavedLastExitFp, int SavedLastExitPc, int Size);

/// <summary>Offsets in bytes of the trap handler's data page; the fields are those of the runtime's TrapPage.</summary>
public readonly record struct TrapPageOffsets(
    int RangeCapacity, int PcOffset, int SpOffset, int FpOffset, int VmctxRegisterOffset, int FaultAddressOffset, int FlagsOffset,
    int RestoreDefault, int FloatStateOffset, int PreviousHandlers, int PreviousHandlerCount, int Ranges);

/// <summary>The layouts that stubs touch.</summary>
public sealed record StubLayout
{
    /// <summary>Offset of the store-context pointer in a vmctx and in a host function's context, which is the same.</summary>
    public required int VmctxStoreContext { get; init; }

    /// <summary>Offset of the builtin table's address in a vmctx.</summary>
    public required int VmctxBuiltinTable { get; init; }

    /// <summary>Offset of the edge function's address in a host function's context.</summary>
    public required int HostEdgeFunction { get; init; }

    /// <summary>The store context.</summary>
    public required StoreContextOffsets Store { get; init; }

    /// <summary>The entry record.</summary>
    public required EntryRecordOffsets Record { get; init; }

    /// <summary>The trap handler's data page.</summary>
    public required TrapPageOffsets TrapPage { get; init; }
}

/// <summary>Machine code of a stub.</summary>
/// <param name="Code">Position-independent, without relocations.</param>
/// <param name="ResumeOffset">Offset in bytes of the place where traps and unwinding resume; -1: none.</param>
public readonly record struct StubCode(byte[] Code, int ResumeOffset);
