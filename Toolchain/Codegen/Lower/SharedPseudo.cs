// Pseudo-instructions that every instruction set has, and what register allocation and dumps know about them.
using System;
using System.Text;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Pseudo-instructions that every instruction set has; the value is the row number, above all real rows. An instruction set's own follow.</summary>
internal enum SharedPseudo : ushort
{
    /// <summary>Defines the register parameters. Target: call info.</summary>
    Entry = 0xf000,

    /// <summary>Calls a symbol. Target: call info.</summary>
    Call,

    /// <summary>Calls the address in the register for code with the vmctx in the one for that. Target: call info.</summary>
    CallIndirect,

    /// <summary>Leaves the frame and returns. Target: call info.</summary>
    Return,

    /// <summary>Leaves the frame and jumps to a symbol. Target: call info.</summary>
    TailCall,

    /// <summary>The same to an address, as <see cref="CallIndirect"/>. Target: call info.</summary>
    TailCallIndirect,

    /// <summary>Goes to the only successor.</summary>
    Jump,

    /// <summary>Opens (Imm bytes) the argument area of the call that follows.</summary>
    PushArguments,

    /// <summary>Gives the stack pointer the value it has in this frame; begins a handler.</summary>
    LandingPad,

    /// <summary>Goes to the first successor if a test holds, else to the second. R1, R2: what the test reads, if anything; the rest is the instruction set's.</summary>
    Branch,

    /// <summary>Goes to successor number R1, or to the last one. R0, R4: temporaries, if valid.</summary>
    JumpTable,

    /// <summary>Traps with TrapCode if the test holds, as in <see cref="Branch"/>.</summary>
    TrapIf,

    /// <summary>Traps with TrapCode.</summary>
    Trap,

    /// <summary>First number of an instruction set's own.</summary>
    FirstOwn,
}

/// <summary>Read-modify-write operations on memory.</summary>
internal enum AtomicOp : byte
{
    /// <summary>Adds.</summary>
    Add,

    /// <summary>Subtracts.</summary>
    Sub,

    /// <summary>And.</summary>
    And,

    /// <summary>Or.</summary>
    Or,

    /// <summary>Exclusive or.</summary>
    Xor,

    /// <summary>Replaces.</summary>
    Exchange,
}

/// <summary>Operands and text of pseudo-instructions; the builders serve those of the instruction sets too.</summary>
internal static class SharedPseudos
{
    internal static bool IsPseudo(in MachInst inst) => inst.Op >= (ushort)SharedPseudo.Entry;

    internal static bool IsShared(in MachInst inst) => inst.Op is >= (ushort)SharedPseudo.Entry and < (ushort)SharedPseudo.FirstOwn;

    /// <summary>Whether the operands are listed by the call info, each in the place that a convention gives it.</summary>
    internal static bool HasFixedOperands(SharedPseudo pseudo) => pseudo switch
    {
        SharedPseudo.Entry or SharedPseudo.Call or SharedPseudo.CallIndirect or SharedPseudo.Return or SharedPseudo.TailCall
            or SharedPseudo.TailCallIndirect => true,
        SharedPseudo.Jump or SharedPseudo.PushArguments or SharedPseudo.LandingPad or SharedPseudo.Branch or SharedPseudo.JumpTable
            or SharedPseudo.TrapIf or SharedPseudo.Trap or SharedPseudo.FirstOwn => false,
    };

    /// <summary>Collects the operands in the fields of a shared one; those of calls are listed by their call info.</summary>
    internal static int Operands(in MachInst inst, Span<Operand> operands)
    {
        int count = 0;
        if ((SharedPseudo)inst.Op is SharedPseudo.Branch or SharedPseudo.TrapIf or SharedPseudo.JumpTable)
        {
            for (byte field = 1; field <= 2; field++)
            {
                if (inst[field].IsValid)
                {
                    operands[count++] = Use(field, inst[field].Class);
                }
            }
        }

        if ((SharedPseudo)inst.Op is SharedPseudo.JumpTable && inst.R0.IsValid)
        {
            operands[count++] = Def(0, RegClass.Int);
            operands[count++] = Def(4, RegClass.Int);
        }

        return count;
    }

    internal static string Name(in MachInst inst) => (SharedPseudo)inst.Op switch
    {
        SharedPseudo.Entry => "entry",
        SharedPseudo.Call => "call",
        SharedPseudo.CallIndirect => "call_indirect",
        SharedPseudo.Return => "return",
        SharedPseudo.TailCall => "tail_call",
        SharedPseudo.TailCallIndirect => "tail_call_indirect",
        SharedPseudo.Jump => "jump",
        SharedPseudo.PushArguments => "push_arguments",
        SharedPseudo.LandingPad => "landing_pad",
        SharedPseudo.Branch => "branch",
        SharedPseudo.JumpTable => "jump_table",
        SharedPseudo.TrapIf => "trap_if",
        SharedPseudo.Trap => "trap",
        SharedPseudo.FirstOwn => throw new ArgumentOutOfRangeException(nameof(inst), inst.Op, "not a shared one"),
    };

    /// <summary>Text for dumps: the name, what it tests, its registers.</summary>
    internal static StringBuilder Print(in MachInst inst, string name, string? test, Func<Reg, string> register)
    {
        StringBuilder text = new(name);
        if (test is not null)
        {
            text.Append('.').Append(test);
        }

        bool first = true;
        for (int field = 0; field < 5; field++)
        {
            if (inst[field].IsValid)
            {
                text.Append(first ? " " : ", ").Append(register(inst[field]));
                first = false;
            }
        }

        return text;
    }

    internal static Operand Use(byte field, RegClass registerClass) =>
        new(field, registerClass, OperandRole.Use, OperandConstraint.Register, OperandPosition.Early, Reg.None, 0);

    /// <summary>Read after results have been written: never shares a register with them.</summary>
    internal static Operand LateUse(byte field, RegClass registerClass) =>
        new(field, registerClass, OperandRole.Use, OperandConstraint.Register, OperandPosition.Late, Reg.None, 0);

    internal static Operand Def(byte field, RegClass registerClass) =>
        new(field, registerClass, OperandRole.Def, OperandConstraint.Register, OperandPosition.Late, Reg.None, 0);

    internal static int Fill(Span<Operand> operands, params ReadOnlySpan<Operand> values)
    {
        values.CopyTo(operands);
        return values.Length;
    }
}
