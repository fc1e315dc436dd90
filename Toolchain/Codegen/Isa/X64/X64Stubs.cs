// The stubs of x86_64: small programs between the host's C ABI and generated code, assembled like any other code.
//
// Entry:    host -> wasm. Builds an entry record in its frame and links it, so that traps and failing host functions can come back
//           to its resume point from any depth by loading the stack and frame pointer from the record.
// Exit:     wasm -> host function. Spreads the arguments into a value array on the stack and calls the edge function.
// Builtin:  wasm -> runtime function. Its arguments lie in the registers of System V already; for Windows they move.
// Trap:     raises a trap; every one but those of memory accesses comes this way, and they do where there are no signals.
// Every stub that leaves generated code records the caller's frame pointer and return address: the walk of the wasm stack starts there.
//
// Both calling conventions want rsp % 16 == 0 at a call, and every stub keeps rbp as frame pointer.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Emits the stubs.</summary>
public static class X64Stubs
{
    private const int SlotSize = 8;

    /// <summary>What a host function's edge returns when it has found a handler for an exception.</summary>
    private const int HandlerStatus = 2;

    // Windows: EXCEPTION_POINTERS.ContextRecord, and what a vectored exception handler answers.
    private const int ExceptionPointersContext = 8;
    private const int ContinueExecution = -1;
    private const int ContinueSearch = 0;

    // Frame of the exit stub.
    private const int ExitReturnArea = -8;

    private static Reg FloatScratch => X64Regs.Xmm(15);

    // Frame of the entry stub, below rbp: saved integer registers, the value array's address, the store context, padding, the record,
    // saved vector registers.
    private readonly record struct EntryFrame(int Saved, int Record, int Bytes)
    {
        internal int Values => Saved - SlotSize;

        internal int Store => Saved - (2 * SlotSize);

        internal static EntryFrame Of(StubLayout layout, X64HostAbi host)
        {
            int saved = -SlotSize * host.SavedInts.Length;
            int bytes = Align16(layout.Record.Size + (2 * SlotSize) - saved) + host.SavedFloatBytes;
            return new EntryFrame(saved, host.SavedFloatBytes - bytes, bytes);
        }
    }

