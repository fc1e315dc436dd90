// Everything that is done to a path but opening it, by the rules of POSIX for links, slashes at the end and "." and ".." as last names.
using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>Calls on paths. A directory is the one that a path begins at and does not leave.</summary>
/// <param name="files">The platform's files.</param>
/// <param name="handles">The platform's handles.</param>
internal sealed class PathOperations(IFileSystem files, IHandles handles)
{
    /// <summary>What a path leads to.</summary>
    internal SystemError GetStatus(FileHandle from, ReadOnlySpan<byte> path, bool follow, out FileStatus status)
    {
        status = default;
        if (follow || ParentOpen.EndsInDirectory(path))
        {
            SystemError error = files.Open(from, path, OpenOptions.FollowLast, out FileHandle file);
            if (error == SystemError.None)
            {
                error = handles.GetStatus(file, out status);
                _ = handles.Close(file);
            }

            return error;
        }

        SystemError failure = ParentOpen.Find(files, handles, from, path, out ParentOpen parent);
        if (failure == SystemError.None)
        {
            failure = files.GetEntryStatus(parent.Directory, parent.Name, out status);
            parent.Dispose();
        }

        return failure;
    }

    /// <summary>Changes the times of what a path leads to.</summary>
    internal SystemError SetTimes(FileHandle from, ReadOnlySpan<byte> path, bool follow, FileTimeChange access, FileTimeChange modification)
    {
        if (follow || ParentOpen.EndsInDirectory(path))
        {
            SystemError error = files.Open(from, path, OpenOptions.FollowLast, out FileHandle file);
            if (error == SystemError.None)
            {
                error = files.SetTimes(file, access, modification);
                _ = handles.Close(file);
            }

            return error;
        }

        SystemError failure = ParentOpen.Find(files, handles, from, path, out ParentOpen parent);
        if (failure == SystemError.None)
        {
            failure = files.SetEntryTimes(parent.Directory, parent.Name, access, modification);
            parent.Dispose();
        }

        return failure;
    }

    /// <summary>Makes a directory.</summary>
    internal SystemError MakeDirectory(FileHandle from, ReadOnlySpan<byte> path)
    {
        SystemError error = ParentOpen.Find(files, handles, from, path, out ParentOpen parent);
        if (error == SystemError.None)
        {
            error = parent.IsDots ? SystemError.Exists : files.MakeDirectory(parent.Directory, parent.Name);
            parent.Dispose();
        }

        return error;
    }

    /// <summary>Removes an empty directory.</summary>
    internal SystemError RemoveDirectory(FileHandle from, ReadOnlySpan<byte> path)
    {
        SystemError error = ParentOpen.Find(files, handles, from, path, out ParentOpen parent);
        if (error == SystemError.None)
        {
            error = !parent.IsDots ? files.RemoveDirectory(parent.Directory, parent.Name)
                : parent.Name.Length == 1 ? SystemError.Invalid
                : SystemError.NotEmpty;
            parent.Dispose();
        }

        return error;
    }

    /// <summary>Removes what is no directory.</summary>
    internal SystemError RemoveFile(FileHandle from, ReadOnlySpan<byte> path)
    {
        SystemError error = ParentOpen.Find(files, handles, from, path, out ParentOpen parent);
        if (error == SystemError.None)
        {
            error = parent.IsDots ? SystemError.IsDirectory
                : !parent.HasSlash ? files.RemoveFile(parent.Directory, parent.Name)
                : files.GetEntryStatus(parent.Directory, parent.Name, out FileStatus status) is var failure and not SystemError.None ? failure
                : status.Kind == FileKind.Directory ? SystemError.IsDirectory
                : SystemError.NotDirectory;
            parent.Dispose();
        }

        return error;
    }

    /// <summary>Gives something another name.</summary>
    internal SystemError Rename(FileHandle from, ReadOnlySpan<byte> path, FileHandle to, ReadOnlySpan<byte> newPath)
    {
        SystemError error = ParentOpen.Find(files, handles, from, path, out ParentOpen source);
        if (error != SystemError.None)
        {
            return error;
        }

        error = ParentOpen.Find(files, handles, to, newPath, out ParentOpen target);
        if (error == SystemError.None)
        {
            error = source.IsDots || target.IsDots ? SystemError.Busy
                : (source.HasSlash || target.HasSlash) && RequireDirectory(source) is var failure and not SystemError.None ? failure
                : files.Rename(source.Directory, source.Name, target.Directory, target.Name);
            target.Dispose();
        }

        source.Dispose();
        return error;
    }

