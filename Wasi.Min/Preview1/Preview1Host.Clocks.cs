// Clocks by number, and poll_oneoff: waits until a clock is due or a descriptor is ready.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Wasi.FileSystem;
using static Wasmtime.Min.Wasi.Preview1.Preview1Layouts;

namespace Wasmtime.Min.Wasi.Preview1;

internal sealed partial class Preview1Host
{
    private const uint RealTimeClock = 0, MonotonicClock = 1, ProcessClock = 2, ThreadClock = 3;
    private const byte ClockEvent = 0, ReadEvent = 1, WriteEvent = 2;
    private const ushort AbsoluteTime = 1, Hangup = 1;
    private const int ItemsOnStack = 16;

    internal Errno ClockResGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_system.Clocks is not { } clocks)
        {
            return Errno.NotSupported;
        }

        if (TimeOf(clocks, (uint)a[0]) is null)
        {
            return Errno.Invalid;
        }

        memory.Write((uint)a[1], (uint)a[0] == RealTimeClock ? clocks.WallResolution : clocks.MonotonicResolution);
        return Errno.Success;
    }

    internal Errno ClockTimeGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_system.Clocks is not { } clocks)
        {
            return Errno.NotSupported;
        }

        if (TimeOf(clocks, (uint)a[0]) is not { } time)
        {
            return Errno.Invalid;
        }

        memory.Write((uint)a[2], time);
        return Errno.Success;
    }

    internal Errno PollOneoff(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        (uint count, uint result) = ((uint)a[2], (uint)a[3]);
        if (count == 0)
        {
            return Errno.Invalid;
        }

        ReadOnlySpan<byte> subscriptions = memory.Items((uint)a[0], count, SubscriptionSize);
        Span<byte> events = memory.Items((uint)a[1], count, EventSize);
        memory.Slice(result, sizeof(uint));
        int descriptors = 0;
        for (ReadOnlySpan<byte> rest = subscriptions; !rest.IsEmpty; rest = rest[SubscriptionSize..])
        {
            byte type = rest[SubscriptionType];
            descriptors += type == ClockEvent ? 0 : 1;
            if (type > WriteEvent || descriptors > HostLimits.WaitedDescriptors)
            {
                return Errno.Invalid;
            }
        }

        Span<WaitItem> items = descriptors <= ItemsOnStack ? stackalloc WaitItem[ItemsOnStack] : new WaitItem[descriptors];
        var poll = new Poll(this, subscriptions, events, items, _waiting.Now);
        Errno error = poll.Run(out uint written);
        if (error == Errno.Success)
        {
            memory.Write(result, written);
        }

        return error;
    }

    private static ulong? TimeOf(IClocks clocks, uint clock) => clock switch
    {
        RealTimeClock => NanosecondsOf(clocks.WallTime()),
        MonotonicClock => clocks.MonotonicTime(),
        ProcessClock => clocks.ProcessTime(),
        ThreadClock => clocks.ThreadTime(),
        _ => null, // foreign numbers
    };

    /// <summary>One call of <c>poll_oneoff</c>.</summary>
    private ref struct Poll
    {
        private readonly Preview1Host _host;
        private readonly ReadOnlySpan<byte> _subscriptions;
        private readonly Span<byte> _events;
        private readonly Span<WaitItem> _items;
        private readonly ulong _began;

        internal Poll(Preview1Host host, ReadOnlySpan<byte> subscriptions, Span<byte> events, Span<WaitItem> items, ulong began)
        {
            _host = host;
            _subscriptions = subscriptions;
            _events = events;
            _items = items;
            _began = began;
        }

        internal readonly Errno Run(out uint written)
        {
            // What can be waited for is the same in each round; what is ready at once makes the first round the last.
            Span<WaitItem> items = _items[..CollectItems()];
            while (true)
            {
                SystemError error = _host._waiting.Look(items, out _);
                if (error != SystemError.None)
                {
                    written = 0;
                    return CodeOf(error);
                }

                ulong? until = WriteEvents(items, out written);
                if (written > 0)
                {
                    return Errno.Success;
                }

                error = _host._waiting.Wait(items, until, out _);
                if (error != SystemError.None)
                {
                    return CodeOf(error);
                }
            }
        }

        private readonly int CollectItems()
        {
            int used = 0;
            for (ReadOnlySpan<byte> rest = _subscriptions; !rest.IsEmpty; rest = rest[SubscriptionSize..])
            {
                byte type = rest[SubscriptionType];
                if (type != ClockEvent && Find(rest) is { } entry && IsWaitedFor(entry.Descriptor, type))
                {
                    _items[used++] = new WaitItem(entry.Descriptor.Handle, type == ReadEvent ? WaitFor.Read : WaitFor.Write);
                }
            }

            return used;
        }

        // Events of all subscriptions that have one now; if there is none, the time at which there will be.
        private readonly ulong? WriteEvents(ReadOnlySpan<WaitItem> items, out uint written)
        {
            ulong? until = null;
            written = 0;
            int item = 0;
            for (ReadOnlySpan<byte> rest = _subscriptions; !rest.IsEmpty; rest = rest[SubscriptionSize..])
            {
                byte type = rest[SubscriptionType];
                Errno error = Errno.Success;
                ulong bytes = 0;
                ushort flags = 0;
                if (type == ClockEvent)
                {
                    error = DueTimeOf(rest, out ulong due);
                    if (error == Errno.Success && due > _host._waiting.Now)
                    {
                        until = until < due ? until : due;
                        continue;
                    }
                }
                else if (Find(rest) is not { } entry)
                {
                    error = Errno.BadFile;
                }
                else if (entry.Denies(Right.PollFdReadwrite))
                {
                    error = Errno.NotCapable;
                }
                else if (IsWaitedFor(entry.Descriptor, type))
                {
                    WaitItem outcome = items[item++];
                    if (!outcome.IsReady && outcome.Error == SystemError.None)
                    {
                        continue;
                    }

                    (error, bytes, flags) = (CodeOf(outcome.Error), outcome.Available, outcome.IsHangup ? Hangup : (ushort)0);
                }
                else
                {
                    error = ReadyAtOnce(entry.Descriptor, type, out bytes);
                }

                WriteEvent(_events.Slice((int)written++ * EventSize, EventSize), rest, error, bytes, flags);
            }

            return until;
        }

        private readonly FdEntry? Find(ReadOnlySpan<byte> subscription) =>
            _host._table.Find(BinaryPrimitives.ReadUInt32LittleEndian(subscription[SubscriptionDescriptor..]));

        // Streams of the system that are open in this direction. Everything else is ready, or never will be.
        private static bool IsWaitedFor(Descriptor descriptor, byte type) =>
            descriptor.Kind == DescriptorKind.Stream && !descriptor.Handle.IsNone && (type == ReadEvent ? descriptor.CanRead : descriptor.CanWrite);

        private readonly Errno ReadyAtOnce(Descriptor descriptor, byte type, out ulong bytes)
        {
            bytes = 0;
            if (descriptor.IsFile && type == ReadEvent
                && _host._system.Handles!.GetStatus(descriptor.Handle, out FileStatus status) == SystemError.None
                && _host._system.Files!.Seek(descriptor.Handle, 0, SeekFrom.Current, out ulong position) == SystemError.None)
            {
                bytes = status.Size - ulong.Min(status.Size, position);
            }

            return descriptor.Kind != DescriptorKind.Stream || (type == ReadEvent ? descriptor.CanRead : descriptor.CanWrite)
                ? Errno.Success
                : Errno.BadFile;
        }

        // When a clock is due, in the time of Waiting. Relative times count from the beginning of the call; the clocks of processors cannot be waited for.
        private readonly Errno DueTimeOf(ReadOnlySpan<byte> subscription, out ulong due)
        {
            due = 0;
            uint clock = BinaryPrimitives.ReadUInt32LittleEndian(subscription[SubscriptionClock..]);
            ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(subscription[SubscriptionClockFlags..]);
            if (_host._system.Clocks is not { } clocks)
            {
                return Errno.NotSupported;
            }

            if (clock > MonotonicClock || (flags & ~AbsoluteTime) != 0 || TimeOf(clocks, clock) is not { } now)
            {
                return Errno.Invalid;
            }

            ulong timeout = BinaryPrimitives.ReadUInt64LittleEndian(subscription[SubscriptionTimeout..]);
            bool isAbsolute = flags != 0;
            (ulong from, ulong wait) = isAbsolute ? (_host._waiting.Now, timeout - ulong.Min(timeout, now)) : (_began, timeout);
            due = wait <= ulong.MaxValue - from ? from + wait : ulong.MaxValue;
            return Errno.Success;
        }

        private static void WriteEvent(Span<byte> to, ReadOnlySpan<byte> subscription, Errno error, ulong bytes, ushort flags)
        {
            // A guest may use the same memory for both.
            ulong mark = BinaryPrimitives.ReadUInt64LittleEndian(subscription);
            byte type = subscription[SubscriptionType];
            to.Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(to, mark);
            BinaryPrimitives.WriteUInt16LittleEndian(to[EventError..], (ushort)error);
            to[EventType] = type;
            BinaryPrimitives.WriteUInt64LittleEndian(to[EventBytes..], bytes);
            BinaryPrimitives.WriteUInt16LittleEndian(to[EventFlags..], flags);
        }
    }
}
