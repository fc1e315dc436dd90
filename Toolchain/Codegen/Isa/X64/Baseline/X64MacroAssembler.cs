// The baseline compiler's machine on x86_64: frame, moves, calls. Registers by role:
//
//   rax rcx rdx rsi rdi r8, xmm0 to xmm7           temporaries
//   rbx r12 r13 r15 r9, xmm8 to xmm14              homes of locals
//   r11, xmm15; r10                                scratch; the second for addresses
//   r14, rbp, rsp                                  vmctx, frame, stack, as everywhere
using System;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64.Baseline;

/// <summary>Emits x86_64 code operation by operation.</summary>
internal sealed partial class X64MacroAssembler : MacroAssembler
{
    private const int FrameSizePlaceholder = 0x7fff_fff0; // large, so that the field has four bytes

    private static readonly Reg[] IntHomes = [X64Regs.Rbx, X64Regs.R12, X64Regs.R13, X64Regs.R15, X64Regs.R9];

    private static readonly Reg[] FloatHomes =
        [X64Regs.Xmm(8), X64Regs.Xmm(9), X64Regs.Xmm(10), X64Regs.Xmm(11), X64Regs.Xmm(12), X64Regs.Xmm(13), X64Regs.Xmm(14)];

    private static readonly ulong AllTemporaries = 0xff_0000_0000
        | (1UL << X64Regs.Rax.Code) | (1UL << X64Regs.Rcx.Code) | (1UL << X64Regs.Rdx.Code)
        | (1UL << X64Regs.Rsi.Code) | (1UL << X64Regs.Rdi.Code) | (1UL << X64Regs.R8.Code);

    private static readonly Reg IntScratch = X64Regs.R11;
    private static readonly Reg FloatScratch = X64Regs.Xmm(15);

    private readonly X64Features _features;
    private readonly CallAbi _abi = new(X64Abi.Registers);
    private readonly X64Emit _expander;
    private int _frameField; // where the prologue says how large the frame is
    private int _largestFrame; // that the prologue can check
    private int _probeField; // how far a large frame's pages are touched; 0: not at all
    private int _checkField; // the same in the stack check of large frames; 0: none

    internal X64MacroAssembler(X64Features features, CodeBuffer buffer, CodegenOptions options)
        : base(buffer, options)
    {
        _features = features;
        _expander = new X64Emit(features, buffer);
    }

    internal override Reg AddressScratch => X64Regs.R10;

    internal override Reg Vmctx => X64Abi.Vmctx;

    protected override ulong Temporaries => AllTemporaries;

    protected override Reg FramePointer => X64Regs.Rbp;

    protected override Reg StackPointer => X64Regs.Rsp;

    protected override int StackArgumentBytes => _abi.StackArgumentBytes;

    protected override int ReturnAreaBytes => _abi.ReturnAreaBytes;

    protected override Reg ReturnAreaRegister => X64Abi.Registers.ReturnArea;

    protected override int IncomingOffset => 16; // above the saved frame pointer and the return address

    protected override int FirstSlotOffset => FrameLayout.VmctxOffset - SlotBytes;

    protected override Reg CalleeRegister => IntScratch;

    protected override ReadOnlySpan<Reg> HomeRegisters(RegClass registerClass) => registerClass == RegClass.Int ? IntHomes : FloatHomes;

    protected override Reg Scratch(RegClass registerClass) => registerClass == RegClass.Int ? IntScratch : FloatScratch;

    protected override void Move(IrType type, Reg to, Reg from)
    {
        if (type.IsFloat)
        {
            Write(X64Inst.Copy(to, from));
        }
        else
        {
            RegRm(X64Int.Mov, type.Size, to, from);
        }
    }

    protected override void LoadConstant(IrType type, Reg to, long bits)
    {
        if (!type.IsFloat)
        {
            Write(X64Inst.MovImm(type.Size, to, bits));
        }
        else if (bits == 0)
        {
            RegRegRm(X64Sse.Xorps, 0, to, to, to);
        }
        else
        {
            RegRm(X64Rows.FloatLoad(type.Size), 0, to, Pooled(type, bits));
        }
    }

