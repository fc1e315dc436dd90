using System;
using System.Buffers.Binary;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi.Preview1;

/// <summary>A call asked for memory that the guest does not have; becomes <see cref="Errno.Fault"/>.</summary>
internal sealed class GuestFaultException : Exception;

/// <summary>The guest's linear memory during one call; every access is checked. Guest calls do not grow it meanwhile.</summary>
/// <param name="memory">A memory of a guest, or none.</param>
internal readonly ref struct GuestMemory(Memory? memory)
{
    private readonly ulong _length = memory?.Length ?? 0;

    /// <summary>Bytes at a guest address.</summary>
    /// <exception cref="GuestFaultException">They are not all inside the memory.</exception>
    internal Span<byte> Slice(uint address, uint length) => memory is not null && length <= int.MaxValue && (ulong)address + length <= _length
        ? memory.GetSpan(address, (int)length)
        : throw new GuestFaultException();

    /// <summary>Where bytes at a guest address lie, for the platform to read or fill them.</summary>
    /// <exception cref="GuestFaultException">They are not all inside the memory.</exception>
    internal MemoryBlock Block(uint address, uint length) => memory is not null && (ulong)address + length <= _length
        ? new MemoryBlock(memory.AddressOf(address, length), length)
        : throw new GuestFaultException();

    /// <summary>An array of items at a guest address.</summary>
    /// <exception cref="GuestFaultException">They are not all inside the memory.</exception>
    internal Span<byte> Items(uint address, uint count, uint size) => (ulong)count * size <= int.MaxValue
        ? Slice(address, count * size)
        : throw new GuestFaultException();

    internal uint ReadUInt32(uint address) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(address, sizeof(uint)));

    internal void Write(uint address, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Slice(address, sizeof(uint)), value);

    internal void Write(uint address, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Slice(address, sizeof(ulong)), value);
}
