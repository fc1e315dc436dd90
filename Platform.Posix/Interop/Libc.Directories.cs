using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>What fcntl.h, sys/stat.h, stdio.h and unistd.h have for names below a directory that is open. Names end in a byte 0.</summary>
internal static unsafe partial class Libc
{
    /// <summary><c>int openat(int dirfd, const char *pathname, int flags, mode_t mode)</c>. A file descriptor, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(int directory, byte* name, int flags, uint mode);

    /// <summary><c>int mkdirat(int dirfd, const char *pathname, mode_t mode)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "mkdirat", SetLastError = true)]
    internal static partial int MakeDirectoryAt(int directory, byte* name, uint mode);

    /// <summary><c>int unlinkat(int dirfd, const char *pathname, int flags)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int UnlinkAt(int directory, byte* name, int flags);

    /// <summary><c>int renameat(int olddirfd, const char *oldpath, int newdirfd, const char *newpath)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "renameat", SetLastError = true)]
    internal static partial int RenameAt(int fromDirectory, byte* from, int toDirectory, byte* to);

    /// <summary><c>int linkat(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, int flags)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "linkat", SetLastError = true)]
    internal static partial int LinkAt(int fromDirectory, byte* from, int toDirectory, byte* to, int flags);

    /// <summary><c>int symlinkat(const char *target, int newdirfd, const char *linkpath)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "symlinkat", SetLastError = true)]
    internal static partial int SymbolicLinkAt(byte* target, int directory, byte* name);

    /// <summary><c>ssize_t readlinkat(int dirfd, const char *pathname, char *buf, size_t bufsiz)</c>. Bytes, without an end, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(int directory, byte* name, byte* buffer, nuint length);

    /// <summary><c>int utimensat(int dirfd, const char *pathname, const struct timespec times[2], int flags)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "utimensat", SetLastError = true)]
    internal static partial int SetTimesAt(int directory, byte* name, TimeSpec* times, int flags);

    /// <summary><c>int futimens(int fd, const struct timespec times[2])</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "futimens", SetLastError = true)]
    internal static partial int SetTimes(int file, TimeSpec* times);
}