    internal override void LoadAt(IrType type, Reg to, Reg address, int offset)
    {
        X64Op row = type.IsFloat ? X64Rows.FloatLoad(type.Size) : X64Int.Mov;
        RegRm(row, type.Size, to, X64Rm.At(address, offset));
    }

    protected override void StoreAt(IrType type, Reg address, int offset, Reg from)
    {
        X64Op row = type.IsFloat ? X64Rows.FloatStore(type.Size) : X64Int.MovStore;
        MemReg(row, type.Size, X64Rm.At(address, offset), from);
    }

    protected override void StoreConstantAt(IrType type, Reg address, int offset, long bits)
    {
        int size = type.Size;
        if (size == 8 && bits != (int)bits)
        {
            Write(X64Inst.MovImm(8, IntScratch, bits));
            StoreAt(IrType.I64, address, offset, IntScratch);
        }
        else
        {
            MemImm(X64Int.MovStoreImm, size, X64Rm.At(address, offset), (int)bits);
        }
    }

    protected override void ClearFrame(int from, int to)
    {
        const int Unrolled = 32 * SlotBytes;
        if (to - from > Unrolled)
        {
            // lea rdi, [from]; mov ecx, bytes; xor eax, eax; rep stosb: parameters have left these registers
            Lea(8, X64Regs.Rdi, X64Rm.At(FramePointer, from));
            Write(X64Inst.MovImm(4, X64Regs.Rcx, to - from));
            Write(X64Inst.MovImm(4, X64Regs.Rax, 0));
            Write(X64Inst.Fixed(X64Control.RepStosb));
            return;
        }

        if (to - from >= 16)
        {
            LoadConstant(IrType.F64, FloatScratch, 0);
        }

        for (; to - from >= 16; from += 16)
        {
            MemReg(X64Sse.MovupsStore, 0, X64Rm.At(FramePointer, from), FloatScratch);
        }

        if (to != from)
        {
            StoreConstantAt(IrType.I64, FramePointer, from, 0);
        }
    }

    protected override void ClearUpperHalf(Reg register) => Move(IrType.I32, register, register);

    protected override void EmitPrologue(bool isLarge, bool calls)
    {
        _expander.BeginExpansion(Options);
        Write(X64Inst.Push(X64Regs.Rbp));
        Write(X64Inst.Copy(X64Regs.Rbp, X64Regs.Rsp));
        (_checkField, _probeField) = (0, 0);
        _largestFrame = isLarge ? int.MaxValue
            : !calls ? FrameLayout.UncheckedLeafBytes
            : Options.ProbesStack ? FrameLayout.PageBytes - 1
            : FrameLayout.SimpleCheckBytes;
        if (Options.StackLimit is { } limit && (calls || isLarge))
        {
            LoadAt(IrType.I64, IntScratch, Vmctx, limit.StoreContext);
            if (isLarge)
            {
                // mov r11, [r11 + limit]; add r11, bytes; cmp rsp, r11
                LoadAt(IrType.I64, IntScratch, IntScratch, limit.StackLimit);
                RegRegImm(X64Int.AddImm, 8, IntScratch, IntScratch, FrameSizePlaceholder);
                _checkField = Buffer.Length - sizeof(int);
                CmpRegRm(X64Int.Cmp, 8, X64Regs.Rsp, IntScratch);
            }
            else
            {
                CmpRegRm(X64Int.Cmp, 8, X64Regs.Rsp, X64Rm.At(IntScratch, limit.StackLimit));
            }

            Jcc(X64Cond.B, Buffer.DeferTrap(Options.TrapCodes.StackOverflow, Source));
        }

        ProbeStack(isLarge);
        RegRegImm(X64Int.SubImm, 8, X64Regs.Rsp, X64Regs.Rsp, FrameSizePlaceholder);
        _frameField = Buffer.Length - sizeof(int);
        if (calls)
        {
            StoreAt(IrType.I64, FramePointer, FrameLayout.VmctxOffset, Vmctx);
        }
    }

