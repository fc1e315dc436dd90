using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Wasmtime.Min.Artifacts;

/// <summary>CRC-32C, as the artifact format uses it.</summary>
internal static class Checksum
{
    /// <summary>Checksum of a whole artifact; the header's CRC field counts as zero.</summary>
    internal static uint OfFile(ReadOnlySpan<byte> file)
    {
        const int Field = ArtifactFormat.HeaderOffset + ArtifactHeader.CrcOffset;
        uint crc = Update(uint.MaxValue, file[..Field]);
        crc = BitOperations.Crc32C(crc, 0u);
        return ~Update(crc, file[(Field + sizeof(uint))..]);
    }

    // Three independent streams would be faster still; one runs at the latency of the instruction, 8 bytes in 3 cycles.
    internal static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }
}
