using System.Collections.Generic;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>What can be done with a descriptor.</summary>
internal enum DescriptorKind : byte
{
    /// <summary>It has entries.</summary>
    Directory,

    /// <summary>It has a length and a position.</summary>
    File,

    /// <summary>Bytes come or go, when it suits the other end.</summary>
    Stream,
}

/// <summary>An open file, directory or stream of a guest: the handle, never a name.</summary>
internal sealed class Descriptor
{
    private readonly bool _isOwned;
    private List<ulong>? _places;

    private Descriptor(DescriptorKind kind, FileKind fileKind, FileHandle handle, bool isOwned)
    {
        Kind = kind;
        FileKind = fileKind;
        Handle = handle;
        _isOwned = isOwned;
    }

    internal DescriptorKind Kind { get; }

    /// <summary>What the system calls it; unknown for the streams of an embedder.</summary>
    internal FileKind FileKind { get; }

    /// <summary>The handle; none for the streams of an embedder, and for a stream that the process does not have.</summary>
    internal FileHandle Handle { get; }

    internal bool CanRead { get; init; }

    internal bool CanWrite { get; init; }

    /// <summary>The embedder's input, in the place of a handle.</summary>
    internal WasiInput? Input { get; private init; }

    /// <summary>The embedder's output, in the place of a handle.</summary>
    internal WasiOutput? Output { get; private init; }

    /// <summary>Whether reads and writes wait by themselves, as those of the process's own streams do.</summary>
    internal bool MayBlock => Kind == DescriptorKind.Stream && !_isOwned;

    /// <summary>Directories: the platform's names for the places that <see cref="DirectoryListing"/> has shown.</summary>
    internal List<ulong> Places => _places ??= [];

    internal bool IsDirectory => Kind == DescriptorKind.Directory;

    internal bool IsFile => Kind == DescriptorKind.File;

    /// <summary>A stream of the process or of the embedder.</summary>
    internal static Descriptor Standard(FileHandle handle, FileKind kind, bool isInput, WasiInput? input = null, WasiOutput? output = null) =>
        new(DescriptorKind.Stream, kind, handle, isOwned: false)
        {
            CanRead = isInput,
            CanWrite = !isInput,
            Input = input,
            Output = output,
        };

    /// <summary>What was opened for the guest; closed with the descriptor.</summary>
    internal static Descriptor Opened(FileHandle handle, FileKind kind, bool canRead, bool canWrite) =>
        new(KindOf(kind), kind, handle, isOwned: true) { CanRead = canRead, CanWrite = canWrite };

    /// <summary>Closes what was opened for the guest. The streams of the process and of the embedder stay open.</summary>
    internal SystemError Close(WasiSystem system) => _isOwned ? system.Handles!.Close(Handle) : SystemError.None;

    private static DescriptorKind KindOf(FileKind kind) => kind switch
    {
        FileKind.Directory => DescriptorKind.Directory,
        FileKind.RegularFile or FileKind.BlockDevice => DescriptorKind.File,
        FileKind.Unknown or FileKind.SymbolicLink or FileKind.CharacterDevice or FileKind.Pipe or FileKind.StreamSocket or FileKind.DatagramSocket =>
            DescriptorKind.Stream,
    };
}
