using System;

namespace Wasmtime.Min.Platform.Sample.Files;

/// <summary>Making, removing and moving names.</summary>
internal sealed partial class MemoryFileSystem
{
    public SystemError GetEntryStatus(FileHandle directory, ReadOnlySpan<byte> name, out FileStatus status)
    {
        lock (Gate)
        {
            SystemError error = FindEntry(directory, name, out _, out MemoryEntry? entry);
            status = entry?.Node.Status ?? default;
            return error;
        }
    }

    public SystemError SetEntryTimes(FileHandle directory, ReadOnlySpan<byte> name, FileTimeChange access, FileTimeChange modification)
    {
        lock (Gate)
        {
            SystemError error = FindEntry(directory, name, out _, out MemoryEntry? entry);
            return error == SystemError.None ? SetTimes(entry!.Node, access, modification) : error;
        }
    }

    public SystemError MakeDirectory(FileHandle directory, ReadOnlySpan<byte> name)
    {
        lock (Gate)
        {
            SystemError error = FindPlace(directory, name, out MemoryDirectory? parent);
            return error == SystemError.None ? TryAdd(parent!, name, new MemoryDirectory(++_lastInode, Now, parent)) : error;
        }
    }

    public SystemError MakeSymbolicLink(ReadOnlySpan<byte> target, FileHandle directory, ReadOnlySpan<byte> name)
    {
        if (target.IsEmpty || target.Length > MostTargetBytes || target.Contains((byte)0))
        {
            return target.IsEmpty ? SystemError.NoEntry : target.Length > MostTargetBytes ? SystemError.NameTooLong : SystemError.IllegalSequence;
        }

        lock (Gate)
        {
            SystemError error = FindPlace(directory, name, out MemoryDirectory? parent);
            if (error != SystemError.None || !_budget.TryTake(target.Length))
            {
                return error == SystemError.None ? SystemError.NoSpace : error;
            }

            error = TryAdd(parent!, name, new MemoryLink(++_lastInode, Now, target.ToArray(), _budget));
            if (error != SystemError.None)
            {
                _budget.Return(target.Length);
            }

            return error;
        }
    }

    public SystemError ReadSymbolicLink(FileHandle directory, ReadOnlySpan<byte> name, Span<byte> buffer, out int length) =>
        ReadLink(directory, name, buffer, out length);

    public SystemError Link(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName)
    {
        lock (Gate)
        {
            SystemError error = FindEntry(fromDirectory, fromName, out _, out MemoryEntry? from);
            MemoryDirectory? parent = null;
            error = error == SystemError.None ? FindPlace(toDirectory, toName, out parent) : error;
            return error != SystemError.None ? error
                : from!.Node is MemoryDirectory ? SystemError.NotPermitted
                : TryAdd(parent!, toName, from.Node);
        }
    }

    public SystemError RemoveDirectory(FileHandle directory, ReadOnlySpan<byte> name)
    {
        lock (Gate)
        {
            SystemError error = FindEntry(directory, name, out MemoryDirectory? parent, out MemoryEntry? entry);
            error = error != SystemError.None ? error
                : entry!.Node is not MemoryDirectory removed ? SystemError.NotDirectory
                : !removed.IsEmpty ? SystemError.NotEmpty
                : SystemError.None;
            if (error == SystemError.None)
            {
                Remove(parent!, entry!);
            }

            return error;
        }
    }

    public SystemError RemoveFile(FileHandle directory, ReadOnlySpan<byte> name)
    {
        lock (Gate)
        {
            SystemError error = FindEntry(directory, name, out MemoryDirectory? parent, out MemoryEntry? entry);
            error = error == SystemError.None && entry!.Node is MemoryDirectory ? SystemError.IsDirectory : error;
            if (error == SystemError.None)
            {
                Remove(parent!, entry!);
            }

            return error;
        }
    }

    public SystemError Rename(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName)
    {
        lock (Gate)
        {
            SystemError error = FindEntry(fromDirectory, fromName, out MemoryDirectory? oldParent, out MemoryEntry? from);
            if (error != SystemError.None)
            {
                return error;
            }

            error = FindEntry(toDirectory, toName, out MemoryDirectory? newParent, out MemoryEntry? replaced);
            if (newParent is null)
            {
                return error;
            }

            if (replaced?.Node == from!.Node)
            {
                return SystemError.None; // two names of one file, or the same name
            }

            error = CheckRename(from.Node, newParent, replaced?.Node);
            if (error != SystemError.None)
            {
                return error;
            }

            // The new name is there before the old one goes, so that the node never is without.
            if (replaced is not null)
            {
                Remove(newParent, replaced);
            }

            error = TryAdd(newParent, toName, from.Node);
            if (error != SystemError.None)
            {
                return error; // only where nothing was replaced
            }

            Remove(oldParent!, from);
            if (from.Node is MemoryDirectory moved)
            {
                moved.Parent = newParent;
            }

            return SystemError.None;
        }
    }

    private static SystemError CheckRename(MemoryNode moved, MemoryDirectory into, MemoryNode? replaced) =>
        moved is MemoryDirectory directory
            ? into.IsWithin(directory) ? SystemError.Invalid
                : replaced is null ? SystemError.None
                : replaced is not MemoryDirectory gone ? SystemError.NotDirectory
                : !gone.IsEmpty ? SystemError.NotEmpty
                : SystemError.None
            : replaced is MemoryDirectory ? SystemError.IsDirectory
            : SystemError.None;

    // Where a name can be made that is not there.
    private SystemError FindPlace(FileHandle directory, ReadOnlySpan<byte> name, out MemoryDirectory? parent)
    {
        SystemError error = FindEntry(directory, name, out parent, out _);
        return error == SystemError.None ? SystemError.Exists
            : parent is not null ? SystemError.None
            : error;
    }

    private SystemError SetTimes(MemoryNode node, FileTimeChange access, FileTimeChange modification)
    {
        const uint NanosecondsPerSecond = 1_000_000_000;
        if (Math.Max(access.Time.Nanoseconds, modification.Time.Nanoseconds) >= NanosecondsPerSecond)
        {
            return SystemError.Invalid;
        }

        FileTime now = Now;
        node.AccessTime = Changed(node.AccessTime, access);
        node.ModificationTime = Changed(node.ModificationTime, modification);
        node.ChangeTime = now;
        return SystemError.None;

        FileTime Changed(FileTime old, FileTimeChange change) => change.Action switch
        {
            FileTimeAction.Keep => old,
            FileTimeAction.Now => now,
            FileTimeAction.Set => change.Time,
        };
    }
}
