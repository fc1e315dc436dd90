// What a system reports, in the codes of the faces: the only conversion. A new cause stops the build here; a new face is a new column.
using Wasmtime.Min.Platform;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Wasi;

/// <summary>Causes of the platform and the codes that guests know them by.</summary>
internal static class ErrorCodes
{
    /// <summary>The errno of preview 1. What leads out of a sandbox is not permitted, as in Wasmtime.</summary>
    internal static Errno ToPreview1(SystemError error) => error switch
    {
        SystemError.None            => Errno.Success,
        SystemError.Access          => Errno.Access,
        SystemError.WouldBlock      => Errno.Again,
        SystemError.BadHandle       => Errno.BadFile,
        SystemError.Busy            => Errno.Busy,
        SystemError.CrossDevice     => Errno.CrossDevice,
        SystemError.Exists          => Errno.Exists,
        SystemError.FileTooLarge    => Errno.FileTooBig,
        SystemError.IllegalSequence => Errno.IllegalSequence,
        SystemError.Interrupted     => Errno.Interrupted,
        SystemError.Invalid         => Errno.Invalid,
        SystemError.Io              => Errno.Io,
        SystemError.IsDirectory     => Errno.IsDirectory,
        SystemError.Loop            => Errno.Loop,
        SystemError.NameTooLong     => Errno.NameTooLong,
        SystemError.NoEntry         => Errno.NoEntry,
        SystemError.NoMemory        => Errno.NoMemory,
        SystemError.NoSpace         => Errno.NoSpace,
        SystemError.NotDirectory    => Errno.NotDirectory,
        SystemError.NotEmpty        => Errno.NotEmpty,
        SystemError.NotSupported    => Errno.NotSupported,
        SystemError.NotTerminal     => Errno.NotTerminal,
        SystemError.NoDevice        => Errno.NoDevice,
        SystemError.NotPermitted    => Errno.NotPermitted,
        SystemError.Outside         => Errno.NotPermitted,
        SystemError.Overflow        => Errno.Overflow,
        SystemError.Pipe            => Errno.Pipe,
        SystemError.Quota           => Errno.Quota,
        SystemError.ReadOnly        => Errno.ReadOnly,
        SystemError.IllegalSeek     => Errno.IllegalSeek,
        SystemError.TextBusy        => Errno.TextBusy,
        SystemError.TooManyHandles  => Errno.TooManyFiles,
        SystemError.TooManyLinks    => Errno.TooManyLinks,
    };
}
