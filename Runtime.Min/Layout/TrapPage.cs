// The page that the trap handler reads: it lies at a fixed distance behind the handler's code, is writable by the runtime and never
// executable. The handler runs in a signal, so everything it needs is here as a number. Code ranges are published without locks:
// the runtime writes End, then Start (release); it clears Start before it reuses an entry. Start 0 is a free entry.
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Layout;

/// <summary>Data of the trap handler.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct TrapPage
{
    /// <summary>Version of this layout, part of the stub ABI version.</summary>
    internal const uint CurrentVersion = 2;

    internal const int VersionOffset = 0;
    internal const int RangeCapacityOffset = 4;
    internal const int PcOffsetOffset = 8;
    internal const int SpOffsetOffset = 12;
    internal const int FpOffsetOffset = 16;
    internal const int VmctxRegisterOffsetOffset = 20;
    internal const int FaultAddressOffsetOffset = 24;
    internal const int FlagsOffsetOffset = 28;
    internal const int RestoreDefaultOffset = 32;
    internal const int FloatStateOffsetOffset = RestoreDefaultOffset + 8;
    internal const int PreviousHandlersOffset = 64;
    internal const int PreviousHandlerCount = 64;
    internal const int RangesOffset = 1024;

    /// <summary>Bytes without the ranges.</summary>
    internal const int SizeInBytes = RangesOffset;

    /// <summary>Bytes of one range: start u64, end u64.</summary>
    internal const int RangeSize = 16;

    /// <summary>Bytes from the handler's first byte to this page; a multiple of every page size.</summary>
    internal const int DistanceFromHandler = 64 * 1024;

    /// <summary>Bytes of the data area, ranges included.</summary>
    internal const int AreaSize = 64 * 1024;

    /// <summary>Ranges that fit the area.</summary>
    internal const int MaxRanges = (AreaSize - RangesOffset) / RangeSize;

    /// <summary>Value of <see cref="FlagsOffset"/> and <see cref="FloatStateOffset"/> where the context holds no such thing.</summary>
    internal const uint None = 0xffffffff;

    /// <summary><see cref="CurrentVersion"/>.</summary>
    [FieldOffset(VersionOffset)] internal uint Version;

    /// <summary>Entries that the handler looks at.</summary>
    [FieldOffset(RangeCapacityOffset)] internal uint RangeCapacity;

    /// <summary>Offset of the instruction pointer in the machine context, in bytes.</summary>
    [FieldOffset(PcOffsetOffset)] internal uint PcOffset;

    /// <summary>Offset of the stack pointer.</summary>
    [FieldOffset(SpOffsetOffset)] internal uint SpOffset;

    /// <summary>Offset of the frame pointer.</summary>
    [FieldOffset(FpOffsetOffset)] internal uint FpOffset;

    /// <summary>Offset of the register that is reserved for the vmctx.</summary>
    [FieldOffset(VmctxRegisterOffsetOffset)] internal uint VmctxRegisterOffset;

    /// <summary>Offset of the fault address in the signal's information.</summary>
    [FieldOffset(FaultAddressOffsetOffset)] internal uint FaultAddressOffset;

    /// <summary>Offset of the flags register, or <see cref="None"/>.</summary>
    [FieldOffset(FlagsOffsetOffset)] internal uint FlagsOffset;

    /// <summary>C function <c>(int signal, void* handler)</c> that gives a signal its default action back.</summary>
    [FieldOffset(RestoreDefaultOffset)] internal nuint RestoreDefault;

    /// <summary>
    /// Offset of the pointer to the saved floating-point state, where the handler may resume guest code by itself; <see cref="None"/>: it has
    /// to return to the system.
    /// </summary>
    [FieldOffset(FloatStateOffsetOffset)] internal uint FloatStateOffset;
}
