using System;

namespace Wasmtime.Min.Platform;

/// <summary>
/// Files, reached through handles of directories. **No name is a capability**: whatever a path says and whoever changes the directories meanwhile,
/// nothing outside of the directory that a call is given is opened, read, written, made, removed or asked about.
/// </summary>
/// <remarks>
/// <para>
/// Paths and names are bytes: those of the file system on POSIX, UTF-8 elsewhere (<see cref="SystemError.IllegalSequence"/> for what is not). '/' separates.
/// A <i>path</i> may have several components, ".", ".." and symbolic links; it is resolved component by component below the directory, and ".." or a link that
/// leads above the directory, an absolute path and an absolute link end in <see cref="SystemError.Outside"/>. Only <see cref="Open"/> takes a path. A
/// <i>name</i> is one entry of a directory: not empty, not "." or "..", without '/' and NUL (<see cref="SystemError.Invalid"/>); a symbolic link of that
/// name is itself meant, never what it points to.
/// </para>
/// <para>
/// Errors are results, never exceptions, and no member allocates managed memory. Every member is thread-safe as far as the system is. A system that
/// has no symbolic or hard links answers <see cref="SystemError.NotSupported"/>.
/// </para>
/// </remarks>
public interface IFileSystem
{
    /// <summary>
    /// Opens a directory by a name of the host: the only member that believes one. For whoever embeds a guest and decides what it gets, never for a
    /// guest's own paths. Symbolic links are followed.
    /// </summary>
    /// <param name="path">A path of the host, absolute or relative to the process's directory; bytes on POSIX, UTF-8 elsewhere.</param>
    /// <param name="directory">The handle; can be asked, opened from and, if the host permits it, read.</param>
    SystemError OpenRoot(ReadOnlySpan<byte> path, out FileHandle directory);

    /// <summary>Opens a file or directory below a directory. POSIX <c>openat</c>, Linux <c>openat2</c> with RESOLVE_BENEATH. Never waits for another process to open a pipe.</summary>
    /// <param name="directory">Where the path begins, and what it cannot leave.</param>
    /// <param name="path">The path; a '/' at its end asks for a directory. Empty: <see cref="SystemError.NoEntry"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="file">The handle; <see cref="FileHandle.None"/> after an error.</param>
    SystemError Open(FileHandle directory, ReadOnlySpan<byte> path, OpenOptions options, out FileHandle file);

