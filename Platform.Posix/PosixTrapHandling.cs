// Installs the runtime's signal handler in front of .NET's own. Facts that decide the details: a managed divide by zero dies if SIGFPE gets
// SA_ONSTACK where .NET installed it without, so each old handler's flags and mask are kept; where the action was the default,
// SA_SIGINFO | SA_ONSTACK | SA_RESTART is right. Threads of NativeAOT have no alternate stack, so a fault on a full stack would kill the process: a
// thread that has none gets one before it runs guest code. The C library frees it when the thread ends, as the destructor of a
// thread-specific key.
using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Signals of POSIX systems.</summary>
internal sealed class PosixTrapHandling : ITrapHandling
{
    private const int AlternateStackLength = 32 << 10;

    private static readonly int[] Signals = [LinuxAbi.SignalSegment, LinuxAbi.SignalBus, LinuxAbi.SignalFloat];

    private static readonly Lazy<uint> StackKey = new(CreateStackKey);

    [ThreadStatic]
    private static bool _isPrepared;

    private readonly byte[]?[] _before = new byte[Signals.Length][];

    public TrapNumbers Numbers => new(
        LinuxX64.ContextRip,
        LinuxX64.ContextRsp,
        LinuxX64.ContextRbp,
        LinuxX64.ContextR14,
        LinuxX64.SigInfoAddress,
        LinuxX64.ContextFlags,
        (nuint)AddressOf("signal"));

    public void Install(nuint handler, Span<nuint> previous)
    {
        try
        {
            for (int i = 0; i < Signals.Length; i++)
            {
                byte[] before = Get(Signals[i]);
                nuint old = (nuint)BinaryPrimitives.ReadUInt64LittleEndian(before.AsSpan(LinuxAbi.SigActionHandler));
                previous[Signals[i]] = old;
                byte[] action = (byte[])before.Clone();
                BinaryPrimitives.WriteUInt64LittleEndian(action.AsSpan(LinuxAbi.SigActionHandler), handler);
                if (old <= 1)
                {
                    int flags = LinuxAbi.FlagSigInfo | LinuxAbi.FlagOnStack | LinuxAbi.FlagRestart;
                    BinaryPrimitives.WriteInt32LittleEndian(action.AsSpan(LinuxAbi.SigActionFlags), flags);
                }

                Set(Signals[i], action);
                _before[i] = before;
            }
        }
        catch (PlatformException)
        {
            Uninstall();
            throw;
        }
    }

    public void Uninstall()
    {
        for (int i = 0; i < Signals.Length; i++)
        {
            if (_before[i] is { } before)
            {
                _before[i] = null;
                Set(Signals[i], before);
            }
        }
    }

    public unsafe void PrepareThread()
    {
        if (_isPrepared)
        {
            return;
        }

        byte* stack = stackalloc byte[LinuxAbi.StackSize];

        // SAFETY: the buffer has the size of stack_t. The alternate stack belongs to the thread until it ends.
        Check(Libc.SigAltStack(0, (nint)stack), "read the alternate signal stack");
        if ((*(int*)(stack + LinuxAbi.StackFlagsOffset) & LinuxAbi.StackDisabled) != 0)
        {
            void* memory = NativeMemory.Alloc(AlternateStackLength);
            *(void**)stack = memory;
            *(int*)(stack + LinuxAbi.StackFlagsOffset) = 0;
            *(nuint*)(stack + LinuxAbi.StackLengthOffset) = AlternateStackLength;
            if (Libc.SigAltStack((nint)stack, 0) != 0)
            {
                PlatformException failure = PosixVirtualMemory.Failed("set an alternate signal stack");
                NativeMemory.Free(memory);
                throw failure;
            }

            _ = Libc.PThreadSetSpecific(StackKey.Value, (nint)memory);
        }

        _isPrepared = true;
    }

    private static uint CreateStackKey()
    {
        int error = Libc.PThreadKeyCreate(out uint key, AddressOf("free"));
        return error == 0 ? key : throw new PlatformException("create a thread-specific key", error);
    }

    private static nint AddressOf(string function) => NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), function);

    private static unsafe byte[] Get(int signal)
    {
        byte[] action = new byte[LinuxAbi.SigActionSize];
        fixed (byte* pointer = action)
        {
            // SAFETY: the buffer has the size of the C library's structure.
            Check(Libc.SigAction(signal, 0, (nint)pointer), "read a signal action");
        }

        return action;
    }

    private static unsafe void Set(int signal, byte[] action)
    {
        fixed (byte* pointer = action)
        {
            // SAFETY: the buffer has the size of the C library's structure.
            Check(Libc.SigAction(signal, (nint)pointer, 0), "install a signal handler");
        }
    }

    private static void Check(int result, string operation)
    {
        if (result != 0)
        {
            throw PosixVirtualMemory.Failed(operation);
        }
    }
}
