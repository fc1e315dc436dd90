// A file system in memory, for a system that has none: names and nodes (MemoryNode.cs), handles of them (OpenNode.cs), and here what IFileSystem asks
// for. One lock guards all of it. Paths are walked by BeneathWalk, as on POSIX and Windows: it asks for one name at a time. A removed file or directory
// lives on until its last handle is closed. Making something allocates managed memory, as far as the budget goes; reading and writing what is there does not.
using System;
using System.Collections.Generic;
using System.Text.Unicode;
using Wasmtime.Min.Platform.Portable;

namespace Wasmtime.Min.Platform.Sample.Files;

/// <summary>Files of the sample platform.</summary>
internal sealed partial class MemoryFileSystem : IFileSystem, IWalkedFiles
{
    /// <summary>Number of this file system; there is one.</summary>
    internal const ulong Device = 1;

    private const int MostNameBytes = 255, MostTargetBytes = 4095;

    private readonly SampleHandles _handles;
    private readonly IClocks _clocks;
    private readonly MemoryBudget _budget;
    private readonly MemoryDirectory _root;
    private readonly Stack<OpenNode> _spare = new();
    private ulong _lastInode = 1;

    internal MemoryFileSystem(SampleHandles handles, IClocks clocks, long capacity)
    {
        _handles = handles;
        _clocks = clocks;
        _budget = new MemoryBudget(capacity);
        _root = new MemoryDirectory(_lastInode, Now, null);
        _root.AddName(Now);
    }

    /// <summary>Guards nodes and handles. May be entered again by who holds it.</summary>
    internal System.Threading.Lock Gate { get; } = new();

    internal FileTime Now => _clocks.WallTime();

    /// <summary>Takes back what stood for an open file, to be used again.</summary>
    internal void Keep(OpenNode closed) => _spare.Push(closed);

    /// <remarks>There are no names of a host: the root of the file system stands for "/" and for the directory of the process.</remarks>
    public SystemError OpenRoot(ReadOnlySpan<byte> path, out FileHandle directory)
    {
        const OpenOptions Options = OpenOptions.Read | OpenOptions.Directory | OpenOptions.FollowLast;
        directory = FileHandle.None;
        if (path.IsEmpty)
        {
            return SystemError.NoEntry;
        }

        SystemError error = Add(_root, OpenOptions.Read, out FileHandle root);
        if (error != SystemError.None)
        {
            return error;
        }

        ReadOnlySpan<byte> below = path.TrimStart((byte)'/');
        error = BeneathWalk.Open(this, root, below.IsEmpty ? "."u8 : below, Options, out directory);
        CloseStep(root);
        return error;
    }

    public SystemError Open(FileHandle directory, ReadOnlySpan<byte> path, OpenOptions options, out FileHandle file)
    {
        file = FileHandle.None;
        SystemError error = FindDirectory(directory, out _);
        return error == SystemError.None ? BeneathWalk.Open(this, directory, path, options, out file) : error;
    }

    public SystemError OpenStep(FileHandle directory, ReadOnlySpan<byte> name, out FileHandle next)
    {
        next = FileHandle.None;
        lock (Gate)
        {
            SystemError error = FindEntry(directory, name, out _, out MemoryEntry? entry);
            return error != SystemError.None ? error
                : entry!.Node is MemoryDirectory ? Add(entry.Node, OpenOptions.None, out next)
                : entry.Node is MemoryLink ? SystemError.Loop
                : SystemError.NotDirectory;
        }
    }

    public SystemError OpenLast(FileHandle directory, ReadOnlySpan<byte> name, OpenOptions options, out FileHandle file)
    {
        file = FileHandle.None;
        lock (Gate)
        {
            SystemError error = FindEntry(directory, name, out MemoryDirectory? parent, out MemoryEntry? entry);
            if (error == SystemError.NoEntry && parent is not null && (options & OpenOptions.Create) != 0)
            {
                var made = new MemoryFile(++_lastInode, Now, _budget);
                error = TryAdd(parent, name, made);
                return error == SystemError.None ? Add(made, options, out file) : error;
            }

            if (error == SystemError.None)
            {
                error = Check(entry!.Node, options);
            }

            if (error != SystemError.None)
            {
                return error;
            }

            if (entry!.Node is MemoryFile old && (options & OpenOptions.Truncate) != 0)
            {
                old.SetLength(0);
                old.ModificationTime = old.ChangeTime = Now;
            }

            return Add(entry.Node, options, out file);
        }
    }

