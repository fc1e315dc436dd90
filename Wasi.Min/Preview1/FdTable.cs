using System.Collections.Generic;
using Wasmtime.Min.Wasi.FileSystem;

namespace Wasmtime.Min.Wasi.Preview1;

/// <summary>The guest's descriptors by number; the lowest free number is used next.</summary>
/// <param name="system">What closes them.</param>
internal sealed class FdTable(WasiSystem system)
{
    private readonly List<FdEntry?> _items = [];
    private readonly NumberSet _used = new();

    internal uint Add(FdEntry entry)
    {
        uint number = _used.AddLowest();
        if (number < (uint)_items.Count)
        {
            _items[(int)number] = entry;
        }
        else
        {
            _items.Add(entry);
        }

        return number;
    }

    internal FdEntry? Find(uint number) => number < (uint)_items.Count ? _items[(int)number] : null;

    /// <summary>Closes a descriptor; its number is free afterwards, whatever the system reports.</summary>
    internal Errno Close(uint number)
    {
        if (Find(number) is not { } entry)
        {
            return Errno.BadFile;
        }

        _items[(int)number] = null;
        _used.Remove(number);
        return ErrorCodes.ToPreview1(entry.Descriptor.Close(system));
    }

    /// <summary>Gives one descriptor the number of another, which is closed.</summary>
    internal Errno Renumber(uint from, uint to)
    {
        if (Find(from) is not { } moved || Find(to) is not { } replaced)
        {
            return Errno.BadFile;
        }

        if (from != to)
        {
            _ = replaced.Descriptor.Close(system);
            _items[(int)to] = moved;
            _items[(int)from] = null;
            _used.Remove(from);
        }

        return Errno.Success;
    }

    /// <summary>Closes all of them.</summary>
    internal void Clear()
    {
        for (int i = 0; i < _items.Count; i++)
        {
            _ = Close((uint)i);
        }
    }
}
