using System;
using System.Buffers.Binary;

namespace Wasmtime.Min.Wasi;

/// <summary>A call asked for memory that the guest does not have; becomes <see cref="Errno.Fault"/>.</summary>
internal sealed class GuestFaultException : Exception;

/// <summary>The guest's linear memory during one call; every access is checked. Guest calls do not grow it meanwhile.</summary>
internal readonly ref struct GuestMemory
{
    private readonly Span<byte> _bytes;
    private readonly Memory? _memory;

    /// <summary>A memory of a guest, or none.</summary>
    internal GuestMemory(Memory? memory)
    {
        _memory = memory;
        _bytes = memory is null ? default : memory.GetSpan();
    }

    /// <summary>Plain bytes in the place of a guest's memory.</summary>
    internal GuestMemory(Span<byte> bytes) => _bytes = bytes;

    /// <summary>Bytes at a guest address.</summary>
    /// <exception cref="GuestFaultException">They are not all inside the memory.</exception>
    internal Span<byte> Slice(uint address, uint length) => (ulong)address + length <= (ulong)_bytes.Length
        ? _bytes.Slice((int)address, (int)length)
        : SliceAbove(address, length);

    internal uint ReadUInt32(uint address) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(address, sizeof(uint)));

    internal ulong ReadUInt64(uint address) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(address, sizeof(ulong)));

    internal ushort ReadUInt16(uint address) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(address, sizeof(ushort)));

    internal void Write(uint address, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Slice(address, sizeof(uint)), value);

    internal void Write(uint address, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Slice(address, sizeof(ulong)), value);

    internal void Write(uint address, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Slice(address, sizeof(ushort)), value);

    internal void Write(uint address, byte value) => Slice(address, 1)[0] = value;

    // A span ends at 2 GiB; a 32-bit memory may have twice as much.
    private Span<byte> SliceAbove(uint address, uint length) =>
        _memory is not null && length <= int.MaxValue && (ulong)address + length <= _memory.Length
            ? _memory.GetSpan(address, (int)length)
            : throw new GuestFaultException();
}
