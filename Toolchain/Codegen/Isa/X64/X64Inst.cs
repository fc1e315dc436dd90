// Constructors of machine instructions, one per format: the only place that fills MachInst fields for x86_64. The names of the
// parameters are the roles; which field holds which is written at MachInst and X64Format.
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>A register or a memory operand: what the rm field of an instruction may be.</summary>
/// <param name="Kind"><see cref="MemKind.None"/>: the register <paramref name="Base"/>.</param>
/// <param name="Base">The register, or the base of the address.</param>
/// <param name="Index">Index of the address, or none.</param>
/// <param name="Scale">Base-2 logarithm of the index factor, 0 to 3.</param>
/// <param name="Disp">Displacement in bytes.</param>
/// <param name="Target">Label, symbol or pool number.</param>
internal readonly record struct X64Rm(MemKind Kind, Reg Base, Reg Index = default, byte Scale = 0, int Disp = 0, int Target = 0)
{
    /// <summary>Whether this is a memory operand.</summary>
    internal bool IsMemory => Kind != MemKind.None;

    /// <summary>A register operand.</summary>
    public static implicit operator X64Rm(Reg register) => new(MemKind.None, register);

    /// <summary><c>[base + disp]</c>.</summary>
    internal static X64Rm At(Reg baseRegister, int disp = 0) => new(MemKind.Base, baseRegister, Disp: disp);

    /// <summary><c>[base + index * 2^scale + disp]</c>; the base may be none.</summary>
    internal static X64Rm At(Reg baseRegister, Reg index, int scale, int disp = 0) =>
        new(MemKind.BaseIndex, baseRegister, index, (byte)scale, disp);

    /// <summary>The place of a label.</summary>
    internal static X64Rm AtLabel(Label label, int disp = 0) => new(MemKind.Label, Reg.None, Disp: disp, Target: label.Index);

    /// <summary>The address of a symbol.</summary>
    internal static X64Rm AtSymbol(uint symbol, int disp = 0) => new(MemKind.Symbol, Reg.None, Disp: disp, Target: (int)symbol);

    /// <summary>A constant or jump table of the code buffer.</summary>
    internal static X64Rm AtPool(PoolEntry entry, int disp = 0) => new(MemKind.Pool, Reg.None, Disp: disp, Target: entry.Index);

    /// <summary>A slot of the frame that is not laid out yet.</summary>
    internal static X64Rm Slot(int offset) => new(MemKind.FrameSlot, Reg.None, Disp: offset);

    /// <summary>The rm operand of an instruction.</summary>
    internal static X64Rm Of(in MachInst inst) => new(inst.Mem, inst.R2, inst.Mem == MemKind.BaseIndex ? inst.R3 : Reg.None, inst.Scale, inst.Disp, inst.Target);
}

/// <summary>Makes instructions.</summary>
internal static class X64Inst
{
    /// <summary>R0 = op(rm).</summary>
    internal static MachInst RegRm(X64Op op, int size, Reg dst, X64Rm rm) => New(op, size, rm, dst);

    /// <summary>R0 = op(rm, imm).</summary>
    internal static MachInst RegRmImm(X64Op op, int size, Reg dst, X64Rm rm, long imm) => New(op, size, rm, dst, imm: imm);

    /// <summary>R0 = op(left, rm).</summary>
    internal static MachInst RegRegRm(X64Op op, int size, Reg dst, Reg left, X64Rm rm) => New(op, size, rm, dst, left);

    /// <summary>R0 = op(left, rm, imm).</summary>
    internal static MachInst RegRegRmImm(X64Op op, int size, Reg dst, Reg left, X64Rm rm, long imm) => New(op, size, rm, dst, left, imm);

    /// <summary>R0 = op(left, imm).</summary>
    internal static MachInst RegRegImm(X64Op op, int size, Reg dst, Reg left, long imm) => New(op, size, default, dst, left, imm);

    /// <summary>R0 = op(left, cl); the count's register is fixed to rcx.</summary>
    internal static MachInst ShiftCl(X64Op op, int size, Reg dst, Reg left, Reg count) => New(op, size, count, dst, left);

    /// <summary>R0 = op(rm, control), BMI2: <c>shlx</c>.</summary>
    internal static MachInst RegRmVvvv(X64Op op, int size, Reg dst, X64Rm rm, Reg control) => New(op, size, rm, dst, control);

    /// <summary>R0 = op(rm), BMI1: <c>blsr</c>.</summary>
    internal static MachInst VvvvRm(X64Op op, int size, Reg dst, X64Rm rm) => New(op, size, rm, dst);