    /// <summary>Gives a file a name more.</summary>
    internal SystemError Link(FileHandle from, ReadOnlySpan<byte> path, FileHandle to, ReadOnlySpan<byte> newPath)
    {
        SystemError error = ParentOpen.Find(files, handles, from, path, out ParentOpen source);
        if (error != SystemError.None)
        {
            return error;
        }

        error = ParentOpen.Find(files, handles, to, newPath, out ParentOpen target);
        if (error == SystemError.None)
        {
            error = source.IsDots ? SystemError.NotPermitted
                : source.HasSlash && RequireDirectory(source) is var failure and not SystemError.None ? failure
                : target.IsDots ? SystemError.Exists
                : target.HasSlash ? RefuseNewFile(target)
                : files.Link(source.Directory, source.Name, target.Directory, target.Name);
            target.Dispose();
        }

        source.Dispose();
        return error;
    }

    /// <summary>Makes a symbolic link. It must not say an absolute path: none means the same to the guest and to the system.</summary>
    internal SystemError MakeSymbolicLink(ReadOnlySpan<byte> says, FileHandle from, ReadOnlySpan<byte> path)
    {
        SystemError error = says.IsEmpty ? SystemError.NoEntry
            : says[0] == '/' ? SystemError.NotPermitted
            : says.Contains((byte)0) ? SystemError.IllegalSequence
            : SystemError.None;
        if (error != SystemError.None)
        {
            return error;
        }

        error = ParentOpen.Find(files, handles, from, path, out ParentOpen parent);
        if (error == SystemError.None)
        {
            error = parent.IsDots ? SystemError.Exists
                : parent.HasSlash ? RefuseNewFile(parent)
                : files.MakeSymbolicLink(says, parent.Directory, parent.Name);
            parent.Dispose();
        }

        return error;
    }

    /// <summary>What a symbolic link says, as much as fits. Absolute paths are the host's own and are not handed out.</summary>
    internal SystemError ReadSymbolicLink(FileHandle from, ReadOnlySpan<byte> path, Span<byte> buffer, out int length)
    {
        length = 0;
        if (ParentOpen.EndsInDirectory(path))
        {
            SystemError failure = GetStatus(from, path, follow: true, out _);
            return failure == SystemError.None ? SystemError.Invalid : failure;
        }

        SystemError error = ParentOpen.Find(files, handles, from, path, out ParentOpen parent);
        if (error == SystemError.None)
        {
            error = files.ReadSymbolicLink(parent.Directory, parent.Name, buffer, out length);
            parent.Dispose();
            if (error == SystemError.None && length > 0 && buffer[0] == '/')
            {
                buffer[..length].Clear();
                length = 0;
                error = SystemError.NotPermitted;
            }
        }

        return error;
    }

    /// <summary>Whether the last name of a path is a symbolic link now: a question of which error fits, nothing relies on the answer.</summary>
    internal bool IsSymbolicLink(FileHandle from, ReadOnlySpan<byte> path) =>
        GetStatus(from, path.TrimEnd((byte)'/'), follow: false, out FileStatus status) == SystemError.None && status.Kind == FileKind.SymbolicLink;

    // A '/' behind a name: the name must be one of a directory, and a link to one is none.
    private SystemError RequireDirectory(in ParentOpen parent)
    {
        SystemError error = files.GetEntryStatus(parent.Directory, parent.Name, out FileStatus status);
        return error != SystemError.None ? error : status.Kind == FileKind.Directory ? SystemError.None : SystemError.NotDirectory;
    }

    // A '/' behind the name of something new that will be no directory.
    private SystemError RefuseNewFile(in ParentOpen parent)
    {
        SystemError error = files.GetEntryStatus(parent.Directory, parent.Name, out _);
        return error == SystemError.None ? SystemError.Exists : error;
    }
}
