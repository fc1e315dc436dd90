// Sequences with registers of their own, jumps or scratch registers inside.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

internal sealed partial class S390Emit
{
    private const int TowardZero = 5;

    protected override void EmitOwnPseudo(in MachInst inst)
    {
        switch ((S390Pseudo)inst.Op)
        {
            case S390Pseudo.Undefined:
                break;
            case S390Pseudo.FloatToInt:
                ExpandFloatToInt(inst);
                break;
            case S390Pseudo.Divide:
                ExpandDivide(inst);
                break;
            case S390Pseudo.TrapIfQuotientOverflows:
                ExpandQuotientOverflow(inst);
                break;
            case S390Pseudo.MultiplyUnsigned:
                Write(S390Inst.Reg3(S390Int.Mlgr, inst.R0, inst.R0, inst.R2));
                break;
            case S390Pseudo.MultiplySigned:
                Write(S390Inst.Reg3(S390Int.Mgrk, inst.R0, inst.R1, inst.R2));
                break;
            case S390Pseudo.LeadingZeros:
                Write(S390Inst.Reg2(S390Int.Flogr, inst.R0, inst.R1));
                break;
            case S390Pseudo.Select:
                Label over = Buffer.NewLabel();
                Write(S390Inst.JumpIf((S390Cond)inst.Cond, over, isLong: false));
                Write(S390Inst.Move(inst.R0, inst.R2));
                Buffer.Bind(over);
                break;
            case S390Pseudo.AtomicLoop:
                ExpandAtomicLoop(inst);
                break;
            case S390Pseudo.AtomicNarrowLoop:
                ExpandAtomicNarrowLoop(inst);
                break;
            case S390Pseudo.CompareExchangeNarrow:
                ExpandCompareExchangeNarrow(inst);
                break;
            default:
                EmitConstant(inst, inst.R0);
                break;
        }
    }

    /// <summary>Not a number traps first. The conversion itself says, by condition code 3, that no integer is meant.</summary>
    private void ExpandFloatToInt(in MachInst inst)
    {
        bool signed = inst.Cond != 0;
        Reg source = inst.R1;
        Write(S390Inst.Compare(inst.Scale == 2 ? S390VectorFloat.CompareS : S390VectorFloat.CompareD, source, source));
        asm.JumpIf(S390Cond.Overflow, Buffer.DeferTrap(Options.TrapCodes.BadConversionToInteger, inst.Source));
        Write(S390Inst.RegImm(ConversionRow(inst.Size, inst.Scale, signed), inst.R0, source, TowardZero));
        asm.JumpIf(S390Cond.Overflow, Buffer.DeferTrap(Options.TrapCodes.IntegerOverflow, inst.Source));
    }

    /// <summary>The conversion of a float (bytes as a power of two) to an integer.</summary>
    internal static S390Op ConversionRow(int intBytes, int floatLog2, bool signed) => (intBytes, floatLog2, signed) switch
    {
        (4, 2, true) => S390Float.Cfebr,
        (4, 2, false) => S390Float.Clfebr,
        (4, _, true) => S390Float.Cfdbr,
        (4, _, false) => S390Float.Clfdbr,
        (_, 2, true) => S390Float.Cgebr,
        (_, 2, false) => S390Float.Clgebr,
        (_, _, true) => S390Float.Cgdbr,
        _ => S390Float.Clgdbr,
    };

    // The dividend is in the odd register of the pair; unsigned, the even one is its upper half.
    private void ExpandDivide(in MachInst inst)
    {
        (Reg even, Reg odd) = (inst.R4, inst.R0);
        bool signed = inst.Cond != 0;
        if (!signed)
        {
            Write(S390Inst.RegImm(S390Int.Lghi, even, Reg.None, 0));
        }
        else if (inst.Size == 4)
        {
            Write(S390Inst.Reg2(S390Int.Lgfr, odd, odd));
        }

        S390Op op = (inst.Size, signed) switch
        {
            (4, true) => S390Int.Dsgfr,
            (4, false) => S390Int.Dlr,
            (_, true) => S390Int.Dsgr,
            _ => S390Int.Dlgr,
        };
        Write(S390Inst.Reg3(op, even, even, inst.R2));
    }

    private void ExpandQuotientOverflow(in MachInst inst)
    {
        // c[g]ij b, -1, ne, over; r1 = smallest; c[g]r a, r1; je trap
        Label over = Buffer.NewLabel();
        Write(new S390Test(S390TestKind.Number, S390Cond.LowHigh, inst.R2, Imm: -1, Size: inst.Size).JumpTo(over, isLong: false));
        asm.LoadConstant(8, Scratch0, inst.Size == 4 ? int.MinValue : long.MinValue);
        Write(S390Inst.Compare(S390Test.CompareRow(inst.Size, isUnsigned: false), inst.R1, Scratch0));
        asm.JumpIf(S390Cond.Equal, Buffer.DeferTrap(inst.TrapCode, inst.Source));
        Buffer.Bind(over);
    }

