// What generated code, stubs and the trap handler know of a store. One block of platform memory per store; every vmctx points to
// it. All structures of this folder are little-endian on every ISA; the constants are the layout, the structs obey them.
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Layout;

/// <summary>The part of a store that generated code touches.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMStoreContext
{
    internal const int StackLimitOffset = 0;
    internal const int FuelOffset = StackLimitOffset + 8;
    internal const int EpochDeadlineOffset = FuelOffset + 8;
    internal const int EpochPointerOffset = EpochDeadlineOffset + 8;
    internal const int EntryRecordOffset = EpochPointerOffset + 8;
    internal const int TrapPcOffset = EntryRecordOffset + 8;
    internal const int TrapFaultAddressOffset = TrapPcOffset + 8;
    internal const int TrapFpOffset = TrapFaultAddressOffset + 8;
    internal const int GcAllocationPointerOffset = TrapFpOffset + 8;
    internal const int GcAllocationLimitOffset = GcAllocationPointerOffset + 8;
    internal const int GcHeapBaseOffset = GcAllocationLimitOffset + 8;
    internal const int StoreHandleOffset = GcHeapBaseOffset + 8;
    internal const int LastExitFpOffset = StoreHandleOffset + 8;
    internal const int LastExitPcOffset = LastExitFpOffset + 8;
    internal const int PendingTagOffset = LastExitPcOffset + 8;
    internal const int ExceptionBufferOffset = PendingTagOffset + 8;
    internal const int HandlerFpOffset = ExceptionBufferOffset + 8;
    internal const int HandlerPcOffset = HandlerFpOffset + 8;
    internal const int SizeInBytes = 192;

    /// <summary>Lowest stack pointer that a function may have; below it the stack counts as exhausted.</summary>
    [FieldOffset(StackLimitOffset)] internal nuint StackLimit;

    /// <summary>Fuel left; negative: none.</summary>
    [FieldOffset(FuelOffset)] internal long Fuel;

    /// <summary>The engine's epoch at which code is interrupted.</summary>
    [FieldOffset(EpochDeadlineOffset)] internal ulong EpochDeadline;

    /// <summary>Address of the engine's epoch counter, a u64.</summary>
    [FieldOffset(EpochPointerOffset)] internal nuint EpochPointer;

    /// <summary>Innermost <see cref="VMEntryRecord"/>; 0: no wasm is running.</summary>
    [FieldOffset(EntryRecordOffset)] internal nuint EntryRecord;

    /// <summary>Address of the instruction that trapped; written by the trap handler.</summary>
    [FieldOffset(TrapPcOffset)] internal nuint TrapPc;

    /// <summary>Address whose access faulted, as far as the system tells.</summary>
    [FieldOffset(TrapFaultAddressOffset)] internal nuint TrapFaultAddress;

    /// <summary>Frame pointer at the trap.</summary>
    [FieldOffset(TrapFpOffset)] internal nuint TrapFp;

    /// <summary>Next free byte of the GC heap's allocation window.</summary>
    [FieldOffset(GcAllocationPointerOffset)] internal nuint GcAllocationPointer;

    /// <summary>End of the GC heap's allocation window.</summary>
    [FieldOffset(GcAllocationLimitOffset)] internal nuint GcAllocationLimit;

    /// <summary>Address that 32-bit GC references are relative to.</summary>
    [FieldOffset(GcHeapBaseOffset)] internal nuint GcHeapBase;

    /// <summary>GCHandle of the managed store.</summary>
    [FieldOffset(StoreHandleOffset)] internal nint StoreHandle;

    /// <summary>Frame pointer of the wasm function that last called out; start of the stack walk.</summary>
    [FieldOffset(LastExitFpOffset)] internal nuint LastExitFp;

    /// <summary>Return address of that call.</summary>
    [FieldOffset(LastExitPcOffset)] internal nuint LastExitPc;

    /// <summary>Tag of the exception on its way: the address that a vmctx has for it.</summary>
    [FieldOffset(PendingTagOffset)] internal nuint PendingTag;

    /// <summary>Address of the values of the exception on its way, as in a value array; room for those of any tag of the store.</summary>
    [FieldOffset(ExceptionBufferOffset)] internal nuint ExceptionBuffer;

    /// <summary>Frame pointer of the function that handles the exception; set when a handler was found.</summary>
    [FieldOffset(HandlerFpOffset)] internal nuint HandlerFp;

    /// <summary>Code address of the handler.</summary>
    [FieldOffset(HandlerPcOffset)] internal nuint HandlerPc;
}
