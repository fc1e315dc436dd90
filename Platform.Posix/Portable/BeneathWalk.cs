// Opening below a directory where the system has no call for it. A path is walked component by component: each is opened relative to the handle of
// its directory and never through a symbolic link; what a link says is read from the link and walked like the rest of the path; ".." takes the
// handle that the walk came from. No name is looked at twice, so nobody who renames, removes or replaces directories meanwhile can lead the walk
// out: the handles that it stands on are directories that it reached from the first one. Written against six calls, so that POSIX, Windows and a
// file system in memory share it.
using System;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Portable;

/// <summary>What the walk asks of a system. A name is one component; none of the calls follows a symbolic link.</summary>
internal interface IWalkedFiles
{
    /// <summary>Opens a directory only to walk on from it; <see cref="SystemError.Loop"/> for a symbolic link, <see cref="SystemError.NotDirectory"/> for anything else.</summary>
    SystemError OpenStep(FileHandle directory, ReadOnlySpan<byte> name, out FileHandle next);

    /// <summary>
    /// Opens the last component with all options but <see cref="OpenOptions.FollowLast"/>; <see cref="SystemError.Loop"/> for a symbolic link, unless
    /// the handle is only for asking.
    /// </summary>
    SystemError OpenLast(FileHandle directory, ReadOnlySpan<byte> name, OpenOptions options, out FileHandle file);

    /// <summary>Opens a directory that is open already, anew.</summary>
    SystemError OpenAgain(FileHandle directory, OpenOptions options, out FileHandle again);

    /// <summary>What a symbolic link says; <see cref="SystemError.Invalid"/> for anything else.</summary>
    SystemError ReadLink(FileHandle directory, ReadOnlySpan<byte> name, Span<byte> buffer, out int length);

    /// <summary>Whether something is a symbolic link now; a question of courtesy: nothing relies on the answer.</summary>
    bool IsLink(FileHandle directory, ReadOnlySpan<byte> name);

    /// <summary>Closes a handle of this interface.</summary>
    void CloseStep(FileHandle handle);
}

