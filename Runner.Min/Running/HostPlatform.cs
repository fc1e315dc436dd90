using System;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Platform.Windows;

namespace Wasmtime.Min.Running;

/// <summary>The platform of the system that this program runs on.</summary>
internal static class HostPlatform
{
    /// <summary>Makes it.</summary>
    /// <exception cref="RunFailure">There is none for this system.</exception>
    internal static IPlatform Create() => OperatingSystem.IsLinux()
        ? new PosixPlatform()
        : OperatingSystem.IsWindows()
        ? new WindowsPlatform()
        : throw new RunFailure("there is no platform for this operating system yet");
}

/// <summary>A failure to report in one line.</summary>
/// <param name="message">The line, without the program's name.</param>
/// <param name="code">How the program exits.</param>
internal sealed class RunFailure(string message, int code = ExitCode.Failure) : Exception(message)
{
    /// <summary>How the program exits.</summary>
    internal int Code { get; } = code;
}
