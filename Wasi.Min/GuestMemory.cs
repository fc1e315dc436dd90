using System;
using System.Buffers.Binary;

namespace Wasmtime.Min.Wasi;

/// <summary>A call asked for memory that the guest does not have; becomes <see cref="Errno.Fault"/>.</summary>
internal sealed class GuestFaultException : Exception;

/// <summary>The guest's linear memory during one call; every access is checked.</summary>
/// <param name="bytes">All of the memory.</param>
internal readonly ref struct GuestMemory(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>Bytes at a guest address.</summary>
    /// <exception cref="GuestFaultException">They are not all inside the memory.</exception>
    internal Span<byte> Slice(uint address, uint length) => (ulong)address + length <= (ulong)_bytes.Length
        ? _bytes.Slice((int)address, (int)length)
        : throw new GuestFaultException();

    internal uint ReadUInt32(uint address) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(address, sizeof(uint)));

    internal ulong ReadUInt64(uint address) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(address, sizeof(ulong)));

    internal ushort ReadUInt16(uint address) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(address, sizeof(ushort)));

    internal void Write(uint address, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Slice(address, sizeof(uint)), value);

    internal void Write(uint address, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Slice(address, sizeof(ulong)), value);

    internal void Write(uint address, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Slice(address, sizeof(ushort)), value);

    internal void Write(uint address, byte value) => Slice(address, 1)[0] = value;
}
