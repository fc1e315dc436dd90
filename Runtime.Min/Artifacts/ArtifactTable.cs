using System;

namespace Wasmtime.Min.Artifacts;

/// <summary>A table of the artifact, read in place.</summary>
/// <typeparam name="T">Its records.</typeparam>
internal readonly ref struct ArtifactTable<T>(ReadOnlySpan<byte> bytes)
    where T : struct, IArtifactRecord<T>
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>All records.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Number of records.</summary>
    internal int Count => _bytes.Length / T.SizeInBytes;

    /// <summary>Reads a record.</summary>
    internal T this[int index] => T.Read(_bytes.Slice(index * T.SizeInBytes, T.SizeInBytes));

    /// <summary>Reads a record.</summary>
    internal T this[uint index] => this[checked((int)index)];
}
