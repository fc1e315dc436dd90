// The stubs, run natively: arguments and results of every kind, stack alignment, unwinding, traps by real signals.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;

namespace Wasmtime.Min.Tests.Toolchain.X64;


[TestClass]
[DoNotParallelize]
public sealed class StubTests
{
    private const int SigSegv = 11;
    private const int ExitFp = 96;
    private const int ExitPc = 104;

    private static readonly StubLayout Layout = new()
    {
        VmctxStoreContext = 8,
        VmctxBuiltinTable = 16,
        HostEdgeFunction = 16,
        Store = new StoreContextOffsets(EntryRecord: 32, TrapPc: 40, TrapFaultAddress: 48, TrapFp: 56, LastExitFp: ExitFp, LastExitPc: ExitPc, HandlerFp: 128, HandlerPc: 136),
        Record = new EntryRecordOffsets(0, 8, 16, 24, 32, 40, Size: 48),
        TrapPage = new TrapPageOffsets(
            RangeCapacity: 4, PcOffset: 8, SpOffset: 12, FpOffset: 16, VmctxRegisterOffset: 20, FaultAddressOffset: 24, FlagsOffset: 28,
            RestoreDefault: 32, FloatStateOffset: 40, PreviousHandlers: 64, PreviousHandlerCount: 64, Ranges: 1024),
    };

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int EntryFunction(nint store, nint vmctx, nint code, nint values);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void ExchangeFunction(nint controls);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int EdgeFunction(nint host, nint callerVmctx, nint values);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate long BuiltinFunction(nint vmctx, long a, long b, long c, long d, long e);

    /// <summary>Every kind of argument through entry and exit stub and back: registers, stack, return area, vectors.</summary>
    [TestMethod]
    [DataRow("", "")]
    [DataRow("i", "i")]
    [DataRow("ilfd", "dfli")]
    [DataRow("llllllllllll", "l")]
    [DataRow("ddddddddddd", "d")]
    [DataRow("vlvlvlvlvlvlvlvlvlvlvl", "v")]
    [DataRow("i", "llllllllll")]
    [DataRow("lidflidflidflidfvlidflidf", "lidflidflidflidfvlidflidf")]
    public void Values_pass_through_entry_and_exit(string parameters, string results)
    {
        if (!NativeCode.IsSupported)
        {
            Assert.Inconclusive("needs x86_64 Linux");
        }

        Signature signature = new(Types(parameters), Types(results));
        using NativeCode entry = new(X64Stubs.Entry(Layout, X64HostAbi.SystemV, signature).Code);
        using NativeCode exit = new(X64Stubs.Exit(Layout, X64HostAbi.SystemV, signature).Code);
        ulong[] arguments = Slots(signature.Params, 0x1000);
        ulong[] answers = Slots(signature.Results, 0x2000);
        List<ulong> seen = [];
        bool aligned = false;
        nint store = Zeroed(128);
        EdgeFunction edge = (host, caller, values) =>
        {
            aligned = (values & 15) == 0 && caller == 0 && Marshal.ReadInt64(store, ExitPc) != 0;
            for (int i = 0; i < arguments.Length; i++)
            {
                seen.Add((ulong)Marshal.ReadInt64(values, i * 8));
            }

            for (int i = 0; i < answers.Length; i++)
            {
                Marshal.WriteInt64(values, i * 8, (long)answers[i]);
            }

            return 0;
        };
        nint host = Zeroed(48);
        Marshal.WriteIntPtr(host, 8, store);
        Marshal.WriteIntPtr(host, 16, Marshal.GetFunctionPointerForDelegate(edge));
        nint slots = Zeroed(8 * (Math.Max(arguments.Length, answers.Length) + 1));
        Write(slots, arguments);
        int status = entry.Function<EntryFunction>()(store, host, exit.Address, slots);
        Assert.AreEqual(0, status);
        Assert.IsTrue(aligned);
        CollectionAssert.AreEqual(arguments, seen);
        for (int i = 0; i < answers.Length; i++)
        {
            Assert.AreEqual(answers[i], (ulong)Marshal.ReadInt64(slots, i * 8), $"result slot {i}");
        }

        Assert.AreEqual(0, Marshal.ReadInt64(store, 32), "unlinked");
        GC.KeepAlive(edge);
    }

