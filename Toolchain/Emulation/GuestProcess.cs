// One guest: a process under the emulator, the slice of shared memory that is its own, and the turns that this process and it take
// (GuestMailbox). A guest belongs to one thread of this process.
//
// The slice:  mailbox | alternate signal stack | values of calls, growing up ... stack, growing down
using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Emulation;

/// <summary>A guest process.</summary>
internal sealed unsafe class GuestProcess : IDisposable
{
    private const int MostRequests = 512;
    private const nuint SignalStackOffset = 64 << 10;
    private const nuint SignalStackBytes = 64 << 10;
    private const nuint ValuesOffset = SignalStackOffset + SignalStackBytes;
    private const nuint ValuesBytes = 4 << 20;
    private const nuint StackOffset = ValuesOffset + ValuesBytes;

    private readonly SharedMemory _memory;
    private readonly GuestNumbers _numbers;
    private readonly GuestProgram _program;
    private readonly Process _process;
    private readonly Stream _toGuest;
    private readonly Stream _fromGuest;
    private readonly nuint _slice;
    private nuint _values;
    private int _nextCall;

    internal GuestProcess(SharedMemory memory, GuestNumbers numbers, GuestProgram program, string emulator)
    {
        (_memory, _numbers, _program) = (memory, numbers, program);
        _slice = memory.TakeSlice();
        _values = _slice + ValuesOffset;
        string file = Path.Combine(Path.GetTempPath(), "wasmtime-min-guest-" + Path.GetRandomFileName());
        File.WriteAllBytes(file, Executable());
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            var start = new ProcessStartInfo(emulator, [file])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            if (numbers.Processor is { } processor)
            {
                start.Environment["QEMU_CPU"] = Environment.GetEnvironmentVariable("QEMU_CPU") ?? processor;
            }

            _process = Process.Start(start) ?? throw new PlatformException("start " + emulator, 0);
            _toGuest = _process.StandardInput.BaseStream;
            _fromGuest = _process.StandardOutput.BaseStream;
            InstallSignalStack();
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Values of the thread that the guest belongs to, as <see cref="IPlatform.TlsGet"/> gives them.</summary>
    internal nuint[] ThreadSlots { get; } = new nuint[PlatformContract.TlsSlots];

    /// <summary>Lowest address of the stack.</summary>
    internal nuint StackLimit => _slice + StackOffset;

    /// <summary>Above its highest address.</summary>
    internal nuint StackEnd => _slice + SharedMemory.SliceBytes;

    /// <summary>Calls a function in the guest, once it has caught up with the log; host functions that it calls run here.</summary>
    internal nuint Call(nuint function, nuint a0, nuint a1, nuint a2, nuint a3)
    {
        CatchUp();
        Put(0, function, a0, a1, a2, a3, 0, 0, 0);
        Send(1);
        return Field(GuestMailbox.Requests + GuestMailbox.RequestResult);
    }

    /// <summary>Room for the values of a call, given back in the order of nesting.</summary>
    internal ulong* TakeValues(int slots)
    {
        // SAFETY: the area lies in this guest's slice of the shared mapping, which is never undone; one thread uses it.
        var values = (ulong*)_values;
        _values += SharedMemory.RoundUp((nuint)slots * sizeof(ulong), 16);
        return _values <= _slice + ValuesOffset + ValuesBytes ? values : throw new PlatformException("call the guest: too many values", 0);
    }

    internal void ReturnValues(ulong* values) => _values = (nuint)values;

    public void Dispose()
    {
        _toGuest.Dispose(); // the guest reads the end of its input and leaves
        _fromGuest.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }

    private byte[] Executable()
    {
        byte[] code = (byte[])_program.Code.Clone();
        Span<byte> parameters = code.AsSpan(_program.Parameters);
        BinaryPrimitives.WriteUInt64LittleEndian(parameters, _slice);
        BinaryPrimitives.WriteUInt64LittleEndian(parameters[8..], _slice + SharedMemory.SliceBytes);
        ReadOnlySpan<ulong> map =
        [
            _slice,
            SharedMemory.SliceBytes,
            Libc.ProtectRead | Libc.ProtectWrite,
            Libc.MapShared | Libc.MapFixed,
            (ulong)_memory.File,
            SharedMemory.OffsetOf(_slice),
        ];
        for (int i = 0; i < map.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(code.AsSpan(_program.MapArguments + (i * 8)), map[i]);
        }

        return GuestElf.Write(_numbers.ElfMachine, _numbers.IsBigEndian, code);
    }

    private void InstallSignalStack()
    {
        // stack_t: address, flags, size
        ulong* stack = TakeValues(3);
        stack[0] = _numbers.Native(_slice + SignalStackOffset);
        stack[1] = 0;
        stack[2] = _numbers.Native(SignalStackBytes);
        Put(0, SystemCall, (nuint)_numbers.SignalStack, (nuint)stack, 0, 0, 0, 0, 0);
        Send(1);
        ReturnValues(stack);
    }

    private nuint SystemCall => (nuint)GuestElf.CodeAddress + (nuint)_program.SystemCall;

    private void CatchUp()
    {
        int count = 0;
        while (_memory.Log.TryGet(_nextCall, out GuestSystemCall call))
        {
            _nextCall++;
            Put(count++, SystemCall, (nuint)call.Number, call.A0, call.A1, call.A2, call.A3, call.A4, call.A5);
            if (count == MostRequests)
            {
                SendSystemCalls(count);
                count = 0;
            }
        }

        if (count != 0)
        {
            SendSystemCalls(count);
        }
    }

    private void SendSystemCalls(int count)
    {
        Send(count);
        for (int i = 0; i < count; i++)
        {
            long result = (long)Field(GuestMailbox.Requests + (i * GuestMailbox.RequestSize) + GuestMailbox.RequestResult);
            if (result is < 0 and > -4096)
            {
                throw new PlatformException("make a system call in the guest", (int)-result);
            }
        }
    }

    private void Put(int index, nuint function, nuint a0, nuint a1, nuint a2, nuint a3, nuint a4, nuint a5, nuint a6)
    {
        // SAFETY: MostRequests requests end before the signal stack of the slice.
        var request = (nuint*)(_slice + GuestMailbox.Requests + (nuint)(index * GuestMailbox.RequestSize));
        ReadOnlySpan<nuint> words = [function, a0, a1, a2, a3, a4, a5, a6];
        words.CopyTo(new Span<nuint>(request, words.Length));
    }

    // Until the guest has made all calls.
    private void Send(int count)
    {
        Field(GuestMailbox.Count) = (nuint)count;
        Wake();
        while (Field(GuestMailbox.State) == GuestMailbox.HostCall)
        {
            nuint result = CallHost();
            CatchUp();
            Field(GuestMailbox.Result) = result;
            Field(GuestMailbox.Count) = 0;
            Wake();
        }
    }

    private nuint CallHost()
    {
        nuint function = Field(GuestMailbox.Function);

        // SAFETY: trampolines are made for unmanaged functions of this process only, whose arguments are integers or pointers and at most eight;
        // those that a function does not take are ignored by the C calling convention. Pointers are into the shared mapping.
        var arguments = (nuint*)(_slice + GuestMailbox.HostArguments);
        return ((delegate* unmanaged[Cdecl]<nuint, nuint, nuint, nuint, nuint, nuint, nuint, nuint, nuint>)function)(
            arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5], arguments[6], arguments[7]);
    }

    private void Wake()
    {
        try
        {
            _toGuest.WriteByte(1);
            _toGuest.Flush();
            if (_fromGuest.ReadByte() >= 0)
            {
                return;
            }
        }
        catch (IOException)
        {
            // It is gone: told below.
        }

        _process.WaitForExit();
        throw new PlatformException(
            _process.ExitCode == GuestProgram.CrashCode
                ? "run the guest: it got a signal that is no trap"
                : $"run the guest: it ended with {_process.ExitCode}",
            0);
    }

    // SAFETY: offsets of the mailbox, which lies at the start of the slice.
    private ref nuint Field(int offset) => ref *(nuint*)(_slice + (nuint)offset);
}
