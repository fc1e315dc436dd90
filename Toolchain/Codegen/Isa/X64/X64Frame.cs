// The frame of a function, from rbp downward:
//
//   rbp + 16 + i   stack arguments, popped by this function's ret
//   rbp + 8        return address
//   rbp            caller's rbp
//   rbp - 8        own vmctx, if a call may come back with another one, or a throw to a handler of this function
//                  stack slots of the function
//                  spill slots
//   rsp            (argument areas of calls open below and are popped by the callee)
//
// Everything is addressed from rbp, so rsp may move.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Where things lie in the frame of one function.</summary>
/// <param name="Bytes">Bytes below rbp, a multiple of 16.</param>
/// <param name="SlotBase">Offset from rbp of the stack slots.</param>
/// <param name="SpillBase">Offset from rbp of the spill slots.</param>
internal readonly record struct X64Frame(int Bytes, int SlotBase, int SpillBase)
{
    /// <summary>Offset from rbp of the saved vmctx.</summary>
    internal const int VmctxOffset = -8;

    private const int SpillUnit = 8;

    /// <summary>Bytes that a function without calls may use unchecked: the limit leaves more than that.</summary>
    internal const int UncheckedLeafBytes = 512;

    /// <summary>Bytes up to which rsp itself is compared with the limit, which leaves more than that.</summary>
    internal const int SimpleCheckBytes = 32 * 1024;

    /// <summary>Bytes of a page of every system on this processor.</summary>
    internal const int PageBytes = 4096;

    /// <summary>Code address of an indirect call: no argument register, so that nothing has to move.</summary>
    internal static Reg IndirectCode => X64Regs.R12;

    /// <summary>Vmctx of the callee of an indirect call.</summary>
    internal static Reg IndirectVmctx => X64Regs.R11;

    internal static X64Frame Of(VCode code, int spillSlots)
    {
        int saved = !code.SavesVmctx ? 0 : code.SlotBytes != 0 || code.HasVectors ? 16 : 8;
        int slots = saved + code.SlotBytes;
        int bytes = (slots + (spillSlots * SpillUnit) + 15) & -16;

        // Spill slots grow upward too; an even number of them keeps pairs of slots aligned to 16.
        int spill = slots + (spillSlots * SpillUnit);
        return new X64Frame(bytes, -slots, code.HasVectors ? -bytes : -spill);
    }

    internal int OffsetOfSpill(int slot) => SpillBase + (slot * SpillUnit);
}
