// Division and wide multiplication: the dividend and the product live in rdx:rax. A zero divisor faults in the hardware and is reported at
// the div instruction; INT_MIN / -1 faults in the same way and must be told apart, so it gets a check in front (division) or a way around
// (remainder, whose result is 0). Without signals both checks are explicit.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Lower
{
    private Reg Divide(NodeView n, bool signed, bool remainder)
    {
        int size = n.Type.Size;
        NodeView divisor = View(n.B);
        Reg a = UseReg(n.A);
        Reg b = UseReg(n.B);
        if (a == b)
        {
            // x / x: the divisor must outlive the dividend, which rax takes.
            b = MoveReg(n.Type, NewReg(RegClass.Int), a);
        }

        bool constant = divisor.Op == Opcode.Iconst;
        bool mayBeZero = !constant || divisor.Imm == 0;
        bool mayBeMinusOne = signed && (!constant || IsAllOnes(n.B));
        uint location = Location(n.Id);

        if (mayBeZero && !Options.SignalsBasedTraps)
        {
            TestRegs(size, b, b);
            EmitTrapIf(X64Test.Of(X64Cond.E), Options.TrapCodes.IntegerDivideByZero, location);
        }

        if (mayBeMinusOne && !remainder)
        {
            EmitDivideOverflowCheck(size, a, b, location);
        }

        X64Pseudo op = (signed, remainder && mayBeMinusOne) switch
        {
            (false, _) => X64Pseudo.UnsignedDivide,
            (true, false) => X64Pseudo.SignedDivide,
            (true, true) => X64Pseudo.SignedRemainder,
        };
        return EmitDivide(op, size, remainder, DefReg(n.Id), a, b, mayBeZero && Options.SignalsBasedTraps ? Options.TrapCodes.IntegerDivideByZero : (byte)0, location);
    }
}