    /// <summary>
    /// <c>int entry(VMStoreContext* store, nuint calleeVmctx, nuint code, ulong* values)</c>, in rdi, rsi, rdx, rcx on System V: 0, or 1
    /// after unwinding.
    /// </summary>
    public static StubCode Entry(StubLayout layout, X64HostAbi host, Signature signature)
    {
        CodeBuffer code = X64Encoder.NewBuffer();
        X64StubAssembler asm = new(code);
        CallAbi abi = new(X64Abi.Registers);
        abi.Assign(signature.Params, signature.Results);
        Label resume = asm.NewLabel();
        Label leave = asm.NewLabel();
        EntryFrame frame = EntryFrame.Of(layout, host);

        asm.Push(X64Regs.Rbp);
        asm.Move(X64Regs.Rbp, X64Regs.Rsp);
        foreach (Reg saved in host.SavedInts)
        {
            asm.Push(saved);
        }

        if (host.IsWindows)
        {
            asm.Move(X64Regs.Rdi, X64Regs.Rcx);
            asm.Move(X64Regs.Rsi, X64Regs.Rdx);
            asm.Move(X64Regs.Rdx, X64Regs.R8);
            asm.Move(X64Regs.Rcx, X64Regs.R9);
        }

        asm.Push(X64Regs.Rcx);
        asm.Push(X64Regs.Rdi);
        asm.Subtract(X64Regs.Rsp, frame.Bytes + frame.Store);
        for (int i = host.FirstSavedFloat; i < X64Regs.FloatCount; i++)
        {
            asm.StoreValue(IrType.V128, X64Regs.Rbp, SavedFloat(frame, host, i), X64Regs.Xmm(i));
        }

        Label isNested = asm.NewLabel();
        Label linked = asm.NewLabel();
        LinkRecord(asm, layout, frame.Record, resume, isNested, linked);

        // Arguments. r11, r12 and r10 carry none.
        asm.Move(X64Regs.R12, X64Regs.Rcx);
        asm.Move(X64Regs.R11, X64Regs.Rdx);
        asm.Move(X64Abi.Vmctx, X64Regs.Rsi);
        asm.Subtract(X64Regs.Rsp, abi.ReturnAreaBytes + abi.StackArgumentBytes);
        LoadArguments(asm, abi, signature.Params, X64Regs.R12);
        if (abi.HasReturnArea)
        {
            asm.Lea(abi.ReturnAreaRegister, X64Rm.At(X64Regs.Rsp, abi.StackArgumentBytes));
        }

        asm.Constant(X64Abi.CallerVmctx, 0);
        asm.Emit(X64Inst.CallRm(X64Regs.R11));

        // The callee popped its stack arguments: rsp points at the return area.
        asm.Load(X64Regs.R11, X64Regs.Rbp, frame.Values);
        StoreResults(asm, abi, signature.Results, X64Regs.R11);
        asm.Constant(X64Regs.Rax, 0);
        asm.Bind(leave);
        Label isNestedEnd = asm.NewLabel();
        UnlinkRecord(asm, layout, frame, isNestedEnd);
        Label unlinked = asm.NewLabel();
        asm.Bind(unlinked);
        for (int i = host.FirstSavedFloat; i < X64Regs.FloatCount; i++)
        {
            asm.LoadValue(IrType.V128, X64Regs.Xmm(i), X64Regs.Rbp, SavedFloat(frame, host, i));
        }

        asm.Lea(X64Regs.Rsp, X64Rm.At(X64Regs.Rbp, frame.Saved));
        for (int i = host.SavedInts.Length - 1; i >= 0; i--)
        {
            asm.Pop(host.SavedInts[i]);
        }

        asm.Pop(X64Regs.Rbp);
        asm.Emit(X64Inst.Ret(0));

        asm.Bind(isNested);
        SaveLastExit(asm, layout, frame.Record);
        asm.Emit(X64Inst.Jmp(linked));
        asm.Bind(isNestedEnd);
        RestoreLastExit(asm, layout, frame.Record);
        asm.Emit(X64Inst.Jmp(unlinked));
        asm.Bind(resume);
        asm.Constant(X64Regs.Rax, 1);
        asm.Emit(X64Inst.Jmp(leave));

        byte[] bytes = code.Finish().Code;
        return new StubCode(bytes, code.FinalOffset(resume));
    }

    /// <summary>Called like a wasm function with r14 = the host function's context and r10 = the caller's vmctx.</summary>
    public static StubCode Exit(StubLayout layout, X64HostAbi host, Signature signature)
    {
        CodeBuffer code = X64Encoder.NewBuffer();
        X64StubAssembler asm = new(code);
        CallAbi abi = new(X64Abi.Registers);
        abi.Assign(signature.Params, signature.Results);
        Label unwind = asm.NewLabel();
        int slots = Math.Max(SlotCount(signature.Params), SlotCount(signature.Results));

        int values = host.ShadowBytes;
        RecordExit(asm, layout);
        asm.Subtract(X64Regs.Rsp, 16 + Align16(slots * SlotSize) + values);
        if (abi.HasReturnArea)
        {
            asm.Store(X64Regs.Rbp, ExitReturnArea, abi.ReturnAreaRegister);
        }

        int offset = values;
        for (int i = 0; i < signature.Params.Length; i++)
        {
            IrType type = signature.Params[i];
            AbiPlace place = abi.Argument(i);
            if (place.IsRegister)
            {
                asm.StoreValue(type, X64Regs.Rsp, offset, place.Register);
            }
            else
            {
                // Above the saved rbp and the return address.
                asm.CopyValue(type, X64Regs.Rsp, offset, X64Regs.Rbp, 16 + place.Offset, X64Regs.R12, FloatScratch);
            }

            offset += SlotBytes(type);
        }

        if (host.IsWindows)
        {
            asm.Move(X64Regs.Rcx, X64Abi.Vmctx);
            asm.Move(X64Regs.Rdx, X64Abi.CallerVmctx);
            asm.Lea(X64Regs.R8, X64Rm.At(X64Regs.Rsp, values));
        }
        else
        {
            asm.Move(X64Regs.Rdi, X64Abi.Vmctx);
            asm.Move(X64Regs.Rsi, X64Abi.CallerVmctx);
            asm.Move(X64Regs.Rdx, X64Regs.Rsp);
        }

        asm.Emit(X64Inst.CallRm(X64Rm.At(X64Abi.Vmctx, layout.HostEdgeFunction)));
        asm.TestJump(X64Regs.Rax, X64Cond.NE, unwind, size: 4);

        if (abi.HasReturnArea)
        {
            asm.Load(X64Regs.R11, X64Regs.Rbp, ExitReturnArea);
        }

        // Memory first: it needs a scratch register, which no result uses.
        LoadResults(asm, abi, signature.Results, values, toMemory: true);
        LoadResults(asm, abi, signature.Results, values, toMemory: false);
        asm.Move(X64Regs.Rsp, X64Regs.Rbp);
        asm.Pop(X64Regs.Rbp);
        asm.Emit(X64Inst.Ret(abi.StackArgumentBytes));

        // 1: to the entry; 2: to a handler.
        asm.Bind(unwind);
        asm.Emit(X64Inst.CmpRmImm(X64Int.CmpImm, 4, X64Regs.Rax, HandlerStatus));
        Label handler = asm.NewLabel();
        asm.JumpIf(X64Cond.E, handler);
        Unwind(asm, layout);
        asm.Bind(handler);
        GoToHandler(asm, layout);
        return new StubCode(code.Finish().Code, -1);
    }

