// Compiles one IR function and calls it. A small entry stub, assembled here, fills all argument registers from an array, calls, and stores all
// result registers back; traps (compiled as calls of the trap stub) jump out of the function and report their code.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Tests.Toolchain.Lower;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;

internal sealed class NativeRunner
{
    internal const byte Overflow = 11;
    internal const byte DivideByZero = 12;
    internal const byte IntegerOverflow = 13;
    internal const byte BadConversion = 14;
    internal const uint TrapStub = 1;
    internal const uint FirstFunction = 2;

    private const int CallLength = 5;
    private const int ArgumentBase = 0;
    private const int FloatArgumentBase = 8 * 8;
    private const int ResultBase = 16 * 8;
    private const int FloatResultBase = 24 * 8;

    private readonly CodegenOptions _options;
    private readonly FunctionCompiler _compiler;

    internal NativeRunner(X64Features features, OptLevel level = OptLevel.Speed, bool stackChecks = true)
    {
        _options = new CodegenOptions
        {
            Target = new X64Isa(features),
            OptLevel = level,
            TrapCodes = new global::Wasmtime.Min.Toolchain.Codegen.TrapCodes(Overflow, DivideByZero, IntegerOverflow, BadConversion),
            StackLimit = stackChecks ? new StackLimitOffsets(8, 0) : null,
            TrapStubSymbol = TrapStub,
            VerifyIr = true,
            VerifyAllocation = true,
        };
        _compiler = new FunctionCompiler(_options);
    }

    private delegate int Enter(nint values, nint code, nint vmctx);

    internal List<string> Dumps { get; } = [];

    internal CompiledFunction Compile(Function function)
    {
        Dumps.Clear();
        return _compiler.Compile(function, (stage, text) => Dumps.Add(stage + ":\n" + text));
    }

    /// <summary>Lays functions out behind the stubs; the first one is the one to call.</summary>
    internal static Loaded Load(params ReadOnlySpan<CompiledFunction> functions)
    {
        CodeBuffer buffer = X64Encoder.NewBuffer();
        EmitEntry(buffer);
        byte[] entry = buffer.Finish().Code;
        buffer.Reset();
        EmitTrapStub(buffer);
        byte[] trap = buffer.Finish().Code;

        int trapAt = (entry.Length + 15) & -16;
        int next = (trapAt + trap.Length + 63) & -64;
        var offsets = new Dictionary<uint, int> { [TrapStub] = trapAt };
        for (int i = 0; i < functions.Length; i++)
        {
            offsets[FirstFunction + (uint)i] = next;
            next = (next + functions[i].Code.Length + 63) & -64;
        }

        var image = new byte[next];
        var traps = new Dictionary<int, byte>();
        entry.CopyTo(image, 0);
        trap.CopyTo(image, trapAt);
        for (int i = 0; i < functions.Length; i++)
        {
            int at = offsets[FirstFunction + (uint)i];
            functions[i].Code.CopyTo(image, at);
            foreach (TrapSite site in functions[i].TrapSites)
            {
                traps.Add(at + site.Offset, site.Code);
            }

            foreach (Relocation relocation in functions[i].Relocations)
            {
                int field = at + relocation.Offset;
                BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(field), offsets[relocation.Symbol] + relocation.Addend - (field + 4));
            }
        }

