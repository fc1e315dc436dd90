using System;
using System.Collections.Generic;
using System.IO;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>The guest's descriptors by number; the lowest free number is used next.</summary>
internal sealed class DescriptorTable
{
    private readonly List<Descriptor?> _items = [];

    internal uint Add(Descriptor descriptor)
    {
        int free = _items.IndexOf(null);
        if (free >= 0)
        {
            _items[free] = descriptor;
            return (uint)free;
        }

        _items.Add(descriptor);
        return (uint)_items.Count - 1;
    }

    internal Descriptor? Find(uint number) => number < (uint)_items.Count ? _items[(int)number] : null;

    internal bool Remove(uint number)
    {
        if (Find(number) is not { } descriptor)
        {
            return false;
        }

        _items[(int)number] = null;
        descriptor.Dispose();
        return true;
    }

    /// <summary>Whether a host path is that of a preopened directory.</summary>
    internal bool HasRoot(string path)
    {
        foreach (Descriptor? descriptor in _items)
        {
            if (descriptor?.GuestName is not null && descriptor.HostPath == path)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets open directories follow a renamed one that they are or lie in.</summary>
    internal void Move(string from, string to)
    {
        foreach (Descriptor? descriptor in _items)
        {
            if (descriptor?.HostPath is not { } path)
            {
                continue;
            }

            if (path == from)
            {
                descriptor.HostPath = to;
            }
            else if (path.StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                descriptor.HostPath = to + path[from.Length..];
            }
        }
    }

    /// <summary>Closes all of them.</summary>
    internal void Clear()
    {
        foreach (Descriptor? descriptor in _items)
        {
            descriptor?.Dispose();
        }

        _items.Clear();
    }

    /// <summary>Gives one descriptor the number of another, which is closed.</summary>
    internal bool Renumber(uint from, uint to)
    {
        if (Find(from) is not { } moved || Find(to) is not { } replaced)
        {
            return false;
        }

        if (from != to)
        {
            replaced.Dispose();
            _items[(int)to] = moved;
            _items[(int)from] = null;
        }

        return true;
    }
}