    public SystemError OpenAgain(FileHandle directory, OpenOptions options, out FileHandle again)
    {
        again = FileHandle.None;
        lock (Gate)
        {
            SystemError error = FindDirectory(directory, out MemoryDirectory? found);
            return error == SystemError.None ? Add(found!, options, out again) : error;
        }
    }

    public SystemError ReadLink(FileHandle directory, ReadOnlySpan<byte> name, Span<byte> buffer, out int length)
    {
        length = 0;
        lock (Gate)
        {
            SystemError error = FindEntry(directory, name, out _, out MemoryEntry? entry);
            if (error != SystemError.None)
            {
                return error;
            }

            if (entry!.Node is not MemoryLink link)
            {
                return SystemError.Invalid;
            }

            length = Math.Min(buffer.Length, link.Target.Length);
            link.Target[..length].CopyTo(buffer);
            return SystemError.None;
        }
    }

    public bool IsLink(FileHandle directory, ReadOnlySpan<byte> name)
    {
        lock (Gate)
        {
            return FindEntry(directory, name, out _, out MemoryEntry? entry) == SystemError.None && entry!.Node is MemoryLink;
        }
    }

    public void CloseStep(FileHandle handle) => _ = _handles.Close(handle);

    // Whether what is there can be opened so.
    private static SystemError Check(MemoryNode node, OpenOptions options)
    {
        const OpenOptions MoreThanAsking = OpenOptions.Read | OpenOptions.Write | OpenOptions.Directory;
        const OpenOptions ForFiles = OpenOptions.Write | OpenOptions.Create | OpenOptions.Truncate;
        const OpenOptions ForNew = OpenOptions.Create | OpenOptions.Exclusive;
        return (options & ForNew) == ForNew ? SystemError.Exists
            : node.Kind == FileKind.SymbolicLink ? ((options & MoreThanAsking) == 0 ? SystemError.None : SystemError.Loop)
            : node.Kind == FileKind.Directory ? ((options & ForFiles) == 0 ? SystemError.None : SystemError.IsDirectory)
            : (options & OpenOptions.Directory) == 0 ? SystemError.None : SystemError.NotDirectory;
    }

    private SystemError Add(MemoryNode node, OpenOptions options, out FileHandle handle)
    {
        lock (Gate)
        {
            OpenNode open = _spare.TryPop(out OpenNode? spare) ? spare : new OpenNode(this);
            open.Set(node, options);
            return _handles.Add(open, out handle);
        }
    }

    private SystemError FindOpen(FileHandle handle, out OpenNode? open)
    {
        open = _handles.Find(handle) as OpenNode;
        return open is null ? SystemError.BadHandle : SystemError.None;
    }

    private SystemError FindDirectory(FileHandle handle, out MemoryDirectory? directory)
    {
        SystemError error = FindOpen(handle, out OpenNode? open);
        directory = open?.Node as MemoryDirectory;
        return error == SystemError.None && directory is null ? SystemError.NotDirectory : error;
    }

    /// <summary>Looks a name up; the directory is known where only the entry is missing and could be made.</summary>
    private SystemError FindEntry(FileHandle handle, ReadOnlySpan<byte> name, out MemoryDirectory? directory, out MemoryEntry? entry)
    {
        entry = null;
        SystemError error = FindDirectory(handle, out directory);
        error = error == SystemError.None ? CheckName(name) : error;
        if (error != SystemError.None || directory!.IsRemoved)
        {
            directory = null;
            return error == SystemError.None ? SystemError.NoEntry : error;
        }

        entry = directory.Find(name);
        return entry is null ? SystemError.NoEntry : SystemError.None;
    }

    private static SystemError CheckName(ReadOnlySpan<byte> name) =>
        name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8) || name.ContainsAny((byte)'/', (byte)0) ? SystemError.Invalid
        : name.Length > MostNameBytes ? SystemError.NameTooLong
        : !Utf8.IsValid(name) ? SystemError.IllegalSequence
        : SystemError.None;

    private SystemError TryAdd(MemoryDirectory directory, ReadOnlySpan<byte> name, MemoryNode node)
    {
        if (!_budget.TryTake(MemoryEntry.Cost))
        {
            return SystemError.NoSpace;
        }

        directory.Add(name, node, Now);
        return SystemError.None;
    }

    private void Remove(MemoryDirectory directory, MemoryEntry entry)
    {
        directory.Remove(entry, Now);
        _budget.Return(MemoryEntry.Cost);
    }
}
