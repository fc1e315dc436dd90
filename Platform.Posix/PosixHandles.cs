// Descriptors. A handle's number is the descriptor; everything that goes to the kernel is checked to be none of its special values first (AT_FDCWD is a
// negative number, too). Writing to a pipe that nobody reads is an error of the call: .NET ignores SIGPIPE before Main, on CoreCLR and on NativeAOT.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Open handles of POSIX.</summary>
[SkipLocalsInit]
internal sealed unsafe class PosixHandles : IHandles
{
    // Descriptors up to this one are the standard streams: PosixStandardStreams sees to it that nothing else gets their numbers.
    private const int LastStandardStream = 2;

    private const int MostItemsOnStack = 64;

    /// <summary>The descriptor of a handle; -1, which no call takes for one, for what cannot be one.</summary>
    internal static int Descriptor(FileHandle handle) => handle.Value is >= 0 and <= int.MaxValue ? (int)handle.Value : -1;

    /// <inheritdoc/>
    public SystemError Read(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        int file = Descriptor(handle);
        fixed (MemoryBlock* pointer = blocks)
        {
            while (true)
            {
                // SAFETY: by contract the blocks are memory of the caller; MemoryBlock is struct iovec.
                nint result = Libc.ReadBlocks(file, pointer, int.Min(blocks.Length, FileAbi.MostBlocks));
                if (IsDone(file, result, FileAbi.PollIn, out SystemError error, out count))
                {
                    return error;
                }
            }
        }
    }

    /// <inheritdoc/>
    public SystemError Write(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        int file = Descriptor(handle);
        fixed (MemoryBlock* pointer = blocks)
        {
            while (true)
            {
                // SAFETY: as for Read.
                nint result = Libc.WriteBlocks(file, pointer, int.Min(blocks.Length, FileAbi.MostBlocks));
                if (IsDone(file, result, FileAbi.PollOut, out SystemError error, out count))
                {
                    return error;
                }
            }
        }
    }

    /// <inheritdoc/>
    public SystemError Wait(Span<WaitItem> items, TimeSpan timeout, out int ready)
    {
        if (items.Length <= MostItemsOnStack)
        {
            PollItem* polled = stackalloc PollItem[MostItemsOnStack];
            return Wait(items, polled, timeout, out ready);
        }

        // Not of the managed heap: members of the contract allocate nothing there.
        PollItem* many = (PollItem*)NativeMemory.Alloc((nuint)items.Length, (nuint)sizeof(PollItem));
        try
        {
            return Wait(items, many, timeout, out ready);
        }
        finally
        {
            NativeMemory.Free(many);
        }
    }

    /// <inheritdoc/>
    public SystemError GetStatus(FileHandle handle, out FileStatus status)
    {
        int file = Descriptor(handle);
        SystemError error = SystemCalls.GetStatus(file, out status);
        if (status.Kind == FileKind.StreamSocket)
        {
            int type = 0;
            uint length = sizeof(int);
            (int level, int option) = OperatingSystem.IsMacOS()
                ? (MacFiles.SocketLevel, MacFiles.SocketType)
                : (LinuxFiles.SocketLevel, LinuxFiles.SocketType);

            // SAFETY: the buffer has the length that is said.
            if (Libc.SocketOption(file, level, option, &type, &length) == 0 && type == FileAbi.SocketDatagram)
            {
                status = status with { Kind = FileKind.DatagramSocket };
            }
        }

        return error;
    }

    /// <inheritdoc/>
    public bool IsTerminal(FileHandle handle) => Libc.IsTerminal(Descriptor(handle)) != 0;

    /// <inheritdoc/>
    /// <remarks>A standard stream stays open: its number would be given to the next file that is opened.</remarks>
    public SystemError Close(FileHandle handle)
    {
        int file = Descriptor(handle);
        if (file is >= 0 and <= LastStandardStream)
        {
            return SystemError.NotPermitted;
        }

        // After a signal the descriptor is gone all the same; a second close could hit one that another thread has just opened.
        SystemError error = Libc.Close(file) == 0 ? SystemError.None : ErrorNumbers.Last();
        return error == SystemError.Interrupted ? SystemError.None : error;
    }

    private static SystemError Wait(Span<WaitItem> items, PollItem* polled, TimeSpan timeout, out int ready)
    {
        for (int i = 0; i < items.Length; i++)
        {
            int file = Descriptor(items[i].Handle);
            short events = items[i].For == WaitFor.Read ? FileAbi.PollIn : FileAbi.PollOut;
            polled[i] = new PollItem(file, events);
            if (file < 0)
            {
                timeout = TimeSpan.Zero; // poll passes over it, but its answer is known
            }
        }

        ready = 0;

        // SAFETY: there are as many structures as items.
        if (SystemCalls.Poll(polled, items.Length, timeout) < 0)
        {
            return ErrorNumbers.Last();
        }

        for (int i = 0; i < items.Length; i++)
        {
            ref WaitItem item = ref items[i];
            short found = polled[i].File < 0 ? FileAbi.PollInvalid : polled[i].Found;
            item.Error = (found & FileAbi.PollInvalid) != 0 ? SystemError.BadHandle : SystemError.None;
            item.IsReady = found != 0;

            // A pipe tells its writers that nobody reads any more by an error.
            item.IsHangup = (found & FileAbi.PollHangup) != 0 || (item.For == WaitFor.Write && (found & FileAbi.PollError) != 0);
            item.Available = item.For == WaitFor.Read && (found & FileAbi.PollIn) != 0 ? Available(polled[i].File) : 0;
            ready += item.IsReady ? 1 : 0;
        }

        return SystemError.None;
    }

    // A regular file has more than the 31 bits that the kernel would count.
    private static ulong Available(int file)
    {
        long position = Libc.Seek(file, 0, (int)SeekFrom.Current);
        return position < 0 ? SystemCalls.CountReadable(file)
            : SystemCalls.GetStatus(file, out FileStatus status) == SystemError.None && status.Kind == FileKind.RegularFile && status.Size > (ulong)position
                ? status.Size - (ulong)position
                : 0;
    }

    // Whether a read or write is over. A signal is no end; and a standard stream may have been made non-blocking by whoever else has it, which is
    // waited out here.
    private static bool IsDone(int file, nint result, short events, out SystemError error, out nuint count)
    {
        count = (nuint)nint.Max(result, 0);
        error = result >= 0 ? SystemError.None : ErrorNumbers.Last();
        if (error == SystemError.WouldBlock && file <= LastStandardStream)
        {
            var item = new PollItem(file, events);
            _ = SystemCalls.Poll(&item, 1, Timeout.InfiniteTimeSpan);
            return false;
        }

        return error != SystemError.Interrupted;
    }
}
