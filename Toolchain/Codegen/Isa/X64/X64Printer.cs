// Text of an instruction in Intel syntax, spelled as objdump -M intel spells it. Before register allocation it shows virtual
// registers, labels and pool entries; then a two-address form shows its tied source too, because the two still differ.
using System;
using System.Globalization;
using System.Text;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Prints instructions.</summary>
internal static class X64Printer
{
    /// <summary>The text of one instruction.</summary>
    internal static string Print(in MachInst inst, ulong nextAddress = 0, Func<ulong, string?>? symbolizer = null)
    {
        StringBuilder text = new();
        Append(text, inst, nextAddress, symbolizer);
        return text.ToString();
    }

    /// <summary>Appends the text of one instruction.</summary>
    /// <param name="text">Receives the text.</param>
    /// <param name="inst">The instruction.</param>
    /// <param name="nextAddress">Address behind the instruction, the base of finished distances.</param>
    /// <param name="symbolizer">Names addresses, or null.</param>
    internal static void Append(StringBuilder text, in MachInst inst, ulong nextAddress, Func<ulong, string?>? symbolizer)
    {
        X64Op op = X64Table.Of(inst);
        if (op.Has(X64Effects.Lock))
        {
            text.Append("lock ");
        }

        text.Append(op.Name);
        if (op.Format is X64Format.Jcc or X64Format.Setcc or X64Format.Cmovcc)
        {
            text.Append(X64Regs.Name((X64Cond)inst.Cond));
        }

        Writer w = new(text, op, inst, nextAddress, symbolizer);
        bool vex = op.Code.Vex;
        _ = op.Format switch
        {
            X64Format.RegRm or X64Format.VvvvRm or X64Format.Lea => w.Reg(inst.R0).Rm(),
            X64Format.RegRmImm => w.Reg(inst.R0).Rm().Imm(),
            X64Format.RegRegRm => w.Reg(inst.R0).Left(vex).Rm(),
            X64Format.RegAccRegRm => w.Reg(inst.R0).Reg(inst.R1).Rm().Accumulator(),
            X64Format.RegRegRmImm => w.Reg(inst.R0).Left(vex).Rm().Imm(),
            X64Format.Cmovcc => w.Reg(inst.R0).Left(false).Rm(),
            X64Format.RegRegImm => w.Reg(inst.R0).Left(vex).Imm(),
            X64Format.ShiftCl => w.Reg(inst.R0).Left(false).Reg(inst.R2, 1),
            X64Format.RegRmVvvv => w.Reg(inst.R0).Rm().Reg(inst.R1),
            X64Format.RegReg or X64Format.OpcodeReg => w.Reg(inst.R0).Left(false),
            X64Format.RegRegMr => w.Reg(inst.R0, op.RmWidth(inst)).Reg(inst.R1),
            X64Format.RegRegMrImm => w.Reg(inst.R0, op.RmWidth(inst)).Reg(inst.R1).Imm(),
            X64Format.MemReg or X64Format.CmpRmReg => w.Rm().Reg(inst.R1),
            X64Format.MemRegImm => w.Rm().Reg(inst.R1).Imm(),
            X64Format.MemImm or X64Format.CmpRmImm => w.Rm().Imm(),
            X64Format.Mem or X64Format.BranchRm => w.Rm(),
            X64Format.CmpRegRm => w.Reg(inst.R1).Rm(),
            X64Format.Mul => w.Rm().Implied(inst.R0, inst.R4, inst.R1, default),
            X64Format.Div => w.Rm().Implied(inst.R0, inst.R4, inst.R1, inst.R3),
            X64Format.SignOfAcc => w.Implied(inst.R0, default, inst.R1, default),
            X64Format.Mulx => w.Reg(inst.R4).Reg(inst.R0).Rm().Implied(default, default, inst.R1, default),
            X64Format.Setcc or X64Format.Pop => w.Reg(inst.R0),
            X64Format.MovImm or X64Format.MovImm64 => w.Reg(inst.R0).Imm(),
            X64Format.XchgMem => w.Rm().Reg(inst.R0).Left(false),
            X64Format.XchgReg => w.Rm().Reg(inst.R0),
            X64Format.CmpxchgMem => w.Rm().Reg(inst.R4).Implied(inst.R0, default, inst.R1, default),
            X64Format.Push => w.Reg(inst.R1),
            X64Format.Jcc or X64Format.Branch => w.BranchTarget(),
            X64Format.RetImm => w.Imm(),
            X64Format.Fixed => w,
        };
    }

