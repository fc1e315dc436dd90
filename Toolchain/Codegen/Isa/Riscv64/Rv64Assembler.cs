using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Stubs for the psABI (LP64D), and the frames and calls of generated code.</summary>
/// <param name="code">Where the code goes.</param>
internal sealed class Rv64Assembler(CodeBuffer code) : StubAssembler(code)
{
    private Rv64VectorType _vectorType;

    /// <summary>The lowest displacement of a plain access.</summary>
    internal const int LowestDisplacement = -2048;

    /// <summary>Registers of the psABI. t0 and t2 are free between the conventions.</summary>
    internal static readonly StubRegisters Registers = RegistersFor(Rv64Features.V);

    private static readonly SystemCalls Linux = new(Rv64Regs.X(17), Read: 63, Write: 64, Map: 222, Exit: 94);

    private static StubRegisters RegistersFor(Rv64Features features) => new()
    {
        ExpandsVectors = (features & Rv64Features.V) == 0,
        HostArguments = AbiRegisters.List(RegClass.Int, 0xff << 10),
        HostSaved = [.. AbiRegisters.List(RegClass.Int, (1 << 9) | (0x3ff << 18)), .. AbiRegisters.List(RegClass.Float, (3 << 8) | (0x3ff << 18))],
        Free = [Rv64Regs.X(5), Rv64Regs.X(7)],
        Scratch = [Rv64Regs.Scratch0, Rv64Regs.Scratch1],
        FreeVector = Rv64Regs.FloatScratch,
        Handler = [Rv64Regs.X(5), Rv64Regs.X(6), Rv64Regs.X(7), Rv64Regs.X(28), Rv64Regs.X(29), Rv64Regs.X(13)],
    };

    /// <summary>
    /// Whether the writer tells when the vector type may have changed (<see cref="ForgetVectorType"/>). If not, every vector instruction sets it.
    /// </summary>
    internal bool TracksVectorType { get; init; }

    internal static StubSet NewStubs(StubLayout layout, Rv64Features features) =>
        new LinkRegisterStubs(
            layout, HostConvention.Posix, Rv64Abi.Registers, RegistersFor(features), Rv64Encoder.NewBuffer, static code => new Rv64Assembler(code));

    /// <summary>The program of an emulated process.</summary>
    internal static LinkRegisterGuest NewGuest() =>
        new(Rv64Abi.Registers, Registers, Linux, Rv64Encoder.NewBuffer, static code => new Rv64Assembler(code));

    internal override void Move(Reg to, Reg from) => Emit(Rv64Inst.Move(to, from));

    internal override void MoveValue(IrType type, Reg to, Reg from)
    {
        if (type == IrType.V128)
        {
            Emit(Rv64Inst.MoveVector(to, from));
            return;
        }

        Move(to, from);
    }

    internal override void Constant(Reg to, int value) => LoadConstant(to, value);

    internal override void Add(Reg to, Reg from, int value)
    {
        if (Rv64Constants.FitsImm12(value))
        {
            if (value != 0 || to != from)
            {
                Emit(Rv64Inst.RegImm(Rv64Int.Addi, to, from, value));
            }

            return;
        }

        LoadConstant(Rv64Regs.Scratch0, value);
        Emit(Rv64Inst.Reg3(Rv64Int.Add, to, from, Rv64Regs.Scratch0));
    }

    internal override void Add(Reg to, Reg a, Reg b) => Emit(Rv64Inst.Reg3(Rv64Int.Add, to, a, b));

    internal override void ShiftLeft(Reg to, Reg a, int amount) => Emit(Rv64Inst.RegImm(Rv64Int.Slli, to, a, amount));

    internal override void ZeroExtend(Reg to, Reg from)
    {
        Emit(Rv64Inst.RegImm(Rv64Int.Slli, to, from, 32));
        Emit(Rv64Inst.RegImm(Rv64Int.Srli, to, to, 32));
    }

    internal override void Load(Reg to, Reg from, int offset) =>
        Access(Rv64Inst.Load(to.Class == RegClass.Int ? Rv64Memory.Ld : Rv64Memory.Fld, to, from, offset));