    /// <summary>R0 = op(source), tied: <c>neg</c>, <c>bswap</c>. Formats RegReg, OpcodeReg, RegRegMr.</summary>
    internal static MachInst RegReg(X64Op op, int size, Reg dst, Reg source) => New(op, size, default, dst, source);

    /// <summary>R0 = op(source, imm), <c>pextrd</c>.</summary>
    internal static MachInst RegRegMrImm(X64Op op, int size, Reg dst, Reg source, long imm) => New(op, size, default, dst, source, imm);

    /// <summary>memory = op(memory, source).</summary>
    internal static MachInst MemReg(X64Op op, int size, X64Rm memory, Reg source) => New(op, size, memory, default, source);

    /// <summary>memory = op(source, imm).</summary>
    internal static MachInst MemRegImm(X64Op op, int size, X64Rm memory, Reg source, long imm) => New(op, size, memory, default, source, imm);

    /// <summary>memory = op(memory, imm).</summary>
    internal static MachInst MemImm(X64Op op, int size, X64Rm memory, long imm) => New(op, size, memory, imm: imm);

    /// <summary>memory = op(memory).</summary>
    internal static MachInst Mem(X64Op op, int size, X64Rm memory) => New(op, size, memory);

    /// <summary>R0 = address.</summary>
    internal static MachInst Lea(int size, Reg dst, X64Rm memory) => New(X64Int.Lea, size, memory, dst);

    /// <summary>flags = compare(left, rm).</summary>
    internal static MachInst CmpRegRm(X64Op op, int size, Reg left, X64Rm rm) => New(op, size, rm, default, left);

    /// <summary>flags = compare(rm, right).</summary>
    internal static MachInst CmpRmReg(X64Op op, int size, X64Rm rm, Reg right) => New(op, size, rm, default, right);

    /// <summary>flags = compare(rm, imm).</summary>
    internal static MachInst CmpRmImm(X64Op op, int size, X64Rm rm, long imm) => New(op, size, rm, imm: imm);

    /// <summary>high:low (rdx:rax) = left (rax) * rm.</summary>
    internal static MachInst Mul(X64Op op, int size, Reg low, Reg high, Reg left, X64Rm rm)
    {
        MachInst inst = New(op, size, rm, low, left);
        inst.R4 = high;
        return inst;
    }

    /// <summary>high (any), low (any) = left (rdx) * rm.</summary>
    internal static MachInst Mulx(int size, Reg low, Reg high, Reg left, X64Rm rm) => Mul(X64Int.Mulx, size, low, high, left, rm);

    /// <summary>quotient (rax), remainder (rdx) = high:low (rdx:rax) / rm. The divisor has no index register.</summary>
    internal static MachInst Div(X64Op op, int size, Reg quotient, Reg remainder, Reg low, Reg high, X64Rm rm)
    {
        MachInst inst = New(op, size, rm, quotient, low);
        if (rm.Kind == MemKind.BaseIndex)
        {
            throw new EncodingException("a divisor in memory cannot have an index register: R3 holds the dividend's high half");
        }

        inst.R3 = high;
        inst.R4 = remainder;
        return inst;
    }

    /// <summary>sign (rdx) = sign of source (rax): <see cref="X64Int.Cdq"/>, <see cref="X64Int.Cqo"/>.</summary>
    internal static MachInst SignOfAcc(X64Op op, Reg sign, Reg source) => New(op, 0, default, sign, source);

    /// <summary>R0 (low byte) = condition; the upper bits are undefined.</summary>
    internal static MachInst Setcc(X64Cond cond, Reg dst)
    {
        Make(out MachInst inst, X64Int.Setcc, 0, default, dst, default, 0);
        inst.Cond = (byte)cond;
        return inst;
    }

    /// <summary>R0 = condition ? rm : otherwise.</summary>
    internal static MachInst Cmovcc(X64Cond cond, int size, Reg dst, Reg otherwise, X64Rm rm)
    {
        Make(out MachInst inst, X64Int.Cmovcc, size, rm, dst, otherwise, 0);
        inst.Cond = (byte)cond;
        return inst;
    }

    /// <summary>R0 = constant in the shortest form; never touches the flags (so zero is not made by xor).</summary>
    internal static MachInst MovImm(int size, Reg dst, long value) =>
        size == 4 ? New(X64Int.MovImm, 4, default, dst, imm: (int)value)
        : (ulong)value <= uint.MaxValue ? New(X64Int.MovImm, 4, default, dst, imm: (int)(uint)value)
        : value == (int)value ? New(X64Int.MovImm, 8, default, dst, imm: value)
        : New(X64Int.MovImm64, 0, default, dst, imm: value);