/// <summary>Resolves paths below a directory.</summary>
internal static class BeneathWalk
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    // As Linux: a path, and what a link says, end at 4 KiB. With the links of one walk put together there may be more.
    private const int MostPathBytes = 4096;
    private const int MostWaitingBytes = 1 << 16;

    // How often a component may turn from a link into something else, or back, between two looks at it.
    private const int MostChanges = 64;

    /// <summary>Opens what a path leads to; see <see cref="IFileSystem.Open"/>.</summary>
    /// <param name="files">The system's calls.</param>
    /// <param name="root">The directory; stays open and is never left.</param>
    /// <param name="path">The path.</param>
    /// <param name="options">How.</param>
    /// <param name="file">The handle.</param>
    internal static SystemError Open<T>(T files, FileHandle root, ReadOnlySpan<byte> path, OpenOptions options, out FileHandle file)
        where T : IWalkedFiles
    {
        file = FileHandle.None;
        SystemError error = Check(path, options);
        if (error != SystemError.None)
        {
            return error;
        }

        var walk = new Walk<T>(files, root);
        try
        {
            return walk.Run(path, options, out file);
        }
        catch (OutOfMemoryException)
        {
            return SystemError.NoMemory;
        }
        finally
        {
            walk.Dispose();
        }
    }

    /// <summary>What can be said of a path and options before anything is looked at, whatever way of opening comes afterwards.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How it is to be opened.</param>
    internal static SystemError Check(ReadOnlySpan<byte> path, OpenOptions options)
    {
        bool writes = (options & OpenOptions.Write) != 0;
        bool makes = (options & OpenOptions.Create) != 0;
        bool isMeaningless = (makes && (options & (OpenOptions.Read | OpenOptions.Write)) == 0)
            || (makes && (options & OpenOptions.Directory) != 0)
            || ((options & OpenOptions.Truncate) != 0 && !writes);
        return isMeaningless ? SystemError.Invalid
            : path.IsEmpty ? SystemError.NoEntry
            : path.Length >= MostPathBytes ? SystemError.NameTooLong
            : path.Contains((byte)0) ? SystemError.IllegalSequence
            : SystemError.None;
    }

    // What it keeps lies outside of the managed heap: members of the contract allocate nothing there.
    private unsafe ref struct Walk<T>(T files, FileHandle root)
        where T : IWalkedFiles
    {
        // Directories between the root and where the walk stands; the last one is where it stands.
        private FileHandle* _inside;
        private int _depth;
        private int _room;

        // What links have put before the rest of the path; the path itself until the first link.
        private byte* _expanded;
        private int _links;
        private int _changes;

        private readonly FileHandle Here => _depth == 0 ? root : _inside[_depth - 1];

        internal SystemError Run(scoped ReadOnlySpan<byte> path, OpenOptions options, out FileHandle file)
        {
            file = FileHandle.None;
            ReadOnlySpan<byte> rest = path;
            bool isDirectoryWanted = false;
            while (true)
            {
                if (rest.StartsWith("/"u8))
                {
                    return SystemError.Outside; // an absolute path, or an absolute link: slashes behind a component are taken with it
                }

                int end = rest.IndexOf((byte)'/');
                ReadOnlySpan<byte> name = end < 0 ? rest : rest[..end];
                ReadOnlySpan<byte> next = end < 0 ? [] : rest[end..].TrimStart((byte)'/');
                bool hasSlash = end >= 0;
                bool isLast = next.IsEmpty;
                if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
                {
                    if (name.Length == 2 && !TryLeave())
                    {
                        return SystemError.Outside;
                    }

                    if (isLast)
                    {
                        return OpenHere(options, out file);
                    }

                    rest = next;
                    continue;
                }

                isDirectoryWanted |= isLast && hasSlash;
                SystemError error = isLast
                    ? OpenLast(name, options, isDirectoryWanted, out file)
                    : Enter(name);
                if (error == SystemError.None)
                {
                    if (isLast)
                    {
                        return SystemError.None;
                    }

                    rest = next;
                    continue;
                }

                // A link in the middle is always followed, one at the end if that was asked for; what needs a directory there asks for it by its slash.
                bool follows = !isLast || ((options & OpenOptions.FollowLast) != 0 && !IsExclusive(options)) || isDirectoryWanted;
                if (error != SystemError.Loop || !follows)
                {
                    return error;
                }

                error = Expand(name, hasSlash, next, out int length);
                if (error != SystemError.None)
                {
                    return error;
                }

                // SAFETY: 'Expand' has put so many bytes there.
                rest = length == 0 ? rest : new ReadOnlySpan<byte>(_expanded, length);
            }
        }

        internal void Dispose()
        {
            while (_depth > 0)
            {
                _ = TryLeave();
            }

            NativeMemory.Free(_inside);
            NativeMemory.Free(_expanded);
        }

        private static bool IsExclusive(OpenOptions options) =>
            (options & (OpenOptions.Create | OpenOptions.Exclusive)) == (OpenOptions.Create | OpenOptions.Exclusive);

        // The path ends in "." or "..", which are directories that are there.
        private readonly SystemError OpenHere(OpenOptions options, out FileHandle file)
        {
            file = FileHandle.None;
            return IsExclusive(options) ? SystemError.Exists
                : (options & (OpenOptions.Create | OpenOptions.Write | OpenOptions.Truncate)) != 0 ? SystemError.IsDirectory
                : files.OpenAgain(Here, options & ~OpenOptions.FollowLast, out file);
        }

        private readonly SystemError OpenLast(scoped ReadOnlySpan<byte> name, OpenOptions options, bool isDirectoryWanted, out FileHandle file)
        {
            file = FileHandle.None;
            if (isDirectoryWanted)
            {
                if ((options & OpenOptions.Create) != 0)
                {
                    return SystemError.IsDirectory; // only a file could be made
                }

                options |= OpenOptions.Directory;
            }

            // A handle only for asking would be one of the link itself.
            bool isOnlyForAsking = (options & (OpenOptions.Read | OpenOptions.Write | OpenOptions.Directory)) == 0;
            return isOnlyForAsking && (options & OpenOptions.FollowLast) != 0 && files.IsLink(Here, name)
                ? SystemError.Loop
                : files.OpenLast(Here, name, options & ~OpenOptions.FollowLast, out file);
        }

        private SystemError Enter(scoped ReadOnlySpan<byte> name)
        {
            SystemError error = files.OpenStep(Here, name, out FileHandle next);
            if (error != SystemError.None)
            {
                return error;
            }

            if (_depth == _room)
            {
                const int FirstRoom = 16;
                _room = int.Max(FirstRoom, _room * 2);
                _inside = (FileHandle*)NativeMemory.Realloc(_inside, (nuint)_room * (nuint)sizeof(FileHandle));
            }

            // SAFETY: there is room for '_room' handles.
            _inside[_depth++] = next;
            return SystemError.None;
        }

        // Goes back to the directory that the walk came from; false where it would leave the root.
        private bool TryLeave()
        {
            if (_depth == 0)
            {
                return false;
            }

            files.CloseStep(_inside[--_depth]);
            return true;
        }

        // Puts what a link says in the place of its name. A length of 0: it is no link any more, and the walk looks at it again.
        private SystemError Expand(scoped ReadOnlySpan<byte> name, bool hasSlash, scoped ReadOnlySpan<byte> next, out int length)
        {
            int room = MostPathBytes + 1 + next.Length;
            byte* buffer = (byte*)NativeMemory.Alloc((nuint)room);
            SystemError error = files.ReadLink(Here, name, new Span<byte>(buffer, MostPathBytes), out length);
            bool isChanged = error == SystemError.Invalid && ++_changes <= MostChanges;
            error = isChanged ? SystemError.None
                : error == SystemError.Invalid ? SystemError.Loop
                : error != SystemError.None ? error
                : ++_links > MostLinks ? SystemError.Loop
                : length == 0 ? SystemError.NoEntry
                : length + next.Length > MostWaitingBytes ? SystemError.NameTooLong
                : SystemError.None;
            if (isChanged || error != SystemError.None)
            {
                NativeMemory.Free(buffer);
                length = 0;
                return error;
            }

            if (hasSlash)
            {
                // SAFETY: there is room for what a link says, a slash and the rest.
                var rest = new Span<byte>(buffer, room);
                rest[length++] = (byte)'/';
                next.CopyTo(rest[length..]);
                length += next.Length;
            }

            NativeMemory.Free(_expanded); // 'next' may have been a part of it
            _expanded = buffer;
            return SystemError.None;
        }
    }
}
