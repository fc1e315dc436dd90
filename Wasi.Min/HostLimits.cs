namespace Wasmtime.Min.Wasi;

/// <summary>Bounds on what one call of a guest makes the host hold or do.</summary>
internal static class HostLimits
{
    /// <summary>Bytes of a path, and of what a symbolic link says; as on Linux.</summary>
    internal const int PathBytes = 4096;

    /// <summary>Pieces of memory that one read or write transfers; the rest is left to the guest's next call.</summary>
    internal const int Vectors = 64;

    /// <summary>Bytes that one read or write transfers, so that their number fits the guest's result on every system.</summary>
    internal const uint TransferBytes = 0x7fff_f000;

    /// <summary>Bytes of a write to a stream that may block; the platform promises that so many do not, once the stream is ready.</summary>
    internal const uint StreamPieceBytes = 4096;

    /// <summary>Bytes of a directory that are read from the platform at once.</summary>
    internal const int DirectoryBytes = 32 << 10;

    /// <summary>Random bytes that are fetched at once; between the pieces the guest can be interrupted.</summary>
    internal const uint RandomBytes = 1 << 20;

    /// <summary>Descriptors that one call waits for; systems have such a bound, too.</summary>
    internal const int WaitedDescriptors = 4096;

    /// <summary>How long a call waits before it looks whether the guest's time is over, in nanoseconds.</summary>
    internal const ulong WaitSlice = 50_000_000;

    /// <summary>How long a call waits before it tries again what the system cannot wait for, in nanoseconds.</summary>
    internal const ulong RetrySlice = 5_000_000;
}
