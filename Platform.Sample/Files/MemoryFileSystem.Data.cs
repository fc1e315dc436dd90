using System;

namespace Wasmtime.Min.Platform.Sample.Files;

/// <summary>What is done with open files and directories.</summary>
internal sealed partial class MemoryFileSystem
{
    public SystemError ReadAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count)
    {
        count = 0;
        SystemError error = FindOpen(file, out OpenNode? open);
        if (error != SystemError.None || offset > long.MaxValue)
        {
            return error == SystemError.None ? SystemError.Invalid : error;
        }

        lock (Gate)
        {
            return open!.ReadAt(blocks, (long)offset, out count);
        }
    }

    public SystemError WriteAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count)
    {
        count = 0;
        SystemError error = FindOpen(file, out OpenNode? open);
        if (error != SystemError.None || offset > long.MaxValue)
        {
            return error == SystemError.None ? SystemError.Invalid : error;
        }

        lock (Gate)
        {
            return open!.WriteAt(blocks, (long)offset, out count);
        }
    }

    public SystemError Seek(FileHandle file, long offset, SeekFrom from, out ulong position)
    {
        position = 0;
        if (_handles.Find(file) is not OpenNode open)
        {
            return _handles.Find(file) is null ? SystemError.BadHandle : SystemError.IllegalSeek; // a stream
        }

        lock (Gate)
        {
            return open.Node is MemoryFile ? open.Seek(offset, from, out position) : SystemError.Invalid;
        }
    }

    public SystemError SetAppend(FileHandle file, bool isAppending)
    {
        SystemError error = FindOpen(file, out OpenNode? open);
        if (error == SystemError.None)
        {
            open!.IsAppending = isAppending;
        }

        return error;
    }

    public SystemError SetSize(FileHandle file, ulong size)
    {
        lock (Gate)
        {
            SystemError error = FindForWriting(file, out MemoryFile? found);
            if (error != SystemError.None || size > long.MaxValue)
            {
                return error == SystemError.None ? SystemError.FileTooLarge : error;
            }

            found!.SetLength((long)size);
            found.ModificationTime = found.ChangeTime = Now;
            return SystemError.None;
        }
    }

    public SystemError Allocate(FileHandle file, ulong offset, ulong length)
    {
        lock (Gate)
        {
            SystemError error = FindForWriting(file, out MemoryFile? found);
            return error != SystemError.None ? error
                : length == 0 ? SystemError.Invalid
                : offset > long.MaxValue || length > long.MaxValue - offset ? SystemError.FileTooLarge
                : found!.Allocate((long)offset, (long)length);
        }
    }

    // Everything is in memory already.
    public SystemError Advise(FileHandle file, ulong offset, ulong length, FileAdvice advice) =>
        FindOpen(file, out _) != SystemError.None ? SystemError.BadHandle
        : offset > long.MaxValue || length > long.MaxValue ? SystemError.Invalid
        : SystemError.None;

    public SystemError Sync(FileHandle file, bool dataOnly) => FindOpen(file, out _);

    public SystemError SetTimes(FileHandle file, FileTimeChange access, FileTimeChange modification)
    {
        lock (Gate)
        {
            SystemError error = FindOpen(file, out OpenNode? open);
            return error == SystemError.None ? SetTimes(open!.Node!, access, modification) : error;
        }
    }

    public SystemError ReadDirectory(FileHandle directory, ulong cookie, Span<byte> buffer, out int length)
    {
        length = 0;
        lock (Gate)
        {
            SystemError error = FindDirectory(directory, out MemoryDirectory? found);
            error = error != SystemError.None ? error
                : !((OpenNode)_handles.Find(directory)!).IsForReading ? SystemError.BadHandle
                : cookie > long.MaxValue ? SystemError.Invalid
                : SystemError.None;
            if (error != SystemError.None)
            {
                return error;
            }

            foreach (MemoryEntry entry in found!.EntriesBehind(cookie))
            {
                var header = new DirectoryEntryHeader(entry.Cookie, entry.Node.Inode, entry.Name.Length, entry.Node.Kind);
                if (!header.TryAppend(buffer, ref length, entry.Name))
                {
                    return length == 0 ? SystemError.Overflow : SystemError.None;
                }
            }

            return SystemError.None;
        }
    }

    private SystemError FindForWriting(FileHandle handle, out MemoryFile? file)
    {
        SystemError error = FindOpen(handle, out OpenNode? open);
        file = open?.Node as MemoryFile;
        return error != SystemError.None ? error
            : file is null ? SystemError.Invalid
            : open!.IsForWriting ? SystemError.None : SystemError.BadHandle;
    }
}