    /// <summary>Calls entry <paramref name="index"/> of the builtin table as <c>long f(VMContext*, long...)</c>.</summary>
    /// <param name="layout">Offsets.</param>
    /// <param name="host">Its calling convention.</param>
    /// <param name="index">Number of the builtin.</param>
    /// <param name="canTrap">A result below -1 unwinds.</param>
    /// <param name="throws">Any other result goes to the handler that the store context names; it never returns.</param>
    public static StubCode Builtin(StubLayout layout, X64HostAbi host, int index, bool canTrap, bool throws = false)
    {
        CodeBuffer code = X64Encoder.NewBuffer();
        X64StubAssembler asm = new(code);
        Label unwind = asm.NewLabel();
        RecordExit(asm, layout);
        CallBuiltin(asm, layout, host, index);
        asm.Pop(X64Regs.Rbp);
        if (canTrap)
        {
            asm.Emit(X64Inst.CmpRmImm(X64Int.CmpImm, 8, X64Regs.Rax, -1));
            asm.JumpIf(X64Cond.L, unwind);
        }

        if (throws)
        {
            GoToHandler(asm, layout);
        }
        else
        {
            asm.Emit(X64Inst.Ret(0));
        }

        asm.Bind(unwind);
        if (canTrap)
        {
            Unwind(asm, layout);
        }

        return new StubCode(code.Finish().Code, -1);
    }

    /// <summary>Raises a trap through the builtin raise_trap; the return address tells which one and where.</summary>
    public static StubCode Trap(StubLayout layout, X64HostAbi host, int raiseTrapIndex)
    {
        CodeBuffer code = X64Encoder.NewBuffer();
        X64StubAssembler asm = new(code);
        RecordExit(asm, layout);
        CallBuiltin(asm, layout, host, raiseTrapIndex);
        Unwind(asm, layout);
        return new StubCode(code.Finish().Code, -1);
    }

