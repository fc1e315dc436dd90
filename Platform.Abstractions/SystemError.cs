namespace Wasmtime.Min.Platform;

/// <summary>
/// Why a system did not do what was asked of a file, a directory or a stream, in the terms of POSIX. Platforms translate their own numbers into
/// these, and what speaks to a guest translates these into its own. A cause that has no row here is <see cref="Io"/>.
/// </summary>
public enum SystemError : byte
{
    /// <summary>Nothing went wrong.</summary>
    None = 0,

    /// <summary>The permissions of a file forbid it. EACCES.</summary>
    Access,

    /// <summary>It would have to wait, and was asked not to. EAGAIN.</summary>
    WouldBlock,

    /// <summary>Not an open handle, or not open for this. EBADF.</summary>
    BadHandle,

    /// <summary>In use by the system. EBUSY.</summary>
    Busy,

    /// <summary>The two names are on different file systems. EXDEV.</summary>
    CrossDevice,

    /// <summary>There is something of that name. EEXIST.</summary>
    Exists,

    /// <summary>A file would become larger than files can be. EFBIG.</summary>
    FileTooLarge,

    /// <summary>A name that the file system cannot hold: not of its encoding, or with a NUL in it. EILSEQ.</summary>
    IllegalSequence,

    /// <summary>A signal came first. EINTR. Platforms repeat what was interrupted, but for <see cref="IHandles.Wait"/>.</summary>
    Interrupted,

    /// <summary>An argument makes no sense. EINVAL.</summary>
    Invalid,

    /// <summary>A device failed, or a cause that has no row here. EIO.</summary>
    Io,

    /// <summary>A directory, where something else is needed. EISDIR.</summary>
    IsDirectory,

    /// <summary>Too many symbolic links, or one where none may be. ELOOP.</summary>
    Loop,

    /// <summary>A name or path is too long. ENAMETOOLONG.</summary>
    NameTooLong,

    /// <summary>Nothing of that name. ENOENT.</summary>
    NoEntry,

    /// <summary>The system has no memory left. ENOMEM.</summary>
    NoMemory,

    /// <summary>The device is full. ENOSPC.</summary>
    NoSpace,

    /// <summary>Not a directory, where one is needed. ENOTDIR.</summary>
    NotDirectory,

    /// <summary>The directory has entries. ENOTEMPTY.</summary>
    NotEmpty,

    /// <summary>The system or the file system cannot do this at all. ENOTSUP, ENOSYS.</summary>
    NotSupported,

    /// <summary>Not a terminal, or a control that the device does not have. ENOTTY.</summary>
    NotTerminal,

    /// <summary>Nobody is at the other end, or there is no such device. ENXIO, ENODEV.</summary>
    NoDevice,

    /// <summary>The system reserves this to others. EPERM.</summary>
    NotPermitted,

    /// <summary>The path leads out of the directory that it was given with. Linux says EXDEV here.</summary>
    Outside,

    /// <summary>A number does not fit. EOVERFLOW.</summary>
    Overflow,

    /// <summary>Whoever read from the other end is gone. EPIPE; no signal is raised.</summary>
    Pipe,

    /// <summary>The user may not have more of this. EDQUOT.</summary>
    Quota,

    /// <summary>The file system is read-only. EROFS.</summary>
    ReadOnly,

    /// <summary>It has no position. ESPIPE.</summary>
    IllegalSeek,

    /// <summary>The file is being executed. ETXTBSY.</summary>
    TextBusy,

    /// <summary>The process or the system has no handle left. EMFILE, ENFILE.</summary>
    TooManyHandles,

    /// <summary>The file has as many names as it can have. EMLINK.</summary>
    TooManyLinks,
}
