// Allocated code to words: the pseudo-instructions of aarch64.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Writes allocated aarch64 code. One per compiling thread.</summary>
/// <param name="buffer">Where it goes.</param>
/// <param name="asm">Writes into the same buffer.</param>
internal sealed partial class A64Emit(CodeBuffer buffer, A64Assembler asm) : LinkRegisterEmitter(buffer, A64Abi.Registers, A64Assembler.Registers, asm)
{
    protected override int LowestDisplacement => A64Assembler.LowestDisplacement;

    protected override Reg LinkRegister => A64Regs.Lr;

    protected override bool MayTrap(in MachInst inst) => inst.TrapCode != 0 || inst.Op == (ushort)A64Pseudo.FloatToInt;

    protected override void EmitColdParts() => A64Encoder.EmitDeferredTraps(Buffer, Options.TrapStubSymbol);

    protected override bool IsCopyToSelf(in MachInst inst) =>
        (inst.Op == A64Vector.Orr.Id && inst.R0 == inst.R1 && inst.R1 == inst.R2)
        || (inst.Op == A64Int.Orr.Id && inst.Size == 8 && inst.R0 == inst.R2 && inst.R1 == A64Regs.Zero && inst.Imm == 0);

    protected override void Write(in MachInst inst) => A64Encoder.Emit(Buffer, inst);

    protected override void WriteMemory(in MachInst access) => asm.Access(access);

    protected override void EmitOwnPseudo(in MachInst inst)
    {
        switch ((A64Pseudo)inst.Op)
        {
            case A64Pseudo.FloatToInt:
                ExpandFloatToInt(inst);
                break;
            case A64Pseudo.AtomicLoop:
                ExpandAtomicLoop(inst);
                break;
            case A64Pseudo.CompareExchangeLoop:
                ExpandCompareExchange(inst);
                break;
            default:
                EmitConstant(inst, inst.R0);
                break;
        }
    }
}
