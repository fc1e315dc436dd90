// What is done with files that are open.
using System;
using System.Runtime.InteropServices;
using System.Threading;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

internal sealed unsafe partial class PosixFileSystem
{
    private const uint NanosecondsPerSecond = 1_000_000_000;

    // Held where a call takes two steps on what all users of a handle share: its flags, or its position in a directory.
    private readonly Lock _twoSteps = new();

    private bool _lacksNoAppend = !OperatingSystem.IsLinux();

    /// <inheritdoc/>
    public SystemError ReadAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count)
    {
        count = 0;
        if (offset > long.MaxValue)
        {
            return SystemError.Invalid;
        }

        fixed (MemoryBlock* pointer = blocks)
        {
            while (true)
            {
                // SAFETY: by contract the blocks are memory of the caller; MemoryBlock is struct iovec.
                nint result = Libc.ReadBlocksAt(PosixHandles.Descriptor(file), pointer, int.Min(blocks.Length, FileAbi.MostBlocks), (long)offset);
                if (IsDone(result, out SystemError error, out count))
                {
                    return error;
                }
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Before Linux 6.9 a write of another thread through the same handle may miss the end of the file while this call lasts.</remarks>
    public SystemError WriteAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count)
    {
        count = 0;
        if (offset > long.MaxValue)
        {
            return SystemError.Invalid;
        }

        int descriptor = PosixHandles.Descriptor(file);
        int used = int.Min(blocks.Length, FileAbi.MostBlocks);
        fixed (MemoryBlock* pointer = blocks)
        {
            while (true)
            {
                // SAFETY: as for ReadAt.
                nint result = _lacksNoAppend
                    ? WriteWithoutAppend(descriptor, pointer, used, (long)offset)
                    : Libc.SystemCall(LinuxFiles.Current.WriteWithFlags, descriptor, (nint)pointer, used, (nint)offset, 0, LinuxFiles.WriteNoAppend);
                if (!IsDone(result, out SystemError error, out count))
                {
                    continue;
                }

                // Unknown to the kernel, or forbidden by a filter; what else it may mean, the other way says again.
                if (_lacksNoAppend || error is not (SystemError.NotSupported or SystemError.NotPermitted))
                {
                    return error;
                }

                _lacksNoAppend = true;
            }
        }
    }

    /// <inheritdoc/>
    public SystemError Seek(FileHandle file, long offset, SeekFrom from, out ulong position)
    {
        long result = Libc.Seek(PosixHandles.Descriptor(file), offset, (int)from);
        position = (ulong)long.Max(result, 0);
        return result < 0 ? ErrorNumbers.Last() : SystemError.None;
    }

    /// <inheritdoc/>
    public SystemError SetAppend(FileHandle file, bool isAppending)
    {
        int descriptor = PosixHandles.Descriptor(file);
        lock (_twoSteps)
        {
            int flags = SystemCalls.Control(descriptor, FileAbi.GetStatusFlags, 0);
            if (flags < 0)
            {
                return ErrorNumbers.Last();
            }

            int changed = isAppending ? flags | FileAbi.OpenAppend : flags & ~FileAbi.OpenAppend;
            return changed == flags ? SystemError.None : Result(SystemCalls.Control(descriptor, FileAbi.SetStatusFlags, changed));
        }
    }

    /// <inheritdoc/>
    public SystemError SetSize(FileHandle file, ulong size)
    {
        if (size > long.MaxValue)
        {
            return SystemError.FileTooLarge;
        }

        int descriptor = PosixHandles.Descriptor(file);
        SystemError error;
        do
        {
            error = Result(Libc.Truncate(descriptor, (long)size));
        }
        while (error == SystemError.Interrupted);

        // Linux does not say that the handle is not for this.
        return error == SystemError.Invalid && !IsWritable(descriptor) ? SystemError.BadHandle : error;
    }

    /// <inheritdoc/>
    public SystemError Allocate(FileHandle file, ulong offset, ulong length)
    {
        if (offset > long.MaxValue || length > (ulong)long.MaxValue - offset)
        {
            return SystemError.FileTooLarge;
        }

        int descriptor = PosixHandles.Descriptor(file);
        if (OperatingSystem.IsMacOS())
        {
            return MacAllocate(file, (long)offset, (long)length);
        }

        SystemError error;
        do
        {
            error = ErrorNumbers.Translate(Libc.Allocate(descriptor, (long)offset, (long)length));
        }
        while (error == SystemError.Interrupted);
        return error;
    }

    /// <inheritdoc/>
    /// <remarks>Nothing happens on macOS.</remarks>
    public SystemError Advise(FileHandle file, ulong offset, ulong length, FileAdvice advice)
    {
        int descriptor = PosixHandles.Descriptor(file);
        if (offset > long.MaxValue || length > long.MaxValue)
        {
            return SystemError.Invalid;
        }

        if (OperatingSystem.IsMacOS())
        {
            return SystemCalls.Control(descriptor, FileAbi.GetStatusFlags, 0) < 0 ? ErrorNumbers.Last() : SystemError.None;
        }

        int number = advice switch
        {
            FileAdvice.Normal => 0,
            FileAdvice.Random => 1,
            FileAdvice.Sequential => 2,
            FileAdvice.WillNeed => 3,
            FileAdvice.DontNeed => LinuxFiles.Current.AdviseDontNeed,
            FileAdvice.NoReuse => LinuxFiles.Current.AdviseDontNeed + 1,
        };
        return ErrorNumbers.Translate(Libc.Advise(descriptor, (long)offset, (long)length, number));
    }

    /// <inheritdoc/>
    public SystemError Sync(FileHandle file, bool dataOnly)
    {
        int descriptor = PosixHandles.Descriptor(file);
        SystemError error;
        do
        {
            error = Result(dataOnly && !OperatingSystem.IsMacOS() ? Libc.SyncData(descriptor) : Libc.Sync(descriptor));
        }
        while (error == SystemError.Interrupted);
        return error;
    }

    /// <inheritdoc/>
    /// <remarks>A handle that is only for asking can do this since Linux 5.8.</remarks>
    public SystemError SetTimes(FileHandle file, FileTimeChange access, FileTimeChange modification)
    {
        TimeSpec* times = stackalloc TimeSpec[2];
        if (!TryConvert(access, out times[0]) || !TryConvert(modification, out times[1]))
        {
            return SystemError.Invalid;
        }

        int descriptor = PosixHandles.Descriptor(file);
        SystemError error = Result(Libc.SetTimes(descriptor, times));
        if (error != SystemError.BadHandle || descriptor < 0 || !OperatingSystem.IsLinux())
        {
            return error;
        }

        byte nothing = 0;
        error = Result(Libc.SetTimesAt(descriptor, &nothing, times, LinuxFiles.AtEmptyPath));
        return error == SystemError.Invalid ? SystemError.BadHandle : error;
    }

    private static bool TryConvert(FileTimeChange change, out TimeSpec time)
    {
        bool isMac = OperatingSystem.IsMacOS();
        time = change.Action switch
        {
            FileTimeAction.Keep => new TimeSpec(0, isMac ? MacFiles.TimeOmit : LinuxFiles.TimeOmit),
            FileTimeAction.Now => new TimeSpec(0, isMac ? MacFiles.TimeNow : LinuxFiles.TimeNow),
            FileTimeAction.Set => new TimeSpec(change.Time.Seconds, change.Time.Nanoseconds),
        };
        return change.Action != FileTimeAction.Set || change.Time.Nanoseconds < NanosecondsPerSecond;
    }

    private static bool IsDone(nint result, out SystemError error, out nuint count)
    {
        count = (nuint)nint.Max(result, 0);
        error = result >= 0 ? SystemError.None : ErrorNumbers.Last();
        return error != SystemError.Interrupted;
    }

    private static bool IsWritable(int file)
    {
        int flags = SystemCalls.Control(file, FileAbi.GetStatusFlags, 0);
        return flags >= 0 && (flags & LinuxFiles.OpenAccessMask) != 0;
    }

    // A file that was opened to append: Linux would append here, too, against POSIX; so it does not append for the time of this call.
    private nint WriteWithoutAppend(int file, MemoryBlock* blocks, int count, long offset)
    {
        lock (_twoSteps)
        {
            int flags = SystemCalls.Control(file, FileAbi.GetStatusFlags, 0);
            if (flags < 0 || (flags & FileAbi.OpenAppend) == 0)
            {
                return Libc.WriteBlocksAt(file, blocks, count, offset);
            }

            _ = SystemCalls.Control(file, FileAbi.SetStatusFlags, flags & ~FileAbi.OpenAppend);
            nint written = Libc.WriteBlocksAt(file, blocks, count, offset);
            int error = Marshal.GetLastPInvokeError();
            _ = SystemCalls.Control(file, FileAbi.SetStatusFlags, flags);
            Marshal.SetLastPInvokeError(error);
            return written;
        }
    }

    // What is there already stays; what is asked for behind it is reserved, and the length follows.
    private static SystemError MacAllocate(FileHandle handle, long offset, long length)
    {
        int file = PosixHandles.Descriptor(handle);
        SystemError error = SystemCalls.GetStatus(file, out FileStatus status);
        long end = offset + length;
        if (error != SystemError.None || (length > 0 && end <= (long)status.Size))
        {
            return error;
        }

        if (length == 0)
        {
            return SystemError.Invalid;
        }

        var request = new MacAllocation(MacFiles.AllocateAll, MacFiles.FromPhysicalEnd, 0, end - (long)status.Size, 0);
        return SystemCalls.Control(file, MacFiles.Preallocate, (nint)(&request)) < 0 ? ErrorNumbers.Last() : Result(Libc.Truncate(file, end));
    }
}
