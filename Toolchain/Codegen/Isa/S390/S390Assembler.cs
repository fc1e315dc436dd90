// Stubs of s390x for the ELF ABI, and the frames and calls of generated code. Everything that the runtime or a stub may see lies in memory with
// its bytes reversed, because those structures are little-endian on every machine; what only the kernel sees is not (LoadNative, StoreNative).
using System;
using System.Buffers.Binary;
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Writes stubs, frames and calls.</summary>
/// <param name="code">Where the code goes.</param>
internal sealed class S390Assembler(CodeBuffer code) : StubAssembler(code)
{
    /// <summary>Displacements of most accesses lie between this and its opposite, excluded.</summary>
    internal const int LowestDisplacement = -(1 << 19);

    /// <summary>Displacements of the other accesses lie below this.</summary>
    internal const int ShortDisplacements = 1 << 12;

    private const int HostFrame = S390Abi.SaveArea + 16;
    private const int MapCall = 90; // takes its arguments in memory

    /// <summary>Registers of stubs.</summary>
    internal static readonly StubRegisters Registers = new()
    {
        HostArguments = [S390Regs.R(2), S390Regs.R(3), S390Regs.R(4), S390Regs.R(5), S390Regs.R(6), S390Regs.R(7)],
        HostSaved =
        [
            S390Regs.R(6), S390Regs.R(7), S390Regs.R(8), S390Regs.R(9), S390Regs.R(10), S390Regs.R(12), S390Regs.R(13),
            S390Regs.V(8), S390Regs.V(9), S390Regs.V(10), S390Regs.V(11), S390Regs.V(12), S390Regs.V(13), S390Regs.V(14), S390Regs.V(15),
        ],
        Free = [S390Regs.R(9), S390Regs.R(8)],
        Scratch = [S390Regs.Scratch1, S390Regs.Scratch0],
        FreeVector = S390Regs.FloatScratch,

        // The second and the last hold numbers, never addresses. BeginHandler saves those that the ABI preserves.
        Handler = [S390Regs.R(6), S390Regs.R(0), S390Regs.R(7), S390Regs.R(8), S390Regs.R(1), S390Regs.R(5)],
    };

    // The guest's program takes system calls with seven numbers and calls no floats.
    private static readonly StubRegisters GuestRegisters = new()
    {
        HostArguments = [S390Regs.R(2), S390Regs.R(3), S390Regs.R(4), S390Regs.R(5), S390Regs.R(6), S390Regs.R(7), S390Regs.R(8)],
        HostSaved = [S390Regs.R(10), S390Regs.R(12), S390Regs.R(13)],
        Free = [S390Regs.R(1), S390Regs.R(9)],
        Scratch = Registers.Scratch,
        FreeVector = Registers.FreeVector,
        Handler = [],
    };

    private static readonly SystemCalls Linux = new(S390Regs.R(1), Read: 3, Write: 4, Map: MapCall, Exit: 248);

    /// <summary>Whether every distance fits 16 bits.</summary>
    internal bool IsShort { get; set; }

    /// <summary>Whether nothing changes the return address between the start of the function and its end.</summary>
    internal bool KeepsReturnAddress { get; set; }

    internal static StubSet NewStubs(StubLayout layout) =>
        new LinkRegisterStubs(layout, HostConvention.Posix, S390Abi.Registers, Registers, S390Encoder.NewBuffer, static code => new S390Assembler(code));

    /// <summary>The program of an emulated process.</summary>
    internal static LinkRegisterGuest NewGuest() =>
        new(S390Abi.Registers, GuestRegisters, Linux, S390Encoder.NewBuffer, static code => new S390Assembler(code));

    internal override void Move(Reg to, Reg from) => Emit(S390Inst.Move(to, from));

    internal override void Constant(Reg to, int value) => LoadConstant(8, to, value);

    internal override void Add(Reg to, Reg from, int value)
    {
        if (value is >= LowestDisplacement and < -LowestDisplacement)
        {
            if (value != 0 || to != from)
            {
                Emit(value == 0 ? S390Inst.Move(to, from) : S390Inst.Address(to, from, value));
            }

            return;
        }

        LoadConstant(8, S390Regs.Scratch1, value);
        Emit(S390Inst.Load(S390Memory.La, to, from, 0) with { Mem = MemKind.BaseIndex, R3 = S390Regs.Scratch1 });
    }

    internal override void Add(Reg to, Reg a, Reg b) => Emit(S390Inst.Reg3(S390Int.Agrk, to, a, b));

    internal override void ShiftLeft(Reg to, Reg a, int amount) => Emit(S390Inst.Shift(S390Int.Sllg, to, a, amount));

    internal override void ZeroExtend(Reg to, Reg from) => Emit(S390Inst.Reg2(S390Int.Llgfr, to, from));

    internal override void Load(Reg to, Reg from, int offset) =>
        Access(S390Inst.Load(to.Class == RegClass.Int ? S390Memory.Lrvg : S390Memory.Ldy, to, from, offset));

