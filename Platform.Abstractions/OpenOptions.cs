using System;

namespace Wasmtime.Min.Platform;

/// <summary>How <see cref="IFileSystem.Open"/> opens. With neither <see cref="Read"/> nor <see cref="Write"/> the handle serves for asking and, of a directory, for opening from there.</summary>
[Flags]
public enum OpenOptions
{
    /// <summary>Only to ask what it is, and to open from there.</summary>
    None = 0,

    /// <summary>For reading; of a directory, its entries.</summary>
    Read = 1,

    /// <summary>For writing. A directory is refused: <see cref="SystemError.IsDirectory"/>.</summary>
    Write = 1 << 1,

    /// <summary>Make a regular file if there is nothing; needs <see cref="Read"/> or <see cref="Write"/>.</summary>
    Create = 1 << 2,

    /// <summary>With <see cref="Create"/>: refuse what is there, a symbolic link included, whatever it points to.</summary>
    Exclusive = 1 << 3,

    /// <summary>Forget the contents of a regular file; needs <see cref="Write"/>.</summary>
    Truncate = 1 << 4,

    /// <summary>Refuse what is no directory: <see cref="SystemError.NotDirectory"/>. Not together with <see cref="Create"/> (<see cref="SystemError.Invalid"/>).</summary>
    Directory = 1 << 5,

    /// <summary>
    /// Follow a symbolic link at the end of the path. Without it such a link is refused (<see cref="SystemError.Loop"/>), but opened itself where the
    /// handle is only for asking (neither <see cref="Read"/> nor <see cref="Write"/> nor <see cref="Directory"/>).
    /// </summary>
    FollowLast = 1 << 6,

    /// <summary>Every write goes to the end.</summary>
    Append = 1 << 7,

    /// <summary>A write returns when its bytes are on the device.</summary>
    DataSync = 1 << 8,

    /// <summary>A write returns when its bytes and all that is known of the file are on the device.</summary>
    Sync = 1 << 9,
}

/// <summary>What <see cref="IFileSystem.Seek"/> counts from.</summary>
public enum SeekFrom : byte
{
    /// <summary>The first byte.</summary>
    Start = 0,

    /// <summary>Where the handle is.</summary>
    Current,

    /// <summary>Behind the last byte.</summary>
    End,
}

/// <summary>How a part of a file will be used; a hint.</summary>
public enum FileAdvice : byte
{
    /// <summary>Nothing is known.</summary>
    Normal = 0,

    /// <summary>From low offsets to high ones.</summary>
    Sequential,

    /// <summary>In no order.</summary>
    Random,

    /// <summary>Soon.</summary>
    WillNeed,

    /// <summary>Not soon.</summary>
    DontNeed,

    /// <summary>Once.</summary>
    NoReuse,
}