    internal override void Load32(Reg to, Reg from, int offset) => Access(Rv64Inst.Load(Rv64Memory.Lwu, to, from, offset));

    internal override void Store(Reg to, int offset, Reg from) =>
        Access(Rv64Inst.Store(from.Class == RegClass.Int ? Rv64Memory.Sd : Rv64Memory.Fsd, from, to, offset));

    internal override void LoadValue(IrType type, Reg to, Reg from, int offset)
    {
        if (type == IrType.V128)
        {
            Access(AlignedVector(Rv64Inst.Load(Rv64Vector.Vle8V, to, from, offset), Rv64Vector.AlignedLoads));
            return;
        }

        Access(Rv64Inst.Load(Rv64Lower.LoadRow(type), to, from, offset));
    }

    internal override void StoreValue(IrType type, Reg to, int offset, Reg from)
    {
        if (type == IrType.V128)
        {
            Access(AlignedVector(Rv64Inst.Store(Rv64Vector.Vse8V, from, to, offset), Rv64Vector.AlignedStores));
            return;
        }

        Access(Rv64Inst.Store(Rv64Lower.StoreRow(type), from, to, offset));
        if (type.Size == 4)
        {
            Access(Rv64Inst.Store(Rv64Memory.Sw, Rv64Regs.Zero, to, offset + 4));
        }
    }

    internal override void AddressOf(Reg to, Label label) => Rv64Encoder.EmitPair(Code, to, Rv64Inst.RegImm(Rv64Int.Addi, to, to, 0), label);

    internal override void Jump(Label target) => Emit(Rv64Inst.Jump(target));

    internal override void JumpIfZero(Reg register, Label target) => Emit(Rv64Inst.JumpIf(Rv64Cond.Eq, register, Rv64Regs.Zero, target));

    internal override void JumpIfNotZero32(Reg register, Label target)
    {
        Emit(Rv64Inst.RegImm(Rv64Int.Addiw, Rv64Regs.Scratch0, register, 0));
        Emit(Rv64Inst.JumpIf(Rv64Cond.Ne, Rv64Regs.Scratch0, Rv64Regs.Zero, target));
    }

    internal override void JumpIfEqual(Reg register, int value, Label target) => CompareAndJump(Rv64Cond.Eq, register, value, target);

    internal override void JumpIfLess(Reg register, int value, Label target) => CompareAndJump(Rv64Cond.Lt, register, value, target);

    internal override void JumpIfBelow(Reg a, Reg b, Label target) => Emit(Rv64Inst.JumpIf(Rv64Cond.Ltu, a, b, target));

    internal override void CallSymbol(uint symbol)
    {
        Rv64Encoder.EmitJump(Code, Rv64Regs.Ra, symbol);
        ForgetVectorType();
    }

    internal override void JumpSymbol(uint symbol) => Rv64Encoder.EmitJump(Code, Rv64Regs.Zero, symbol);

    internal override void JumpTo(Reg register) => Emit(Rv64Inst.JumpRegister(Rv64Regs.Zero, register));

    internal override void Call(Reg register)
    {
        Emit(Rv64Inst.JumpRegister(Rv64Regs.Ra, register));
        ForgetVectorType();
    }

    internal override void LoadFrame(Reg callerFp, Reg fp)
    {
        Emit(Rv64Inst.Load(Rv64Memory.Ld, Rv64Regs.Ra, fp, FrameLayout.ReturnAddress));
        Emit(Rv64Inst.Load(Rv64Memory.Ld, callerFp, fp, 0));
    }

    internal override void PushFrame()
    {
        Emit(Rv64Inst.RegImm(Rv64Int.Addi, Rv64Regs.Sp, Rv64Regs.Sp, -FrameLayout.IncomingArguments));
        Emit(Rv64Inst.Store(Rv64Memory.Sd, Rv64Regs.Ra, Rv64Regs.Sp, FrameLayout.ReturnAddress));
        Emit(Rv64Inst.Store(Rv64Memory.Sd, Rv64Regs.Fp, Rv64Regs.Sp, 0));
    }

    internal override void PopFrame()
    {
        LoadFrame(Rv64Regs.Fp, Rv64Regs.Sp);
        Emit(Rv64Inst.RegImm(Rv64Int.Addi, Rv64Regs.Sp, Rv64Regs.Sp, FrameLayout.IncomingArguments));
    }