    // r1 = the new value with its bytes reversed, as memory holds it
    private void ExpandAtomicLoop(in MachInst inst)
    {
        bool isWide = inst.Size == 8;
        S390Op reverse = isWide ? S390Int.Lrvgr : S390Int.Lrvr;
        Reg changed = Scratch0;
        Label again = Buffer.NewLabel();
        Write(Touch(S390Inst.Load(isWide ? S390Memory.Lg : S390Memory.Ly, inst.R0, inst.R2, 0), inst));
        Buffer.Bind(again);
        if ((AtomicOp)inst.Imm == AtomicOp.Exchange)
        {
            Write(S390Inst.Reg2(reverse, changed, inst.R1));
        }
        else
        {
            S390Op row = ((AtomicOp)inst.Imm, isWide) switch
            {
                (AtomicOp.Add, true) => S390Int.Agrk,
                (AtomicOp.Add, false) => S390Int.Ark,
                (_, true) => S390Int.Sgrk,
                _ => S390Int.Srk,
            };
            Write(S390Inst.Reg2(reverse, changed, inst.R0));
            Write(S390Inst.Reg3(row, changed, changed, inst.R1));
            Write(S390Inst.Reg2(reverse, changed, changed));
        }

        Write(Swap(isWide ? S390Memory.Csg : S390Memory.Cs, inst, changed));
        Write(S390Inst.JumpIf(S390Cond.LowHigh, again, isLong: false));
        Write(S390Inst.Reg2(reverse, inst.R0, inst.R0));
    }

    /// <summary>
    /// The word is rotated so that the part is its low end, changed in r0, rotated back and swapped in. rll takes the rotation from an
    /// address, so 8 times the address plus the width of the part is the way there, and its opposite the way back.
    /// </summary>
    private void ExpandAtomicNarrowLoop(in MachInst inst)
    {
        (Reg word, Reg part, Reg back) = (inst.R0, Scratch1, Scratch0);
        int bits = inst.Size * 8;
        Label again = Buffer.NewLabel();
        Write(Touch(S390Inst.Load(S390Memory.Ly, word, inst.R2, 0), inst));
        Buffer.Bind(again);
        Write(S390Inst.Shift(S390Int.Rll, part, word, bits, inst.R3));
        switch ((AtomicOp)inst.Imm)
        {
            case AtomicOp.Exchange:
                Insert(part, inst.R1, bits, 0);
                break;
            case AtomicOp.And:
                Write(S390Inst.Reg3(S390Int.Nrk, part, part, inst.R1));
                break;
            case AtomicOp.Or:
                Write(S390Inst.Reg3(S390Int.Ork, part, part, inst.R1));
                break;
            case AtomicOp.Xor:
                Write(S390Inst.Reg3(S390Int.Xrk, part, part, inst.R1));
                break;
            default:
                ChangeSum(inst, part, back, bits);
                break;
        }

        Replace(inst, part, back, bits, again);
        Extract(word, inst.R3, bits);
    }

    // back = the sum as memory holds it; it replaces the low end of the part
    private void ChangeSum(in MachInst inst, Reg part, Reg back, int bits)
    {
        S390Op op = (AtomicOp)inst.Imm == AtomicOp.Add ? S390Int.Ark : S390Int.Srk;
        if (bits == 8)
        {
            Write(S390Inst.Reg3(op, back, part, inst.R1));
        }
        else
        {
            Write(S390Inst.Reg2(S390Int.Lrvr, back, part));
            Write(S390Inst.Reg3(op, back, back, inst.R1));
            Write(S390Inst.Reg2(S390Int.Lrvr, back, back));
        }

        Insert(part, back, bits, 0);
    }

    private void ExpandCompareExchangeNarrow(in MachInst inst)
    {
        (Reg word, Reg part, Reg back) = (inst.R0, Scratch1, Scratch0);
        int bits = inst.Size * 8;
        Label again = Buffer.NewLabel();
        Label done = Buffer.NewLabel();
        Write(Touch(S390Inst.Load(S390Memory.Ly, word, inst.R2, 0), inst));
        Buffer.Bind(again);
        Write(S390Inst.Shift(S390Int.Rll, part, word, bits, inst.R3));
        Write(S390Inst.Reg2(bits == 8 ? S390Int.Llgcr : S390Int.Llghr, back, part));
        Write(new S390Test(S390TestKind.Registers, S390Cond.LowHigh, back, inst.R1, Size: 4).JumpTo(done, isLong: false));
        Insert(part, inst.R4, bits, 0);
        Replace(inst, part, back, bits, again);
        Buffer.Bind(done);
        Extract(word, inst.R3, bits);
    }

    private void Insert(Reg into, Reg from, int bits, int rotation) =>
        Write(S390Inst.Make(S390Int.Risbgn) with { R0 = into, R1 = into, R2 = from, Imm = 64 - bits, Disp = 63, Scale = (byte)rotation });

    private void Replace(in MachInst inst, Reg part, Reg back, int bits, Label again)
    {
        Write(S390Inst.Reg2(S390Int.Lcgr, back, inst.R3));
        Write(S390Inst.Shift(S390Int.Rll, back, part, -bits, back));
        Write(Swap(S390Memory.Cs, inst, back));
        Write(S390Inst.JumpIf(S390Cond.LowHigh, again, isLong: false));
    }

    // The part of the word, in the order of numbers.
    private void Extract(Reg word, Reg shift, int bits)
    {
        Write(S390Inst.Shift(S390Int.Rll, word, word, bits, shift));
        if (bits == 8)
        {
            Write(S390Inst.Reg2(S390Int.Llgcr, word, word));
        }
        else
        {
            Write(S390Inst.Reg2(S390Int.Lrvr, word, word));
            Write(S390Inst.Run(word, word, 48, 63, 48));
        }
    }

    private static MachInst Swap(S390Op op, in MachInst inst, Reg changed) =>
        Touch(S390Inst.Load(op, inst.R0, inst.R2, 0) with { R1 = inst.R0, R4 = changed }, inst);

    private static MachInst Touch(MachInst access, in MachInst inst) => access with { TrapCode = inst.TrapCode, Source = inst.Source };
}
