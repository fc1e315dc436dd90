// Entering the guest, and what happens when it does not come back the normal way.
//
// Ways out: the function returns (status 0); a fault of a memory access was turned into a resume (status 1, TrapPc set); a runtime or host
// function failed and its stub unwound, which is how all other traps come too (status 1, the reason stored here). Managed exceptions never cross frames of generated code: the edge stores them,
// the entry side throws them again.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Traps;

namespace Wasmtime.Min.Calls;

/// <summary>The part of a store that calls go through.</summary>
internal sealed unsafe partial class StoreRuntime
{
    private const nuint ContextAlignment = 64;
    private const int StackLimitSlot = 0;
    private static int _threadsWithoutLimit;

    private volatile StoreHold _hold = StoreHold.Nobody;

    private readonly Engine _engine;
    private readonly IPlatform _platform;
    private readonly IExecutor? _executor;
    private int _slots; // of the next call, for the executor
    private readonly nuint[] _frameAddresses = new nuint[FrameCapture.Capacity];
    private readonly FrameCapture _frames;
    private VMStoreContext* _context;
    private GCHandle _handle;
    private Exception? _pendingException;
    private TrapCode _pendingTrap;

    internal StoreRuntime(Engine engine)
    {
        _engine = engine;
        _platform = engine.Platform;
        _executor = engine.Executor;
        _frames = new FrameCapture(_frameAddresses);

        // SAFETY: the block is this object's until Free, which the store calls last.
        _context = (VMStoreContext*)_platform.AllocateHeap(VMStoreContext.SizeInBytes, ContextAlignment);
        _handle = GCHandle.Alloc(this);
        _context->StoreHandle = GCHandle.ToIntPtr(_handle);
        _context->EpochPointer = engine.EpochAddress;
        _context->EpochDeadline = ulong.MaxValue;
    }

    internal nuint ContextAddress => (nuint)_context;

    internal ref VMStoreContext Context => ref *_context;

    /// <summary>Whether a function of the guest is active.</summary>
    internal bool IsRunning => _context->EntryRecord != 0;

    /// <summary>Whether <see cref="EnterNatively"/> may be called: this process runs generated code itself.</summary>
    internal bool RunsNatively => _executor is null;

    /// <summary>Calls generated code, wherever that runs.</summary>
    internal void Enter(nuint entryStub, nuint vmctx, nuint code, ulong* values)
    {
        if (_executor is null)
        {
            EnterNatively(entryStub, vmctx, code, values);
            return;
        }

        VMStoreContext* context = _context;
        if (context is null)
        {
            ThrowDisposed();
        }

        StoreHold? hold = PrepareThread(context);
        int status = EnterElsewhere(entryStub, vmctx, code, values);
        if (hold is not null)
        {
            hold.IsInside = false;
        }

        if (status != 0)
        {
            ThrowFailure(_context->TrapPc == 0 ? 0 : ReadDeadFramesElsewhere());
        }
    }

    /// <summary>Calls generated code. The store may have been disposed.</summary>
    /// <param name="entryStub">Entry stub of its signature.</param>
    /// <param name="vmctx">The callee's context.</param>
    /// <param name="code">The callee.</param>
    /// <param name="values">Arguments, then results.</param>
    /// <exception cref="TrapException">The guest trapped.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void EnterNatively(nuint entryStub, nuint vmctx, nuint code, ulong* values)
    {
        VMStoreContext* context = _context;
        if (context is null)
        {
            ThrowDisposed();
        }

        StoreHold? hold = PrepareThread(context);

        // SAFETY: 'entryStub' is the entry stub of the callee's signature in an artifact that the store keeps loaded; 'values' has the slots of
        // that signature; no GC reference is passed.
        int status = ((delegate* unmanaged[Cdecl]<VMStoreContext*, nuint, nuint, ulong*, int>)entryStub)(context, vmctx, code, values);
        if (hold is not null)
        {
            hold.IsInside = false;
        }

        if (status == 0)
        {
            return;
        }

        // The frames of a trap are dead and lie where the frame of the next call will be. So they are read here and now, by this method and no
        // other: not even one that is to be inlined, because unoptimized code inlines nothing.
        int count = 0;
        nuint pc = context->TrapPc;
        if (pc != 0)
        {
            // SAFETY: frame pointers are followed upwards only, from that of the trapped function, on this thread's stack, below this frame.
            nuint frame = context->TrapFp;
            nuint limit;
            limit = (nuint)(&limit);
            nuint[] addresses = _frameAddresses;
            while ((uint)count < (uint)addresses.Length)
            {
                addresses[count++] = pc;
                if (frame >= limit || (frame & 7) != 0 || frame == 0)
                {
                    break;
                }

                pc = *(nuint*)(frame + 8);
                nuint next = *(nuint*)frame;
                frame = next > frame ? next : 0;
            }
        }

        ThrowFailure(count);
    }