    [TestMethod]
    public void A_failing_host_function_unwinds_to_the_entry()
    {
        Signature signature = new(Types("lllllllllll"), Types("lllllllll"));
        using NativeCode entry = new(X64Stubs.Entry(Layout, X64HostAbi.SystemV, signature).Code);
        using NativeCode exit = new(X64Stubs.Exit(Layout, X64HostAbi.SystemV, signature).Code);
        EdgeFunction edge = (_, _, _) => 5;
        nint store = Zeroed(128);
        nint outer = Zeroed(48);
        Marshal.WriteIntPtr(store, 32, outer);
        Marshal.WriteInt64(store, ExitFp, 77);
        Marshal.WriteInt64(store, ExitPc, 78);
        nint host = Zeroed(48);
        Marshal.WriteIntPtr(host, 8, store);
        Marshal.WriteIntPtr(host, 16, Marshal.GetFunctionPointerForDelegate(edge));
        nint slots = Zeroed(8 * 16);
        for (int i = 0; i < 1000; i++)
        {
            Assert.AreEqual(1, entry.Function<EntryFunction>()(store, host, exit.Address, slots));
        }

        Assert.AreEqual(outer, Marshal.ReadIntPtr(store, 32));
        Assert.AreEqual(77, Marshal.ReadInt64(store, ExitFp));
        Assert.AreEqual(78, Marshal.ReadInt64(store, ExitPc), "of a nested entry the last exit is restored");
        GC.KeepAlive(edge);
    }

