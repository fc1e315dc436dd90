namespace Wasmtime.Min.Platform.Posix;

/// <summary>What <see cref="PosixPlatform"/> does in another way if asked to.</summary>
public sealed class PosixOptions
{
    /// <summary>
    /// Whether files are opened by Linux's <c>openat2</c> where the kernel has it; else, and everywhere else, paths are walked one component at a time.
    /// Both keep every path below its directory.
    /// </summary>
    public bool UsesOpenAt2 { get; init; } = true;
}