    /// <summary>Reads at an offset and leaves the position alone. POSIX <c>preadv</c>.</summary>
    /// <param name="file">A regular file open for reading.</param>
    /// <param name="blocks">Where to, in order.</param>
    /// <param name="offset">Of the first byte; at most <see cref="long.MaxValue"/> (else <see cref="SystemError.Invalid"/>).</param>
    /// <param name="count">Bytes read; 0 behind the end.</param>
    SystemError ReadAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count);

    /// <summary>Writes at an offset and leaves the position alone, with <see cref="OpenOptions.Append"/>, too. POSIX <c>pwritev</c>.</summary>
    /// <param name="file">A regular file open for writing.</param>
    /// <param name="blocks">Where from, in order.</param>
    /// <param name="offset">Of the first byte; at most <see cref="long.MaxValue"/> (else <see cref="SystemError.Invalid"/>).</param>
    /// <param name="count">Bytes written; may be less than there are.</param>
    SystemError WriteAt(FileHandle file, ReadOnlySpan<MemoryBlock> blocks, ulong offset, out nuint count);

    /// <summary>Moves the position. POSIX <c>lseek</c>.</summary>
    /// <param name="file">A regular file.</param>
    /// <param name="offset">Bytes from there; may be negative.</param>
    /// <param name="from">From where.</param>
    /// <param name="position">The new position; may be behind the end, never before the start (<see cref="SystemError.Invalid"/>).</param>
    SystemError Seek(FileHandle file, long offset, SeekFrom from, out ulong position);

    /// <summary>Changes whether writes go to the end. POSIX <c>fcntl</c> with O_APPEND.</summary>
    SystemError SetAppend(FileHandle file, bool isAppending);

    /// <summary>Changes the length; what is new is zero, and the position stays. POSIX <c>ftruncate</c>.</summary>
    /// <param name="file">A regular file open for writing; else <see cref="SystemError.BadHandle"/>.</param>
    /// <param name="size">In bytes; <see cref="SystemError.FileTooLarge"/> above <see cref="long.MaxValue"/>.</param>
    SystemError SetSize(FileHandle file, ulong size);

    /// <summary>Makes sure that a part of a file can be written, and makes the file longer where it ends before. POSIX <c>posix_fallocate</c>.</summary>
    /// <param name="file">A regular file open for writing; else <see cref="SystemError.BadHandle"/>.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">In bytes, not 0 (<see cref="SystemError.Invalid"/>); <see cref="SystemError.FileTooLarge"/> if it ends behind <see cref="long.MaxValue"/>.</param>
    SystemError Allocate(FileHandle file, ulong offset, ulong length);

    /// <summary>Says how a part of a file will be used; a system may do nothing. POSIX <c>posix_fadvise</c>.</summary>
    /// <param name="file">A file.</param>
    /// <param name="offset">First byte; at most <see cref="long.MaxValue"/> (else <see cref="SystemError.Invalid"/>), as the length.</param>
    /// <param name="length">In bytes; 0: to the end.</param>
    /// <param name="advice">How.</param>
    SystemError Advise(FileHandle file, ulong offset, ulong length, FileAdvice advice);

    /// <summary>Returns when what was written is on the device. POSIX <c>fsync</c>, <c>fdatasync</c>.</summary>
    /// <param name="file">A file, or a directory.</param>
    /// <param name="dataOnly">Leave out what is not needed to read the data again.</param>
    SystemError Sync(FileHandle file, bool dataOnly);

    /// <summary>Changes times of what is open, also of what is open only for asking. POSIX <c>futimens</c>.</summary>
    /// <returns><see cref="SystemError.Invalid"/> for a time with a billion nanoseconds or more.</returns>
    SystemError SetTimes(FileHandle file, FileTimeChange access, FileTimeChange modification);

    /// <summary>Reads entries of a directory, in the file system's order, without "." and "..".</summary>
    /// <param name="directory">A directory open for reading.</param>
    /// <param name="cookie">
    /// 0: from the first entry; else <see cref="DirectoryEntryHeader.Next"/> of the entry behind which to go on, as often as one likes. Entries that are
    /// neither made nor removed meanwhile come once each. <see cref="SystemError.Invalid"/> above <see cref="long.MaxValue"/>.
    /// </param>
    /// <param name="buffer">Receives whole entries, as many as fit: a <see cref="DirectoryEntryHeader"/> and the bytes of the name each, without padding.</param>
    /// <param name="length">Bytes used; 0 at the end, and of a directory that was removed.</param>
    /// <returns><see cref="SystemError.Overflow"/> where not even one entry fits: <see cref="DirectoryEntryHeader.MostBytes"/> always do.</returns>
    SystemError ReadDirectory(FileHandle directory, ulong cookie, Span<byte> buffer, out int length);

    /// <summary>What an entry of a directory is; a symbolic link is not followed. POSIX <c>fstatat</c>.</summary>
    SystemError GetEntryStatus(FileHandle directory, ReadOnlySpan<byte> name, out FileStatus status);

    /// <summary>Changes times of an entry, as <see cref="SetTimes"/>; a symbolic link is not followed. POSIX <c>utimensat</c>.</summary>
    SystemError SetEntryTimes(FileHandle directory, ReadOnlySpan<byte> name, FileTimeChange access, FileTimeChange modification);

    /// <summary>Makes a directory. POSIX <c>mkdirat</c>.</summary>
    SystemError MakeDirectory(FileHandle directory, ReadOnlySpan<byte> name);

    /// <summary>Removes an empty directory (<see cref="SystemError.NotEmpty"/>). POSIX <c>unlinkat</c> with AT_REMOVEDIR.</summary>
    SystemError RemoveDirectory(FileHandle directory, ReadOnlySpan<byte> name);

    /// <summary>Removes what is no directory (<see cref="SystemError.IsDirectory"/>). POSIX <c>unlinkat</c>.</summary>
    SystemError RemoveFile(FileHandle directory, ReadOnlySpan<byte> name);

    /// <summary>Gives an entry another name, perhaps in another directory, and replaces what has it, in one step. POSIX <c>renameat</c>.</summary>
    SystemError Rename(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName);

    /// <summary>Gives a file a name more, a directory none (<see cref="SystemError.NotPermitted"/>); a symbolic link is not followed. POSIX <c>linkat</c>.</summary>
    SystemError Link(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName);

    /// <summary>Makes a symbolic link. What it says is kept as it is; whoever hands out capabilities decides what may stand in one. POSIX <c>symlinkat</c>.</summary>
    /// <returns><see cref="SystemError.NoEntry"/> for a link that would say nothing; <see cref="SystemError.IllegalSequence"/> for one with a NUL.</returns>
    SystemError MakeSymbolicLink(ReadOnlySpan<byte> target, FileHandle directory, ReadOnlySpan<byte> name);

    /// <summary>What a symbolic link says. POSIX <c>readlinkat</c>.</summary>
    /// <param name="directory">Where the link is.</param>
    /// <param name="name">Its name; <see cref="SystemError.Invalid"/> if it is no symbolic link.</param>
    /// <param name="buffer">Receives as much as fits.</param>
    /// <param name="length">Bytes written to <paramref name="buffer"/>.</param>
    SystemError ReadSymbolicLink(FileHandle directory, ReadOnlySpan<byte> name, Span<byte> buffer, out int length);
}
