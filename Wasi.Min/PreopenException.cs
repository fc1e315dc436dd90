using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi;

/// <summary>A directory of <see cref="WasiConfiguration.Directories"/> cannot be given to the guest.</summary>
public sealed class PreopenException : Exception
{
    internal PreopenException(string hostPath, SystemError error)
        : base($"cannot give the guest '{hostPath}': {Reason(error)}")
    {
        HostPath = hostPath;
        Error = error;
    }

    /// <summary>The directory, as it was named.</summary>
    public string HostPath { get; }

    /// <summary>Why.</summary>
    public SystemError Error { get; }

    private static string Reason(SystemError error) => error switch
    {
        SystemError.NoEntry => "no such directory",
        SystemError.NotDirectory => "it is not a directory",
        SystemError.Access or SystemError.NotPermitted => "permission denied",
        SystemError.NotSupported => "this platform has no files",
        SystemError.Loop => "too many symbolic links",
        SystemError.NameTooLong => "the name is too long",
        SystemError.IllegalSequence => "the name holds what no name can hold",
        SystemError.TooManyHandles => "too many open files",
        _ => "it cannot be opened", // the rest is the system's own
    };
}
