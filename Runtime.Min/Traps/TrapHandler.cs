// The process's trap handler. Machine code of an artifact, copied once into a page of its own; the data that it reads lies at a fixed distance
// behind it (TrapPage). Handlers of a process cannot be stacked safely more than once, so this is the one thing in the runtime that
// belongs to the process and not to an engine: it stays until the process ends, whichever artifact brought it. What the handler relies on is
// part of the stub ABI version, so one serves all.
//
// The table of code ranges changes while handlers run on other threads: a range is written end first, then start; a start of zero is a
// free entry. A range disappears only when nothing runs in it, so a handler never needs one that is being changed.
using System;
using System.Threading;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Traps;

/// <summary>Installs the handler and tells it where guest code lies.</summary>
internal sealed unsafe class TrapHandler
{
    /// <summary>That of this process. Code that an executor runs elsewhere has another one.</summary>
    internal static readonly TrapHandler OfProcess = new();

    private SpinGate _gate;
    private nuint _page;

    /// <summary>Makes faults in a range of code into traps.</summary>
    /// <param name="platform">Must handle traps.</param>
    /// <param name="handler">The handler that the code's artifact brings.</param>
    /// <param name="start">First byte of the code.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="PlatformException">The system refused.</exception>
    /// <exception cref="InvalidOperationException">There are too many ranges.</exception>
    internal void AddRange(IPlatform platform, ReadOnlySpan<byte> handler, nuint start, nuint length)
    {
        _gate.Enter();
        try
        {
            if (_page == 0)
            {
                _page = Install(platform, handler);
            }

            var page = (TrapPage*)_page;
            ulong* ranges = Ranges();
            for (uint i = 0; i < TrapPage.MaxRanges; i++)
            {
                // SAFETY: the data area holds MaxRanges entries and is never freed; writers are inside the gate.
                ulong* range = ranges + (2 * i);
                if (range[0] == 0)
                {
                    Volatile.Write(ref range[1], start + length);
                    Volatile.Write(ref range[0], start);
                    if (i >= page->RangeCapacity)
                    {
                        Volatile.Write(ref page->RangeCapacity, i + 1);
                    }

                    return;
                }
            }
        }
        finally
        {
            _gate.Exit();
        }

        throw new InvalidOperationException($"more than {TrapPage.MaxRanges} artifacts with hardware traps are loaded");
    }

    /// <summary>Forgets a range in which nothing runs any more.</summary>
    internal void RemoveRange(nuint start)
    {
        _gate.Enter();
        try
        {
            uint capacity = _page == 0 ? 0 : ((TrapPage*)_page)->RangeCapacity;
            for (uint i = 0; i < capacity; i++)
            {
                // SAFETY: as in AddRange.
                ref ulong first = ref Ranges()[2 * i];
                if (first == start)
                {
                    Volatile.Write(ref first, 0);
                    return;
                }
            }
        }
        finally
        {
            _gate.Exit();
        }
    }

    private ulong* Ranges() => (ulong*)(_page + TrapPage.RangesOffset);

    private static nuint Install(IPlatform platform, ReadOnlySpan<byte> handler)
    {
        ITrapHandling traps = platform.TrapHandling
            ?? throw new ArtifactException("the artifact needs hardware traps, which this platform does not handle");
        nuint code = platform.CodeMemory.PublishCodeWithData(handler, TrapPage.DistanceFromHandler, TrapPage.AreaSize);
        nuint data = code + TrapPage.DistanceFromHandler;

        // SAFETY: PublishCodeWithData has made AreaSize zeroed, writable bytes there, which are never given back.
        var page = (TrapPage*)data;
        TrapNumbers numbers = traps.Numbers;
        page->Version = TrapPage.CurrentVersion;
        page->PcOffset = numbers.ProgramCounter;
        page->SpOffset = numbers.StackPointer;
        page->FpOffset = numbers.FramePointer;
        page->VmctxRegisterOffset = numbers.VmctxRegister;
        page->FaultAddressOffset = numbers.FaultAddress;
        page->FlagsOffset = numbers.Flags == TrapNumbers.None ? TrapPage.None : numbers.Flags;
        page->FloatStateOffset = numbers.FloatState == TrapNumbers.None ? TrapPage.None : numbers.FloatState;
        page->RestoreDefault = numbers.RestoreDefault;
        traps.Install(code, new Span<nuint>((void*)(data + TrapPage.PreviousHandlersOffset), TrapPage.PreviousHandlerCount));
        return data;
    }
}
