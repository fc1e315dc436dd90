// The memory that this process and its guests share: one sparse memory file, mapped here once as a whole, and in the guests piece by piece as
// it is asked for. What a guest has not mapped faults there, so reserving costs nothing.
//
//   control   mailboxes, stacks and value areas of the guests, a slice each
//   heap      small blocks, by size
//   code      never reused, so that the emulator cannot hold on to old translations
//   pages     reservations, reused by length
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Toolchain.Emulation;

/// <summary>The shared memory and its allocators. Thread-safe.</summary>
internal sealed unsafe class SharedMemory : IDisposable
{
    internal const int PageSize = 4096;

    /// <summary>Bytes of a guest's own slice.</summary>
    internal const nuint SliceBytes = 16 << 20;

    // Far from where Linux puts anything, here and in the emulator.
    private static readonly nuint Base = unchecked((nuint)0x1000_0000_0000);
    private static readonly nuint ControlBytes = (nuint)1 << 34;
    private static readonly nuint HeapStart = Base + ControlBytes;
    private static readonly nuint HeapBytes = (nuint)1 << 34;
    private static readonly nuint CodeStart = HeapStart + HeapBytes;
    private static readonly nuint CodeBytes = (nuint)1 << 35;
    private static readonly nuint PagesStart = CodeStart + CodeBytes;
    private static readonly nuint TotalBytes = (nuint)1 << 43;
    private const nuint HeapStep = 64 << 20;
    private const nuint GuardBytes = 64 << 10;

    private readonly object _gate = new();
    private readonly GuestNumbers _numbers;
    private readonly Dictionary<nuint, Stack<nuint>> _freeBlocks = [];
    private readonly Dictionary<nuint, Stack<nuint>> _freeReservations = [];
    private readonly Dictionary<nuint, nuint> _reservations = [];
    private nuint _control = Base;
    private nuint _heap = HeapStart;
    private nuint _heapMapped = HeapStart;
    private nuint _code = CodeStart;
    private nuint _pages = PagesStart;

