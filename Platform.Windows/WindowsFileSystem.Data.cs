using System;
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Files;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>What is done with open files and directories.</summary>
internal sealed partial class WindowsFileSystem
{
    public SystemError ReadAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count)
    {
        count = 0;
        SystemError error = FindFile(file, out OpenFile? found);
        return error != SystemError.None ? error
            : offset > long.MaxValue ? SystemError.Invalid
            : FileTransfer.ReadAt(found!, blocks, (long)offset, out count);
    }

    public SystemError WriteAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count)
    {
        count = 0;
        SystemError error = FindFile(file, out OpenFile? found);
        return error != SystemError.None ? error
            : offset > long.MaxValue ? SystemError.Invalid
            : FileTransfer.WriteAt(found!, blocks, (long)offset, out count);
    }

    public SystemError Seek(FileHandle file, long offset, SeekFrom from, out ulong position)
    {
        position = 0;
        SystemError error = FindFile(file, out OpenFile? found);
        if (error != SystemError.None || found!.Kind != FileKind.RegularFile)
        {
            return error == SystemError.None ? SystemError.Invalid : error;
        }

        lock (found)
        {
            ulong size = 0;
            error = from == SeekFrom.End ? FileFacts.GetSize(found.Handle, out size) : SystemError.None;
            long start = from switch
            {
                SeekFrom.Start => 0,
                SeekFrom.Current => found.Position,
                SeekFrom.End => (long)size,
            };
            if (error != SystemError.None)
            {
                return error;
            }

            if (offset > long.MaxValue - start)
            {
                return SystemError.Overflow;
            }

            if (start + offset < 0)
            {
                return SystemError.Invalid;
            }

            found.Position = start + offset;
            position = (ulong)found.Position;
            return SystemError.None;
        }
    }

    public SystemError SetAppend(FileHandle file, bool isAppending)
    {
        SystemError error = FindFile(file, out OpenFile? found);
        if (error == SystemError.None)
        {
            found!.IsAppending = isAppending;
        }

        return error;
    }

    public SystemError SetSize(FileHandle file, ulong size)
    {
        SystemError error = FindForWriting(file, out OpenFile? found);
        return error != SystemError.None ? error
            : size > long.MaxValue ? SystemError.FileTooLarge
            : SetSize(found!.Handle, size);
    }

    // A file that becomes longer gets its clusters at once, unless it is sparse or compressed.
    public SystemError Allocate(FileHandle file, ulong offset, ulong length)
    {
        SystemError error = FindForWriting(file, out OpenFile? found);
        if (error != SystemError.None || length == 0)
        {
            return error == SystemError.None ? SystemError.Invalid : error;
        }

        if (offset > long.MaxValue || length > long.MaxValue - offset)
        {
            return SystemError.FileTooLarge;
        }

        error = FileFacts.GetSize(found!.Handle, out ulong size);
        return error == SystemError.None && size < offset + length ? SetSize(found.Handle, offset + length) : error;
    }

    // Windows is told when a file is opened, not afterwards.
    public SystemError Advise(FileHandle file, ulong offset, ulong length, FileAdvice advice)
    {
        SystemError error = FindFile(file, out _);
        return error == SystemError.None && (offset > long.MaxValue || length > long.MaxValue) ? SystemError.Invalid : error;
    }

    // Only what can be written can be flushed; the others have nothing that waits.
    public SystemError Sync(FileHandle file, bool dataOnly)
    {
        SystemError error = FindFile(file, out OpenFile? found);
        return error == SystemError.None && found!.IsForWriting ? NtStatusErrors.Of(Ntdll.FlushBuffersFile(found.Handle, out _)) : error;
    }

    public SystemError SetTimes(FileHandle file, FileTimeChange access, FileTimeChange modification)
    {
        SystemError error = FindFile(file, out OpenFile? found);
        return error == SystemError.None ? SetTimes(found!.Handle, access, modification) : error;
    }

    public SystemError ReadDirectory(FileHandle directory, ulong cookie, Span<byte> buffer, out int length)
    {
        length = 0;
        SystemError error = FindDirectory(directory, out _);
        OpenFile? found = handles.Find(directory);
        error = error != SystemError.None ? error
            : !found!.IsForReading ? SystemError.BadHandle
            : cookie > long.MaxValue ? SystemError.Invalid
            : SystemError.None;
        if (error != SystemError.None)
        {
            return error;
        }

        lock (found!)
        {
            return found.Listing.Read(found.Handle, cookie, buffer, out length);
        }
    }

    private static unsafe SystemError SetSize(nint file, ulong size)
    {
        // SAFETY: the size lies on the stack during the call.
        long end = (long)size;
        return NtStatusErrors.Of(Ntdll.SetInformationFile(file, out _, &end, sizeof(long), FileInformation.EndOfFile));
    }

    private unsafe SystemError SetTimes(nint file, FileTimeChange access, FileTimeChange modification)
    {
        FileBasic basic = default;
        if (!TryConvert(access, out basic.LastAccessTime) || !TryConvert(modification, out basic.LastWriteTime))
        {
            return SystemError.Invalid;
        }

        // SAFETY: the structure lies on the stack during the call.
        return basic is { LastAccessTime: 0, LastWriteTime: 0 }
            ? SystemError.None
            : NtStatusErrors.Of(Ntdll.SetInformationFile(file, out _, &basic, (uint)sizeof(FileBasic), FileInformation.Basic));
    }

    private bool TryConvert(FileTimeChange change, out long time)
    {
        time = 0;
        return change.Action switch
        {
            FileTimeAction.Keep => true,
            FileTimeAction.Now => WindowsClocks.TryToWindows(clocks.WallTime(), out time),
            FileTimeAction.Set => WindowsClocks.TryToWindows(change.Time, out time),
        };
    }

    // Files and directories; a stream has neither offsets nor times.
    private SystemError FindFile(FileHandle handle, out OpenFile? file)
    {
        file = handles.Find(handle);
        return file is null ? SystemError.BadHandle : file.IsStream ? SystemError.IllegalSeek : SystemError.None;
    }

    private SystemError FindForWriting(FileHandle handle, out OpenFile? file)
    {
        SystemError error = FindFile(handle, out file);
        return error != SystemError.None ? error
            : file!.Kind != FileKind.RegularFile ? SystemError.Invalid
            : file.IsForWriting ? SystemError.None : SystemError.BadHandle;
    }
}
