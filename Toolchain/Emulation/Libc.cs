using System.Runtime.InteropServices;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace Wasmtime.Min.Toolchain.Emulation;

/// <summary>The few calls of Linux that share memory with a guest. Numbers are those of the host; the guest's are in its program.</summary>
internal static partial class Libc
{
    internal const int ProtectRead = 1, ProtectWrite = 2, ProtectExecute = 4;
    internal const int MapShared = 1, MapFixed = 0x10, MapNoReserve = 0x4000, MapFixedNoReplace = 0x10_0000;
    internal const int PunchHole = 2, KeepSize = 1;

    /// <summary><c>void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)</c>, sys/mman.h. The address, or -1 with errno.</summary>
    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    internal static partial nint MMap(nint address, nuint length, int protection, int flags, int file, long offset);

    /// <summary><c>int munmap(void *addr, size_t length)</c>, sys/mman.h. 0, or -1 with errno.</summary>
    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    internal static partial int MUnmap(nint address, nuint length);

    /// <summary><c>int close(int fd)</c>, unistd.h. 0, or -1 with errno.</summary>
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int file);

    /// <summary><c>int memfd_create(const char *name, unsigned int flags)</c>, sys/mman.h. A descriptor that children inherit, or -1 with errno.</summary>
    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MemFdCreate(string name, uint flags);

    /// <summary><c>int ftruncate(int fd, off_t length)</c>, unistd.h. 0, or -1 with errno.</summary>
    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int FTruncate(int file, long length);

    /// <summary><c>int fallocate(int fd, int mode, off_t offset, off_t len)</c>, fcntl.h. 0, or -1 with errno.</summary>
    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    internal static partial int FAllocate(int file, int mode, long offset, long length);
}