    internal SharedMemory(GuestNumbers numbers)
    {
        _numbers = numbers;
        File = Libc.MemFdCreate("wasmtime-min-guest", 0);
        if (File < 0 || Libc.FTruncate(File, (long)TotalBytes) != 0)
        {
            throw new PlatformException("make a memory file", Marshal.GetLastPInvokeError());
        }

        nint mapped = Libc.MMap(
            (nint)Base, TotalBytes, Libc.ProtectRead | Libc.ProtectWrite, Libc.MapShared | Libc.MapFixedNoReplace | Libc.MapNoReserve, File, 0);
        if (mapped != (nint)Base)
        {
            throw new PlatformException($"map {TotalBytes} bytes at 0x{Base:x}", Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Undoes the mapping: nobody may use any of it any more.</summary>
    public void Dispose()
    {
        _ = Libc.MUnmap((nint)Base, TotalBytes);
        _ = Libc.Close(File);
    }

    /// <summary>Descriptor of the memory file, inherited by guests.</summary>
    internal int File { get; }

    /// <summary>What guests have to do.</summary>
    internal MappingLog Log { get; } = new();

    /// <summary>A slice for one guest; it maps that itself.</summary>
    internal nuint TakeSlice()
    {
        lock (_gate)
        {
            nuint slice = _control;
            _control += SliceBytes;
            return _control <= HeapStart ? slice : throw new PlatformException("start another guest: too many", 0);
        }
    }

    /// <summary>Offset in the memory file of an address.</summary>
    internal static nuint OffsetOf(nuint address) => address - Base;

    internal nuint AllocateHeap(nuint length, nuint alignment)
    {
        nuint size = RoundUp(nuint.Max(length, 16), nuint.Max(alignment, 16));
        lock (_gate)
        {
            nuint block;
            if (_freeBlocks.TryGetValue(Key(size, alignment), out Stack<nuint>? free) && free.Count != 0)
            {
                block = free.Pop();
            }
            else
            {
                block = RoundUp(_heap, nuint.Max(alignment, 16));
                if (size > HeapStart + HeapBytes - block)
                {
                    throw new PlatformException($"allocate {length} bytes", 0);
                }

                _heap = block + size;
                while (_heapMapped < _heap)
                {
                    LogMap(_heapMapped, HeapStep, Libc.ProtectRead | Libc.ProtectWrite);
                    _heapMapped += HeapStep;
                }
            }

            // SAFETY: the block lies in the shared mapping, which is never undone, and belongs to nobody else now.
            NativeMemory.Clear((void*)block, size);
            return block;
        }
    }

    internal void FreeHeap(nuint address, nuint length, nuint alignment)
    {
        if (address == 0)
        {
            return;
        }

        nuint key = Key(RoundUp(nuint.Max(length, 16), nuint.Max(alignment, 16)), alignment);
        lock (_gate)
        {
            if (!_freeBlocks.TryGetValue(key, out Stack<nuint>? free))
            {
                free = new Stack<nuint>();
                _freeBlocks.Add(key, free);
            }

            free.Push(address);
        }
    }

    internal nuint Publish(ReadOnlySpan<byte> code, nuint codeBytes, nuint dataBytes)
    {
        nuint executable = RoundUp(codeBytes, PageSize);
        nuint total = executable + RoundUp(dataBytes, PageSize);
        lock (_gate)
        {
            nuint address = _code;
            if (total > CodeStart + CodeBytes - address)
            {
                throw new PlatformException($"publish {total} bytes of code", 0);
            }

            _code += total;

            // SAFETY: as in AllocateHeap.
            code.CopyTo(new Span<byte>((void*)address, code.Length));
            LogMap(address, executable, Libc.ProtectRead | Libc.ProtectExecute);
            if (dataBytes != 0)
            {
                LogMap(address + executable, total - executable, Libc.ProtectRead | Libc.ProtectWrite);
            }

            return address;
        }
    }

    internal nuint Reserve(nuint length)
    {
        lock (_gate)
        {
            nuint address;
            if (_freeReservations.TryGetValue(length, out Stack<nuint>? free) && free.Count != 0)
            {
                address = free.Pop();
            }
            else
            {
                address = _pages;
                if (length > Base + TotalBytes - address)
                {
                    throw new PlatformException($"reserve {length} bytes", 0);
                }

                _pages += RoundUp(length, PageSize) + GuardBytes;
            }

            _reservations[address] = length;
            return address;
        }
    }

    internal void Commit(nuint address, nuint length) => LogMap(address, length, Libc.ProtectRead | Libc.ProtectWrite);

    internal void Protect(nuint address, nuint length, PageAccess access) => Log.Add(new GuestSystemCall(
        _numbers.Protect,
        address,
        length,
        (nuint)(access switch
        {
            PageAccess.None => 0,
            PageAccess.Read => Libc.ProtectRead,
            PageAccess.ReadWrite => Libc.ProtectRead | Libc.ProtectWrite,
            PageAccess.ReadExecute => Libc.ProtectRead | Libc.ProtectExecute,
        })));

    /// <summary>Unmaps pages in the guests and forgets what is in them.</summary>
    internal void Drop(nuint address, nuint length)
    {
        length = RoundUp(length, PageSize);
        if (length == 0)
        {
            return;
        }

        Log.Add(new GuestSystemCall(_numbers.Unmap, address, length, 0));
        if (Libc.FAllocate(File, Libc.PunchHole | Libc.KeepSize, (long)OffsetOf(address), (long)length) != 0)
        {
            throw new PlatformException($"forget {length} bytes", Marshal.GetLastPInvokeError());
        }
    }

    internal void Release(nuint address, nuint length)
    {
        Drop(address, length);
        lock (_gate)
        {
            _reservations.Remove(address);
            if (!_freeReservations.TryGetValue(length, out Stack<nuint>? free))
            {
                free = new Stack<nuint>();
                _freeReservations.Add(length, free);
            }

            free.Push(address);
        }
    }

    internal static nuint RoundUp(nuint value, nuint multiple) => (value + multiple - 1) & ~(multiple - 1);

    private static nuint Key(nuint size, nuint alignment) => (size << 16) | nuint.Max(alignment, 16);

    private void LogMap(nuint address, nuint length, int protection)
    {
        if (length != 0)
        {
            Log.Add(new GuestSystemCall(
                _numbers.Map, address, RoundUp(length, PageSize), (nuint)protection, Libc.MapShared | Libc.MapFixed, (nuint)File, OffsetOf(address)));
        }
    }
}