    /// <summary>
    /// POSIX signal handler <c>(int edi, siginfo_t* rsi, ucontext_t* rdx)</c>, or on Windows a vectored exception handler
    /// <c>long (EXCEPTION_POINTERS* rcx)</c>.
    /// </summary>
    /// <param name="layout">Offsets.</param>
    /// <param name="host">Its calling convention.</param>
    /// <param name="dataDistance">Bytes from the handler's first byte to its data page.</param>
    /// <remarks>Uses caller-saved registers only and no stack, so it may jump to the previous handler with the arguments untouched.</remarks>
    public static StubCode TrapHandler(StubLayout layout, X64HostAbi host, int dataDistance)
    {
        CodeBuffer code = X64Encoder.NewBuffer();
        X64StubAssembler asm = new(code);
        TrapPageOffsets page = layout.TrapPage;
        Label start = asm.NewLabel();
        Label loop = asm.NewLabel();
        Label next = asm.NewLabel();
        Label found = asm.NewLabel();
        Label chain = asm.NewLabel();
        Label done = asm.NewLabel();
        Label byDefault = asm.NewLabel();
        (Reg data, Reg pc, Reg info) = (X64Regs.R8, X64Regs.R9, host.IsWindows ? X64Regs.R11 : X64Regs.Rsi);

        asm.Bind(start);
        if (host.IsWindows)
        {
            asm.Load(X64Regs.Rdx, X64Regs.Rcx, ExceptionPointersContext);
            asm.Load(info, X64Regs.Rcx, 0);
        }

        asm.Lea(data, X64Rm.AtLabel(start, dataDistance));
        asm.Load32(X64Regs.Rax, data, page.PcOffset);
        asm.Emit(X64Inst.RegRm(X64Int.Mov, 8, pc, X64Rm.At(X64Regs.Rdx, X64Regs.Rax, 0)));
        asm.Load32(X64Regs.Rcx, data, page.RangeCapacity);
        asm.Lea(X64Regs.R10, X64Rm.At(data, page.Ranges));
        asm.Bind(loop);
        asm.TestJump(X64Regs.Rcx, X64Cond.E, chain, size: 4);
        asm.Load(X64Regs.Rax, X64Regs.R10, 0);
        asm.TestJump(X64Regs.Rax, X64Cond.E, next);
        asm.Emit(X64Inst.CmpRegRm(X64Int.Cmp, 8, pc, X64Regs.Rax));
        asm.JumpIf(X64Cond.B, next);
        asm.Emit(X64Inst.CmpRegRm(X64Int.Cmp, 8, pc, X64Rm.At(X64Regs.R10, 8)));
        asm.JumpIf(X64Cond.B, found);
        asm.Bind(next);
        asm.Add(X64Regs.R10, 16);
        asm.Emit(X64Inst.RegRegImm(X64Int.SubImm, 4, X64Regs.Rcx, X64Regs.Rcx, 1));
        asm.Emit(X64Inst.Jmp(loop));

        // Ours. rax = store context, rcx = innermost entry record.
        asm.Bind(found);
        asm.Load32(X64Regs.Rax, data, page.VmctxRegisterOffset);
        asm.Emit(X64Inst.RegRm(X64Int.Mov, 8, X64Regs.Rax, X64Rm.At(X64Regs.Rdx, X64Regs.Rax, 0)));
        asm.Load(X64Regs.Rax, X64Regs.Rax, layout.VmctxStoreContext);
        asm.Load(X64Regs.Rcx, X64Regs.Rax, layout.Store.EntryRecord);
        asm.TestJump(X64Regs.Rcx, X64Cond.E, chain);
        asm.Store(X64Regs.Rax, layout.Store.TrapPc, pc);
        asm.Load32(X64Regs.R10, data, page.FaultAddressOffset);
        asm.Emit(X64Inst.RegRm(X64Int.Mov, 8, X64Regs.R11, X64Rm.At(info, X64Regs.R10, 0)));
        asm.Store(X64Regs.Rax, layout.Store.TrapFaultAddress, X64Regs.R11);
        asm.Load32(X64Regs.R10, data, page.FpOffset);
        asm.Emit(X64Inst.RegRm(X64Int.Mov, 8, X64Regs.R11, X64Rm.At(X64Regs.Rdx, X64Regs.R10, 0)));
        asm.Store(X64Regs.Rax, layout.Store.TrapFp, X64Regs.R11);
        if (!host.IsWindows)
        {
            JumpIfAllowed(asm, layout, data);
        }

        SetContext(asm, data, page.FpOffset, layout.Record.FramePointer);
        SetContext(asm, data, page.SpOffset, layout.Record.StackPointer);
        SetContext(asm, data, page.PcOffset, layout.Record.ResumeAddress);
        asm.Load32(X64Regs.R10, data, page.FlagsOffset);
        asm.Emit(X64Inst.CmpRmImm(X64Int.CmpImm, 4, X64Regs.R10, -1));
        asm.JumpIf(X64Cond.E, done);
        const int DirectionFlag = 0x400;
        asm.Emit(X64Inst.MemImm(X64Int.AndStoreImm, 4, X64Rm.At(X64Regs.Rdx, X64Regs.R10, 0), ~DirectionFlag));
        asm.Bind(done);
        if (host.IsWindows)
        {
            asm.Constant(X64Regs.Rax, ContinueExecution);
            asm.Emit(X64Inst.Ret(0));
            asm.Bind(chain);
            asm.Constant(X64Regs.Rax, ContinueSearch);
            asm.Emit(X64Inst.Ret(0));
            return new StubCode(code.Finish().Code, -1);
        }

        asm.Emit(X64Inst.Ret(0));

        // Not ours: 0 is SIG_DFL, 1 SIG_IGN, else a handler.
        asm.Bind(chain);
        asm.Emit(X64Inst.RegRm(X64Int.Mov, 4, X64Regs.Rax, X64Regs.Rdi));
        asm.Emit(X64Inst.CmpRmImm(X64Int.CmpImm, 4, X64Regs.Rax, page.PreviousHandlerCount));
        asm.JumpIf(X64Cond.AE, done);
        asm.Emit(X64Inst.RegRm(X64Int.Mov, 8, X64Regs.Rax, X64Rm.At(data, X64Regs.Rax, 3, page.PreviousHandlers)));
        asm.Emit(X64Inst.CmpRmImm(X64Int.CmpImm, 8, X64Regs.Rax, 1));
        asm.JumpIf(X64Cond.E, done);
        asm.JumpIf(X64Cond.B, byDefault);
        asm.Emit(X64Inst.JmpRm(X64Regs.Rax));

        // The instruction faults again after the return, with the default action.
        asm.Bind(byDefault);
        asm.Constant(X64Regs.Rsi, 0);
        asm.Subtract(X64Regs.Rsp, 8);
        asm.Emit(X64Inst.CallRm(X64Rm.At(data, page.RestoreDefault)));
        asm.Add(X64Regs.Rsp, 8);
        asm.Emit(X64Inst.Ret(0));
        return new StubCode(code.Finish().Code, -1);
    }

