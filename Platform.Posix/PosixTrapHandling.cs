// Installs the runtime's signal handler in front of .NET's own, with the old handler's flags and mask, because it may call that one; where the
// action was the default, SA_SIGINFO | SA_ONSTACK | SA_RESTART is right.
//
// Returning from a signal handler takes as long as half of its way in, so the handler does not return: it jumps to where the guest resumes, as
// siglongjmp does. Linux knows from the stack pointer alone whether a thread is on its alternate stack, so that is left behind without a word. The
// signals that are blocked while the handler runs would stay blocked: hence SA_NODEFER, which .NET's handlers can bear (they unblock the signal
// themselves, or return). Where an old handler's mask blocks others the handler returns after all: CoreCLR's does, against its signal for suspending
// threads; NativeAOT's does not.
//
// SIGBUS stays with whoever had it: memory of guests never raises it, but a file does that was made shorter while it is mapped, code included. A handler
// that resumed the guest then would fault again at once, for ever; without one the process ends with the system's message.
//
// Threads of NativeAOT have no alternate stack, so a fault on a full stack would kill the process: a
// thread that has none gets one before it runs guest code. The C library frees it when the thread ends, as the destructor of a
// thread-specific key.
using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Signals of POSIX systems.</summary>
internal sealed class PosixTrapHandling(LinuxProcessor processor) : ITrapHandling
{
    // Room for the handlers of .NET, and for what the kernel saves: more than it ever was on the smallest processor, the rest is asked for.
    private const int HandlersLength = 24 << 10;
    private const int LeastFrameLength = 8 << 10;

    private static readonly int[] Signals = [LinuxAbi.SignalSegment];

    private static readonly Lazy<uint> StackKey = new(CreateStackKey);

    [ThreadStatic]
    private static bool _isPrepared;

    private readonly byte[]?[] _before = new byte[Signals.Length][];

    public TrapNumbers Numbers => new(
        processor.Context.ProgramCounter,
        processor.Context.StackPointer,
        processor.Context.FramePointer,
        processor.Context.VmctxRegister,
        LinuxContext.FaultAddress,
        processor.Flags,
        (nuint)AddressOf("signal"),
        BlocksNothing() ? processor.FloatState : TrapNumbers.None);

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
                int flags = old <= 1
                    ? LinuxAbi.FlagSigInfo | LinuxAbi.FlagOnStack | LinuxAbi.FlagRestart
                    : BinaryPrimitives.ReadInt32LittleEndian(before.AsSpan(LinuxAbi.SigActionFlags));
                BinaryPrimitives.WriteInt32LittleEndian(action.AsSpan(LinuxAbi.SigActionFlags), flags | LinuxAbi.FlagNoDefer);

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
            nuint length = HandlersLength + nuint.Max(LeastFrameLength, Libc.GetAuxiliaryValue(LinuxAbi.AuxiliaryMinSignalStack));
            void* memory = NativeMemory.Alloc(length);
            *(void**)stack = memory;
            *(int*)(stack + LinuxAbi.StackFlagsOffset) = 0;
            *(nuint*)(stack + LinuxAbi.StackLengthOffset) = length;
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

    // Whether no old handler has signals blocked besides its own.
    private static bool BlocksNothing()
    {
        foreach (int signal in Signals)
        {
            if (Get(signal).AsSpan(LinuxAbi.SigActionMask, LinuxAbi.SignalMaskSize).ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
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
