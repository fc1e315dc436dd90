using System;
using System.Buffers.Binary;

namespace Wasmtime.Min.Platform;

/// <summary>What stands before each name in a buffer of <see cref="IFileSystem.ReadDirectory"/>: 24 bytes, little-endian.</summary>
/// <param name="Next">Where to go on behind this entry; the file system's own number, not 0, below 2^63, valid while the directory is open.</param>
/// <param name="Inode">Number of the file.</param>
/// <param name="NameLength">Bytes of the name, which follows.</param>
/// <param name="Kind">What it is; <see cref="FileKind.Unknown"/> where the directory does not say.</param>
public readonly record struct DirectoryEntryHeader(ulong Next, ulong Inode, int NameLength, FileKind Kind)
{
    /// <summary>Size of the header in bytes.</summary>
    public const int Size = 24;

    /// <summary>A buffer of this size holds any entry.</summary>
    public const int MostBytes = 4096;

    private const int InodeOffset = 8, LengthOffset = 16, KindOffset = 20;

    /// <summary>Appends an entry to a buffer, if it fits.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="length">Bytes used; moved on.</param>
    /// <param name="name">The name, of <see cref="NameLength"/> bytes.</param>
    /// <returns>Whether it fitted.</returns>
    public bool TryAppend(Span<byte> buffer, ref int length, ReadOnlySpan<byte> name)
    {
        if (buffer.Length - length < Size + name.Length)
        {
            return false;
        }

        Span<byte> entry = buffer[length..];
        BinaryPrimitives.WriteUInt64LittleEndian(entry, Next);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[InodeOffset..], Inode);
        BinaryPrimitives.WriteInt32LittleEndian(entry[LengthOffset..], name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[KindOffset..], (byte)Kind);
        name.CopyTo(entry[Size..]);
        length += Size + name.Length;
        return true;
    }

    /// <summary>Reads the entry at the start of what a platform wrote.</summary>
    /// <param name="entries">A buffer of <see cref="IFileSystem.ReadDirectory"/>, cut to its length; not empty.</param>
    /// <param name="name">The name, a part of <paramref name="entries"/>.</param>
    public static DirectoryEntryHeader Read(ReadOnlySpan<byte> entries, out ReadOnlySpan<byte> name)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(entries[LengthOffset..]);
        name = entries.Slice(Size, length);
        return new DirectoryEntryHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(entries),
            BinaryPrimitives.ReadUInt64LittleEndian(entries[InodeOffset..]),
            length,
            (FileKind)entries[KindOffset]);
    }
}
