using System;
using System.Text;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>
/// A linear memory. Spans of it are valid until it grows or its store is disposed: whoever calls into the guest, which may grow it, takes a new span
/// afterwards. What is written through an old one may be lost, or end the process.
/// </summary>
public sealed class Memory : External
{
    private Memory(MemoryInstance inner)
        : base(inner.Store) => Inner = inner;

    /// <summary>Makes a memory of the host, for guests to import.</summary>
    /// <param name="store">Where.</param>
    /// <param name="minimum">Size in pages.</param>
    /// <param name="maximum">Largest size in pages; null: none of its own.</param>
    /// <param name="is64Bit">Whether addresses have 64 bits.</param>
    /// <param name="pageSize">Bytes of a page: 65536, or 1 for guests of the custom-page-sizes proposal.</param>
    /// <exception cref="ArgumentException">Pages of another size, or a maximum below the minimum.</exception>
    /// <exception cref="PlatformException">There is not so much memory.</exception>
    /// <exception cref="ResourceLimitException">It is larger than the store allows, or than addresses reach.</exception>
    public Memory(Store store, ulong minimum, ulong? maximum = null, bool is64Bit = false, int pageSize = MemoryExternType.DefaultPageSize)
        : base(store)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.ThrowIfDisposed();
        var type = MemoryExternType.OfHost(minimum, maximum, is64Bit, isShared: false, pageSize);
        nuint definition = store.AllocateBlock(Layout.VMMemory.SizeInBytes);
        Inner = store.AddMemory(type, MemoryTunables.Of(store.Engine), MemoryTunables.Of(store.Engine), definition, null);
        Inner.Api = this;
    }

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Memory;

    /// <inheritdoc/>
    public override ExternType Type => new MemoryExternType(
        Size, Inner.Type.Maximum, Inner.Type.Is64Bit, Inner.Type.IsShared, System.Numerics.BitOperations.Log2((uint)Inner.Type.PageSize));

    /// <summary>Size in pages.</summary>
    public ulong Size => Checked().Pages;

    /// <summary>Size in bytes.</summary>
    public ulong Length => Checked().Length;

    internal MemoryInstance Inner { get; }

    /// <summary>Grows the memory.</summary>
    /// <param name="delta">Pages to add.</param>
    /// <returns>The former size in pages, or -1 if it cannot grow so far.</returns>
    public long Grow(ulong delta) => Checked().Grow(delta);

    /// <summary>The first bytes, at most 2 GiB of them. Valid until the memory grows or its store is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public Span<byte> GetSpan() => GetSpan(0, (int)Math.Min(Length, int.MaxValue));

    /// <summary>Bytes of the memory. Valid until it grows or its store is disposed.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not lie in the memory.</exception>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public Span<byte> GetSpan(ulong address, int length)
    {
        MemoryInstance memory = Checked();
        if (length < 0 || !memory.Contains(address, (ulong)length))
        {
            throw new ArgumentOutOfRangeException(nameof(address), $"{length} bytes at {address} do not lie in a memory of {memory.Length} bytes");
        }

        return Native.Span<byte>(memory.Base + (nuint)address, length);
    }

    /// <summary>Reads a value in the guest's byte order (little-endian).</summary>
    public T Read<T>(ulong address)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.Read<T>(GetSpan(address, System.Runtime.CompilerServices.Unsafe.SizeOf<T>()));

    /// <summary>Writes a value in the guest's byte order (little-endian).</summary>
    public void Write<T>(ulong address, T value)
        where T : unmanaged =>
        System.Runtime.InteropServices.MemoryMarshal.Write(GetSpan(address, System.Runtime.CompilerServices.Unsafe.SizeOf<T>()), in value);

    /// <summary>Reads UTF-8 text.</summary>
    public string ReadString(ulong address, int length) => Encoding.UTF8.GetString(GetSpan(address, length));

    /// <summary>Reads UTF-8 text that ends with a zero byte.</summary>
    public string ReadNullTerminatedString(ulong address)
    {
        ulong available = address <= Length ? Length - address : 0;
        Span<byte> rest = GetSpan(address, (int)Math.Min(available, int.MaxValue));
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    /// <summary>Writes UTF-8 text without a zero byte.</summary>
    /// <returns>Number of bytes written.</returns>
    public int WriteString(ulong address, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        return Encoding.UTF8.GetBytes(value, GetSpan(address, length));
    }

    /// <summary>A shared memory as an object that other threads can use; to be disposed.</summary>
    /// <exception cref="InvalidOperationException">The memory is not shared.</exception>
    public SharedMemory Share() => Checked().Shared is { } storage
        ? new SharedMemory(storage)
        : throw new InvalidOperationException("the memory is not shared");

    /// <summary>Where bytes of the memory lie, for calls of the platform that read or fill them; valid as long as a span would be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They do not lie in the memory.</exception>
    internal nuint AddressOf(ulong address, ulong length)
    {
        MemoryInstance memory = Checked();
        return memory.Contains(address, length) ? memory.Base + (nuint)address : throw new ArgumentOutOfRangeException(nameof(address));
    }

    internal static Memory Of(MemoryInstance inner) => inner.Api ??= new Memory(inner);

    private MemoryInstance Checked()
    {
        Store.ThrowIfDisposed();
        return Inner;
    }
}
