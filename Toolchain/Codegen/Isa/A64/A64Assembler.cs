using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Stubs for AAPCS64, and the frames and calls of generated code.</summary>
/// <param name="code">Where the code goes.</param>
internal sealed class A64Assembler(CodeBuffer code) : StubAssembler(code)
{
    internal const int MaxImm12 = 0xfff;

    /// <summary>The lowest displacement of a plain access.</summary>
    internal const int LowestDisplacement = -256;

    /// <summary>Registers of AAPCS64. x13 to x15 are free between the conventions.</summary>
    internal static readonly StubRegisters Registers = new()
    {
        HostArguments = [A64Regs.X(0), A64Regs.X(1), A64Regs.X(2), A64Regs.X(3), A64Regs.X(4), A64Regs.X(5), A64Regs.X(6), A64Regs.X(7)],
        HostSaved =
        [
            A64Regs.X(19), A64Regs.X(20), A64Regs.X(21), A64Regs.X(22), A64Regs.X(23), A64Regs.X(24), A64Regs.X(25), A64Regs.X(26), A64Regs.X(27), A64Regs.X(28),
            A64Regs.V(8), A64Regs.V(9), A64Regs.V(10), A64Regs.V(11), A64Regs.V(12), A64Regs.V(13), A64Regs.V(14), A64Regs.V(15),
        ],
        Free = [A64Regs.X(13), A64Regs.X(14)],
        Scratch = [A64Regs.Scratch0, A64Regs.Scratch1],
        FreeVector = A64Regs.FloatScratch,
        Handler = [A64Regs.X(9), A64Regs.X(10), A64Regs.X(11), A64Regs.X(12), A64Regs.X(13), A64Regs.X(14)],
    };

    private static readonly SystemCalls Linux = new(A64Regs.X(8), Read: 63, Write: 64, Map: 222, Exit: 94);

    internal static StubSet NewStubs(StubLayout layout, HostConvention host) =>
        new LinkRegisterStubs(layout, host, A64Abi.Registers, Registers, A64Encoder.NewBuffer, static code => new A64Assembler(code));

    /// <summary>The program of an emulated process.</summary>
    internal static LinkRegisterGuest NewGuest() =>
        new(A64Abi.Registers, Registers, Linux, A64Encoder.NewBuffer, static code => new A64Assembler(code));

    internal override void Move(Reg to, Reg from) => Emit(A64Inst.Move(to, from));

    internal override void Constant(Reg to, int value) =>
        Emit(value >= 0 ? A64Inst.MoveWide(A64Int.Movz, 8, to, value, 0) : A64Inst.MoveWide(A64Int.Movn, 8, to, ~value, 0));

    internal override void Add(Reg to, Reg from, int value)
    {
        A64Op op = value < 0 ? A64Int.SubImm : A64Int.AddImm;
        long magnitude = Math.Abs((long)value);
        if (magnitude > 0xff_ffff)
        {
            LoadConstant(8, A64Regs.Scratch0, value);
            Emit(A64Inst.Extended(A64Int.AddExt, 8, to, from, A64Regs.Scratch0, A64Extend.Uxtx, 0));
            return;
        }

        long low = magnitude & MaxImm12;
        if (magnitude > MaxImm12)
        {
            Emit(A64Inst.RegImm(op, 8, to, from, magnitude - low));
            from = to;
        }

        if (low != 0 || (magnitude == 0 && to != from))
        {
            Emit(A64Inst.RegImm(op, 8, to, from, low));
        }
    }

    internal override void Add(Reg to, Reg a, Reg b) => Emit(A64Inst.Shifted(A64Int.Add, 8, to, a, b, A64Shift.Lsl, 0));

    internal override void ShiftLeft(Reg to, Reg a, int amount) => Emit(A64Inst.Bitfield(A64Int.Ubfm, 8, to, a, -amount & 63, 63 - amount));

    internal override void ZeroExtend(Reg to, Reg from) => Emit(A64Inst.Shifted(A64Int.Orr, 4, to, A64Regs.Zero, from, A64Shift.Lsl, 0));

    internal override void Load(Reg to, Reg from, int offset) => Access(A64Inst.Load(to.Class == RegClass.Int ? A64Memory.LdrX : A64Memory.LdrD, to, from, offset));

    internal override void Load32(Reg to, Reg from, int offset) => Access(A64Inst.Load(A64Memory.LdrW, to, from, offset));

    internal override void Store(Reg to, int offset, Reg from) => Access(A64Inst.Store(from.Class == RegClass.Int ? A64Memory.StrX : A64Memory.StrD, from, to, offset));

    internal override void LoadValue(IrType type, Reg to, Reg from, int offset) => Access(A64Inst.Load(A64Lower.LoadRow(type), to, from, offset));

    internal override void StoreValue(IrType type, Reg to, int offset, Reg from)
    {
        if (type is IrType.I32 or IrType.Ref)
        {
            ZeroExtend(from, from);
            type = IrType.I64;
        }

        Access(A64Inst.Store(A64Lower.StoreRow(type), from, to, offset));
        if (type == IrType.F32)
        {
            Access(A64Inst.Store(A64Memory.StrW, A64Regs.Zero, to, offset + 4));
        }
    }

