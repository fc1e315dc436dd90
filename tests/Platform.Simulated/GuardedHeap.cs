// Heap blocks with a page that faults before and behind them. A block ends where the page behind it begins, as far as its alignment allows.
// Pages that are given back are cleared and used again, since the system takes longer for new ones than a test has.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Simulated;

/// <summary>A heap that notices what reads or writes beside a block, by a fault that ends the process. Thread-safe.</summary>
internal sealed class GuardedHeap(IVirtualMemory memory, nuint page)
{
    private const nuint LargestKept = 1 << 18;

    // By length in bytes, without the guards: addresses of their first bytes.
    private readonly Dictionary<nuint, Stack<nuint>> _free = [];

    internal unsafe nuint Allocate(nuint length, nuint alignment)
    {
        nuint pages = RoundUp(length, page);
        if (!TryReuse(pages, out nuint start))
        {
            start = Reserve(pages);
        }
        else
        {
            // SAFETY: pages of this heap that nobody has, 'pages' bytes long.
            new Span<byte>((void*)start, (int)pages).Clear();
        }

        return start + pages - RoundUp(length, alignment);
    }

    internal void Free(nuint address, nuint length, nuint alignment)
    {
        nuint pages = RoundUp(length, page);
        nuint start = address + RoundUp(length, alignment) - pages;
        if (pages > LargestKept)
        {
            memory.Release(start - page, pages + (2 * page));
            return;
        }

        lock (_free)
        {
            if (!_free.TryGetValue(pages, out Stack<nuint>? starts))
            {
                _free.Add(pages, starts = new Stack<nuint>());
            }

            starts.Push(start);
        }
    }

    private bool TryReuse(nuint pages, out nuint start)
    {
        start = 0;
        lock (_free)
        {
            return _free.TryGetValue(pages, out Stack<nuint>? starts) && starts.TryPop(out start);
        }
    }

    private nuint Reserve(nuint pages)
    {
        nuint start = memory.Reserve(pages + (2 * page));
        try
        {
            memory.Commit(start + page, pages);
            return start + page;
        }
        catch (PlatformException)
        {
            memory.Release(start, pages + (2 * page));
            throw;
        }
    }

    private static nuint RoundUp(nuint value, nuint unit) => (value + unit - 1) & ~(unit - 1);
}