    [TestMethod]
    [DataRow(42L, 0)]
    [DataRow(-1L, 0)]
    [DataRow(-2L, 1)]
    public void Builtins_get_their_arguments_and_may_trap(long answer, int expected)
    {
        // The entry stub calls the builtin stub itself as the wasm function.
        Signature signature = new(Types("lllll"), Types("l"));
        using NativeCode entry = new(X64Stubs.Entry(Layout, X64HostAbi.SystemV, signature).Code);
        using NativeCode builtin = new(X64Stubs.Builtin(Layout, X64HostAbi.SystemV, 3, canTrap: true).Code);
        using NativeCode trap = new(X64Stubs.Trap(Layout, X64HostAbi.SystemV, 3).Code);
        List<long> seen = [];
        BuiltinFunction function = (vmctx, a, b, c, d, e) =>
        {
            seen.AddRange([vmctx, a, b, c, d, e]);
            return answer;
        };
        nint store = Zeroed(128);
        nint table = Zeroed(64);
        Marshal.WriteIntPtr(table, 24, Marshal.GetFunctionPointerForDelegate(function));
        nint vmctx = Zeroed(64);
        Marshal.WriteIntPtr(vmctx, 8, store);
        Marshal.WriteIntPtr(vmctx, 16, table);
        nint slots = Zeroed(64);
        Write(slots, [1, 2, 3, 4, 5]);
        Assert.AreEqual(expected, entry.Function<EntryFunction>()(store, vmctx, builtin.Address, slots));
        CollectionAssert.AreEqual(new long[] { vmctx, 1, 2, 3, 4, 5 }, seen);
        if (expected == 0)
        {
            Assert.AreEqual(answer, Marshal.ReadInt64(slots));
        }

        seen.Clear();
        Write(slots, [9, 2, 3, 4, 5]);
        Assert.AreEqual(1, entry.Function<EntryFunction>()(store, vmctx, trap.Address, slots));
        Assert.AreEqual(vmctx, seen[0]);
        GC.KeepAlive(function);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Signals_in_generated_code_resume_at_the_entry_and_others_reach_the_old_handler(bool jumps)
    {
        const int Controls = 48, Mxcsr = 0x9f80, ControlWord = 0x27f, StickyFlags = 0x3f; // flush to zero; 53 bits of precision
        const int NoDefer = 0x4000_0000, FlagsOfAction = 136;
        Signature signature = new([IrType.I64], []);
        using NativeCode entry = new(X64Stubs.Entry(Layout, X64HostAbi.SystemV, signature).Code);

        // push rbp; mov rbp, rsp; load control words; std; mov [rsi], rax, or hlt where rsi is zero.
        CodeBuffer code = X64Encoder.NewBuffer();
        Label isZero = code.NewLabel();
        X64Encoder.Emit(code, X64Inst.Push(X64Regs.Rbp));
        X64Encoder.Emit(code, X64Inst.RegRm(X64Int.Mov, 8, X64Regs.Rbp, X64Regs.Rsp));
        X64Encoder.Emit(code, X64Inst.Mem(X64Control.Ldmxcsr, 0, X64Rm.At(X64Regs.R14, Controls)));
        X64Encoder.Emit(code, X64Inst.Mem(X64Control.Fldcw, 0, X64Rm.At(X64Regs.R14, Controls + 4)));
        code.EmitByte(0xFD);
        X64Encoder.Emit(code, X64Inst.CmpRmReg(X64Int.Test, 8, X64Regs.Rsi, X64Regs.Rsi));
        X64Encoder.Emit(code, X64Inst.Jcc(X64Cond.E, isZero));
        Label store = code.NewLabel();
        code.Bind(store);
        X64Encoder.Emit(code, X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(X64Regs.Rsi), X64Regs.Rax));
        code.Bind(isZero);
        X64Encoder.Emit(code, X64Inst.Fixed(X64Control.Hlt));
        using NativeCode body = new(code.Finish().Code);

        // stmxcsr [rdi]; fnstcw [rdi + 4]; ldmxcsr [rdi + 8]; fldcw [rdi + 12]; ret
        using NativeCode exchange = new([0x0f, 0xae, 0x1f, 0xd9, 0x7f, 0x04, 0x0f, 0xae, 0x57, 0x08, 0xd9, 0x6f, 0x0c, 0xc3]);

        // The data page follows the handler's page.
        using HandlerPages pages = new(distance => X64Stubs.TrapHandler(Layout, X64HostAbi.SystemV, distance).Code);
        nint data = pages.Data;
        Marshal.WriteInt32(data, 4, 4);
        Marshal.WriteInt32(data, 8, 168);
        Marshal.WriteInt32(data, 12, 160);
        Marshal.WriteInt32(data, 16, 120);
        Marshal.WriteInt32(data, 20, 88);
        Marshal.WriteInt32(data, 24, 16);
        Marshal.WriteInt32(data, 28, 176);
        Marshal.WriteInt32(data, 40, jumps ? 224 : -1);
        Marshal.WriteInt64(data, 1024 + 16, body.Address);
        Marshal.WriteInt64(data, 1024 + 24, body.Address + 64);
        nint old = Zeroed(152);
        Assert.AreEqual(0, SigAction(SigSegv, 0, old));
        Marshal.WriteIntPtr(data, 64 + (SigSegv * 8), Marshal.ReadIntPtr(old));
        nint changed = Zeroed(152);
        for (int i = 0; i < 152; i += 8)
        {
            Marshal.WriteInt64(changed, i, Marshal.ReadInt64(old, i));
        }

        Marshal.WriteIntPtr(changed, pages.Code);
        if (jumps)
        {
            Marshal.WriteInt32(changed, FlagsOfAction, Marshal.ReadInt32(changed, FlagsOfAction) | NoDefer);
        }

        nint context = Zeroed(128);
        nint vmctx = Zeroed(64);
        Marshal.WriteIntPtr(vmctx, 8, context);
        Marshal.WriteInt32(vmctx, Controls, Mxcsr);
        Marshal.WriteInt32(vmctx, Controls + 4, ControlWord);
        nint slots = Zeroed(16);
        nint controls = Zeroed(16);
        EntryFunction call = entry.Function<EntryFunction>();
        Assert.AreEqual(0, SigAction(SigSegv, changed, 0));
        try
        {
            for (int i = 0; i < 1000; i++)
            {
                Marshal.WriteInt64(slots, 0x10008);
                Assert.AreEqual(1, call(context, vmctx, body.Address, slots));
                Assert.AreEqual(0x10008, Marshal.ReadInt64(context, 48));
                Assert.AreEqual(body.Address + code.FinalOffset(store), Marshal.ReadIntPtr(context, 40));
                Marshal.WriteInt64(slots, 0);
                Assert.AreEqual(1, call(context, vmctx, body.Address, slots));
                Assert.AreEqual(body.Address + code.FinalOffset(isZero), Marshal.ReadIntPtr(context, 40));
                Assert.AreEqual(0, Marshal.ReadInt64(context, 32));
                Marshal.WriteInt32(controls, 8, 0x1f80);
                Marshal.WriteInt32(controls, 12, 0x37f);
                exchange.Function<ExchangeFunction>()(controls);
                Assert.AreEqual(Mxcsr, Marshal.ReadInt32(controls) & ~StickyFlags);
                Assert.AreEqual(ControlWord, Marshal.ReadInt16(controls, 4));
            }

            Assert.ThrowsExactly<NullReferenceException>(() => Length(null!));
        }
        finally
        {
            Assert.AreEqual(0, SigAction(SigSegv, old, 0));
        }

        static int Length(int[] none) => none.Length;
    }

