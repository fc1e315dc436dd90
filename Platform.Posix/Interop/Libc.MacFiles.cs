// On Arm64 macOS passes the arguments of a variadic function behind the named ones on the stack. The functions of a fixed number of arguments that are declared
// here fill the registers first, so that the variadic one ends up there.
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>What macOS has in its own way: fcntl.h, sys/stat.h, dirent.h.</summary>
internal static unsafe partial class Libc
{
    /// <summary><c>int openat(int fd, const char *path, int oflag, ...)</c>, Arm64: mode_t on the stack.</summary>
    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    internal static partial int MacArm64OpenAt(int directory, byte* name, int flags, nint x3, nint x4, nint x5, nint x6, nint x7, nint mode);

    /// <summary><c>int fcntl(int fd, int cmd, ...)</c>, Arm64: a number or pointer on the stack.</summary>
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int MacArm64Control(int file, int command, nint x2, nint x3, nint x4, nint x5, nint x6, nint x7, nint argument);

    /// <summary><c>int ioctl(int fd, unsigned long request, ...)</c>, Arm64: a pointer on the stack.</summary>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int MacArm64DeviceControl(int file, nint request, nint x2, nint x3, nint x4, nint x5, nint x6, nint x7, int* argument);

    /// <summary><c>int fstat(int fd, struct stat *buf)</c>, Arm64. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "fstat", SetLastError = true)]
    internal static partial int MacArm64Status(int file, out MacStatus status);

    /// <summary><c>int fstatat(int fd, const char *path, struct stat *buf, int flag)</c>, Arm64. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "fstatat", SetLastError = true)]
    internal static partial int MacArm64StatusAt(int directory, byte* name, out MacStatus status, int flags);

    /// <summary><c>int fstat(int fd, struct stat *buf)</c>, AMD64 with inode numbers of 64 bits. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "fstat$INODE64", SetLastError = true)]
    internal static partial int MacX64Status(int file, out MacStatus status);

    /// <summary><c>int fstatat(int fd, const char *path, struct stat *buf, int flag)</c>, AMD64. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "fstatat$INODE64", SetLastError = true)]
    internal static partial int MacX64StatusAt(int directory, byte* name, out MacStatus status, int flags);

    /// <summary><c>ssize_t __getdirentries64(int fd, void *buf, size_t bufsize, off_t *basep)</c>. Bytes, 0 at the end, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "__getdirentries64", SetLastError = true)]
    internal static partial nint MacEntries(int directory, byte* buffer, nuint length, out long position);
}
