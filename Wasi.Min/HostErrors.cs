// Failures of .NET's files as errnos. On POSIX systems an IOException carries the system's errno as its HResult, on Windows an HRESULT over a
// Win32 error; the numbers below are those of Linux and macOS where they agree, and of both where they differ.
using System;
using System.IO;

namespace Wasmtime.Min.Wasi;

/// <summary>Maps exceptions to errnos.</summary>
internal static class HostErrors
{
    /// <summary>The errno that an exception stands for, or null for a failure that is not the guest's business.</summary>
    internal static Errno? ErrnoOf(Exception exception) => exception switch
    {
        GuestFaultException => Errno.Fault,
        FileNotFoundException or DirectoryNotFoundException => Errno.NoEntry,
        PathTooLongException => Errno.NameTooLong,
        EndOfStreamException => Errno.Io,
        UnauthorizedAccessException => Errno.Access,
        IOException io => OfCode(io.HResult),
        NotSupportedException => Errno.NotSupported,
        OverflowException or ArgumentException => Errno.Invalid,
        _ => null,
    };

    private static Errno OfCode(int code) => OperatingSystem.IsWindows()
        ? (code & 0xffff) switch
        {
            4 => Errno.TooManyFiles,
            5 => Errno.Access,
            17 => Errno.CrossDevice,
            32 or 33 => Errno.Busy,
            39 or 112 => Errno.NoSpace,
            80 or 183 => Errno.Exists,
            109 or 232 => Errno.Pipe,
            145 => Errno.NotEmpty,
            1314 => Errno.NotPermitted,
            _ => Errno.Io,
        }
        : code switch
        {
            1 => Errno.NotPermitted,
            16 => Errno.Busy,
            17 => Errno.Exists,
            18 => Errno.CrossDevice,
            20 => Errno.NotDirectory,
            21 => Errno.IsDirectory,
            22 => Errno.Invalid,
            23 or 24 => Errno.TooManyFiles,
            26 => Errno.Busy,
            27 => Errno.FileTooBig,
            28 => Errno.NoSpace,
            29 => Errno.IllegalSeek,
            30 => Errno.ReadOnly,
            32 => Errno.Pipe,
            _ => OperatingSystem.IsMacOS()
                ? code switch
                {
                    35 => Errno.Again,
                    62 => Errno.Loop,
                    66 => Errno.NotEmpty,
                    _ => Errno.Io,
                }
                : code switch
                {
                    11 => Errno.Again,
                    39 => Errno.NotEmpty,
                    40 => Errno.Loop,
                    _ => Errno.Io,
                },
        };
}
