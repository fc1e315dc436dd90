// Names of a directory: found by name, and listed in the order in which they were made. An entry's number is its cookie; numbers are never used again, so
// a listing goes on behind any entry, also behind one that is gone.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Platform.Sample.Files;

/// <summary>A name in a directory.</summary>
internal sealed class MemoryEntry(ulong cookie, byte[] name, MemoryNode node)
{
    /// <summary>What an entry takes of the budget: itself, its name, the node.</summary>
    internal const int Cost = 512;

    internal ulong Cookie => cookie;

    internal byte[] Name => name;

    internal MemoryNode Node => node;
}

/// <summary>A directory.</summary>
internal sealed class MemoryDirectory(ulong inode, FileTime now, MemoryDirectory? parent) : MemoryNode(inode, now)
{
    private readonly Dictionary<byte[], MemoryEntry> _byName = new(new NameComparer());
    private readonly List<MemoryEntry> _byCookie = [];
    private ulong _lastCookie;

    internal override FileKind Kind => FileKind.Directory;

    internal override ulong Size => (ulong)_byCookie.Count;

    internal bool IsEmpty => _byCookie.Count == 0;

    /// <summary>Where it is; null for the root.</summary>
    internal MemoryDirectory? Parent { get; set; } = parent;

    /// <summary>Whether it has been removed, so that nothing can be made in it.</summary>
    internal bool IsRemoved => Parent is not null && Names == 0;

    internal MemoryEntry? Find(ReadOnlySpan<byte> name) =>
        _byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out MemoryEntry? entry) ? entry : null;

    internal void Add(ReadOnlySpan<byte> name, MemoryNode node, FileTime when)
    {
        var entry = new MemoryEntry(++_lastCookie, name.ToArray(), node);
        _byName.Add(entry.Name, entry);
        _byCookie.Add(entry);
        node.AddName(when);
        ModificationTime = ChangeTime = when;
    }

    internal void Remove(MemoryEntry entry, FileTime when)
    {
        _byName.Remove(entry.Name);
        _byCookie.RemoveAt(IndexBehind(entry.Cookie) - 1);
        entry.Node.RemoveName(when);
        ModificationTime = ChangeTime = when;
    }

    /// <summary>The entries behind one; 0: all.</summary>
    internal ReadOnlySpan<MemoryEntry> EntriesBehind(ulong cookie) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_byCookie)[IndexBehind(cookie)..];

    /// <summary>Whether it is a directory or lies in it.</summary>
    internal bool IsWithin(MemoryDirectory other)
    {
        for (MemoryDirectory? here = this; here is not null; here = here.Parent)
        {
            if (here == other)
            {
                return true;
            }
        }

        return false;
    }

    protected override void Release()
    {
        // It is empty: the entries have gone before.
    }

    private int IndexBehind(ulong cookie)
    {
        int low = 0;
        for (int high = _byCookie.Count; low < high;)
        {
            int middle = (low + high) / 2;
            if (_byCookie[middle].Cookie <= cookie)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private sealed class NameComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? left, byte[]? right) => left.AsSpan().SequenceEqual(right);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] name) => GetHashCode(name.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
