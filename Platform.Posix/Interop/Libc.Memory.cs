using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>sys/mman.h. Numbers are those of Linux; other systems differ in <c>MAP_ANONYMOUS</c> (see Abi/).</summary>
internal static partial class Libc
{
    internal const string Library = "libc";

    internal const int ProtNone = 0, ProtRead = 1, ProtWrite = 2, ProtExec = 4;
    internal const int MapShared = 1, MapPrivate = 2, MapFixed = 0x10;
    internal const nint MapFailed = -1;

    /// <summary><c>void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)</c>. The address, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    internal static partial nint MMap(nint address, nuint length, int protection, int flags, int file, long offset);

    /// <summary><c>int munmap(void *addr, size_t length)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    internal static partial int MUnmap(nint address, nuint length);

    /// <summary><c>int mprotect(void *addr, size_t len, int prot)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "mprotect", SetLastError = true)]
    internal static partial int MProtect(nint address, nuint length, int protection);

    /// <summary><c>int memfd_create(const char *name, unsigned int flags)</c>, Linux. A file descriptor, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MemFdCreate(string name, uint flags);
}
