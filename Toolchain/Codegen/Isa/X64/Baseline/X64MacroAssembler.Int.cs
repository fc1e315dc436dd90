// Integer operations. The right operand is used where it is: an immediate, a register or memory.
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64.Baseline;

internal sealed partial class X64MacroAssembler
{
    protected override BaselineValue EmitBinary(Opcode op, IrType type, BaselineValue left, BaselineValue right) => op switch
    {
        Opcode.Iadd => Add(type, left, right),
        Opcode.Isub => Alu(X64Alu.Sub, type, left, right),
        Opcode.Iand => Commutative(X64Alu.And, type, left, right),
        Opcode.Ior => Commutative(X64Alu.Or, type, left, right),
        Opcode.Ixor => Commutative(X64Alu.Xor, type, left, right),
        Opcode.Imul => Multiply(type, left, right),
        Opcode.Ishl => Shift(X64Shift.Shl, type, left, right),
        Opcode.Sshr => Shift(X64Shift.Sar, type, left, right),
        Opcode.Ushr => Shift(X64Shift.Shr, type, left, right),
        Opcode.Rotl => Shift(X64Shift.Rol, type, left, right),
        Opcode.Rotr => Shift(X64Shift.Ror, type, left, right),
        Opcode.Sdiv => Divide(type, left, right, signed: true, remainder: false),
        Opcode.Udiv => Divide(type, left, right, signed: false, remainder: false),
        Opcode.Srem => Divide(type, left, right, signed: true, remainder: true),
        Opcode.Urem => Divide(type, left, right, signed: false, remainder: true),
        Opcode.Fadd => Float(X64FloatOp.Add, type, left, right),
        Opcode.Fsub => Float(X64FloatOp.Sub, type, left, right),
        Opcode.Fmul => Float(X64FloatOp.Mul, type, left, right),
        Opcode.Fdiv => Float(X64FloatOp.Div, type, left, right),
        Opcode.Fmin => MinMax(X64Pseudo.FloatMin, type, left, right),
        Opcode.Fmax => MinMax(X64Pseudo.FloatMax, type, left, right),
        Opcode.Fcopysign => CopySign(type, left, right),
        _ => throw new CompilerBugException("baseline", $"{op} is no operation of two operands"),
    };

    internal override void AddConstant(Reg to, BaselineValue index, ulong addend, byte overflowTrap)
    {
        if (overflowTrap == 0 && addend <= int.MaxValue && index.IsRegister)
        {
            Lea(8, to, X64Rm.At(index.Register, (int)addend));
            return;
        }

        Load(to, index);
        if (addend <= int.MaxValue)
        {
            RegRegImm(X64Int.AddImm, 8, to, to, (int)addend);
        }
        else
        {
            Reg other = to == IntScratch ? AddressScratch : IntScratch;
            Write(X64Inst.MovImm(8, other, (long)addend));
            RegRegRm(X64Int.Add, 8, to, to, other);
        }

        if (overflowTrap != 0)
        {
            Jcc(X64Cond.B, Buffer.DeferTrap(overflowTrap, Source));
        }
    }

    internal override void SubtractAt(Reg address, int offset, long amount)
    {
        if (amount == (int)amount)
        {
            MemImm(X64Int.SubStoreImm, 8, X64Rm.At(address, offset), amount);
        }
        else
        {
            Write(X64Inst.MovImm(8, IntScratch, amount));
            MemReg(X64Int.SubStore, 8, X64Rm.At(address, offset), IntScratch);
        }
    }

    private BaselineValue Add(IrType type, BaselineValue left, BaselineValue right)
    {
        (left, right) = InOrder(left, right);

        // lea d, [a + k] / lea d, [a + b]: the sum of values that stay where they are
        if (left.IsRegister && !IsTemporary(left.Register))
        {
            if (right.IsConstant && right.Bits == (int)right.Bits)
            {
                Reg sum = FreshDestination(type);
                if (sum != left.Register)
                {
                    Lea(type.Size, sum, X64Rm.At(left.Register, (int)right.Bits));
                    return BaselineValue.In(type, sum);
                }
            }
            else if (right.IsRegister && !IsTemporary(right.Register))
            {
                Reg sum = FreshDestination(type);
                if (sum != left.Register && sum != right.Register)
                {
                    Lea(type.Size, sum, X64Rm.At(left.Register, right.Register, 0));
                    return BaselineValue.In(type, sum);
                }
            }
        }

        return Alu(X64Alu.Add, type, left, right);
    }

