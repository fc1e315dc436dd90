using System;
using System.Threading;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>
/// A linear memory that several threads use at the same time, each through a store of its own: give what <see cref="In"/> returns to the
/// instances of that store. Thread-safe. The memory lives until this object, all others for it, and all stores that use it are disposed.
/// </summary>
public sealed class SharedMemory : IDisposable
{
    private readonly SharedStorage _storage;
    private int _isDisposed;

    /// <summary>Makes a memory for guests to import.</summary>
    /// <param name="engine">Engine of all stores that will use it.</param>
    /// <param name="minimum">Size in pages.</param>
    /// <param name="maximum">Largest size in pages; so much address space is reserved.</param>
    /// <param name="is64Bit">Whether addresses have 64 bits.</param>
    /// <param name="pageSize">Bytes of a page: 65536, or 1 for guests of the custom-page-sizes proposal.</param>
    /// <exception cref="ArgumentException">Pages of another size, or a maximum below the minimum.</exception>
    /// <exception cref="PlatformException">There is not so much memory.</exception>
    /// <exception cref="ResourceLimitException">It would be larger than any address space.</exception>
    public SharedMemory(Engine engine, ulong minimum, ulong maximum, bool is64Bit = false, int pageSize = MemoryExternType.DefaultPageSize)
    {
        ArgumentNullException.ThrowIfNull(engine);
        engine.ThrowIfDisposed();
        var type = MemoryExternType.OfHost(minimum, maximum, is64Bit, isShared: true, pageSize);
        _storage = new SharedStorage(engine, type, MemoryTunables.Of(engine), MemoryTunables.Of(engine), null);
    }

    internal SharedMemory(SharedStorage storage)
    {
        storage.AddReference();
        _storage = storage;
    }

    /// <summary>The engine.</summary>
    public Engine Engine => _storage.Engine;

    /// <summary>Its type, with the present size as the minimum.</summary>
    public MemoryExternType Type => new(
        Size, Inner.Type.Maximum, Inner.Type.Is64Bit, true, System.Numerics.BitOperations.Log2((uint)Inner.Type.PageSize));

    /// <summary>Size in pages.</summary>
    public ulong Size => Inner.Pages;

    /// <summary>Size in bytes.</summary>
    public ulong Length => Inner.Length;

    private MemoryInstance Inner
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
            return _storage.Memory;
        }
    }

    /// <summary>The memory as something that instances of a store import. The store keeps the memory alive.</summary>
    /// <param name="store">The store; of the same engine.</param>
    /// <exception cref="ResourceLimitException">The store allows no more memories.</exception>
    public Memory In(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.ThrowIfDisposed();
        MemoryInstance inner = Inner;
        return store.Engine == Engine
            ? Memory.Of(store.Use(_storage))
            : throw new ArgumentException($"the {inner.Type} belongs to another engine", nameof(store));
    }

    /// <summary>Grows the memory.</summary>
    /// <param name="delta">Pages to add.</param>
    /// <returns>The former size in pages, or -1 if it cannot grow so far.</returns>
    public long Grow(ulong delta)
    {
        _ = Inner;
        return _storage.Grow(delta, null);
    }

    /// <summary>
    /// Bytes of the memory. Other threads may change them at any time: use <see cref="Volatile"/> or <see cref="Interlocked"/>. They stay where they are
    /// while the memory grows; the span must not be used after the last holder of the memory has let go of it.
    /// </summary>
    /// <param name="address">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not lie in the memory.</exception>
    public Span<byte> GetSpan(ulong address, int length)
    {
        MemoryInstance memory = Inner;
        if (length < 0 || !memory.Contains(address, (ulong)length))
        {
            throw new ArgumentOutOfRangeException(nameof(address), $"{length} bytes at {address} do not lie in a memory of {memory.Length} bytes");
        }

        return Native.Span<byte>(memory.Base + (nuint)address, length);
    }

    /// <summary>What <c>memory.atomic.wait32</c> does.</summary>
    /// <param name="address">Where; a multiple of 4.</param>
    /// <param name="expected">Waits only if this value stands there.</param>
    /// <param name="timeout">Negative: no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The address is not aligned or not in the memory.</exception>
    public WaitResult Wait32(ulong address, uint expected, TimeSpan timeout) =>
        Synchronization().WaitOnAddress(AddressOf(address, sizeof(uint)), Little(expected), sizeof(uint), timeout);

    /// <summary>What <c>memory.atomic.wait64</c> does.</summary>
    /// <param name="address">Where; a multiple of 8.</param>
    /// <param name="expected">Waits only if this value stands there.</param>
    /// <param name="timeout">Negative: no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The address is not aligned or not in the memory.</exception>
    public WaitResult Wait64(ulong address, ulong expected, TimeSpan timeout) =>
        Synchronization().WaitOnAddress(AddressOf(address, sizeof(ulong)), Little(expected), sizeof(ulong), timeout);

    /// <summary>What <c>memory.atomic.notify</c> does.</summary>
    /// <param name="address">Where; a multiple of 4.</param>
    /// <param name="count">Wakes at most so many threads.</param>
    /// <returns>How many were woken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The address is not aligned or not in the memory.</exception>
    public uint Notify(ulong address, uint count) => Synchronization().WakeByAddress(AddressOf(address, sizeof(uint)), count);

    /// <summary>Lets go of the memory; stores that use it keep it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _storage.Release();
        }
    }

    private static uint Little(uint value) =>
        BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);

    private static ulong Little(ulong value) =>
        BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);

    private nuint AddressOf(ulong address, int size)
    {
        MemoryInstance memory = Inner;
        return (address & (ulong)(size - 1)) == 0 && memory.Contains(address, (ulong)size)
            ? memory.Base + (nuint)address
            : throw new ArgumentOutOfRangeException(nameof(address), $"{address} is no aligned address of {size} bytes in a memory of {memory.Length}");
    }

    private ISynchronization Synchronization() => Engine.Platform.Synchronization
        ?? throw new PlatformException("wait for other threads: the platform has no ISynchronization", 0);
}