    /// <summary>R0 = old memory; memory = source. Also <c>lock xadd</c>.</summary>
    internal static MachInst XchgMem(X64Op op, int size, Reg dst, X64Rm memory, Reg source) => New(op, size, memory, dst, source);

    /// <summary>Exchanges two physical registers.</summary>
    internal static MachInst XchgReg(int size, Reg left, Reg right) => New(X64Int.Xchg, size, right, left);

    /// <summary>old (rax) = memory; memory = replacement if it was equal to expected (rax).</summary>
    internal static MachInst CmpxchgMem(int size, Reg old, X64Rm memory, Reg expected, Reg replacement)
    {
        MachInst inst = New(X64Int.LockCmpxchg, size, memory, old, expected);
        inst.R4 = replacement;
        return inst;
    }

    /// <summary>Pushes a register.</summary>
    internal static MachInst Push(Reg source) => New(X64Int.Push, 0, default, default, source);

    /// <summary>Pops a register.</summary>
    internal static MachInst Pop(Reg dst) => New(X64Int.Pop, 0, default, dst);

    /// <summary>Jumps to a label when the condition holds.</summary>
    internal static MachInst Jcc(X64Cond cond, Label target)
    {
        Make(out MachInst inst, X64Control.Jcc, 0, X64Rm.AtLabel(target), default, default, 0);
        inst.Cond = (byte)cond;
        return inst;
    }

    /// <summary>Jumps to a label.</summary>
    internal static MachInst Jmp(Label target) => New(X64Control.Jmp, 0, X64Rm.AtLabel(target));

    /// <summary>Jumps to a symbol (tail call).</summary>
    internal static MachInst JmpSymbol(uint symbol) => New(X64Control.Jmp, 0, X64Rm.AtSymbol(symbol));

    /// <summary>Jumps to the address in a register or in memory.</summary>
    internal static MachInst JmpRm(X64Rm target) => New(X64Control.JmpRm, 0, target);

    /// <summary>Calls a symbol.</summary>
    internal static MachInst CallSymbol(uint symbol) => New(X64Control.Call, 0, X64Rm.AtSymbol(symbol));

    /// <summary>Calls the address in a register or in memory.</summary>
    internal static MachInst CallRm(X64Rm target) => New(X64Control.CallRm, 0, target);

    /// <summary>Returns, popping <paramref name="bytes"/> of stack arguments.</summary>
    internal static MachInst Ret(int bytes) => bytes == 0 ? New(X64Control.Ret, 0, default) : New(X64Control.RetPop, 0, default, imm: bytes);

    /// <summary>An instruction without operands.</summary>
    internal static MachInst Fixed(X64Op op) => New(op, 0, default);

    /// <summary>Register copy: <c>mov</c> of 8 bytes or <c>movaps</c>.</summary>
    internal static MachInst Copy(Reg dst, Reg source, bool avx = false) =>
        dst.Class == RegClass.Float ? RegRm(avx ? X64Avx.Vmovaps : X64Sse.Movaps, 0, dst, source) : RegRm(X64Int.Mov, 8, dst, source);

    private static MachInst New(X64Op op, int size, in X64Rm rm, Reg r0 = default, Reg r1 = default, long imm = 0)
    {
        Make(out MachInst inst, op, size, rm, r0, r1, imm);
        return inst;
    }

    /// <summary>
    /// Makes an instruction in place: returning one copies it, which waits for the fields that were just written. For whoever makes one and
    /// emits it at once.
    /// </summary>
    internal static void Make(out MachInst inst, X64Op op, int size, in X64Rm rm, Reg r0, Reg r1, long imm)
    {
        inst = default;
        inst.Op = op.Id;
        inst.Size = (byte)(op.IsSized ? size : 0);
        inst.Mem = rm.Kind;
        inst.Scale = rm.Scale;
        inst.R0 = r0;
        inst.R1 = r1;
        inst.R2 = rm.Base;
        inst.R3 = rm.Index;
        inst.Disp = rm.Disp;
        inst.Target = rm.Target;
        inst.Imm = op.Imm == X64Imm.None ? imm : Canonical(size, imm);
        inst.Source = CodeBuffer.NoSource;
    }

    // Immediates are kept sign-extended from the operand size, so that equal instructions have equal fields.
    private static long Canonical(int size, long imm) => size switch
    {
        1 when imm is >= sbyte.MinValue and <= byte.MaxValue => (sbyte)imm,
        2 when imm is >= short.MinValue and <= ushort.MaxValue => (short)imm,
        4 when imm is >= int.MinValue and <= uint.MaxValue => (int)imm,
        _ => imm,
    };
}