    internal override void AddressOf(Reg to, Label label) => Emit(A64Inst.Address(to, label));

    internal override void Jump(Label target) => Emit(A64Inst.Jump(target));

    internal override void JumpIfZero(Reg register, Label target) => Emit(A64Inst.JumpZero(A64Control.Cbz, 8, register, target));

    internal override void JumpIfNotZero32(Reg register, Label target) => Emit(A64Inst.JumpZero(A64Control.Cbnz, 4, register, target));

    internal override void JumpIfEqual(Reg register, int value, Label target) => CompareAndJump(register, value, A64Cond.Eq, target);

    internal override void JumpIfLess(Reg register, int value, Label target) => CompareAndJump(register, value, A64Cond.Lt, target);

    internal override void JumpIfBelow(Reg a, Reg b, Label target)
    {
        Emit(a == A64Regs.Sp ? A64Inst.Extended(A64Int.SubsExt, 8, A64Regs.Zero, a, b, A64Extend.Uxtx, 0) : A64Inst.Compare(8, a, b));
        Emit(A64Inst.JumpIf(A64Cond.Lo, target));
    }

    internal override void CallSymbol(uint symbol) => Emit(A64Inst.Call(symbol));

    internal override void JumpSymbol(uint symbol) => Emit(A64Inst.JumpSymbol(symbol));

    internal override void LoadFrame(Reg callerFp, Reg fp) => Emit(A64Inst.LoadPair(A64Memory.LdpX, callerFp, A64Regs.Lr, fp, 0));

    internal override void JumpTo(Reg register) => Emit(A64Inst.JumpRegister(A64Control.Br, register));

    internal override void Call(Reg register) => Emit(A64Inst.JumpRegister(A64Control.Blr, register));

    internal override void PushFrame() => Emit(A64Inst.StorePair(A64Memory.StpXPre, A64Regs.Fp, A64Regs.Lr, A64Regs.Sp, -16));

    internal override void PopFrame() => Emit(A64Inst.LoadPair(A64Memory.LdpXPost, A64Regs.Fp, A64Regs.Lr, A64Regs.Sp, 16));

    internal override void SystemCall() => Emit(A64Inst.Make(A64Control.Svc, 0));

    internal override void Return() => Emit(A64Inst.JumpRegister(A64Control.Ret, A64Regs.Lr));

    private void CompareAndJump(Reg register, int value, A64Cond cond, Label target)
    {
        Emit(A64Inst.CompareImm(value < 0 ? A64Int.AddsImm : A64Int.SubsImm, 8, register, value < 0 ? -value : value));
        Emit(A64Inst.JumpIf(cond, target));
    }

    /// <summary>Writes an access with whatever displacement it has.</summary>
    internal void Access(in MachInst access)
    {
        A64Op op = A64Table.Of(access);
        int bytes = 1 << op.AccessLog2;
        if (op.Unscaled is null || (access.Disp >= 0 && access.Disp % bytes == 0 && access.Disp / bytes <= MaxImm12))
        {
            Emit(access);
        }
        else if (access.Disp is >= LowestDisplacement and < -LowestDisplacement)
        {
            Emit(access with { Op = op.Unscaled.Id });
        }
        else
        {
            LoadConstant(8, A64Regs.Scratch0, access.Disp);
            Emit(access with { Op = op.Indexed!.Id, Mem = MemKind.BaseIndex, R3 = A64Regs.Scratch0, Cond = (byte)A64Extend.Uxtx, Scale = 0, Disp = 0 });
        }
    }

    /// <summary>register = value: one instruction where there is one, else 16 bits each.</summary>
    internal void LoadConstant(int size, Reg register, long value)
    {
        ulong bits = size == 4 ? (uint)value : (ulong)value;
        int steps = size / 2;
        (int zeros, int ones) = A64Immediates.PartsOf(bits, steps);
        if (Math.Max(zeros, ones) < steps - 1 && A64Immediates.TryEncodePattern(bits, size, out _))
        {
            Emit(A64Inst.RegImm(A64Int.OrrImm, size, register, A64Regs.Zero, (long)bits));
            return;
        }

        bool inverted = ones > zeros;
        ulong filler = inverted ? 0xffffu : 0;
        A64Op op = inverted ? A64Int.Movn : A64Int.Movz;
        if (Math.Max(zeros, ones) == steps)
        {
            Emit(A64Inst.MoveWide(op, size, register, 0, 0));
            return;
        }

        for (int i = 0; i < steps; i++)
        {
            ulong part = bits >> (16 * i) & 0xffff;
            if (part != filler)
            {
                Emit(A64Inst.MoveWide(op, size, register, (long)(op == A64Int.Movn ? part ^ 0xffff : part), i));
                op = A64Int.Movk;
            }
        }
    }

    private void Emit(in MachInst inst) => A64Encoder.Emit(Code, inst);
}