    internal override void Load32(Reg to, Reg from, int offset)
    {
        Access(S390Inst.Load(S390Memory.Lrv, to, from, offset));
        ZeroExtend(to, to);
    }

    internal override void Store(Reg to, int offset, Reg from) =>
        Access(S390Inst.Store(from.Class == RegClass.Int ? S390Memory.Strvg : S390Memory.Stdy, from, to, offset));

    internal override void LoadNative(Reg to, Reg from, int offset) => Access(S390Inst.Load(S390Memory.Lg, to, from, offset));

    internal override void StoreNative(Reg to, int offset, Reg from) => Access(S390Inst.Store(S390Memory.Stg, from, to, offset));

    internal override void LoadValue(IrType type, Reg to, Reg from, int offset)
    {
        switch (type)
        {
            case IrType.I32 or IrType.Ref:
                Load32(to, from, offset);
                break;
            case IrType.I64 or IrType.None:
                Load(to, from, offset);
                break;
            case IrType.F32:
                Access(S390Inst.Load(S390Memory.Lrv, S390Regs.Scratch1, from, offset));
                SetLane(S390Vector.Vlvg[2], to, 0);
                break;
            default:
                if (type == IrType.V128)
                {
                    Load(S390Regs.Scratch1, from, offset);
                    SetLane(S390Vector.Vlvg[3], to, 1);
                    offset += 8;
                }

                Load(S390Regs.Scratch1, from, offset);
                SetLane(S390Vector.Vlvg[3], to, 0);
                break;
        }
    }

    internal override void StoreValue(IrType type, Reg to, int offset, Reg from)
    {
        switch (type)
        {
            case IrType.I32 or IrType.Ref:
                ZeroExtend(from, from);
                Store(to, offset, from);
                break;
            case IrType.I64 or IrType.None:
                Store(to, offset, from);
                break;
            default:
                if (type == IrType.V128)
                {
                    Emit(S390Inst.RegImm(S390Vector.Vlgv[3], S390Regs.Scratch1, from, 1));
                    Store(to, offset, S390Regs.Scratch1);
                    offset += 8;
                }

                Emit(S390Inst.RegImm(S390Vector.Vlgv[type == IrType.F32 ? 2 : 3], S390Regs.Scratch1, from, 0)); // zero-extended
                Store(to, offset, S390Regs.Scratch1);
                break;
        }
    }

    internal override void AddressOf(Reg to, Label label) => Emit(S390Inst.AddressOf(to, label));

    internal override void Jump(Label target) => JumpIf(S390Cond.Always, target);

    internal override void JumpIfZero(Reg register, Label target) => JumpIfEqual(register, 0, target);

    internal override void JumpIfNotZero32(Reg register, Label target)
    {
        Emit(S390Inst.CompareImm(S390Int.Chi, register, 0));
        JumpIf(S390Cond.LowHigh, target);
    }

    internal override void JumpIfEqual(Reg register, int value, Label target)
    {
        Emit(S390Inst.CompareImm(S390Int.Cghi, register, value));
        JumpIf(S390Cond.Equal, target);
    }

    internal override void JumpIfLess(Reg register, int value, Label target)
    {
        Emit(S390Inst.CompareImm(S390Int.Cghi, register, value));
        JumpIf(S390Cond.Low, target);
    }

    internal override void JumpIfBelow(Reg a, Reg b, Label target)
    {
        S390Test test = new(S390TestKind.Registers, S390Cond.Low, a, b, Size: 8, IsUnsigned: true);
        if (IsShort)
        {
            Emit(test.JumpTo(target, isLong: false));
            return;
        }

        Emit(test.Compare());
        JumpIf(test.Cond, target);
    }

    internal override void JumpTo(Reg register) => Emit(S390Inst.JumpRegister(register));

    internal override void Call(Reg register) => Emit(S390Inst.CallRegister(register));

    // What has no place in r2 to r6 lies above the save area; the other side of an emulated process finds it in its register.
    internal override void CallHost(Reg function)
    {
        Add(S390Regs.Sp, S390Regs.Sp, -HostFrame);
        StoreNative(S390Regs.Sp, S390Abi.SaveArea, S390Regs.R(7));
        Call(function);
        Add(S390Regs.Sp, S390Regs.Sp, HostFrame);
    }

    internal override void CallSymbol(uint symbol) => Emit(S390Inst.Call(symbol));

    internal override void JumpSymbol(uint symbol) => Emit(S390Inst.JumpSymbol(symbol));

    internal override void LoadFrame(Reg callerFp, Reg fp)
    {
        Load(S390Regs.Lr, fp, FrameLayout.ReturnAddress);
        Load(callerFp, fp, 0);
    }

    internal override void PushFrame()
    {
        Add(S390Regs.Sp, S390Regs.Sp, -FrameLayout.IncomingArguments);
        Store(S390Regs.Sp, 0, S390Regs.Fp);
        Store(S390Regs.Sp, FrameLayout.ReturnAddress, S390Regs.Lr);
    }

