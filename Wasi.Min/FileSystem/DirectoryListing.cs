// The list of a directory as guests see it: "." and ".." first, which platforms leave out, then the platform's entries in its own order. A place in the
// list is a small number, since some guests keep it in 32 bits, and file systems use all 64: 0 and 1 for the dots, 2 for the first entry, then one more
// for each entry. What the platform calls these places is remembered while the directory is open, from one beginning to the next.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>One entry of a directory.</summary>
/// <param name="next">Where to go on behind it.</param>
/// <param name="inode">Its number.</param>
/// <param name="kind">What it is.</param>
/// <param name="name">Its name.</param>
internal readonly ref struct ListedEntry(ulong next, ulong inode, FileKind kind, ReadOnlySpan<byte> name)
{
    internal ulong Next { get; } = next;

    internal ulong Inode { get; } = inode;

    internal FileKind Kind { get; } = kind;

    internal ReadOnlySpan<byte> Name { get; } = name;
}

/// <summary>Goes through a directory.</summary>
internal ref struct DirectoryListing
{
    private const ulong Dots = 2;

    private readonly IFileSystem _files;
    private readonly FileHandle _directory;
    private readonly ulong _inode;
    private readonly List<ulong> _places;
    private readonly Span<byte> _buffer;
    private ReadOnlySpan<byte> _rest;
    private ulong _place;

    /// <summary>Begins at a place.</summary>
    /// <param name="files">The platform's files.</param>
    /// <param name="directory">The directory; remembers its places.</param>
    /// <param name="inode">Its number, which ".." gets, too: what lies above is not the guest's to know.</param>
    /// <param name="place">0: the beginning.</param>
    /// <param name="buffer">For the platform's entries.</param>
    internal DirectoryListing(IFileSystem files, Descriptor directory, ulong inode, ulong place, Span<byte> buffer)
    {
        _files = files;
        _directory = directory.Handle;
        _places = directory.Places;
        _inode = inode;
        _place = place;
        _buffer = buffer;
        if (place == 0)
        {
            _places.Clear();
        }
    }

    /// <summary>The next entry.</summary>
    /// <param name="entry">The entry, valid until the next call.</param>
    /// <param name="isThere">False at the end.</param>
    internal SystemError Next(out ListedEntry entry, out bool isThere)
    {
        entry = default;
        isThere = true;
        if (_place < Dots)
        {
            entry = new ListedEntry(_place + 1, _inode, FileKind.Directory, _place == 0 ? "."u8 : ".."u8);
            _place++;
            return SystemError.None;
        }

        if (_place - Dots > (ulong)_places.Count)
        {
            isThere = false;
            return SystemError.Invalid; // no place that this directory had
        }

        int index = (int)(_place - Dots);
        if (_rest.IsEmpty)
        {
            SystemError error = _files.ReadDirectory(_directory, index == 0 ? 0 : _places[index - 1], _buffer, out int length);
            if (error != SystemError.None || length == 0)
            {
                isThere = false;
                return error;
            }

            _rest = _buffer[..length];
        }

        DirectoryEntryHeader header = DirectoryEntryHeader.Read(_rest, out ReadOnlySpan<byte> name);
        _rest = _rest[(DirectoryEntryHeader.Size + name.Length)..];
        _place++;
        if (index < _places.Count && _places[index] != header.Next)
        {
            _places.RemoveRange(index, _places.Count - index); // the directory has changed since it was read up to here
        }

        if (index == _places.Count)
        {
            _places.Add(header.Next);
        }

        FileKind kind = header.Kind;
        if (kind == FileKind.Unknown && _files.GetEntryStatus(_directory, name, out FileStatus status) == SystemError.None)
        {
            kind = status.Kind; // a file system whose directories do not say
        }

        entry = new ListedEntry(_place, header.Inode, kind, name);
        return SystemError.None;
    }
}