    private BaselineValue Commutative(X64Alu op, IrType type, BaselineValue left, BaselineValue right)
    {
        (left, right) = InOrder(left, right);
        return Alu(op, type, left, right);
    }

    // Of two operands that may change places: the one that can be overwritten first, constants second.
    private (BaselineValue Left, BaselineValue Right) InOrder(BaselineValue left, BaselineValue right) =>
        !IsWanted(left) && !right.IsConstant && (left.IsConstant || IsWanted(right) || (IsOwned(right) && !IsOwned(left)))
            ? (right, left)
            : (left, right);

    private bool IsOwned(BaselineValue value) => value.IsRegister && IsTemporary(value.Register);

    private BaselineValue Alu(X64Alu op, IrType type, BaselineValue left, BaselineValue right)
    {
        Reg result = Destination(type, left, right);
        if (right.IsConstant && right.Bits == (int)right.Bits)
        {
            RegRegImm(X64Rows.AluImm(op), type.Size, result, result, right.Bits);
        }
        else
        {
            RegRegRm(X64Rows.Alu(op), type.Size, result, result, Rm(right));
        }

        return BaselineValue.In(type, result);
    }

    private BaselineValue Multiply(IrType type, BaselineValue left, BaselineValue right)
    {
        (left, right) = InOrder(left, right);
        Reg result;
        if (right.IsConstant && right.Bits == (int)right.Bits)
        {
            // imul d, [mem] or r, k
            X64Rm factor = Rm(left);
            result = IsOwned(left) ? left.Register : FreshDestination(type);
            RegRmImm(X64Int.ImulImm, type.Size, result, factor, right.Bits);
        }
        else
        {
            result = Destination(type, left, right);
            RegRegRm(X64Int.Imul, type.Size, result, result, Rm(right));
        }

        return BaselineValue.In(type, result);
    }

    private BaselineValue Shift(X64Shift op, IrType type, BaselineValue left, BaselineValue right)
    {
        int size = type.Size;
        if (right.IsConstant)
        {
            Reg result = Destination(type, left, right);
            RegRegImm(X64Rows.ShiftImm(op), size, result, result, right.Bits & ((size * 8) - 1));
            return BaselineValue.In(type, result);
        }

        if ((_features & X64Features.Bmi2) != 0 && op is not (X64Shift.Rol or X64Shift.Ror))
        {
            left = left.IsConstant ? BaselineValue.In(type, ToTemporary(left)) : left;
            Reg amount = right.IsRegister ? right.Register : IntScratch;
            Load(amount, right);
            X64Rm value = Rm(left);
            Reg result = IsOwned(left) ? left.Register : FreshDestination(type);
            Write(X64Inst.RegRmVvvv(X64Rows.ShiftX(op), size, result, value, amount));
            return BaselineValue.In(type, result);
        }

        return ShiftByCl(op, type, left, right);
    }

    private BaselineValue ShiftByCl(X64Shift op, IrType type, BaselineValue left, BaselineValue right)
    {
        Reg count = X64Regs.Rcx;
        if (left.IsRegister && left.Register == count)
        {
            // The value makes room for its count.
            Load(IntScratch, left);
            Release(left);
            left = BaselineValue.In(type, IntScratch);
        }

        if (!right.IsRegister || right.Register != count)
        {
            Claim(count);
            Load(count, right);
        }

        Reg result = Destination(type, left, BaselineValue.In(type, count));
        Write(X64Inst.ShiftCl(X64Rows.ShiftCl(op), type.Size, result, result, count));
        Release(count);
        return BaselineValue.In(type, result);
    }

