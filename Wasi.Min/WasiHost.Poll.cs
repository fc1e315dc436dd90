// poll_oneoff: waits until a clock is due or a descriptor is ready. Everything but standard input is always ready; that one is read ahead on a
// thread of its own while the guest waits, since .NET can ask no handle whether it would block.
using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Threading;
using Wasmtime.Min.Wasi.FileSystem;

namespace Wasmtime.Min.Wasi;

internal sealed partial class WasiHost
{
    private const uint SubscriptionSize = 48, EventSize = 32;
    private const byte ClockEvent = 0, ReadEvent = 1, WriteEvent = 2;

    internal Errno PollOneoff(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        (uint subscriptions, uint events, uint count) = ((uint)a[0], (uint)a[1], (uint)a[2]);
        if (count == 0)
        {
            return Errno.Invalid;
        }

        memory.Slice(subscriptions, checked(count * SubscriptionSize));
        memory.Slice(events, checked(count * EventSize));
        for (uint i = 0; i < count; i++)
        {
            if (TypeAt(memory, subscriptions + (i * SubscriptionSize)) > WriteEvent)
            {
                return Errno.Invalid;
            }
        }

        long began = Stopwatch.GetTimestamp();
        bool isFlushed = false;
        while (true)
        {
            uint written = WriteEvents(memory, subscriptions, events, count, began, out TimeSpan wait, out ReadAhead? input);
            if (written > 0)
            {
                memory.Write((uint)a[3], written);
                return Errno.Success;
            }

            if (!isFlushed)
            {
                Flush(); // What asks a question is seen before its answer is waited for.
                isFlushed = true;
            }

            if (input is not null)
            {
                input.Wait(wait);
            }
            else
            {
                Thread.Sleep(wait);
            }
        }
    }

    // Events of all subscriptions that have one now; if there is none, how long it takes at most until there is.
    private uint WriteEvents(
        GuestMemory memory, uint subscriptions, uint events, uint count, long began, out TimeSpan wait, out ReadAhead? input)
    {
        wait = Timeout.InfiniteTimeSpan;
        input = null;
        uint written = 0;
        for (uint i = 0; i < count; i++)
        {
            uint at = subscriptions + (i * SubscriptionSize);
            byte type = TypeAt(memory, at);
            Errno error = Errno.Success;
            ulong length = 0;
            if (type == ClockEvent)
            {
                // The clocks of processors cannot be waited for.
                error = memory.ReadUInt32(at + 16) > MonotonicClock ? Errno.Invalid : Errno.Success;
                ulong left = error == Errno.Success ? RemainingOf(memory, at, began) : 0;
                if (left > 0)
                {
                    TimeSpan until = Rounded(left);
                    wait = wait == Timeout.InfiniteTimeSpan || until < wait ? until : wait;
                    continue;
                }
            }
            else if (_descriptors.Find(memory.ReadUInt32(at + 16)) is not { } descriptor)
            {
                error = Errno.BadFile;
            }
            else if (type == ReadEvent && descriptor.Input is { } ahead)
            {
                if (!ahead.IsReady)
                {
                    input = ahead;
                    continue;
                }

                length = (ulong)ahead.Length;
            }
            else if (type == ReadEvent && descriptor.IsFile)
            {
                length = (ulong)Math.Max(0, descriptor.Stream.Length - descriptor.Stream.Position);
            }

            Span<byte> result = memory.Slice(events + (written++ * EventSize), EventSize);
            result.Clear();
            memory.Slice(at, sizeof(ulong)).CopyTo(result); // the guest's own mark
            BinaryPrimitives.WriteUInt16LittleEndian(result[8..], (ushort)error);
            result[10] = type;
            BinaryPrimitives.WriteUInt64LittleEndian(result[16..], length);
        }

        return written;
    }

    private static byte TypeAt(GuestMemory memory, uint subscription) => memory.Slice(subscription + 8, 1)[0];

    // Nanoseconds until a clock subscription is due. Relative times count from the beginning of the call.
    private static ulong RemainingOf(GuestMemory memory, uint subscription, long began)
    {
        ulong timeout = memory.ReadUInt64(subscription + 24);
        bool isAbsolute = (memory.ReadUInt16(subscription + 40) & 1) != 0;
        ulong now = isAbsolute ? Now(memory.ReadUInt32(subscription + 16)) : (ulong)Stopwatch.GetElapsedTime(began).Ticks * 100;
        return timeout > now ? timeout - now : 0;
    }

    // Rounded up, so that nobody wakes too early; a day at most, after which the caller looks again.
    private static TimeSpan Rounded(ulong nanoseconds)
    {
        const ulong Millisecond = 1_000_000, Day = 86_400_000;
        return TimeSpan.FromMilliseconds((long)Math.Min(((nanoseconds - 1) / Millisecond) + 1, Day));
    }
}
