// Entries of directories. The system's own buffers are read and translated on the stack. On Linux a cookie is the position that the file system gave
// with an entry. macOS gives none that would last; there a cookie counts entries, and what is removed before it shifts those behind it.
using System;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

internal sealed unsafe partial class PosixFileSystem
{
    private const int SystemBufferSize = 2048;

    // struct dirent of both systems: inode number, position, length of the record; behind it Linux has type and name, macOS length of the name, type, name.
    private const int EntryPosition = 8, EntryLength = 16;

    private static int EntryKind => OperatingSystem.IsMacOS() ? 20 : 18;

    private static int EntryName => OperatingSystem.IsMacOS() ? 21 : 19;

    /// <inheritdoc/>
    public SystemError ReadDirectory(FileHandle directory, ulong cookie, Span<byte> buffer, out int length)
    {
        length = 0;
        if (cookie > long.MaxValue)
        {
            return SystemError.Invalid;
        }

        int file = PosixHandles.Descriptor(directory);
        SystemError error = SystemCalls.GetStatus(file, out FileStatus status);
        if (error != SystemError.None || status.Kind != FileKind.Directory)
        {
            return error != SystemError.None ? error : SystemError.NotDirectory;
        }

        lock (_twoSteps)
        {
            return Libc.Seek(file, OperatingSystem.IsMacOS() ? 0 : (long)cookie, (int)SeekFrom.Start) < 0
                ? ErrorNumbers.Last()
                : ReadFromHere(file, cookie, buffer, out length);
        }
    }

    private static SystemError ReadFromHere(int file, ulong cookie, Span<byte> buffer, out int length)
    {
        byte* entries = stackalloc byte[SystemBufferSize];
        ulong number = 0;
        length = 0;
        while (true)
        {
            // SAFETY: the buffer has the length that is said.
            nint used = OperatingSystem.IsMacOS()
                ? Libc.MacEntries(file, entries, SystemBufferSize, out _)
                : Libc.SystemCall(LinuxFiles.Current.GetEntries, file, (nint)entries, SystemBufferSize, 0, 0, 0);
            if (used <= 0)
            {
                // What was read before an error is worth having; the next call meets it again. A directory that was removed has no entries.
                SystemError error = used == 0 || length > 0 ? SystemError.None : ErrorNumbers.Last();
                return error == SystemError.NoEntry ? SystemError.None : error;
            }

            for (var rest = new ReadOnlySpan<byte>(entries, (int)used); !rest.IsEmpty; rest = rest[MemoryMarshal.Read<ushort>(rest[EntryLength..])..])
            {
                number++;
                ulong next = OperatingSystem.IsMacOS() ? number : MemoryMarshal.Read<ulong>(rest[EntryPosition..]);
                if (OperatingSystem.IsMacOS() && number <= cookie)
                {
                    continue;
                }

                ReadOnlySpan<byte> name = rest[EntryName..];
                name = name[..name.IndexOf((byte)0)];
                if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
                {
                    continue;
                }

                if (next is 0 or > long.MaxValue)
                {
                    return SystemError.Io; // a file system whose positions are no numbers to go on from
                }

                var header = new DirectoryEntryHeader(
                    next, MemoryMarshal.Read<ulong>(rest), name.Length, FileAbi.Kind(rest[EntryKind] << FileAbi.ModeTypeShift));
                if (!header.TryAppend(buffer, ref length, name))
                {
                    return length == 0 ? SystemError.Overflow : SystemError.None;
                }
            }
        }
    }
}
