using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>What fcntl.h, sys/uio.h, poll.h, sys/ioctl.h, sys/socket.h and unistd.h have for descriptors.</summary>
internal static unsafe partial class Libc
{
    /// <summary><c>ssize_t readv(int fd, const struct iovec *iov, int iovcnt)</c>. Bytes read, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "readv", SetLastError = true)]
    internal static partial nint ReadBlocks(int file, MemoryBlock* blocks, int count);

    /// <summary><c>ssize_t writev(int fd, const struct iovec *iov, int iovcnt)</c>. Bytes written, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "writev", SetLastError = true)]
    internal static partial nint WriteBlocks(int file, MemoryBlock* blocks, int count);

    /// <summary><c>ssize_t preadv(int fd, const struct iovec *iov, int iovcnt, off_t offset)</c>. Bytes read, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "preadv", SetLastError = true)]
    internal static partial nint ReadBlocksAt(int file, MemoryBlock* blocks, int count, long offset);

    /// <summary><c>ssize_t pwritev(int fd, const struct iovec *iov, int iovcnt, off_t offset)</c>. Bytes written, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "pwritev", SetLastError = true)]
    internal static partial nint WriteBlocksAt(int file, MemoryBlock* blocks, int count, long offset);

    /// <summary><c>int poll(struct pollfd *fds, nfds_t nfds, int timeout)</c>, milliseconds. How many are ready, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollItem* items, nuint count, int timeout);

    /// <summary><c>int ppoll(struct pollfd *fds, nfds_t nfds, const struct timespec *tmo_p, const sigset_t *sigmask)</c>, Linux. As poll.</summary>
    [LibraryImport(Library, EntryPoint = "ppoll", SetLastError = true)]
    internal static partial int PollPrecisely(PollItem* items, nuint count, TimeSpec* timeout, nint signals);

    /// <summary><c>int fcntl(int fd, int cmd, ...)</c> with a number, or without anything. A number, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Control(int file, int command, nint argument);

    /// <summary><c>int ioctl(int fd, unsigned long request, ...)</c> with a pointer. -1 with errno after an error.</summary>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int DeviceControl(int file, nint request, int* argument);

    /// <summary><c>int getsockopt(int sockfd, int level, int optname, void *optval, socklen_t *optlen)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int SocketOption(int socket, int level, int name, int* value, uint* length);

    /// <summary><c>int isatty(int fd)</c>. 1 for a terminal, else 0.</summary>
    [LibraryImport(Library, EntryPoint = "isatty", SetLastError = true)]
    internal static partial int IsTerminal(int file);

    /// <summary><c>int fsync(int fd)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int file);

    /// <summary><c>int fdatasync(int fd)</c>, Linux. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "fdatasync", SetLastError = true)]
    internal static partial int SyncData(int file);

    /// <summary><c>int posix_fallocate(int fd, off_t offset, off_t len)</c>, Linux. 0, or an error number.</summary>
    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    internal static partial int Allocate(int file, long offset, long length);

    /// <summary><c>int posix_fadvise(int fd, off_t offset, off_t len, int advice)</c>, Linux. 0, or an error number.</summary>
    [LibraryImport(Library, EntryPoint = "posix_fadvise")]
    internal static partial int Advise(int file, long offset, long length, int advice);
}