    private ref struct Writer(StringBuilder text, X64Op op, in MachInst inst, ulong nextAddress, Func<ulong, string?>? symbolizer)
    {
        private readonly StringBuilder _text = text;
        private readonly X64Op _op = op;
        private readonly MachInst _inst = inst;
        private readonly ulong _next = nextAddress;
        private readonly Func<ulong, string?>? _symbolizer = symbolizer;
        private bool _any;

        internal Writer Reg(Reg register, int width = 0)
        {
            Separate();
            _text.Append(X64Regs.Name(register, width != 0 ? width : _op.RegWidth(_inst)));
            return this;
        }

        // The first source of a three-operand form; of a two-address form only while it differs from the result.
        internal Writer Left(bool always) => always || _inst.R0 != _inst.R1 ? Reg(_inst.R1) : this;

        // The accumulator is the result's register once allocated.
        internal Writer Accumulator()
        {
            if (_inst.R4 != _inst.R0)
            {
                _text.Append(CultureInfo.InvariantCulture, $" ; + {_inst.R4}");
            }

            return this;
        }

        // Implied registers are shown while they are virtual.
        internal Writer Implied(Reg first, Reg second, Reg third, Reg fourth)
        {
            bool hidden = true;
            foreach (Reg register in (ReadOnlySpan<Reg>)[first, second, third, fourth])
            {
                hidden &= !register.IsVirtual;
            }

            if (!hidden)
            {
                _text.Append(CultureInfo.InvariantCulture, $" ; {second}:{first} <- {fourth}:{third}");
            }

            return this;
        }

        internal Writer Imm()
        {
            Separate();
            if (X64Encoder.IsShiftByOne(_op, _inst.Imm))
            {
                _text.Append('1');
                return this;
            }

            bool signed = _op.Imm is X64Imm.Sized or X64Imm.SizedOrByte || _op.Format == X64Format.MovImm;
            ulong value = (ulong)_inst.Imm & (signed && _inst.Size < 8 ? (1UL << (_inst.Size * 8)) - 1 : ulong.MaxValue);
            _text.Append(CultureInfo.InvariantCulture, $"0x{value:x}");
            return this;
        }

        internal Writer Rm()
        {
            if (_inst.Mem == MemKind.None)
            {
                return Reg(_inst.R2, _op.RmWidth(_inst));
            }

            Separate();
            if (_op.Format != X64Format.Lea)
            {
                _text.Append(_op.RmWidth(_inst) switch
                {
                    1 => "BYTE PTR ",
                    2 => "WORD PTR ",
                    4 => "DWORD PTR ",
                    8 => "QWORD PTR ",
                    _ => "XMMWORD PTR ",
                });
            }

            _text.Append('[');
            AppendAddress();
            _text.Append(']');
            if (_inst.Mem == MemKind.PcRelative && Symbol(Target()) is { } name)
            {
                _text.Append(" # ").Append(name);
            }

            return this;
        }

        internal Writer BranchTarget()
        {
            Separate();
            switch (_inst.Mem)
            {
                case MemKind.Label:
                    _text.Append(CultureInfo.InvariantCulture, $"L{_inst.Target}");
                    break;
                case MemKind.Symbol:
                    _text.Append(CultureInfo.InvariantCulture, $"sym{(uint)_inst.Target}");
                    break;
                default:
                    _text.Append(CultureInfo.InvariantCulture, $"0x{Target():x}");
                    if (Symbol(Target()) is { } name)
                    {
                        _text.Append(" <").Append(name).Append('>');
                    }

                    break;
            }

            return this;
        }

        private readonly ulong Target() => unchecked(_next + (ulong)(long)_inst.Disp);

        private readonly string? Symbol(ulong address) => _symbolizer?.Invoke(address);

        private readonly void AppendAddress()
        {
            bool displacement = _inst.Disp != 0;
            switch (_inst.Mem)
            {
                case MemKind.Base:
                    _text.Append(X64Regs.Name(_inst.R2, 8));
                    displacement |= IsBpOrR13(_inst.R2);
                    break;
                case MemKind.BaseIndex:
                    if (_inst.R2.IsValid)
                    {
                        _text.Append(X64Regs.Name(_inst.R2, 8)).Append('+');
                    }

                    _text.Append(X64Regs.Name(_inst.R3, 8)).Append('*').Append(1 << _inst.Scale);
                    displacement |= !_inst.R2.IsValid || IsBpOrR13(_inst.R2);
                    break;
                case MemKind.PcRelative:
                    _text.Append("rip");
                    displacement = true;
                    break;
                default:
                    _text.Append(_inst.Mem switch
                    {
                        MemKind.Label => "L",
                        MemKind.Symbol => "sym",
                        MemKind.Pool => "pool",
                        _ => "frame",
                    });
                    if (_inst.Mem != MemKind.FrameSlot)
                    {
                        _text.Append(CultureInfo.InvariantCulture, $"{(uint)_inst.Target}");
                    }

                    break;
            }

            if (displacement)
            {
                _text.Append(_inst.Disp < 0 ? '-' : '+');
                _text.Append(CultureInfo.InvariantCulture, $"0x{Math.Abs((long)_inst.Disp):x}");
            }
        }

        private static bool IsBpOrR13(Reg register) => register.IsPhysical && (register.Number & 7) == 5;

        private void Separate()
        {
            _text.Append(_any ? ',' : ' ');
            _any = true;
        }
    }
}