    // rdx:rax by the divisor, which may be anywhere else.
    private BaselineValue Divide(IrType type, BaselineValue left, BaselineValue right, bool signed, bool remainder)
    {
        int size = type.Size;
        (Reg low, Reg high) = (X64Regs.Rax, X64Regs.Rdx);
        bool mayBeZero = !right.IsConstant || right.Bits == 0;
        bool mayOverflow = signed && (!right.IsConstant || right.Bits == -1);
        Load(IntScratch, right);
        Release(right);
        if (!left.IsRegister || left.Register != low)
        {
            if (left.IsRegister && left.Register == high)
            {
                Claim(low);
                Load(low, left);
            }
            else
            {
                Claim(low);
                Load(low, left);
                Release(left);
                Claim(high);
            }
        }
        else
        {
            Claim(high);
        }

        MachInst divide = new()
        {
            Op = (ushort)(!signed ? X64Pseudo.UnsignedDivide : remainder && mayOverflow ? X64Pseudo.SignedRemainder : X64Pseudo.SignedDivide),
            Size = (byte)size,
            R0 = low,
            R1 = low,
            R2 = IntScratch,
            R4 = high,
            Source = Source,
        };
        if (mayBeZero)
        {
            CmpRmReg(X64Int.Test, size, IntScratch, IntScratch);
            Jcc(X64Cond.E, Buffer.DeferTrap(Options.TrapCodes.IntegerDivideByZero, Source));
        }

        if (mayOverflow && !remainder)
        {
            _expander.Expand(new MachInst
            {
                Op = (ushort)X64Pseudo.DivideCheck,
                Size = (byte)size,
                R1 = low,
                R2 = IntScratch,
                TrapCode = Options.TrapCodes.IntegerOverflow,
                Source = Source,
            });
        }

        _expander.Expand(divide);
        Release(remainder ? low : high);
        return BaselineValue.In(type, remainder ? high : low);
    }

    /// <summary>The operand where it is; a constant that is no immediate comes into the scratch register.</summary>
    private X64Rm Rm(BaselineValue value)
    {
        switch (value.Place)
        {
            case ValuePlace.Register:
                return value.Register;
            case ValuePlace.Constant when value.Type.IsFloat && value.Bits != 0:
                return Pooled(value.Type, value.Bits);
            case ValuePlace.Constant:
                Reg scratch = Scratch(ClassOf(value.Type));
                LoadConstant(value.Type, scratch, value.Bits);
                return scratch;
            default:
                return X64Rm.At(value.Register, value.Offset);
        }
    }

    protected override BaselineValue EmitUnary(Opcode op, IrType type, BaselineValue operand) => op switch
    {
        Opcode.Clz => CountLeadingZeros(type, operand),
        Opcode.Ctz => CountTrailingZeros(type, operand),
        Opcode.Popcnt => PopulationCount(type, operand),
        Opcode.Sextend8 => Extend(X64Extend.Sign8, type, operand),
        Opcode.Sextend16 => Extend(X64Extend.Sign16, type, operand),
        Opcode.Sextend32 or Opcode.Sextend => Extend(X64Extend.Sign32, type, operand),
        Opcode.Uextend or Opcode.Ireduce => Extend(X64Extend.Zero32, type, operand),
        _ => EmitFloatUnary(op, type, operand),
    };

    private BaselineValue Extend(X64Extend kind, IrType type, BaselineValue operand)
    {
        // A byte of a register that has no byte name without a prefix is fine, and so is one in memory.
        (X64Op row, int bytes) = X64Rows.Extend(kind, type.Size);
        if (kind == X64Extend.Zero32 && type == IrType.I64 && operand.IsRegister && IsTemporary(operand.Register))
        {
            return operand.As(type); // the upper half is clear
        }

        X64Rm source = Rm(operand);
        Reg result = IsOwned(operand) ? operand.Register : FreshDestination(type);
        RegRm(row, bytes, result, source);
        return BaselineValue.In(type, result);
    }