    /// <summary>Tells the executor, if there is one, how many values the next call has.</summary>
    internal void SetSlots(int slots) => _slots = slots;

    private int EnterElsewhere(nuint entryStub, nuint vmctx, nuint code, ulong* values) =>
        _executor!.Enter(entryStub, _context, vmctx, code, values, _slots);

    // The stack that they lie on ends, for this entry, where guest code that still waits has called out.
    private int ReadDeadFramesElsewhere()
    {
        nuint end = _context->EntryRecord == 0 ? _executor!.StackEnd : _context->LastExitFp;
        return _frames.ReadDead(_context->TrapPc, _context->TrapFp, end);
    }

    /// <summary>Stores what a host function threw; the stub unwinds next.</summary>
    internal void SetFailure(Exception exception) => _pendingException = exception;

    /// <summary>Stores a trap that is raised for the guest, with the guest's frames, which are alive now; the stub unwinds next.</summary>
    internal void SetTrap(TrapCode code)
    {
        _pendingTrap = code;
        _frames.CaptureLive(_context);
    }

    /// <summary>Stores the trap of the guest's code that called the trap stub.</summary>
    internal void SetTrapOfCaller()
    {
        nuint returnAddress = _context->LastExitPc;
        LoadedCode code = _engine.Code.Find(returnAddress - 1)!;
        SetTrap(code.TrapOfCall((uint)(returnAddress - code.TextBase)));
    }

    /// <summary>Takes the guest's frames, which are alive now.</summary>
    internal System.Collections.Generic.IReadOnlyList<TrapFrame> CaptureFrames()
    {
        _frames.CaptureLive(_context);
        return _frames.Describe(_engine.Code);
    }

    /// <summary>Shows the collector the references in all frames that wait: guest code has called out.</summary>
    internal void VisitFrames(Gc.GcHeap heap)
    {
        nuint frame = _context->LastExitFp;
        nuint address = _context->LastExitPc;
        var record = (VMEntryRecord*)_context->EntryRecord;
        LoadedCode? code = null;

        // SAFETY: while entries are active, their records and the frames between them and the last exit live on this thread's stack. The
        // places of a stack map lie in the frame that its return address belongs to.
        while (record != null && address != 0)
        {
            while (frame != 0 && frame < record->FramePointer)
            {
                if (code is null || address - code.TextBase >= code.TextLength)
                {
                    code = _engine.Code.Find(address);
                }

                StackMapTable.Map map = code is null ? default : code.StackMaps.Find((uint)(address - code.TextBase));
                while (map.Next(out uint distance))
                {
                    heap.Visit(ref *(uint*)(frame - distance));
                }

                address = *(nuint*)(frame + 8);
                frame = *(nuint*)frame;
            }

            frame = record->SavedLastExitFp;
            address = record->SavedLastExitPc;
            record = (VMEntryRecord*)record->Previous;
        }
    }

    /// <summary>The store that a context block belongs to.</summary>
    internal static StoreRuntime Of(VMStoreContext* context) =>
        Unsafe.As<StoreRuntime>(GCHandle.FromIntPtr(context->StoreHandle).Target!);