    // Where the system lets go of a handler: resumes by a jump, with the control words of the interrupted code. Linux clears the direction flag
    // for handlers. rdx = context, rcx = record.
    private static void JumpIfAllowed(X64StubAssembler asm, StubLayout layout, Reg data)
    {
        const int FxsaveControlWord = 0, FxsaveMxcsr = 24;
        Label mustReturn = asm.NewLabel();
        Reg scratch = X64Regs.R10;
        asm.Load32(scratch, data, layout.TrapPage.FloatStateOffset);
        asm.Emit(X64Inst.CmpRmImm(X64Int.CmpImm, 4, scratch, -1));
        asm.JumpIf(X64Cond.E, mustReturn);
        asm.Emit(X64Inst.RegRm(X64Int.Mov, 8, scratch, X64Rm.At(X64Regs.Rdx, scratch, 0)));
        asm.Emit(X64Inst.Mem(X64Control.Fldcw, 0, X64Rm.At(scratch, FxsaveControlWord)));
        asm.Emit(X64Inst.Mem(X64Control.Ldmxcsr, 0, X64Rm.At(scratch, FxsaveMxcsr)));
        Resume(asm, layout, record: X64Regs.Rcx);
        asm.Bind(mustReturn);
    }

    // context[offset read from the data page] = record[field]; rdx = context, rcx = record.
    private static void SetContext(X64StubAssembler asm, Reg data, int pageOffset, int recordField)
    {
        asm.Load32(X64Regs.R10, data, pageOffset);
        asm.Load(X64Regs.R11, X64Regs.Rcx, recordField);
        asm.Emit(X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(X64Regs.Rdx, X64Regs.R10, 0), X64Regs.R11));
    }

    private static int SavedFloat(EntryFrame frame, X64HostAbi host, int register) =>
        -frame.Bytes + ((register - host.FirstSavedFloat) * X64Regs.VectorBytes);

    // rdi = store context; changes rax only.
    private static void LinkRecord(X64StubAssembler asm, StubLayout layout, int record, Label resume, Label isNested, Label linked)
    {
        (Reg frame, Reg store, Reg scratch) = (X64Regs.Rbp, X64Regs.Rdi, X64Regs.Rax);
        asm.Load(scratch, store, layout.Store.EntryRecord);
        asm.Store(frame, record + layout.Record.Previous, scratch);
        asm.TestJump(scratch, X64Cond.NE, isNested);
        asm.Bind(linked);
        asm.Store(frame, record + layout.Record.StackPointer, X64Regs.Rsp);
        asm.Store(frame, record + layout.Record.FramePointer, frame);
        asm.Lea(scratch, X64Rm.AtLabel(resume));
        asm.Store(frame, record + layout.Record.ResumeAddress, scratch);
        asm.Lea(scratch, X64Rm.At(frame, record));
        asm.Store(store, layout.Store.EntryRecord, scratch);
    }

    // Changes rdi and rcx; keeps the status in eax.
    private static void UnlinkRecord(X64StubAssembler asm, StubLayout layout, EntryFrame entry, Label isNested)
    {
        (Reg frame, Reg store, Reg scratch, int record) = (X64Regs.Rbp, X64Regs.Rdi, X64Regs.Rcx, entry.Record);
        asm.Load(store, frame, entry.Store);
        asm.Load(scratch, frame, record + layout.Record.Previous);
        asm.Store(store, layout.Store.EntryRecord, scratch);
        asm.TestJump(scratch, X64Cond.NE, isNested);
    }

    // The place where guest code left for the host that now enters again; of an outermost entry there is none. rdi = store context.
    private static void SaveLastExit(X64StubAssembler asm, StubLayout layout, int record)
    {
        (Reg frame, Reg store, Reg scratch) = (X64Regs.Rbp, X64Regs.Rdi, X64Regs.Rax);
        asm.Load(scratch, store, layout.Store.LastExitFp);
        asm.Store(frame, record + layout.Record.SavedLastExitFp, scratch);
        asm.Load(scratch, store, layout.Store.LastExitPc);
        asm.Store(frame, record + layout.Record.SavedLastExitPc, scratch);
    }

    private static void RestoreLastExit(X64StubAssembler asm, StubLayout layout, int record)
    {
        (Reg frame, Reg store, Reg scratch) = (X64Regs.Rbp, X64Regs.Rdi, X64Regs.Rcx);
        asm.Load(scratch, frame, record + layout.Record.SavedLastExitFp);
        asm.Store(store, layout.Store.LastExitFp, scratch);
        asm.Load(scratch, frame, record + layout.Record.SavedLastExitPc);
        asm.Store(store, layout.Store.LastExitPc, scratch);
    }

    // Prologue of everything that leaves generated code; changes r11 and r12, which carry no argument.
    private static void RecordExit(X64StubAssembler asm, StubLayout layout)
    {
        asm.Push(X64Regs.Rbp);
        asm.Load(X64Regs.R11, X64Abi.Vmctx, layout.VmctxStoreContext);
        asm.Store(X64Regs.R11, layout.Store.LastExitFp, X64Regs.Rbp);
        asm.Move(X64Regs.Rbp, X64Regs.Rsp);
        asm.Load(X64Regs.R12, X64Regs.Rbp, 8);
        asm.Store(X64Regs.R11, layout.Store.LastExitPc, X64Regs.R12);
    }

    // Both conventions leave rbp alone, so the stack pointer of Windows's larger call comes back from it.
    private static void CallBuiltin(X64StubAssembler asm, StubLayout layout, X64HostAbi host, int index)
    {
        if (host.IsWindows)
        {
            asm.Load(X64Regs.R11, X64Abi.Vmctx, layout.VmctxBuiltinTable);
            asm.Subtract(X64Regs.Rsp, host.ShadowBytes + (2 * SlotSize));
            asm.Store(X64Regs.Rsp, host.ShadowBytes, X64Regs.R8);
            asm.Store(X64Regs.Rsp, host.ShadowBytes + SlotSize, X64Regs.R9);
            asm.Move(X64Regs.R9, X64Regs.Rcx);
            asm.Move(X64Regs.R8, X64Regs.Rdx);
            asm.Move(X64Regs.Rdx, X64Regs.Rsi);
            asm.Move(X64Regs.Rcx, X64Abi.Vmctx);
            asm.Emit(X64Inst.CallRm(X64Rm.At(X64Regs.R11, index * SlotSize)));
            asm.Move(X64Regs.Rsp, X64Regs.Rbp);
            return;
        }

        asm.Move(X64Regs.Rdi, X64Abi.Vmctx);
        asm.Load(X64Regs.R11, X64Abi.Vmctx, layout.VmctxBuiltinTable);
        asm.Emit(X64Inst.CallRm(X64Rm.At(X64Regs.R11, index * SlotSize)));
    }

    // To the resume point of the innermost entry; the C ABI has kept r14.
    private static void Unwind(X64StubAssembler asm, StubLayout layout)
    {
        asm.Load(X64Regs.R11, X64Abi.Vmctx, layout.VmctxStoreContext);
        asm.Load(X64Regs.R11, X64Regs.R11, layout.Store.EntryRecord);
        Resume(asm, layout, record: X64Regs.R11);
    }

    private static void Resume(X64StubAssembler asm, StubLayout layout, Reg record)
    {
        asm.Load(X64Regs.Rsp, record, layout.Record.StackPointer);
        asm.Load(X64Regs.Rbp, record, layout.Record.FramePointer);
        asm.Emit(X64Inst.JmpRm(X64Rm.At(record, layout.Record.ResumeAddress)));
    }

    // The handler's function has kept its vmctx in its frame, and makes its own stack pointer: until then this one, which is lower, will do.
    private static void GoToHandler(X64StubAssembler asm, StubLayout layout)
    {
        asm.Load(X64Regs.R11, X64Abi.Vmctx, layout.VmctxStoreContext);
        asm.Load(X64Regs.Rbp, X64Regs.R11, layout.Store.HandlerFp);
        asm.Load(X64Abi.Vmctx, X64Regs.Rbp, FrameLayout.VmctxOffset);
        asm.Emit(X64Inst.JmpRm(X64Rm.At(X64Regs.R11, layout.Store.HandlerPc)));
    }

    // Stack arguments first: they pass through rax, which may be an argument itself.
    private static void LoadArguments(X64StubAssembler asm, CallAbi abi, ReadOnlySpan<IrType> types, Reg values)
    {
        foreach (bool onStack in (ReadOnlySpan<bool>)[true, false])
        {
            int offset = 0;
            for (int i = 0; i < types.Length; i++)
            {
                AbiPlace place = abi.Argument(i);
                if (onStack && !place.IsRegister)
                {
                    asm.CopyValue(types[i], X64Regs.Rsp, place.Offset, values, offset, X64Regs.Rax, FloatScratch);
                }
                else if (!onStack && place.IsRegister)
                {
                    asm.LoadValue(types[i], place.Register, values, offset);
                }

                offset += SlotBytes(types[i]);
            }
        }
    }

    // Registers first: those in the return area pass through rax.
    private static void StoreResults(X64StubAssembler asm, CallAbi abi, ReadOnlySpan<IrType> types, Reg values)
    {
        foreach (bool inMemory in (ReadOnlySpan<bool>)[false, true])
        {
            int offset = 0;
            for (int i = 0; i < types.Length; i++)
            {
                AbiPlace place = abi.Result(i);
                if (inMemory && !place.IsRegister)
                {
                    asm.CopyValue(types[i], values, offset, X64Regs.Rsp, place.Offset, X64Regs.Rax, FloatScratch);
                }
                else if (!inMemory && place.IsRegister)
                {
                    asm.StoreValue(types[i], values, offset, place.Register);
                }

                offset += SlotBytes(types[i]);
            }
        }
    }

    // From the exit stub's value array (at rsp + values) to the return area (at r11) or to registers.
    private static void LoadResults(X64StubAssembler asm, CallAbi abi, ReadOnlySpan<IrType> types, int values, bool toMemory)
    {
        int offset = values;
        for (int i = 0; i < types.Length; i++)
        {
            AbiPlace place = abi.Result(i);
            if (toMemory && !place.IsRegister)
            {
                asm.CopyValue(types[i], X64Regs.R11, place.Offset, X64Regs.Rsp, offset, X64Regs.R12, FloatScratch);
            }
            else if (!toMemory && place.IsRegister)
            {
                asm.LoadValue(types[i], place.Register, X64Regs.Rsp, offset);
            }

            offset += SlotBytes(types[i]);
        }
    }

    private static int SlotBytes(IrType type) => type == IrType.V128 ? 2 * SlotSize : SlotSize;

    private static int SlotCount(ReadOnlySpan<IrType> types)
    {
        int count = 0;
        foreach (IrType type in types)
        {
            count += SlotBytes(type) / SlotSize;
        }

        return count;
    }

    private static int Align16(int bytes) => (bytes + 15) & -16;
}
