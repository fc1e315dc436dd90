// What the threads that use a shared memory have in common: its bytes, its VMMemory, and a count of those who hold it. Stores of any thread
// and handles of the host hold it; the last one to let go frees it. It never moves: all that it may become is reserved when it is made.
using System;
using System.Threading;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Vm;

/// <summary>The storage of a shared memory. Thread-safe.</summary>
internal sealed class SharedStorage
{
    private const nuint LockOffset = VMMemory.SizeInBytes;
    private const nuint BlockLength = LockOffset + 8;

    private readonly Engine _engine;
    private readonly nuint _block;
    private SpinGate _gate;
    private int _references = 1;

    /// <summary>Makes a memory of the minimum size; the caller holds it.</summary>
    /// <exception cref="PlatformException">There is not so much memory.</exception>
    /// <exception cref="ResourceLimitException">It would be larger than any address space.</exception>
    internal SharedStorage(Engine engine, MemoryExternType type, MemoryTunables wanted, MemoryTunables needed, InitialImage? image)
    {
        _engine = engine;
        _block = engine.Platform.AllocateHeap(BlockLength, Store.BlockAlignment);
        try
        {
            Memory = new MemoryInstance(engine, null, type, wanted, needed, _block, image);
        }
        catch
        {
            engine.Platform.FreeHeap(_block, BlockLength, Store.BlockAlignment);
            throw;
        }
    }

    internal Engine Engine => _engine;

    /// <summary>The memory itself.</summary>
    internal MemoryInstance Memory { get; }

    /// <summary>Grows by pages; one thread at a time.</summary>
    /// <returns>The former size in pages, or -1.</returns>
    internal long Grow(ulong delta, Store? store)
    {
        ISynchronization? synchronization = _engine.Platform.Synchronization;
        if (synchronization is null)
        {
            _gate.Enter();
        }
        else
        {
            synchronization.AcquireLock(ref Native.At<int>(_block + LockOffset));
        }

        try
        {
            return Memory.Grow(delta, store);
        }
        finally
        {
            if (synchronization is null)
            {
                _gate.Exit();
            }
            else
            {
                synchronization.ReleaseLock(ref Native.At<int>(_block + LockOffset));
            }
        }
    }

    /// <exception cref="ObjectDisposedException">Nobody holds it any more.</exception>
    internal void AddReference()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _references);
            ObjectDisposedException.ThrowIf(seen == 0, typeof(SharedMemory));
        }
        while (Interlocked.CompareExchange(ref _references, seen + 1, seen) != seen);
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            Memory.Free();
            _engine.Platform.FreeHeap(_block, BlockLength, Store.BlockAlignment);
        }
    }
}