    [DllImport("libc", EntryPoint = "sigaction")]
    private static extern int SigAction(int signal, nint action, nint oldAction);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nint length);

    private static IrType[] Types(string letters)
    {
        IrType[] types = new IrType[letters.Length];
        for (int i = 0; i < types.Length; i++)
        {
            types[i] = letters[i] switch
            {
                'i' => IrType.I32,
                'l' => IrType.I64,
                'f' => IrType.F32,
                'd' => IrType.F64,
                _ => IrType.V128,
            };
        }

        return types;
    }

    private static ulong[] Slots(ReadOnlySpan<IrType> types, ulong first)
    {
        List<ulong> slots = [];
        foreach (IrType type in types)
        {
            ulong value = (first + (ulong)slots.Count) * 0x1_0000_0001;
            slots.Add(type.Size == 4 ? (uint)value : value);
            if (type == IrType.V128)
            {
                slots.Add(~value);
            }
        }

        return [.. slots];
    }

    private static void Write(nint at, ulong[] slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            Marshal.WriteInt64(at, i * 8, (long)slots[i]);
        }
    }

    // Leaked on purpose: a test process is short, and stubs keep raw addresses.
    private static nint Zeroed(int length)
    {
        nint block = Marshal.AllocHGlobal(length + 16);
        for (int i = 0; i < length; i++)
        {
            Marshal.WriteByte(block, i, 0);
        }

        return block;
    }

    private sealed class HandlerPages : IDisposable
    {
        private const int PageSize = 4096;

        internal HandlerPages(Func<int, byte[]> emit)
        {
            Code = Map(0, 3 * PageSize, 3, 0x22, -1, 0);
            byte[] code = emit(PageSize);
            Marshal.Copy(code, 0, Code, code.Length);
            Assert.AreEqual(0, Protect(Code, PageSize, 5));
        }

        internal nint Code { get; }

        internal nint Data => Code + PageSize;

        public void Dispose() => _ = Unmap(Code, 3 * PageSize);
    }
}