    internal override void PopFrame()
    {
        if (KeepsReturnAddress)
        {
            Load(S390Regs.Fp, S390Regs.Sp, 0);
        }
        else
        {
            LoadFrame(S390Regs.Fp, S390Regs.Sp);
        }

        Add(S390Regs.Sp, S390Regs.Sp, FrameLayout.IncomingArguments);
    }

    // The caller of a signal handler keeps the save area free: r6 to r9 belong there.
    internal override void BeginHandler() => SaveForHandler(S390Memory.Stmg);

    internal override void EndHandler() => SaveForHandler(S390Memory.Lmg);

    internal override void SystemCall()
    {
        Label call = NewLabel();
        Emit(S390Inst.CompareImm(S390Int.Cghi, S390Regs.R(1), MapCall));
        JumpIf(S390Cond.LowHigh, call);
        const int Below = -48;
        Emit(S390Inst.Store(S390Memory.Stmg, S390Regs.R(2), S390Regs.Sp, Below) with { R4 = S390Regs.R(7) });
        Add(S390Regs.R(2), S390Regs.Sp, Below);
        Bind(call);
        Emit(S390Inst.Make(S390Control.Svc));
    }

    internal override void Return() => Emit(S390Inst.JumpRegister(S390Regs.Lr));

    /// <summary>Branches on the condition code.</summary>
    internal void JumpIf(S390Cond cond, Label target) => Emit(S390Inst.JumpIf(cond, target, isLong: !IsShort));

    /// <summary>Writes an access with whatever displacement it has.</summary>
    internal void Access(in MachInst access)
    {
        bool isShort = S390Table.Of(access).Memory is S390ArgKind.MemX12 or S390ArgKind.MemB12;
        bool isNear = access.Disp is >= LowestDisplacement and < -LowestDisplacement;
        if (isShort ? access.Disp is >= 0 and < ShortDisplacements : isNear)
        {
            Emit(access);
            return;
        }

        // lay r1, d(x, b), or r1 = d + x + b
        Reg address = S390Regs.Scratch1;
        MachInst sum = S390Inst.Load(S390Memory.Lay, address, access.R2, access.Disp) with { Mem = access.Mem, R3 = access.R3 };
        if (!isNear)
        {
            LoadConstant(8, address, access.Disp);
            Emit(S390Inst.Load(S390Memory.La, address, access.R2, 0) with { Mem = MemKind.BaseIndex, R3 = address });
            sum = S390Inst.Load(S390Memory.La, address, address, 0) with { Mem = MemKind.BaseIndex, R3 = access.R3 };
        }

        if (isNear || access.Mem == MemKind.BaseIndex)
        {
            Emit(sum);
        }

        Emit(access with { Mem = MemKind.Base, R2 = address, R3 = Reg.None, Disp = 0 });
    }

    /// <summary>register = value, zero-extended from 4 bytes; the condition code stays.</summary>
    internal void LoadConstant(int size, Reg register, long value)
    {
        ulong bits = size == 4 ? (uint)value : (ulong)value;
        switch ((long)bits)
        {
            case >= short.MinValue and <= short.MaxValue:
                Emit(S390Inst.RegImm(S390Int.Lghi, register, Reg.None, (long)bits));
                break;
            case var _ when HalfwordRow(bits) is { } halfword:
                Emit(S390Inst.RegImm(halfword, register, Reg.None, (long)(bits >> (BitOperations.TrailingZeroCount(bits) & ~15))));
                break;
            case >= int.MinValue and <= int.MaxValue:
                Emit(S390Inst.RegImm(S390Int.Lgfi, register, Reg.None, (long)bits));
                break;
            case >= 0 and <= uint.MaxValue:
                Emit(S390Inst.RegImm(S390Int.Llilf, register, Reg.None, (long)bits));
                break;
            default:
                if ((uint)bits == 0)
                {
                    Emit(S390Inst.RegImm(S390Int.Llihf, register, Reg.None, (long)(bits >> 32)));
                    break;
                }

                Span<byte> data = stackalloc byte[8];
                BinaryPrimitives.WriteUInt64BigEndian(data, bits);
                Emit(S390Inst.FromPool(S390Control.Lgrl, register, Code.AddConstant(data)));
                break;
        }
    }

    // The row that sets one halfword and clears the others, if that is all there is.
    private static S390Op? HalfwordRow(ulong bits)
    {
        int at = BitOperations.TrailingZeroCount(bits) & ~15;
        return bits >> at > ushort.MaxValue ? null : at switch { 0 => S390Int.Llill, 16 => S390Int.Llilh, 32 => S390Int.Llihl, _ => S390Int.Llihh };
    }

    private void SetLane(S390Op op, Reg vector, int lane) => Emit(S390Inst.RegImm(op, vector, vector, lane) with { R2 = S390Regs.Scratch1 });

    private void SaveForHandler(S390Op op)
    {
        const int PlaceOfR6 = 48;
        Emit(S390Inst.Store(op, S390Regs.R(6), S390Regs.Sp, PlaceOfR6) with { R4 = S390Regs.R(9) });
    }

    private void Emit(in MachInst inst) => S390Encoder.Emit(Code, inst);
}
