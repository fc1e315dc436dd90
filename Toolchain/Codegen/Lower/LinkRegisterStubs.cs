// The stubs of instruction sets whose calls leave the return address in a register: small programs between C and generated code, written once over
// StubAssembler. Systems differ in the trap handler only: those conventions that there are pass the arguments of stubs and save registers alike.
//
// Entry:    host -> wasm. Builds an entry record in its frame and links it, so that traps and failing host functions can come back
//           to its resume point from any depth by loading the stack and frame pointer from the record.
// Exit:     wasm -> host function. Spreads the arguments into a value array on the stack and calls the edge function.
// Builtin:  wasm -> runtime function. Its arguments lie in the registers of the C ABI already.
// Trap:     raises a trap; every one but those of memory accesses comes this way, and they do where there are no signals.
// Every stub that leaves generated code records the caller's frame pointer and return address: the walk of the wasm stack starts there.
//
// Frames have the shape of FrameLayout: at fp the caller's, above it the return address. The host ABI must preserve the vmctx register.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Opt;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Assembles the stubs of one instruction set.</summary>
/// <param name="layout">Offsets.</param>
/// <param name="host">Whose trap handler.</param>
/// <param name="abi">The convention of generated code.</param>
/// <param name="registers">Registers that stubs use.</param>
/// <param name="newBuffer">Makes a code buffer.</param>
/// <param name="newAssembler">Makes an assembler that writes into a buffer.</param>
internal sealed class LinkRegisterStubs(
    StubLayout layout,
    HostConvention host,
    AbiRegisters abi,
    StubRegisters registers,
    Func<CodeBuffer> newBuffer,
    Func<CodeBuffer, StubAssembler> newAssembler) : StubSet
{
    private const int SlotSize = 8;

    /// <summary>What a host function's edge returns when it has found a handler for an exception.</summary>
    private const int HandlerStatus = 2;

    // Windows: EXCEPTION_POINTERS.ContextRecord, and what a vectored exception handler answers.
    private const int ExceptionPointersContext = 8;
    private const int ContinueExecution = -1;
    private const int ContinueSearch = 0;

    // Frame of the entry stub, below fp: the value array's address, the store context, saved registers, the record.
    private const int EntryValues = -8;
    private const int EntryStore = -16;
    private const int EntrySaved = -16;

    // Frame of the exit stub.
    private const int ExitReturnArea = -8;

    private readonly Reg _fp = abi.FramePointer;
    private readonly Reg _sp = abi.StackPointer;
    private readonly Reg _vmctx = abi.Vmctx;

    private Reg Free0 => registers.Free[0];

    private Reg Free1 => registers.Free[1];

    /// <inheritdoc/>
    public override StubCode Entry(Signature signature)
    {
        (CodeBuffer code, StubAssembler asm) = Begin();
        CallAbi call = new(abi);
        signature = registers.ExpandsVectors ? VectorExpansion.Expand(signature) : signature;
        call.Assign(signature.Params, signature.Results);
        Label resume = asm.NewLabel();
        Label leave = asm.NewLabel();
        int savedBytes = registers.HostSaved.Length * SlotSize;
        int frame = Align16(-EntrySaved + savedBytes + layout.Record.Size);
        int record = -frame;
        (Reg store, Reg callee, Reg target, Reg values) = (registers.HostArguments[0], registers.HostArguments[1], registers.HostArguments[2], registers.HostArguments[3]);

        asm.PushFrame();
        asm.Move(_fp, _sp);
        asm.Add(_sp, _sp, -frame);
        asm.Store(_fp, EntryValues, values);
        asm.Store(_fp, EntryStore, store);
        for (int i = 0; i < registers.HostSaved.Length; i++)
        {
            asm.Store(_fp, EntrySaved - ((i + 1) * SlotSize), registers.HostSaved[i]);
        }

        LinkRecord(asm, store, record, resume);

        // Arguments.
        asm.Move(_vmctx, callee);
        asm.Move(abi.IndirectCode, target);
        asm.Move(Free0, values);
        asm.Add(_sp, _sp, -(call.ReturnAreaBytes + call.StackArgumentBytes));
        LoadArguments(asm, call, signature.Params, Free0);
        if (call.HasReturnArea)
        {
            asm.Add(abi.ReturnArea, _sp, call.StackArgumentBytes);
        }

        asm.Constant(abi.CallerVmctx, 0);
        asm.Call(abi.IndirectCode);

        // The callee popped its stack arguments: sp points at the return area.
        asm.Load(Free0, _fp, EntryValues);
        StoreResults(asm, call, signature.Results, Free0);
        asm.Constant(registers.HostArguments[0], 0);
        asm.Jump(leave);

        asm.Bind(resume);
        asm.Constant(registers.HostArguments[0], 1);

        asm.Bind(leave);
        UnlinkRecord(asm, record);
        for (int i = 0; i < registers.HostSaved.Length; i++)
        {
            asm.Load(registers.HostSaved[i], _fp, EntrySaved - ((i + 1) * SlotSize));
        }

        asm.Move(_sp, _fp);
        asm.PopFrame();
        asm.Return();

        byte[] bytes = code.Finish().Code;
        return new StubCode(bytes, code.FinalOffset(resume));
    }

    /// <summary>Called like a wasm function with the vmctx register = the host function's context, and the caller's vmctx in its register.</summary>
    public override StubCode Exit(Signature signature)
    {
        (CodeBuffer code, StubAssembler asm) = Begin();
        CallAbi call = new(abi);
        signature = registers.ExpandsVectors ? VectorExpansion.Expand(signature) : signature;
        call.Assign(signature.Params, signature.Results);
        Label unwind = asm.NewLabel();
        Label handler = asm.NewLabel();
        int slots = Math.Max(SlotCount(signature.Params), SlotCount(signature.Results));

        RecordExit(asm);
        asm.Add(_sp, _sp, -(16 + Align16(slots * SlotSize)));
        if (call.HasReturnArea)
        {
            asm.Store(_fp, ExitReturnArea, call.ReturnAreaRegister);
        }

        int offset = 0;
        for (int i = 0; i < signature.Params.Length; i++)
        {
            IrType type = signature.Params[i];
            AbiPlace place = call.Argument(i);
            if (place.IsRegister)
            {
                asm.StoreValue(type, _sp, offset, place.Register);
            }
            else
            {
                CopyValue(asm, type, _sp, offset, _fp, FrameLayout.IncomingArguments + place.Offset);
            }

            offset += SlotBytes(type);
        }

        asm.Move(registers.HostArguments[0], _vmctx);
        asm.Move(registers.HostArguments[1], abi.CallerVmctx);
        asm.Move(registers.HostArguments[2], _sp);
        asm.Load(Free0, _vmctx, layout.HostEdgeFunction);
        asm.CallHost(Free0);
        asm.JumpIfNotZero32(registers.HostArguments[0], unwind);

        if (call.HasReturnArea)
        {
            asm.Load(Free0, _fp, ExitReturnArea);
        }

        LoadResults(asm, call, signature.Results, Free0);
        asm.Move(_sp, _fp);
        asm.PopFrame();
        asm.Add(_sp, _sp, call.StackArgumentBytes);
        asm.Return();

        // 1: to the entry; 2: to a handler.
        asm.Bind(unwind);
        asm.ZeroExtend(registers.HostArguments[0], registers.HostArguments[0]);
        asm.JumpIfEqual(registers.HostArguments[0], HandlerStatus, handler);
        Unwind(asm);
        asm.Bind(handler);
        GoToHandler(asm);
        return new StubCode(code.Finish().Code, -1);
    }

    /// <summary>Calls entry <paramref name="index"/> of the builtin table as <c>long f(VMContext*, long...)</c>; a result below -1 unwinds.</summary>
    public override StubCode Builtin(int index, bool canTrap, bool throws)
    {
        (CodeBuffer code, StubAssembler asm) = Begin();
        Label unwind = asm.NewLabel();
        RecordExit(asm);
        CallBuiltin(asm, index);
        asm.PopFrame();
        if (canTrap)
        {
            asm.JumpIfLess(registers.HostArguments[0], -1, unwind);
        }

        if (throws)
        {
            GoToHandler(asm);
        }
        else
        {
            asm.Return();
        }

        asm.Bind(unwind);
        if (canTrap)
        {
            Unwind(asm);
        }

        return new StubCode(code.Finish().Code, -1);
    }

    /// <summary>Raises a trap through the builtin raise_trap; the return address tells which one and where.</summary>
    public override StubCode Trap(int raiseTrapIndex)
    {
        (CodeBuffer code, StubAssembler asm) = Begin();
        RecordExit(asm);
        CallBuiltin(asm, raiseTrapIndex);
        Unwind(asm);
        return new StubCode(code.Finish().Code, -1);
    }

    /// <summary>
    /// POSIX signal handler <c>(int, siginfo_t*, ucontext_t*)</c>, or on Windows a vectored exception handler <c>long (EXCEPTION_POINTERS*)</c>.
    /// </summary>
    /// <remarks>Uses caller-saved registers only and no stack, so it may jump to the previous handler with the arguments untouched.</remarks>
    public override StubCode TrapHandler(int dataDistance)
    {
        (CodeBuffer code, StubAssembler asm) = Begin();
        TrapPageOffsets page = layout.TrapPage;
        Label start = asm.NewLabel();
        Label loop = asm.NewLabel();
        Label next = asm.NewLabel();
        Label found = asm.NewLabel();
        Label chain = asm.NewLabel();
        Label known = asm.NewLabel();
        Label done = asm.NewLabel();
        Label byDefault = asm.NewLabel();
        (Reg signal, Reg info, Reg context) = (registers.HostArguments[0], registers.HostArguments[1], registers.HostArguments[2]);
        ReadOnlySpan<Reg> free = registers.Handler;
        (Reg data, Reg pc, Reg range, Reg left, Reg a, Reg b) = (free[0], free[1], free[2], free[3], free[4], free[5]);

        asm.Bind(start);
        asm.BeginHandler();
        if (host == HostConvention.Windows)
        {
            asm.Load(context, registers.HostArguments[0], ExceptionPointersContext);
            asm.Load(info, registers.HostArguments[0], 0);
        }

        asm.AddressOf(data, start);
        asm.Add(data, data, dataDistance);
        LoadContext(asm, pc, context, data, page.PcOffset, a);
        asm.Load32(left, data, page.RangeCapacity);
        asm.Add(range, data, page.Ranges);
        asm.Bind(loop);
        asm.JumpIfZero(left, chain);
        asm.Load(a, range, 0);
        asm.JumpIfZero(a, next);
        asm.JumpIfBelow(pc, a, next);
        asm.Load(a, range, SlotSize);
        asm.JumpIfBelow(pc, a, found);
        asm.Bind(next);
        asm.Add(range, range, 2 * SlotSize);
        asm.Add(left, left, -1);
        asm.Jump(loop);

        // Ours.
        (Reg store, Reg record) = (range, left);
        asm.Bind(found);
        LoadContext(asm, store, context, data, page.VmctxRegisterOffset, a);
        asm.Load(store, store, layout.VmctxStoreContext);
        asm.Load(record, store, layout.Store.EntryRecord);
        asm.JumpIfZero(record, chain);
        asm.Store(store, layout.Store.TrapPc, pc);
        LoadContext(asm, b, info, data, page.FaultAddressOffset, a);
        asm.Store(store, layout.Store.TrapFaultAddress, b);
        LoadContext(asm, b, context, data, page.FpOffset, a);
        asm.Store(store, layout.Store.TrapFp, b);
        SetContext(asm, context, data, page.FpOffset, record, layout.Record.FramePointer, a, b);
        SetContext(asm, context, data, page.SpOffset, record, layout.Record.StackPointer, a, b);
        SetContext(asm, context, data, page.PcOffset, record, layout.Record.ResumeAddress, a, b);
        if (host == HostConvention.Windows)
        {
            Answer(asm, ContinueExecution);
            asm.Bind(chain);
            Answer(asm, ContinueSearch);
            return new StubCode(code.Finish().Code, -1);
        }

        asm.Bind(done);
        asm.EndHandler();
        asm.Return();

        // Not ours: 0 is SIG_DFL, 1 SIG_IGN, else a handler.
        asm.Bind(chain);
        asm.ZeroExtend(a, signal);
        asm.Constant(b, page.PreviousHandlerCount);
        asm.JumpIfBelow(a, b, known);
        asm.EndHandler();
        asm.Return();
        asm.Bind(known);
        asm.ShiftLeft(a, a, 3);
        asm.Add(a, a, data);
        asm.Load(a, a, page.PreviousHandlers);
        asm.JumpIfEqual(a, 1, done);
        asm.JumpIfZero(a, byDefault);
        asm.EndHandler();
        asm.JumpTo(a);

        // The instruction faults again after the return, with the default action.
        asm.Bind(byDefault);
        asm.Load(a, data, page.RestoreDefault);
        asm.EndHandler();
        asm.PushFrame();
        asm.Constant(registers.HostArguments[1], 0);
        asm.CallHost(a);
        asm.PopFrame();
        asm.Return();
        return new StubCode(code.Finish().Code, -1);
    }

    private (CodeBuffer Code, StubAssembler Asm) Begin()
    {
        CodeBuffer code = newBuffer();
        return (code, newAssembler(code));
    }

    private void Answer(StubAssembler asm, int answer)
    {
        asm.Constant(registers.HostArguments[0], answer);
        asm.EndHandler();
        asm.Return();
    }

    // to = [structure + the offset that the data page holds]
    private static void LoadContext(StubAssembler asm, Reg to, Reg structure, Reg data, int pageOffset, Reg scratch)
    {
        asm.Load32(scratch, data, pageOffset);
        asm.Add(scratch, scratch, structure);
        asm.LoadNative(to, scratch, 0);
    }

    private static void SetContext(StubAssembler asm, Reg context, Reg data, int pageOffset, Reg record, int field, Reg a, Reg b)
    {
        asm.Load32(a, data, pageOffset);
        asm.Add(a, a, context);
        asm.Load(b, record, field);
        asm.StoreNative(a, 0, b);
    }

    private void LinkRecord(StubAssembler asm, Reg store, int record, Label resume)
    {
        Reg scratch = Free1;
        asm.Load(scratch, store, layout.Store.EntryRecord);
        asm.Store(_fp, record + layout.Record.Previous, scratch);
        asm.Load(scratch, store, layout.Store.LastExitFp);
        asm.Store(_fp, record + layout.Record.SavedLastExitFp, scratch);
        asm.Load(scratch, store, layout.Store.LastExitPc);
        asm.Store(_fp, record + layout.Record.SavedLastExitPc, scratch);
        asm.Move(scratch, _sp);
        asm.Store(_fp, record + layout.Record.StackPointer, scratch);
        asm.Store(_fp, record + layout.Record.FramePointer, _fp);
        asm.AddressOf(scratch, resume);
        asm.Store(_fp, record + layout.Record.ResumeAddress, scratch);
        asm.Add(scratch, _fp, record);
        asm.Store(store, layout.Store.EntryRecord, scratch);
    }

    // Keeps the status.
    private void UnlinkRecord(StubAssembler asm, int record)
    {
        (Reg store, Reg scratch) = (Free0, Free1);
        asm.Load(store, _fp, EntryStore);
        asm.Load(scratch, _fp, record + layout.Record.Previous);
        asm.Store(store, layout.Store.EntryRecord, scratch);
        asm.Load(scratch, _fp, record + layout.Record.SavedLastExitFp);
        asm.Store(store, layout.Store.LastExitFp, scratch);
        asm.Load(scratch, _fp, record + layout.Record.SavedLastExitPc);
        asm.Store(store, layout.Store.LastExitPc, scratch);
    }

    // Prologue of everything that leaves generated code.
    private void RecordExit(StubAssembler asm)
    {
        asm.PushFrame();
        asm.Load(Free0, _vmctx, layout.VmctxStoreContext);
        asm.Store(Free0, layout.Store.LastExitFp, _fp);
        asm.Move(_fp, _sp);
        asm.Load(Free1, _fp, FrameLayout.ReturnAddress);
        asm.Store(Free0, layout.Store.LastExitPc, Free1);
    }

    private void CallBuiltin(StubAssembler asm, int index)
    {
        asm.Move(registers.HostArguments[0], _vmctx);
        asm.Load(Free0, _vmctx, layout.VmctxBuiltinTable);
        asm.Load(Free0, Free0, index * SlotSize);
        asm.CallHost(Free0);
    }

    // To the resume point of the innermost entry; the host ABI has kept the vmctx register.
    private void Unwind(StubAssembler asm)
    {
        asm.Load(Free0, _vmctx, layout.VmctxStoreContext);
        asm.Load(Free0, Free0, layout.Store.EntryRecord);
        asm.Load(Free1, Free0, layout.Record.StackPointer);
        asm.Move(_sp, Free1);
        asm.Load(_fp, Free0, layout.Record.FramePointer);
        asm.Load(Free0, Free0, layout.Record.ResumeAddress);
        asm.JumpTo(Free0);
    }

    // The handler's function has kept its vmctx in its frame, and makes its own stack pointer: until then this one, which is lower, will do.
    private void GoToHandler(StubAssembler asm)
    {
        asm.Load(Free0, _vmctx, layout.VmctxStoreContext);
        asm.Load(_fp, Free0, layout.Store.HandlerFp);
        asm.Load(_vmctx, _fp, FrameLayout.VmctxOffset);
        asm.Load(Free0, Free0, layout.Store.HandlerPc);
        asm.JumpTo(Free0);
    }

    private void LoadArguments(StubAssembler asm, CallAbi call, ReadOnlySpan<IrType> types, Reg values)
    {
        int offset = 0;
        for (int i = 0; i < types.Length; i++)
        {
            AbiPlace place = call.Argument(i);
            if (place.IsRegister)
            {
                asm.LoadValue(types[i], place.Register, values, offset);
            }
            else
            {
                CopyValue(asm, types[i], _sp, place.Offset, values, offset);
            }

            offset += SlotBytes(types[i]);
        }
    }

    private void StoreResults(StubAssembler asm, CallAbi call, ReadOnlySpan<IrType> types, Reg values)
    {
        int offset = 0;
        for (int i = 0; i < types.Length; i++)
        {
            AbiPlace place = call.Result(i);
            if (place.IsRegister)
            {
                asm.StoreValue(types[i], values, offset, place.Register);
            }
            else
            {
                CopyValue(asm, types[i], values, offset, _sp, place.Offset);
            }

            offset += SlotBytes(types[i]);
        }
    }

    // From the exit stub's value array to the return area or to registers.
    private void LoadResults(StubAssembler asm, CallAbi call, ReadOnlySpan<IrType> types, Reg area)
    {
        int offset = 0;
        for (int i = 0; i < types.Length; i++)
        {
            AbiPlace place = call.Result(i);
            if (place.IsRegister)
            {
                asm.LoadValue(types[i], place.Register, _sp, offset);
            }
            else
            {
                CopyValue(asm, types[i], area, place.Offset, _sp, offset);
            }

            offset += SlotBytes(types[i]);
        }
    }

    // Small values are zero-extended.
    private void CopyValue(StubAssembler asm, IrType type, Reg to, int toOffset, Reg from, int fromOffset)
    {
        if (type == IrType.V128)
        {
            asm.LoadValue(type, registers.FreeVector, from, fromOffset);
            asm.StoreValue(type, to, toOffset, registers.FreeVector);
            return;
        }

        if (type.Size == 4)
        {
            asm.Load32(Free1, from, fromOffset);
        }
        else
        {
            asm.Load(Free1, from, fromOffset);
        }

        asm.Store(to, toOffset, Free1);
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
