// Division: dividend, quotient and remainder live in rdx:rax. A zero divisor is found by a check in front of the instruction, which costs nothing
// beside it, while the hardware's fault would have to come back through a signal. INT_MIN / -1 gets a check too (division) or a way around
// (remainder, whose result is 0).
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

        if (mayBeZero)
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
        return EmitDivide(op, size, remainder, DefReg(n.Id), a, b, location);
    }
}