    private BaselineValue CountLeadingZeros(IrType type, BaselineValue operand)
    {
        int size = type.Size;
        if ((_features & X64Features.Lzcnt) != 0)
        {
            return OneOperand(X64Int.Lzcnt, type, operand);
        }

        // bsr t, a; mov c, 2*bits-1; cmovz t, c; xor t, bits-1: a zero source leaves (2*bits-1) ^ (bits-1) = bits
        int bits = size * 8;
        X64Rm source = Rm(operand);
        Reg result = Take(RegClass.Int);
        RegRm(X64Int.Bsr, size, result, source);
        Write(X64Inst.MovImm(4, IntScratch, (2 * bits) - 1));
        Write(X64Inst.Cmovcc(X64Cond.E, size, result, result, IntScratch));
        RegRegImm(X64Int.XorImm, size, result, result, bits - 1);
        return BaselineValue.In(type, result);
    }

    private BaselineValue CountTrailingZeros(IrType type, BaselineValue operand)
    {
        int size = type.Size;
        if ((_features & X64Features.Bmi1) != 0)
        {
            return OneOperand(X64Int.Tzcnt, type, operand);
        }

        // bsf t, a; mov c, bits; cmovz t, c
        X64Rm source = Rm(operand);
        Reg result = Take(RegClass.Int);
        RegRm(X64Int.Bsf, size, result, source);
        Write(X64Inst.MovImm(4, IntScratch, size * 8));
        Write(X64Inst.Cmovcc(X64Cond.E, size, result, result, IntScratch));
        return BaselineValue.In(type, result);
    }

    private BaselineValue OneOperand(X64Op row, IrType type, BaselineValue operand)
    {
        X64Rm source = Rm(operand);
        Reg result = IsOwned(operand) ? operand.Register : FreshDestination(type);
        RegRm(row, type.Size, result, source);
        return BaselineValue.In(type, result);
    }

    // The usual sums of 2, 4 and 8 bits; the multiplication adds the bytes up in the top one.
    private BaselineValue PopulationCount(IrType type, BaselineValue operand)
    {
        if ((_features & X64Features.Popcnt) != 0)
        {
            return OneOperand(X64Int.Popcnt, type, operand);
        }

        int size = type.Size;
        Reg sum = ToTemporary(operand);
        Reg part = Take(RegClass.Int);
        ShiftedAnd(size, part, sum, 1, 0x5555_5555_5555_5555);
        RegRegRm(X64Int.Sub, size, sum, sum, part);
        ShiftedAnd(size, part, sum, 2, 0x3333_3333_3333_3333);
        RegRegRm(X64Int.And, size, sum, sum, IntScratch);
        RegRegRm(X64Int.Add, size, sum, sum, part);
        Move(type, part, sum);
        RegRegImm(X64Int.ShrImm, size, part, part, 4);
        RegRegRm(X64Int.Add, size, sum, sum, part);
        LoadRepeated(size, 0x0f0f_0f0f_0f0f_0f0f);
        RegRegRm(X64Int.And, size, sum, sum, IntScratch);
        LoadRepeated(size, 0x0101_0101_0101_0101);
        RegRegRm(X64Int.Imul, size, sum, sum, IntScratch);
        RegRegImm(X64Int.ShrImm, size, sum, sum, (size * 8) - 8);
        Release(part);
        return BaselineValue.In(type, sum);
    }

    // part = (value >> amount) & mask; the mask stays in the scratch register.
    private void ShiftedAnd(int size, Reg part, Reg value, int amount, ulong mask)
    {
        RegRm(X64Int.Mov, size, part, value);
        RegRegImm(X64Int.ShrImm, size, part, part, amount);
        LoadRepeated(size, mask);
        RegRegRm(X64Int.And, size, part, part, IntScratch);
    }

    private void LoadRepeated(int size, ulong pattern) => Write(X64Inst.MovImm(size, IntScratch, size == 4 ? (long)(uint)pattern : (long)pattern));
}