    internal override void SystemCall() => Emit(Rv64Inst.Make(Rv64Int.Ecall));

    internal override void Return() => JumpTo(Rv64Regs.Ra);

    /// <summary>From now on nothing is known of the vector type.</summary>
    internal void ForgetVectorType() => _vectorType = Rv64VectorType.None;

    /// <summary>Sets the vector type unless what is set will do. Changes no register.</summary>
    internal void Require(Rv64VectorType type)
    {
        if (TracksVectorType && Rv64VectorTypes.Suffices(_vectorType, type))
        {
            return;
        }

        _vectorType = Rv64VectorTypes.Concrete(type);
        Rv64Encoder.Emit(Code, Rv64Inst.SetVectorType(_vectorType));
    }

    /// <summary>Emits an instruction, and what it needs to be set.</summary>
    internal void Emit(in MachInst inst)
    {
        if (inst.Size != 0 && Rv64Table.IsVector(inst))
        {
            Require((Rv64VectorType)inst.Size);
        }

        Rv64Encoder.Emit(Code, inst);
    }

    /// <summary>A load or store of a vector at a multiple of 16 bytes: of whatever lanes are set.</summary>
    internal MachInst AlignedVector(in MachInst access, Rv64Op[] rows)
    {
        Rv64VectorType type = TracksVectorType && Rv64VectorTypes.Suffices(_vectorType, Rv64VectorType.Any) ? _vectorType : Rv64VectorType.E8;
        return access with { Op = rows[Rv64VectorTypes.WidthOf(type)].Id, Size = (byte)type };
    }

    /// <summary>Emits an access with whatever displacement it has.</summary>
    internal void Access(in MachInst access)
    {
        if (Rv64Table.Of(access).HasNoDisplacement && access.Disp != 0)
        {
            Add(Rv64Regs.Scratch0, access.R2, access.Disp);
            Emit(access with { R2 = Rv64Regs.Scratch0, Disp = 0 });
            return;
        }

        if (Rv64Constants.FitsImm12(access.Disp))
        {
            Emit(access);
            return;
        }

        (uint upper, int lower) = Rv64Constants.Split(access.Disp);
        if ((int)(upper << 12) + (long)lower != access.Disp)
        {
            // lui would give a negative number for what lies just below 2^31.
            LoadConstant(Rv64Regs.Scratch0, access.Disp);
            lower = 0;
        }
        else
        {
            Emit(Rv64Inst.Upper(Rv64Int.Lui, Rv64Regs.Scratch0, upper));
        }

        Emit(Rv64Inst.Reg3(Rv64Int.Add, Rv64Regs.Scratch0, Rv64Regs.Scratch0, access.R2));
        Emit(access with { R2 = Rv64Regs.Scratch0, Disp = lower });
    }

    /// <summary>register = value.</summary>
    internal void LoadConstant(Reg register, long value)
    {
        Span<(Rv64ConstantStep Step, int Value)> steps = stackalloc (Rv64ConstantStep, int)[Rv64Constants.MostSteps];
        int count = Rv64Constants.Steps(value, steps);
        Reg from = Rv64Regs.Zero;
        foreach ((Rv64ConstantStep step, int operand) in steps[..count])
        {
            Emit(step switch
            {
                Rv64ConstantStep.Upper => Rv64Inst.Upper(Rv64Int.Lui, register, (uint)operand),
                Rv64ConstantStep.Add => Rv64Inst.RegImm(Rv64Int.Addi, register, from, operand),
                Rv64ConstantStep.AddWord => Rv64Inst.RegImm(Rv64Int.Addiw, register, from, operand),
                Rv64ConstantStep.ShiftLeft => Rv64Inst.RegImm(Rv64Int.Slli, register, from, operand),
            });
            from = register;
        }
    }

    private void CompareAndJump(Rv64Cond cond, Reg register, int value, Label target)
    {
        LoadConstant(Rv64Regs.Scratch0, value);
        Emit(Rv64Inst.JumpIf(cond, register, Rv64Regs.Scratch0, target));
    }
}
