// The table of open handles: a handle is a place in it. What stands there decides what reading and writing do.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace Wasmtime.Min.Platform.Sample;

/// <summary>What a handle stands for.</summary>
internal abstract class OpenThing
{
    internal abstract SystemError Read(ReadOnlySpan<MemoryBlock> blocks, out nuint count);

    internal abstract SystemError Write(ReadOnlySpan<MemoryBlock> blocks, out nuint count);

    internal abstract SystemError GetStatus(out FileStatus status);

    /// <summary>Whether reading or writing would not block; called under <see cref="SampleHandles.Changed"/>.</summary>
    internal virtual bool IsReady(ref WaitItem item) => true;

    internal virtual void Close()
    {
    }

    /// <summary>A block of a caller as a span; what a span cannot hold is left for the next call.</summary>
    internal static unsafe Span<byte> SpanOf(MemoryBlock block) =>
        new((void*)block.Address, (int)nuint.Min(block.Length, int.MaxValue)); // SAFETY: by contract the caller's, and in its place during the call.
}

/// <summary>Handles of the sample platform.</summary>
internal sealed class SampleHandles : IHandles
{
    private const int MostHandles = 1 << 20;

    private readonly Lock _gate = new();
    private readonly List<OpenThing?> _things = [];
    private readonly Stack<int> _free = new();

    /// <summary>The monitor that is pulsed when something has become ready.</summary>
    internal object Changed { get; } = new();

    public SystemError Read(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        return Find(handle) is { } thing ? thing.Read(blocks, out count) : SystemError.BadHandle;
    }

    public SystemError Write(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        return Find(handle) is { } thing ? thing.Write(blocks, out count) : SystemError.BadHandle;
    }

    public SystemError Wait(Span<WaitItem> items, TimeSpan timeout, out int ready)
    {
        long began = Stopwatch.GetTimestamp();
        lock (Changed)
        {
            while (true)
            {
                ready = Look(items);
                int milliseconds = timeout < TimeSpan.Zero ? Timeout.Infinite : SampleClocks.Milliseconds(timeout - Stopwatch.GetElapsedTime(began));
                if (ready > 0 || milliseconds == 0)
                {
                    return SystemError.None;
                }

                Monitor.Wait(Changed, milliseconds);
            }
        }
    }

    public SystemError GetStatus(FileHandle handle, out FileStatus status)
    {
        status = default;
        return Find(handle) is { } thing ? thing.GetStatus(out status) : SystemError.BadHandle;
    }

    // .NET's streams do not say. What writes to one writes less often then, that is all.
    public bool IsTerminal(FileHandle handle) => false;

    public SystemError Close(FileHandle handle)
    {
        OpenThing? thing;
        lock (_gate)
        {
            thing = Find(handle);
            if (thing is null)
            {
                return SystemError.BadHandle;
            }

            _things[(int)handle.Value] = null;
            _free.Push((int)handle.Value);
        }

        thing.Close();
        return SystemError.None;
    }

    /// <summary>Puts something into the table.</summary>
    internal SystemError Add(OpenThing thing, out FileHandle handle)
    {
        lock (_gate)
        {
            if (_free.TryPop(out int place))
            {
                _things[place] = thing;
            }
            else if ((place = _things.Count) < MostHandles)
            {
                _things.Add(thing);
            }
            else
            {
                thing.Close();
                handle = FileHandle.None;
                return SystemError.TooManyHandles;
            }

            handle = new FileHandle(place);
            return SystemError.None;
        }
    }

    /// <summary>What a handle stands for, or null.</summary>
    internal OpenThing? Find(FileHandle handle)
    {
        lock (_gate)
        {
            return handle.Value >= 0 && handle.Value < _things.Count ? _things[(int)handle.Value] : null;
        }
    }

    private int Look(Span<WaitItem> items)
    {
        int ready = 0;
        foreach (ref WaitItem item in items)
        {
            OpenThing? thing = Find(item.Handle);
            item.Error = thing is null ? SystemError.BadHandle : SystemError.None;
            item.Available = 0;
            item.IsHangup = false;
            item.IsReady = thing is null || thing.IsReady(ref item);
            ready += item.IsReady ? 1 : 0;
        }

        return ready;
    }
}
