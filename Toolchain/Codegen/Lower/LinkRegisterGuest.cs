// The program of an emulated process, for instruction sets with a link register. It maps the shared memory, then serves: waits for a byte on
// standard input, makes the calls that lie in the mailbox, writes a byte to standard output. A call of a host function is the other way round
// and serves again while it waits, so calls nest as deep as the stack allows.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Numbers of Linux's system calls on an instruction set, and the registers that take them.</summary>
/// <param name="Number">Register of the number.</param>
/// <param name="Read">read.</param>
/// <param name="Write">write.</param>
/// <param name="Map">mmap.</param>
/// <param name="Exit">exit_group.</param>
internal sealed record SystemCalls(Reg Number, int Read, int Write, int Map, int Exit);

/// <summary>Assembles the guest's program and trampolines.</summary>
/// <param name="abi">The convention of generated code.</param>
/// <param name="registers">Registers of the host ABI; seven arguments at least.</param>
/// <param name="calls">System calls.</param>
/// <param name="newBuffer">Makes a code buffer.</param>
/// <param name="newAssembler">Makes an assembler that writes into a buffer.</param>
internal sealed class LinkRegisterGuest(
    AbiRegisters abi, StubRegisters registers, SystemCalls calls, Func<CodeBuffer> newBuffer, Func<CodeBuffer, StubAssembler> newAssembler)
{
    private const int FrameBytes = 32;
    private const int ParameterBytes = 64;

    private readonly Reg _fp = abi.FramePointer;
    private readonly Reg _sp = abi.StackPointer;

    /// <summary>The program.</summary>
    internal GuestProgram Program()
    {
        CodeBuffer code = newBuffer();
        StubAssembler asm = newAssembler(code);
        Label parameters = asm.NewLabel();
        Label serve = asm.NewLabel();
        Label systemCall = asm.NewLabel();
        Label hostCall = asm.NewLabel();
        Label crash = asm.NewLabel();
        Reg scratch = registers.Free[0];
        ReadOnlySpan<Reg> arguments = registers.HostArguments;

        // Entry: there is no stack of ours before the shared memory is mapped.
        asm.AddressOf(scratch, parameters);
        for (int i = 0; i < 6; i++)
        {
            asm.Load(arguments[i], scratch, 16 + (i * 8));
        }

        asm.Constant(calls.Number, calls.Map);
        asm.SystemCall();
        asm.AddressOf(scratch, parameters);
        asm.Load(registers.Free[1], scratch, 8);
        asm.Move(_sp, registers.Free[1]);
        asm.Constant(_fp, 0);
        asm.AddressOf(scratch, serve);
        asm.Call(scratch);
        asm.Constant(arguments[0], 0);
        asm.Constant(calls.Number, calls.Exit);
        asm.SystemCall();

        asm.Bind(crash);
        asm.Constant(arguments[0], GuestProgram.CrashCode);
        asm.Constant(calls.Number, calls.Exit);
        asm.SystemCall();

        Serve(asm, serve, parameters);

        // A function: its first argument is the number.
        asm.Bind(systemCall);
        asm.Move(calls.Number, arguments[0]);
        for (int i = 0; i < 6; i++)
        {
            asm.Move(arguments[i], arguments[i + 1]);
        }

        asm.SystemCall();
        asm.Return();

        // From a trampoline: the function's address in the first free register.
        asm.Bind(hostCall);
        asm.AddressOf(registers.Free[1], parameters);
        asm.Load(registers.Free[1], registers.Free[1], 0);
        asm.Store(registers.Free[1], GuestMailbox.Function, scratch);
        for (int i = 0; i < Math.Min(GuestMailbox.MaxArguments, registers.HostArguments.Length); i++)
        {
            asm.Store(registers.Free[1], GuestMailbox.HostArguments + (i * 8), arguments[i]);
        }

        asm.Constant(scratch, GuestMailbox.HostCall);
        asm.Store(registers.Free[1], GuestMailbox.State, scratch);
        asm.PushFrame();
        asm.Move(_fp, _sp);
        Signal(asm, registers.Free[1], calls.Write, 1);
        asm.AddressOf(scratch, serve);
        asm.Call(scratch);
        asm.PopFrame();
        asm.Return();

        code.Align(16);
        asm.Bind(parameters);
        code.Emit(new byte[ParameterBytes]);
        byte[] bytes = code.Finish().Code;
        int data = code.FinalOffset(parameters);
        return new GuestProgram(bytes, data, data + 16, code.FinalOffset(systemCall), code.FinalOffset(hostCall), code.FinalOffset(crash));
    }

    /// <summary>Code that calls a host function: jumps to the program's own part with the function's address.</summary>
    /// <param name="function">Address of the function in the host.</param>
    /// <param name="hostCall">Address of the program's part.</param>
    internal byte[] Trampoline(ulong function, ulong hostCall)
    {
        CodeBuffer code = newBuffer();
        StubAssembler asm = newAssembler(code);
        Label data = asm.NewLabel();
        asm.AddressOf(registers.Free[1], data);
        asm.Load(registers.Free[0], registers.Free[1], 0);
        asm.Load(registers.Free[1], registers.Free[1], 8);
        asm.JumpTo(registers.Free[1]);
        code.Align(16);
        asm.Bind(data);
        Span<byte> words = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(words, function);
        BinaryPrimitives.WriteUInt64LittleEndian(words[8..], hostCall);
        code.Emit(words);
        return code.Finish().Code;
    }

    private void Serve(StubAssembler asm, Label serve, Label parameters)
    {
        Label wait = asm.NewLabel();
        Label next = asm.NewLabel();
        Label finished = asm.NewLabel();
        Label leave = asm.NewLabel();
        Label gone = asm.NewLabel();
        Label woken = asm.NewLabel();
        (Reg mailbox, Reg count, Reg request) = (registers.HostSaved[0], registers.HostSaved[1], registers.HostSaved[2]);
        Reg result = registers.HostArguments[0];

        asm.Bind(serve);
        asm.PushFrame();
        asm.Move(_fp, _sp);
        asm.Add(_sp, _sp, -FrameBytes);
        asm.Store(_fp, -8, mailbox);
        asm.Store(_fp, -16, count);
        asm.Store(_fp, -24, request);
        asm.AddressOf(mailbox, parameters);
        asm.Load(mailbox, mailbox, 0);

        asm.Bind(wait);
        Signal(asm, mailbox, calls.Read, 0);
        asm.JumpIfEqual(result, 1, woken);
        asm.Bind(gone);
        asm.Constant(result, 0);
        asm.Constant(calls.Number, calls.Exit);
        asm.SystemCall();

        asm.Bind(woken);
        asm.Load(count, mailbox, GuestMailbox.Count);
        asm.JumpIfZero(count, leave);
        asm.Add(request, mailbox, GuestMailbox.Requests);
        asm.Bind(next);
        for (int i = 0; i < Math.Min(GuestMailbox.MaxArguments, registers.HostArguments.Length); i++)
        {
            asm.Load(registers.HostArguments[i], request, GuestMailbox.RequestArguments + (i * 8));
        }

        // The walk of frames ends here.
        asm.Load(registers.Free[0], request, 0);
        asm.Constant(_fp, 0);
        asm.Call(registers.Free[0]);
        asm.Add(_fp, _sp, FrameBytes);
        asm.Store(request, GuestMailbox.RequestResult, result);
        asm.Add(request, request, GuestMailbox.RequestSize);
        asm.Add(count, count, -1);
        asm.JumpIfZero(count, finished);
        asm.Jump(next);

        asm.Bind(finished);
        asm.Constant(registers.Free[0], GuestMailbox.Returned);
        asm.Store(mailbox, GuestMailbox.State, registers.Free[0]);
        Signal(asm, mailbox, calls.Write, 1);
        asm.Jump(wait);

        asm.Bind(leave);
        asm.Load(result, mailbox, GuestMailbox.Result);
        asm.Load(mailbox, _fp, -8);
        asm.Load(count, _fp, -16);
        asm.Load(request, _fp, -24);
        asm.Move(_sp, _fp);
        asm.PopFrame();
        asm.Return();
    }

    // One byte from or to the other side.
    private void Signal(StubAssembler asm, Reg mailbox, int call, int file)
    {
        asm.Add(registers.HostArguments[1], mailbox, GuestMailbox.Signal);
        asm.Constant(registers.HostArguments[0], file);
        asm.Constant(registers.HostArguments[2], 1);
        asm.Constant(calls.Number, call);
        asm.SystemCall();
    }
}