    // lea r11, [rsp - bytes]; mov r10, rsp; again: sub r10, page; or [r10], 0; cmp r10, r11; ja again
    private void ProbeStack(bool isLarge)
    {
        if (!isLarge || !Options.ProbesStack)
        {
            return;
        }

        Lea(8, IntScratch, X64Rm.At(X64Regs.Rsp, -FrameSizePlaceholder));
        _probeField = Buffer.Length - sizeof(int);
        Write(X64Inst.Copy(AddressScratch, X64Regs.Rsp));
        Label again = NewLabel();
        Bind(again);
        RegRegImm(X64Int.SubImm, 8, AddressScratch, AddressScratch, FrameLayout.PageBytes);
        MemImm(X64Int.OrStoreImm, 4, X64Rm.At(AddressScratch), 0);
        CmpRegRm(X64Int.Cmp, 8, AddressScratch, IntScratch);
        Jcc(X64Cond.A, again);
    }

    protected override bool PatchPrologue(int frameBytes, int outgoingBytes)
    {
        Buffer.PatchInt32(_frameField, frameBytes);
        if (_checkField != 0)
        {
            Buffer.PatchInt32(_checkField, checked(frameBytes + outgoingBytes));
        }

        if (_probeField != 0)
        {
            Buffer.PatchInt32(_probeField, -checked(frameBytes + outgoingBytes));
        }

        return frameBytes + outgoingBytes <= _largestFrame;
    }

    protected override void EmitEpilogue()
    {
        LeaveFrame();
        Write(X64Inst.Ret(IncomingBytes));
    }

    protected override void AssignCall(ReadOnlySpan<IrType> parameters, ReadOnlySpan<IrType> results) => _abi.Assign(parameters, results);

    protected override CallPlace Argument(int index) => new(_abi.Argument(index).Register, _abi.Argument(index).Offset);

    protected override CallPlace Result(int index) => new(_abi.Result(index).Register, _abi.Result(index).Offset);

    protected override void OpenArguments(int bytes) =>
        RegRegImm(X64Int.SubImm, 8, X64Regs.Rsp, X64Regs.Rsp, bytes);

    protected override void EmitCall(in CallTarget target)
    {
        if (target.IsSymbol)
        {
            Write(X64Inst.CallSymbol(target.Symbol));
        }
        else
        {
            SwitchInstance(target);
            Write(X64Inst.CallRm(IntScratch));
        }
    }

    protected override void EmitTailCall(in CallTarget target)
    {
        if (!target.IsSymbol)
        {
            SwitchInstance(target);
        }

        LeaveFrame();
        Write(target.IsSymbol ? X64Inst.JmpSymbol(target.Symbol) : X64Inst.JmpRm(IntScratch));
    }

    protected override void ReloadVmctx() => LoadAt(IrType.I64, Vmctx, FramePointer, FrameLayout.VmctxOffset);

    protected override void AddressOf(Reg to, Reg address, int offset) => Write(offset == 0
        ? X64Inst.RegRm(X64Int.Mov, 8, to, address)
        : X64Inst.Lea(8, to, X64Rm.At(address, offset)));

    protected override void EmitJump(Label label) => Write(X64Inst.Jmp(label));

    protected override void EmitTrap(byte code) => X64Encoder.EmitTrap(Buffer, code, Options.TrapStubSymbol);

    protected override void EmitColdCode() => _expander.FinishExpansion();

    // mov r10, r14; mov r14, [r11 + vmctx]; mov r11, [r11 + code]
    private void SwitchInstance(in CallTarget target)
    {
        Write(X64Inst.Copy(X64Abi.CallerVmctx, Vmctx));
        LoadAt(IrType.I64, Vmctx, IntScratch, target.VmctxOffset);
        LoadAt(IrType.I64, IntScratch, IntScratch, target.CodeOffset);
    }

    private void LeaveFrame()
    {
        Write(X64Inst.Copy(X64Regs.Rsp, X64Regs.Rbp));
        Write(X64Inst.Pop(X64Regs.Rbp));
    }

    private void Jcc(X64Cond cond, Label label) => Write(X64Inst.Jcc(cond, label));

    private X64Rm Pooled(IrType type, long bits)
    {
        Span<byte> bytes = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, bits);
        return X64Rm.AtPool(Buffer.AddConstant(bytes[..type.Size]));
    }
}
