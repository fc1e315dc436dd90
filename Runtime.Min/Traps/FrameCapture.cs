// The addresses of a trap's backtrace, and what they mean.
//
// They are taken in one of two ways. A runtime function or a host function that fails walks the living stack before it returns. A hardware
// trap comes back through the entry stub with its frames already dead: they lie below the stack pointer, unharmed until something is
// called, so StoreRuntime.EnterNatively reads them itself and calls nothing before (an executor's lie on a stack of their own: ReadDead). Should a signal have overwritten some, the walk ends early or
// finds addresses that belong to no function; it never leaves the stack between the trap and the entry.
//
// Every frame of generated code is { frame pointer of the caller, return address } at its frame pointer.
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min.Traps;

/// <summary>Code addresses of active guest frames, innermost first. A store has one; taking them allocates nothing.</summary>
/// <param name="addresses">Where they are put; of length <see cref="Capacity"/>.</param>
internal sealed unsafe class FrameCapture(nuint[] addresses)
{
    internal const int Capacity = 64;

    private readonly nuint[] _addresses = addresses;
    private int _count;

    // Whether the first address is an instruction that trapped; all others are return addresses.
    private bool _startsAtTrap;

    /// <summary>Tells how many of the addresses hold the frames of a hardware trap; the first is the instruction itself.</summary>
    internal void SetTrapCount(int count)
    {
        _count = count;
        _startsAtTrap = true;
    }

    /// <summary>Reads the frames of a hardware trap on a stack that nobody uses by now, for <see cref="SetTrapCount"/>.</summary>
    /// <param name="pc">The instruction.</param>
    /// <param name="frame">Frame pointer there.</param>
    /// <param name="end">No frame lies here or above.</param>
    /// <returns>How many addresses there are.</returns>
    internal int ReadDead(nuint pc, nuint frame, nuint end)
    {
        int count = 0;
        _addresses[count++] = pc;

        // SAFETY: frame pointers are followed upwards only, from that of the trapped function to the end of its stack, which stays mapped.
        while (frame != 0 && frame < end && (frame & 7) == 0 && count < Capacity)
        {
            _addresses[count++] = *(nuint*)(frame + 8);
            nuint next = *(nuint*)frame;
            frame = next > frame ? next : 0;
        }

        return count;
    }

    /// <summary>Adds the frames of the entries that are still active, after <see cref="SetTrapCount"/>.</summary>
    internal void AppendLive(VMStoreContext* context)
    {
        nuint frame = context->LastExitFp;
        nuint address = context->LastExitPc;
        var record = (VMEntryRecord*)context->EntryRecord;

        // SAFETY: while entries are active, their records and the frames between them and the last exit live on this thread's stack.
        while (record != null && address != 0)
        {
            Add(address);
            while (frame != 0 && frame < record->FramePointer && _count < Capacity)
            {
                Add(*(nuint*)(frame + 8));
                frame = *(nuint*)frame;
            }

            frame = record->SavedLastExitFp;
            address = record->SavedLastExitPc;
            record = (VMEntryRecord*)record->Previous;
        }
    }

    /// <summary>Takes the living frames: guest code has called out and waits.</summary>
    internal void CaptureLive(VMStoreContext* context)
    {
        _count = 0;
        _startsAtTrap = false;
        AppendLive(context);
    }

    /// <summary>The exception for a trap of the captured frames.</summary>
    internal TrapException CreateException(CodeRegistry registry, TrapCode code) => new(code, Describe(registry));

    /// <summary>The functions of the captured frames.</summary>
    internal List<TrapFrame> Describe(CodeRegistry registry)
    {
        List<TrapFrame> frames = [];
        for (int i = 0; i < _count; i++)
        {
            bool isReturn = i > 0 || !_startsAtTrap;
            LoadedCode? found = registry.Find(isReturn ? _addresses[i] - 1 : _addresses[i]);
            found?.Describe((uint)(_addresses[i] - found.TextBase), isReturn, frames);
        }

        // With inlined functions there are more of them than frames.
        if (frames.Count > Capacity)
        {
            frames.RemoveRange(Capacity, frames.Count - Capacity);
        }

        return frames;
    }

    private void Add(nuint address)
    {
        if (_count < Capacity)
        {
            _addresses[_count++] = address;
        }
    }
}