    /// <summary>The trap that was stored last, as an exception. An unmanaged function that fails without storing one interrupts.</summary>
    internal TrapException TakeTrap()
    {
        TrapCode code = _pendingTrap;
        _pendingTrap = TrapCode.None;
        return code == TrapCode.None ? new TrapException(TrapCode.Interrupt, []) : _frames.CreateException(_engine.Code, code);
    }

    internal void Free()
    {
        _handle.Free();
        _platform.FreeHeap((nuint)_context, VMStoreContext.SizeInBytes, ContextAlignment);
        _context = null;
    }

    // Guest code of one store runs on one thread at a time, and entries nest on that thread: the outermost one sets the limit.
    // Returns the thread's hold of the store for the outermost entry, which ends with IsInside false; null for others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private StoreHold? PrepareThread(VMStoreContext* context)
    {
        StoreHold hold = _hold;
        if (hold.Thread != _platform.TlsGet(StackLimitSlot))
        {
            hold = Claim();
        }

        if (hold.IsInside)
        {
            return null;
        }

        hold.IsInside = true;
        if (_hold != hold)
        {
            ThrowClaimed(hold);
        }

        context->StackLimit = hold.Thread;
        return hold;
    }

    // Another thread than the last one: it puts a hold of its own in the place of that one's, then looks whether that thread is still inside. The fast way
    // above marks its hold and looks whether it is still the store's, with no barrier between the two; the barrier for all threads, here, stands in its place.
    // So one of the two sees the other.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private StoreHold Claim()
    {
        nuint thread = _platform.TlsGet(StackLimitSlot);
        var mine = new StoreHold(thread == 0 ? FindStackLimit() : thread);
        StoreHold before;
        do
        {
            before = _hold;
            mine.Before = before.SkipDead();
        }
        while (Interlocked.CompareExchange(ref _hold, mine, before) != before);
        if (mine.Before != StoreHold.Nobody)
        {
            Interlocked.MemoryBarrierProcessWide();
        }

        for (StoreHold? other = mine.Before; other is not null; other = other.Before)
        {
            if (!other.IsInside)
            {
                continue;
            }

            if (other.Thread == mine.Thread)
            {
                // This thread is inside, and calls in again: others only tried.
                Interlocked.Exchange(ref _hold, other);
                return other;
            }

            mine.Kill();
            Interlocked.CompareExchange(ref _hold, before, mine);
            throw SeveralThreads();
        }

        mine.Before = null;
        return mine;
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowClaimed(StoreHold hold)
    {
        hold.IsInside = false;
        throw SeveralThreads();
    }

    private static InvalidOperationException SeveralThreads() =>
        new("several threads use one store at the same time: each needs a store of its own, or they have to take turns");

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowDisposed() => throw new ObjectDisposedException(typeof(Store).FullName);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nuint FindStackLimit()
    {
        _platform.TrapHandling?.PrepareThread();
        nuint end = _platform.StackLimit();

        // Where the system cannot tell, a number below all stacks, different for each thread.
        nuint limit = end == 0 ? (nuint)Interlocked.Increment(ref _threadsWithoutLimit) : end + (nuint)_engine.Config.StackReserve;
        _platform.TlsSet(StackLimitSlot, limit);
        return limit;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowFailure(int frameCount)
    {
        nuint trapPc = _context->TrapPc;
        _context->TrapPc = 0;
        if (trapPc != 0)
        {
            _frames.SetTrapCount(frameCount);
            _frames.AppendLive(_context);
            LoadedCode? code = _engine.Code.Find(trapPc);
            throw _frames.CreateException(_engine.Code, code?.TrapAt((uint)(trapPc - code.TextBase)) ?? TrapCode.None);
        }

        if (_pendingException is { } exception)
        {
            _pendingException = null;
            ExceptionDispatchInfo.Throw(exception);
        }

        throw TakeTrap();
    }
}
