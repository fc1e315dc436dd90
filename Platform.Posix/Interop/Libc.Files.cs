using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>fcntl.h and unistd.h.</summary>
internal static partial class Libc
{
    internal const int OpenReadOnly = 0;
    internal const int SeekEnd = 2;

    /// <summary><c>int open(const char *pathname, int flags)</c>. A file descriptor, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(nint path, int flags);

    /// <summary><c>int close(int fd)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int file);

    /// <summary><c>off_t lseek(int fd, off_t offset, int whence)</c>. The offset, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(int file, long offset, int origin);

    /// <summary><c>ssize_t read(int fd, void *buf, size_t count)</c>. Bytes read, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int file, nint buffer, nuint length);

    /// <summary><c>ssize_t pread(int fd, void *buf, size_t count, off_t offset)</c>. Bytes read, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    internal static partial nint ReadAt(int file, nint buffer, nuint length, long offset);

    /// <summary><c>int ftruncate(int fd, off_t length)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int Truncate(int file, long length);

    /// <summary><c>long sysconf(int name)</c>. The value, or -1.</summary>
    [LibraryImport(Library, EntryPoint = "sysconf", SetLastError = true)]
    internal static partial long SysConf(int name);
}
