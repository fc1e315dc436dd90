// A static ELF file with one segment, written for the emulator to load.
using System;

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

    /// <summary>The file for code whose entry is its first byte.</summary>
    internal static byte[] Write(ushort machine, bool isBigEndian, ReadOnlySpan<byte> code)
    {
        byte[] file = new byte[HeaderBytes + code.Length];
        Span<byte> header = file;
        ReadOnlySpan<byte> identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, (byte)(isBigEndian ? 2 : 1), 1];
        identification.CopyTo(header);
        Put(header, 16, 2, 2); // an executable
        Put(header, 18, 2, machine);
        Put(header, 20, 4, 1);
        Put(header, 24, 8, CodeAddress);
        Put(header, 32, 8, FileHeaderBytes);
        Put(header, 52, 2, FileHeaderBytes);
        Put(header, 54, 2, ProgramHeaderBytes);
        Put(header, 56, 2, 1);

        Span<byte> segment = header[FileHeaderBytes..];
        Put(segment, 0, 4, 1); // to be loaded
        Put(segment, 4, 4, 5); // readable, executable
        Put(segment, 16, 8, ImageAddress);
        Put(segment, 24, 8, ImageAddress);
        Put(segment, 32, 8, (ulong)file.Length);
        Put(segment, 40, 8, (ulong)file.Length);
        Put(segment, 48, 8, SegmentAlignment);
        code.CopyTo(file.AsSpan(HeaderBytes));
        return file;

        void Put(Span<byte> to, int offset, int bytes, ulong value)
        {
            for (int i = 0; i < bytes; i++)
            {
                to[offset + i] = (byte)(value >> ((isBigEndian ? bytes - 1 - i : i) * 8));
            }
        }
    }
}
