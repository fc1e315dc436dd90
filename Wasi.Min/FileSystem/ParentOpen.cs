// What is done to a name is done in the directory that holds it: the directory is opened beneath the guest's own, then the call acts on the last name
// without following it. This is the only place where a path is taken apart.
using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>The directory at the end of a path, and the last name of the path.</summary>
internal readonly ref struct ParentOpen
{
    private readonly IHandles? _owner; // null: the directory is the guest's own

    private ParentOpen(FileHandle directory, IHandles? owner, ReadOnlySpan<byte> name, bool hasSlash, bool isDots)
    {
        Directory = directory;
        _owner = owner;
        Name = name;
        HasSlash = hasSlash;
        IsDots = isDots;
    }

    /// <summary>The directory.</summary>
    internal FileHandle Directory { get; }

    /// <summary>One name; "." or ".." if <see cref="IsDots"/> says so.</summary>
    internal ReadOnlySpan<byte> Name { get; }

    /// <summary>Whether the path ended with '/', which says that the name is one of a directory.</summary>
    internal bool HasSlash { get; }

    /// <summary>Whether the path ends with "." or "..": a directory that is there and inside, but which no call can act on by its name.</summary>
    internal bool IsDots { get; }

    /// <summary>Whether the path is more than the name that it ends with, so that even a call that follows no link has to walk it to its end.</summary>
    internal static bool EndsInDirectory(ReadOnlySpan<byte> path) => path.EndsWith("/"u8) || IsDotName(LastOf(path));

    /// <summary>Opens the directory of a path's last name.</summary>
    /// <param name="files">The platform's files.</param>
    /// <param name="handles">The platform's handles.</param>
    /// <param name="from">Where the path begins.</param>
    /// <param name="path">The path; not used after the result.</param>
    /// <param name="parent">To be disposed.</param>
    internal static SystemError Find(IFileSystem files, IHandles handles, FileHandle from, ReadOnlySpan<byte> path, out ParentOpen parent)
    {
        const OpenOptions Walk = OpenOptions.Directory | OpenOptions.FollowLast;
        parent = default;
        SystemError error = path.IsEmpty ? SystemError.NoEntry
            : path[0] == '/' ? SystemError.Outside
            : path.Contains((byte)0) ? SystemError.IllegalSequence
            : SystemError.None;
        if (error != SystemError.None)
        {
            return error;
        }

        ReadOnlySpan<byte> trimmed = path.TrimEnd((byte)'/');
        ReadOnlySpan<byte> name = LastOf(trimmed);
        bool hasSlash = trimmed.Length < path.Length;
        if (IsDotName(name))
        {
            error = files.Open(from, path, Walk, out FileHandle there);
            if (error == SystemError.None)
            {
                _ = handles.Close(there);
                parent = new ParentOpen(from, null, name, hasSlash, isDots: true);
            }

            return error;
        }

        if (name.Length == trimmed.Length)
        {
            parent = new ParentOpen(from, null, name, hasSlash, isDots: false);
            return SystemError.None;
        }

        error = files.Open(from, trimmed[..^name.Length], Walk, out FileHandle directory);
        if (error == SystemError.None)
        {
            parent = new ParentOpen(directory, handles, name, hasSlash, isDots: false);
        }

        return error;
    }

    internal void Dispose() => _ = _owner?.Close(Directory);

    private static ReadOnlySpan<byte> LastOf(ReadOnlySpan<byte> path) => path[(path.LastIndexOf((byte)'/') + 1)..];

    private static bool IsDotName(ReadOnlySpan<byte> name) => name.SequenceEqual("."u8) || name.SequenceEqual(".."u8);
}
