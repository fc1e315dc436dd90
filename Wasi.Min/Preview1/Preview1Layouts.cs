// Structures of preview 1 in guest memory, little-endian: offsets and sizes in bytes.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi.Preview1;

/// <summary>Kinds of files, numbered as <c>filetype</c>.</summary>
internal enum FileType : byte
{
    Unknown = 0,
    BlockDevice = 1,
    CharacterDevice = 2,
    Directory = 3,
    RegularFile = 4,
    DatagramSocket = 5,
    StreamSocket = 6,
    SymbolicLink = 7,
}

/// <summary>Conversions between the things of the host and preview 1.</summary>
internal static class Preview1Layouts
{
    /// <summary>A piece of memory to read or write: <c>iovec</c>, <c>ciovec</c>.</summary>
    internal const uint VectorSize = 8, VectorLength = 4;

    /// <summary><c>fdstat</c>.</summary>
    internal const int FdStatSize = 24, FdStatFlags = 2, FdStatBase = 8, FdStatInheriting = 16;

    /// <summary><c>filestat</c>.</summary>
    internal const int FileStatSize = 64, FileStatInode = 8, FileStatType = 16, FileStatLinks = 24, FileStatBytes = 32;
    internal const int FileStatAccess = 40, FileStatModification = 48, FileStatChange = 56;

    /// <summary><c>dirent</c>, before the name.</summary>
    internal const int EntrySize = 24, EntryInode = 8, EntryNameLength = 16, EntryType = 20;

    /// <summary><c>prestat</c>.</summary>
    internal const int PrestatSize = 8, PrestatNameLength = 4;

    /// <summary><c>subscription</c>.</summary>
    internal const int SubscriptionSize = 48, SubscriptionType = 8, SubscriptionClock = 16, SubscriptionTimeout = 24, SubscriptionClockFlags = 40;
    internal const int SubscriptionDescriptor = 16;

    /// <summary><c>event</c>.</summary>
    internal const int EventSize = 32, EventError = 8, EventType = 10, EventBytes = 16, EventFlags = 24;

    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>A kind of file; preview 1 has none for pipes.</summary>
    internal static FileType TypeOf(FileKind kind) => kind switch
    {
        FileKind.Unknown or FileKind.Pipe => FileType.Unknown,
        FileKind.RegularFile => FileType.RegularFile,
        FileKind.Directory => FileType.Directory,
        FileKind.SymbolicLink => FileType.SymbolicLink,
        FileKind.CharacterDevice => FileType.CharacterDevice,
        FileKind.BlockDevice => FileType.BlockDevice,
        FileKind.StreamSocket => FileType.StreamSocket,
        FileKind.DatagramSocket => FileType.DatagramSocket,
    };

    /// <summary>Nanoseconds since 1970; 0 for what was before.</summary>
    internal static ulong NanosecondsOf(FileTime time) => time.Seconds < 0 ? 0 : unchecked(((ulong)time.Seconds * NanosecondsPerSecond) + time.Nanoseconds);

    /// <summary>A time from nanoseconds since 1970.</summary>
    internal static FileTime TimeOf(ulong nanoseconds) =>
        new((long)(nanoseconds / NanosecondsPerSecond), (uint)(nanoseconds % NanosecondsPerSecond));

    /// <summary>Writes a <c>filestat</c>.</summary>
    internal static void WriteStatus(Span<byte> to, in FileStatus status)
    {
        to.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(to, status.Device);
        BinaryPrimitives.WriteUInt64LittleEndian(to[FileStatInode..], status.Inode);
        to[FileStatType] = (byte)TypeOf(status.Kind);
        BinaryPrimitives.WriteUInt64LittleEndian(to[FileStatLinks..], status.LinkCount);
        BinaryPrimitives.WriteUInt64LittleEndian(to[FileStatBytes..], status.Size);
        BinaryPrimitives.WriteUInt64LittleEndian(to[FileStatAccess..], NanosecondsOf(status.AccessTime));
        BinaryPrimitives.WriteUInt64LittleEndian(to[FileStatModification..], NanosecondsOf(status.ModificationTime));
        BinaryPrimitives.WriteUInt64LittleEndian(to[FileStatChange..], NanosecondsOf(status.ChangeTime));
    }

    /// <summary>What <c>fstflags</c> ask for; false where they contradict themselves.</summary>
    internal static bool TryReadTimes(ulong access, ulong modification, uint flags, out FileTimeChange accessed, out FileTimeChange modified)
    {
        const uint Access = 1, AccessNow = 2, Modify = 4, ModifyNow = 8;
        accessed = ChangeOf(flags & Access, flags & AccessNow, access);
        modified = ChangeOf(flags & Modify, flags & ModifyNow, modification);
        return (flags & ~(Access | AccessNow | Modify | ModifyNow)) == 0
            && (flags & (Access | AccessNow)) != (Access | AccessNow)
            && (flags & (Modify | ModifyNow)) != (Modify | ModifyNow);
    }

    private static FileTimeChange ChangeOf(uint set, uint now, ulong time) =>
        now != 0 ? new FileTimeChange(FileTimeAction.Now, default)
        : set != 0 ? new FileTimeChange(FileTimeAction.Set, TimeOf(time))
        : new FileTimeChange(FileTimeAction.Keep, default);
}
