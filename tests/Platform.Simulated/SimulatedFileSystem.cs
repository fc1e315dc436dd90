using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Simulated;

/// <summary>Files with books, and requests that fail. What fails has done nothing.</summary>
internal sealed class SimulatedFileSystem(IFileSystem real, Ledger ledger) : IFileSystem
{
    internal const string Kind = "open handle";

    public SystemError OpenRoot(ReadOnlySpan<byte> path, out FileHandle directory)
    {
        directory = FileHandle.None;
        SystemError error = ledger.Refuse("open a root");
        return error != SystemError.None ? error : Opened(real.OpenRoot(path, out directory), directory);
    }

    public SystemError Open(FileHandle directory, ReadOnlySpan<byte> path, OpenOptions options, out FileHandle file)
    {
        file = FileHandle.None;
        SystemError error = ledger.Refuse("open below a directory");
        return error != SystemError.None ? error : Opened(real.Open(directory, path, options, out file), file);
    }

    public SystemError ReadAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count)
    {
        count = 0;
        SystemError error = ledger.Refuse("read at an offset");
        return error != SystemError.None ? error : real.ReadAt(file, blocks, offset, out count);
    }

    public SystemError WriteAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count)
    {
        count = 0;
        SystemError error = ledger.Refuse("write at an offset");
        return error != SystemError.None ? error : real.WriteAt(file, blocks, offset, out count);
    }

    public SystemError Seek(FileHandle file, long offset, SeekFrom from, out ulong position)
    {
        position = 0;
        SystemError error = ledger.Refuse("move a position");
        return error != SystemError.None ? error : real.Seek(file, offset, from, out position);
    }

    public SystemError SetAppend(FileHandle file, bool isAppending)
    {
        SystemError error = ledger.Refuse("change appending");
        return error != SystemError.None ? error : real.SetAppend(file, isAppending);
    }

    public SystemError SetSize(FileHandle file, ulong size)
    {
        SystemError error = ledger.Refuse("change a size");
        return error != SystemError.None ? error : real.SetSize(file, size);
    }

    public SystemError Allocate(FileHandle file, ulong offset, ulong length)
    {
        SystemError error = ledger.Refuse("allocate");
        return error != SystemError.None ? error : real.Allocate(file, offset, length);
    }

    public SystemError Advise(FileHandle file, ulong offset, ulong length, FileAdvice advice)
    {
        SystemError error = ledger.Refuse("advise");
        return error != SystemError.None ? error : real.Advise(file, offset, length, advice);
    }

    public SystemError Sync(FileHandle file, bool dataOnly)
    {
        SystemError error = ledger.Refuse("sync");
        return error != SystemError.None ? error : real.Sync(file, dataOnly);
    }

    public SystemError SetTimes(FileHandle file, FileTimeChange access, FileTimeChange modification)
    {
        SystemError error = ledger.Refuse("set times");
        return error != SystemError.None ? error : real.SetTimes(file, access, modification);
    }

    public SystemError ReadDirectory(FileHandle directory, ulong cookie, Span<byte> buffer, out int length)
    {
        length = 0;
        SystemError error = ledger.Refuse("read a directory");
        return error != SystemError.None ? error : real.ReadDirectory(directory, cookie, buffer, out length);
    }

    public SystemError GetEntryStatus(FileHandle directory, ReadOnlySpan<byte> name, out FileStatus status)
    {
        status = default;
        SystemError error = ledger.Refuse("ask what an entry is");
        return error != SystemError.None ? error : real.GetEntryStatus(directory, name, out status);
    }

    public SystemError SetEntryTimes(FileHandle directory, ReadOnlySpan<byte> name, FileTimeChange access, FileTimeChange modification)
    {
        SystemError error = ledger.Refuse("set times of an entry");
        return error != SystemError.None ? error : real.SetEntryTimes(directory, name, access, modification);
    }

    public SystemError MakeDirectory(FileHandle directory, ReadOnlySpan<byte> name)
    {
        SystemError error = ledger.Refuse("make a directory");
        return error != SystemError.None ? error : real.MakeDirectory(directory, name);
    }

    public SystemError RemoveDirectory(FileHandle directory, ReadOnlySpan<byte> name)
    {
        SystemError error = ledger.Refuse("remove a directory");
        return error != SystemError.None ? error : real.RemoveDirectory(directory, name);
    }

    public SystemError RemoveFile(FileHandle directory, ReadOnlySpan<byte> name)
    {
        SystemError error = ledger.Refuse("remove a file");
        return error != SystemError.None ? error : real.RemoveFile(directory, name);
    }

    public SystemError Rename(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName)
    {
        SystemError error = ledger.Refuse("rename");
        return error != SystemError.None ? error : real.Rename(fromDirectory, fromName, toDirectory, toName);
    }

    public SystemError Link(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName)
    {
        SystemError error = ledger.Refuse("link");
        return error != SystemError.None ? error : real.Link(fromDirectory, fromName, toDirectory, toName);
    }

    public SystemError MakeSymbolicLink(ReadOnlySpan<byte> target, FileHandle directory, ReadOnlySpan<byte> name)
    {
        SystemError error = ledger.Refuse("make a symbolic link");
        return error != SystemError.None ? error : real.MakeSymbolicLink(target, directory, name);
    }

    public SystemError ReadSymbolicLink(FileHandle directory, ReadOnlySpan<byte> name, Span<byte> buffer, out int length)
    {
        length = 0;
        SystemError error = ledger.Refuse("read a symbolic link");
        return error != SystemError.None ? error : real.ReadSymbolicLink(directory, name, buffer, out length);
    }

    private SystemError Opened(SystemError error, FileHandle handle)
    {
        if (error == SystemError.None)
        {
            ledger.Obtained(Kind, (nuint)handle.Value, 0);
        }

        return error;
    }
}
