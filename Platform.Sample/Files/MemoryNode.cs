// What a file system consists of, apart from names and handles: a node is a file, a directory or a symbolic link. It lives as long as it has a name
// or somebody has it open; then it gives back the bytes that it holds.
using System;

namespace Wasmtime.Min.Platform.Sample.Files;

/// <summary>A file, a directory or a symbolic link.</summary>
/// <param name="inode">Its number.</param>
/// <param name="now">When it is made.</param>
internal abstract class MemoryNode(ulong inode, FileTime now)
{
    private int _handles;

    internal abstract FileKind Kind { get; }

    internal abstract ulong Size { get; }

    internal ulong Inode => inode;

    /// <summary>How many names it has.</summary>
    internal uint Names { get; private set; }

    internal FileTime AccessTime { get; set; } = now;

    internal FileTime ModificationTime { get; set; } = now;

    internal FileTime ChangeTime { get; set; } = now;

    internal FileStatus Status => new(MemoryFileSystem.Device, inode, Kind, Names, Size, AccessTime, ModificationTime, ChangeTime);

    internal void AddName(FileTime when)
    {
        Names++;
        ChangeTime = when;
    }

    internal void RemoveName(FileTime when)
    {
        Names--;
        ChangeTime = when;
        ReleaseIfGone();
    }

    internal void Opened() => _handles++;

    internal void Closed()
    {
        _handles--;
        ReleaseIfGone();
    }

    /// <summary>Gives back what it holds; nobody can reach it any more.</summary>
    protected abstract void Release();

    private void ReleaseIfGone()
    {
        if (Names == 0 && _handles == 0)
        {
            Release();
        }
    }
}

/// <summary>A symbolic link.</summary>
internal sealed class MemoryLink(ulong inode, FileTime now, byte[] target, MemoryBudget budget) : MemoryNode(inode, now)
{
    internal ReadOnlySpan<byte> Target => target;

    internal override FileKind Kind => FileKind.SymbolicLink;

    internal override ulong Size => (ulong)target.Length;

    protected override void Release() => budget.Return(target.Length);
}

/// <summary>How many bytes a file system may hold: a guest cannot take all memory of its host.</summary>
internal sealed class MemoryBudget(long capacity)
{
    private long _left = capacity;

    internal bool TryTake(long bytes)
    {
        if (bytes > _left)
        {
            return false;
        }

        _left -= bytes;
        return true;
    }

    internal void Return(long bytes) => _left += bytes;
}
