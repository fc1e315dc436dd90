namespace Wasmtime.Min.Platform;

/// <summary>Kinds of files.</summary>
public enum FileKind : byte
{
    /// <summary>None of the others, or the file system does not say.</summary>
    Unknown = 0,

    /// <summary>A file with a length and a position.</summary>
    RegularFile,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A device of bytes: a terminal, <c>/dev/null</c>.</summary>
    CharacterDevice,

    /// <summary>A device of blocks.</summary>
    BlockDevice,

    /// <summary>A pipe, with a name or without.</summary>
    Pipe,

    /// <summary>A socket of a stream.</summary>
    StreamSocket,

    /// <summary>A socket of datagrams.</summary>
    DatagramSocket,
}

/// <summary>A point in time.</summary>
/// <param name="Seconds">Since the beginning of 1970, UTC, without leap seconds; negative before.</param>
/// <param name="Nanoseconds">Behind it; 0 to 999,999,999.</param>
public readonly record struct FileTime(long Seconds, uint Nanoseconds);

/// <summary>What to do with one of the times of a file.</summary>
public enum FileTimeAction : byte
{
    /// <summary>Leave it.</summary>
    Keep = 0,

    /// <summary>The time of the file system's clock.</summary>
    Now,

    /// <summary>The given time.</summary>
    Set,
}

/// <summary>What to do with one of the times of a file.</summary>
/// <param name="Action">What.</param>
/// <param name="Time">For <see cref="FileTimeAction.Set"/>; a file system may round it down.</param>
public readonly record struct FileTimeChange(FileTimeAction Action, FileTime Time);

/// <summary>What a system knows of a file.</summary>
/// <param name="Device">Number of its file system; with <paramref name="Inode"/> it tells files apart.</param>
/// <param name="Inode">Its number there, the same through all of its names.</param>
/// <param name="Kind">What it is.</param>
/// <param name="LinkCount">How many names it has; at least 1 for what has one.</param>
/// <param name="Size">Bytes of a regular file, or of what a symbolic link says; else the system's own number.</param>
/// <param name="AccessTime">When it was read last.</param>
/// <param name="ModificationTime">When it was written last.</param>
/// <param name="ChangeTime">When anything of it was changed last.</param>
public readonly record struct FileStatus(
    ulong Device,
    ulong Inode,
    FileKind Kind,
    ulong LinkCount,
    ulong Size,
    FileTime AccessTime,
    FileTime ModificationTime,
    FileTime ChangeTime);
