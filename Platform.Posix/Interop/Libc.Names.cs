using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>The calls of <see cref="NamedFiles"/>; names are bytes that end in 0. Numbers are those of Linux.</summary>
internal static unsafe partial class Libc
{
    internal const int OpenWriteOnly = 1, OpenCreate = 0x40, OpenExclusive = 0x80, OpenTruncate = 0x200;
    internal const int ControlGetFlags = 1, ControlCloseOnExec = 1;
    internal const int AtCurrentDirectory = -100, AtEmptyPath = 0x1000;
    internal const uint StatusBasic = 0x7FF;

    /// <summary><c>int open(const char *pathname, int flags, mode_t mode)</c>. A file descriptor, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(byte* name, int flags, int mode);

    /// <summary><c>ssize_t write(int fd, const void *buf, size_t count)</c>. Bytes written, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int file, byte* buffer, nuint length);

    /// <summary><c>int fcntl(int fd, int cmd)</c> for commands without an argument. What the command says, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int FileControl(int file, int command);

    /// <summary><c>int statx(int dirfd, const char *pathname, int flags, unsigned int mask, struct statx *statxbuf)</c>, sys/stat.h. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    internal static partial int FileStatus(int directory, byte* name, int flags, uint mask, byte* status);

    /// <summary><c>int fchmod(int fd, mode_t mode)</c>, sys/stat.h. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int ChangeMode(int file, int mode);

    /// <summary><c>ssize_t readlink(const char *pathname, char *buf, size_t bufsiz)</c>. Bytes of the target, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "readlink", SetLastError = true)]
    internal static partial nint ReadLink(byte* name, byte* buffer, nuint length);

    /// <summary><c>int rename(const char *oldpath, const char *newpath)</c>, stdio.h. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true)]
    internal static partial int Rename(byte* from, byte* to);

    /// <summary><c>int unlink(const char *pathname)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true)]
    internal static partial int Unlink(byte* name);

    /// <summary><c>int mkdir(const char *pathname, mode_t mode)</c>, sys/stat.h. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "mkdir", SetLastError = true)]
    internal static partial int MakeDirectory(byte* name, int mode);
}
