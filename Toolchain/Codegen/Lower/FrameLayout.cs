// The frame of a function, from the frame pointer fp downward; the same for all instruction sets:
//
//   fp + 16 + i   stack arguments, popped by this function's return
//   fp + 8        return address
//   fp            caller's frame pointer
//   fp - 8        own vmctx, if a call may come back with another one, or a throw to a handler of this function
//                 stack slots of the function
//                 spill slots
//   sp            (argument areas of calls open below and are popped by the callee)
//
// Places are counted from fp, so sp may move.
namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Where things lie in the frame of one function.</summary>
/// <param name="Bytes">Bytes below fp, a multiple of 16.</param>
/// <param name="SlotBase">Offset from fp of the stack slots.</param>
/// <param name="SpillBase">Offset from fp of the spill slots.</param>
internal readonly record struct FrameLayout(int Bytes, int SlotBase, int SpillBase)
{
    /// <summary>Offset from fp of the saved vmctx.</summary>
    internal const int VmctxOffset = -8;

    private const int SpillUnit = 8;

    /// <summary>Bytes that a function without calls may use unchecked: the limit leaves more than that.</summary>
    internal const int UncheckedLeafBytes = 512;

    /// <summary>Bytes of a page of every system whose stacks have to be probed.</summary>
    internal const int PageBytes = 4096;

    /// <summary>Bytes up to which the stack pointer itself is compared with the limit, which leaves more than that.</summary>
    internal const int SimpleCheckBytes = 32 * 1024;

    /// <summary>Offset from fp of the return address.</summary>
    internal const int ReturnAddress = 8;

    /// <summary>Offset from fp of the first stack argument.</summary>
    internal const int IncomingArguments = 16;

    internal static FrameLayout Of(VCode code, int spillSlots)
    {
        int saved = !code.SavesVmctx ? 0 : code.SlotBytes != 0 || code.HasVectors ? 16 : 8;
        int slots = saved + code.SlotBytes;
        int bytes = (slots + (spillSlots * SpillUnit) + 15) & -16;

        // Spill slots grow upward too; an even number of them keeps pairs of slots aligned to 16.
        int spill = slots + (spillSlots * SpillUnit);
        return new FrameLayout(bytes, -slots, code.HasVectors ? -bytes : -spill);
    }

    internal int OffsetOfSpill(int slot) => SpillBase + (slot * SpillUnit);
}
