using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// IClocks and IRandom.
public abstract unsafe partial class ContractTests
{
    [TestMethod]
    public void The_time_of_day_is_that_of_the_host()
    {
        Require(Capabilities.Clocks);
        IClocks clocks = Platform.Clocks!;
        long before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        FileTime now = clocks.WallTime();
        long after = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.IsGreaterThanOrEqualTo(before, now.Seconds);
        Assert.IsLessThanOrEqualTo(after, now.Seconds);
        Assert.IsLessThan(1_000_000_000u, now.Nanoseconds);
        Assert.IsGreaterThanOrEqualTo(1ul, clocks.WallResolution);
        Assert.IsLessThanOrEqualTo(1_000_000_000ul, clocks.WallResolution);
    }

    [TestMethod]
    public void Monotonic_time_goes_on_and_sleeping_is_never_shorter()
    {
        Require(Capabilities.Clocks);
        IClocks clocks = Platform.Clocks!;
        Assert.IsGreaterThanOrEqualTo(1ul, clocks.MonotonicResolution);
        ulong last = clocks.MonotonicTime();
        for (int i = 0; i < 1000; i++)
        {
            ulong now = clocks.MonotonicTime();
            Assert.IsGreaterThanOrEqualTo(last, now);
            last = now;
        }

        foreach (double milliseconds in new[] { 0.1, 1, 20 })
        {
            var time = TimeSpan.FromMilliseconds(milliseconds);
            ulong end = clocks.MonotonicTime() + (ulong)time.TotalNanoseconds;
            do
            {
                clocks.Sleep(time); // a signal may end it before
            }
            while (clocks.MonotonicTime() < end && milliseconds < 1);

            Assert.IsGreaterThanOrEqualTo(end, clocks.MonotonicTime());
        }

        ulong began = clocks.MonotonicTime();
        clocks.Sleep(TimeSpan.Zero);
        clocks.Sleep(TimeSpan.FromSeconds(-5));
        clocks.Sleep(TimeSpan.MinValue);
        Assert.IsLessThan(5_000_000_000ul, clocks.MonotonicTime() - began);
    }

    [TestMethod]
    public void Time_of_processors_is_spent_by_work()
    {
        Require(Capabilities.Clocks);
        IClocks clocks = Platform.Clocks!;
        if (clocks.ThreadTime() is not { } thread || clocks.ProcessTime() is not { } process)
        {
            return; // nobody counts
        }

        ulong end = clocks.MonotonicTime() + 20_000_000;
        while (clocks.MonotonicTime() < end)
        {
        }

        Assert.IsGreaterThan(thread, clocks.ThreadTime()!.Value);
        Assert.IsGreaterThan(process, clocks.ProcessTime()!.Value);
        OnThread(() => Assert.IsLessThan(clocks.ProcessTime()!.Value, clocks.ThreadTime()!.Value, "a new thread has done little"));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(255)]
    [DataRow(257)]
    [DataRow(100_003)]
    public void Random_bytes_fill_the_whole_buffer_and_nothing_else(int length)
    {
        Require(Capabilities.Random);
        byte[] buffer = new byte[length + 32];
        Platform.Random!.Fill(buffer.AsSpan(16, length));
        Assert.IsFalse(buffer.AsSpan(0, 16).ContainsAnyExcept((byte)0));
        Assert.IsFalse(buffer.AsSpan(16 + length).ContainsAnyExcept((byte)0));
        if (length < 200)
        {
            return;
        }

        byte[] other = new byte[length];
        Platform.Random.Fill(other);
        Assert.IsFalse(other.AsSpan().SequenceEqual(buffer.AsSpan(16, length)));

        // Each 64 bytes have a bit set, up to the last (chance of a mistake: 2^-500 each).
        for (int i = 0; i + 64 <= length; i += 64)
        {
            Assert.IsTrue(other.AsSpan(i, 64).ContainsAnyExcept((byte)0), $"at {i}");
        }

        Assert.IsTrue(other.AsSpan(length - 64).ContainsAnyExcept((byte)0));
    }
}