        return new Loaded(image, offsets, traps);
    }

    // int enter(rdi: values, rsi: code, rdx: vmctx)
    private static void EmitEntry(CodeBuffer code)
    {
        void Put(MachInst inst) => X64Encoder.Emit(code, inst);
        Put(X64Inst.Push(X64Regs.Rbp));
        foreach (Reg saved in X64HostAbi.SystemV.SavedInts)
        {
            Put(X64Inst.Push(saved));
        }

        // The frame: values pointer, code address; 16-aligned with the six pushes and the return address.
        Put(X64Inst.RegRegImm(X64Int.SubImm, 8, X64Regs.Rsp, X64Regs.Rsp, 24));
        Put(X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(X64Regs.Rsp, 0), X64Regs.Rdi));
        Put(X64Inst.Copy(X64Regs.R14, X64Regs.Rdx));
        Put(X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(X64Regs.R14, 16), X64Regs.Rsp));
        Put(X64Inst.Copy(X64Regs.R12, X64Regs.Rsi));
        Put(X64Inst.Copy(X64Regs.R13, X64Regs.Rdi));
        for (int i = 0; i < X64Abi.IntArguments.Length; i++)
        {
            Put(X64Inst.RegRm(X64Int.Mov, 8, X64Abi.IntArguments[i], X64Rm.At(X64Regs.R13, ArgumentBase + (8 * i))));
        }

        for (int i = 0; i < X64Abi.FloatArguments.Length; i++)
        {
            Put(X64Inst.RegRm(X64Sse.MovsdLoad, 0, X64Abi.FloatArguments[i], X64Rm.At(X64Regs.R13, FloatArgumentBase + (8 * i))));
        }

        Put(X64Inst.CallRm(X64Regs.R12));
        Put(X64Inst.RegRm(X64Int.Mov, 8, X64Regs.R13, X64Rm.At(X64Regs.Rsp, 0)));
        for (int i = 0; i < X64Abi.IntResults.Length; i++)
        {
            Put(X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(X64Regs.R13, ResultBase + (8 * i)), X64Abi.IntResults[i]));
        }

        for (int i = 0; i < X64Abi.FloatResults.Length; i++)
        {
            Put(X64Inst.MemReg(X64Sse.MovsdStore, 0, X64Rm.At(X64Regs.R13, FloatResultBase + (8 * i)), X64Abi.FloatResults[i]));
        }

        Put(X64Inst.MovImm(4, X64Regs.Rax, 0));
        EmitLeave(code);
    }

    private static void EmitTrapStub(CodeBuffer code)
    {
        // rax: offset of the return address in the image, which begins with the entry.
        X64Encoder.Emit(code, X64Inst.Pop(X64Regs.Rax));
        X64Encoder.Emit(code, X64Inst.RegRm(X64Int.Mov, 8, X64Regs.Rcx, X64Rm.At(X64Regs.R14, 24)));
        X64Encoder.Emit(code, X64Inst.RegRegRm(X64Int.Sub, 8, X64Regs.Rax, X64Regs.Rax, X64Regs.Rcx));
        X64Encoder.Emit(code, X64Inst.RegRm(X64Int.Mov, 8, X64Regs.Rsp, X64Rm.At(X64Regs.R14, 16)));
        EmitLeave(code);
    }

    private static void EmitLeave(CodeBuffer code)
    {
        X64Encoder.Emit(code, X64Inst.RegRegImm(X64Int.AddImm, 8, X64Regs.Rsp, X64Regs.Rsp, 24));
        for (int i = X64HostAbi.SystemV.SavedInts.Length - 1; i >= 0; i--)
        {
            X64Encoder.Emit(code, X64Inst.Pop(X64HostAbi.SystemV.SavedInts[i]));
        }

        X64Encoder.Emit(code, X64Inst.Pop(X64Regs.Rbp));
        X64Encoder.Emit(code, X64Inst.Ret(0));
    }

    /// <summary>Functions in executable memory, with a vmctx to run in.</summary>
    internal sealed class Loaded : IDisposable
    {
        private readonly NativeCode _code;
        private readonly Dictionary<uint, int> _offsets;
        private readonly Dictionary<int, byte> _traps;
        private readonly Enter _enter;
        private readonly nint _values = Marshal.AllocHGlobal(32 * 8);
        private readonly nint _vmctx = Marshal.AllocHGlobal(4096);

        internal Loaded(byte[] image, Dictionary<uint, int> offsets, Dictionary<int, byte> traps)
        {
            _code = new NativeCode(image);
            _offsets = offsets;
            _traps = traps;
            _enter = _code.Function<Enter>();
            for (int i = 0; i < 4096; i += 8)
            {
                Marshal.WriteInt64(_vmctx, i, 0);
            }

            // Store context in the same block: a stack limit of 0 is never reached.
            Marshal.WriteInt64(_vmctx, 8, _vmctx + 2048);
            Marshal.WriteInt64(_vmctx, 24, _code.Address);
        }

        internal nint Vmctx => _vmctx;

        internal nint AddressOf(uint symbol) => _code.Address + _offsets[symbol];

        /// <summary>Calls with integer and float arguments; null for a trap, whose code is in <see cref="TrapCode"/>.</summary>
        internal (ulong[] Ints, ulong[] Floats)? Call(ReadOnlySpan<ulong> ints, ReadOnlySpan<ulong> floats)
        {
            for (int i = 0; i < 8; i++)
            {
                // Upper halves of 32-bit values are undefined, so callers of 32-bit functions may pass anything there.
                Marshal.WriteInt64(_values, ArgumentBase + (8 * i), i < ints.Length ? (long)ints[i] : 0x5555_5555_5555_5555);
                Marshal.WriteInt64(_values, FloatArgumentBase + (8 * i), i < floats.Length ? (long)floats[i] : -1);
            }

            int trappedAt = _enter(_values, AddressOf(FirstFunction), _vmctx);
            TrapCode = trappedAt == 0 ? 0 : _traps[trappedAt - CallLength];
            if (trappedAt != 0)
            {
                return null;
            }

            var intResults = new ulong[6];
            var floatResults = new ulong[6];
            for (int i = 0; i < 6; i++)
            {
                intResults[i] = (ulong)Marshal.ReadInt64(_values, ResultBase + (8 * i));
                floatResults[i] = (ulong)Marshal.ReadInt64(_values, FloatResultBase + (8 * i));
            }

            return (intResults, floatResults);
        }

        internal int TrapCode { get; private set; }

        public void Dispose()
        {
            _code.Dispose();
            Marshal.FreeHGlobal(_values);
            Marshal.FreeHGlobal(_vmctx);
        }
    }
}
