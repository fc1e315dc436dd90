// The table of open handles. A handle of the contract is a place in it, not a HANDLE: a position, whether writes go to the end and what a directory
// listed are kept here, so that reading at an offset moves nothing, and a closed handle is known to be one. Positions of the system are used for the
// standard streams alone, which other processes share.
using System;
using System.Collections.Generic;
using System.Threading;
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Files;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>Handles of Windows.</summary>
internal sealed class WindowsHandles(WindowsClocks clocks) : IHandles
{
    // Sleeping between two looks, where the system has nothing to wait with: short at first, so that what comes soon is seen soon.
    private const uint FirstSleep = 1, LongestSleep = 16;

    // What a pipe must have room for before it counts as ready: a write of that size must not block.
    private const uint ReadyBytes = 4096;

    private readonly Lock _gate = new();
    private readonly List<OpenFile> _files = [];
    private readonly Stack<int> _free = new();

    public SystemError Read(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        return Find(handle) is not { } file ? SystemError.BadHandle
            : file.IsStream ? StreamTransfer.Read(file, blocks, out count)
            : FileTransfer.Read(file, blocks, out count);
    }

    public SystemError Write(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        return Find(handle) is not { } file ? SystemError.BadHandle
            : file.IsStream ? StreamTransfer.Write(file, blocks, out count)
            : FileTransfer.Write(file, blocks, out count);
    }

    public SystemError Wait(Span<WaitItem> items, TimeSpan timeout, out int ready)
    {
        ulong began = clocks.MonotonicTime();
        uint sleep = FirstSleep;
        while (true)
        {
            ready = 0;
            foreach (ref WaitItem item in items)
            {
                Look(ref item);
                ready += item.IsReady ? 1 : 0;
            }

            uint left = timeout < TimeSpan.Zero ? Kernel32.Infinite : clocks.MillisecondsLeft(timeout, began);
            if (ready > 0 || left == 0)
            {
                return SystemError.None;
            }

            Kernel32.Sleep(items.IsEmpty ? left : Math.Min(left, sleep));
            sleep = Math.Min(sleep * 2, LongestSleep);
        }
    }

    public SystemError GetStatus(FileHandle handle, out FileStatus status)
    {
        status = default;
        if (Find(handle) is not { } file)
        {
            return SystemError.BadHandle;
        }

        SystemError error = FileFacts.GetStatus(file.Handle, file.Kind, out status);
        return file.IsStream ? SystemError.None : error; // a stream may have come without the right to be asked: its kind is known all the same
    }

    public bool IsTerminal(FileHandle handle) => Find(handle) is { IsStream: true } file && file.IsConsole;

    public SystemError Close(FileHandle handle)
    {
        nint closed;
        lock (_gate)
        {
            if (Find(handle) is not { } file)
            {
                return SystemError.BadHandle;
            }

            closed = file.Handle;
            file.Reset();
            _free.Push((int)handle.Value);
        }

        return NtStatusErrors.Of(Ntdll.Close(closed));
    }

    /// <summary>Puts an open file into the table, which closes it from now on.</summary>
    internal FileHandle Add(nint handle, FileKind kind, OpenOptions options, bool isStream = false, bool isConsole = false)
    {
        lock (_gate)
        {
            if (!_free.TryPop(out int place))
            {
                place = _files.Count;
                _files.Add(new OpenFile());
            }

            _files[place].Set(handle, kind, options, isStream, isConsole);
            return new FileHandle(place);
        }
    }

    /// <summary>What a handle stands for, or null.</summary>
    internal OpenFile? Find(FileHandle handle)
    {
        lock (_gate)
        {
            return handle.Value >= 0 && handle.Value < _files.Count && _files[(int)handle.Value] is { IsOpen: true } file ? file : null;
        }
    }

    private unsafe void Look(ref WaitItem item)
    {
        OpenFile? file = Find(item.Handle);
        item.Error = file is null ? SystemError.BadHandle : SystemError.None;
        item.IsHangup = false;
        item.Available = 0;
        item.IsReady = true;
        if (file is { IsStream: true, Kind: FileKind.Pipe })
        {
            if (item.For == WaitFor.Write)
            {
                // SAFETY: filled by the call, which is given its size.
                FilePipeLocal pipe = default;
                uint status = Ntdll.QueryInformationFile(file.Handle, out _, &pipe, (uint)sizeof(FilePipeLocal), FileInformation.PipeLocal);
                item.IsReady = Ntdll.IsError(status) || pipe.WriteQuotaAvailable >= Math.Min(ReadyBytes, pipe.OutboundQuota);
            }
            else
            {
                uint available = 0;
                item.IsHangup = Kernel32.PeekNamedPipe(file.Handle, null, 0, null, &available, null) == 0;
                item.Available = available;
                item.IsReady = item.IsHangup || available > 0;
            }
        }
        else if (file is { IsConsole: true } && item.For == WaitFor.Read)
        {
            item.IsReady = Kernel32.WaitForSingleObject(file.Handle, 0) == 0; // a key was pressed; a line may still be to come
        }
    }
}
