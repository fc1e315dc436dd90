// A static ELF file with one segment, written for the emulator to load.
using System;
using System.Buffers.Binary;

namespace Wasmtime.Min.Toolchain.Emulation;

/// <summary>Writes the guest's program.</summary>
internal static class GuestElf
{
    /// <summary>Where the program's first byte lies in the guest.</summary>
    internal const ulong CodeAddress = ImageAddress + HeaderBytes;

    private const ulong ImageAddress = 0x40_0000;
    private const int FileHeaderBytes = 64;
    private const int ProgramHeaderBytes = 56;
    private const int HeaderBytes = 128; // both, rounded up
    private const int SegmentAlignment = 0x1_0000;

    /// <summary>The file for little-endian code whose entry is its first byte.</summary>
    internal static byte[] Write(ushort machine, ReadOnlySpan<byte> code)
    {
        byte[] file = new byte[HeaderBytes + code.Length];
        Span<byte> header = file;
        ReadOnlySpan<byte> identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2); // an executable
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], machine);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], CodeAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], FileHeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], FileHeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], ProgramHeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 1);

        Span<byte> segment = header[FileHeaderBytes..];
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1); // to be loaded
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 5); // readable, executable
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], ImageAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], ImageAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], SegmentAlignment);
        code.CopyTo(file.AsSpan(HeaderBytes));
        return file;
    }
}
