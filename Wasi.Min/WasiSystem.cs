using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi;

/// <summary>What a host of guests asks of a platform; each part may be missing.</summary>
/// <param name="Handles">Open handles.</param>
/// <param name="Files">Files.</param>
/// <param name="Streams">Standard streams.</param>
/// <param name="Clocks">Clocks.</param>
/// <param name="Random">Random numbers.</param>
internal readonly record struct WasiSystem(IHandles? Handles, IFileSystem? Files, IStandardStreams? Streams, IClocks? Clocks, IRandom? Random)
{
    internal static WasiSystem Of(IPlatform platform) =>
        new(platform.Handles, platform.FileSystem, platform.StandardStreams, platform.Clocks, platform.Random);
}
