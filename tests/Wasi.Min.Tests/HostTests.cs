using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Pipes;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Wasi;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Tests.Wasi;

/// <summary>Everything but files.</summary>
[TestClass]
public sealed class HostTests
{
    private const uint Subscription = 0x400;
    private const uint Events = 0x600;

    [TestMethod]
    public void Arguments_and_environment_arrive()
    {
        using var guest = new Guest(static configuration =>
        {
            configuration.Arguments.Add("program");
            configuration.Arguments.Add("grün");
            configuration.Environment.Add(new("NAME", "value=1"));
        });
        CollectionAssert.AreEqual(new[] { "program", "grün" }, StringsOf(guest, "args"));
        CollectionAssert.AreEqual(new[] { "NAME=value=1" }, StringsOf(guest, "environ"));
    }

    [TestMethod]
    public void Clocks_go_on()
    {
        using var guest = new Guest();
        for (uint clock = 0; clock < 4; clock++)
        {
            Assert.AreEqual(Errno.Success, guest.Call("clock_res_get", clock, Guest.Result));
            Assert.AreNotEqual(0ul, guest.UInt64(Guest.Result));
            Assert.AreEqual(Errno.Success, guest.Call("clock_time_get", clock, 0, Guest.Result));
            ulong before = guest.UInt64(Guest.Result);
            Assert.AreEqual(Errno.Success, guest.Call("clock_time_get", clock, 0, Guest.Result));
            Assert.IsGreaterThanOrEqualTo(before, guest.UInt64(Guest.Result));
        }

        guest.Call("clock_time_get", 0, 0, Guest.Result);
        Assert.AreEqual(DateTime.UtcNow.Year, DateTime.UnixEpoch.AddTicks((long)guest.UInt64(Guest.Result) / 100).Year);
        Assert.AreEqual(Errno.Invalid, guest.Call("clock_time_get", 4, 0, Guest.Result));

        // Generated code leaves the upper half of an i32 as it is.
        Assert.AreEqual(Errno.Success, guest.Call("clock_time_get", 0xdead_beef_0000_0001, 0, Guest.Result));
    }

    [TestMethod]
    public void Random_bytes_are_random()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Call("random_get", Guest.Buffer, 4096));
        Span<int> counts = stackalloc int[256];
        foreach (byte value in guest.Memory.Slice((int)Guest.Buffer, 4096))
        {
            counts[value]++;
        }

        foreach (int count in counts)
        {
            Assert.IsLessThan(60, count); // 16 are expected.
        }

        Assert.AreEqual(Errno.Success, guest.Call("random_get", Guest.Buffer, 0));
    }

    [TestMethod]
    public void Addresses_outside_are_faults()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Fault, guest.Call("random_get", 0xffff_ffff, 1));
        Assert.AreEqual(Errno.Fault, guest.Call("random_get", 0xfff0, 0x11));
        Assert.AreEqual(Errno.Fault, guest.Call("clock_time_get", 0, 0, 0xffff));
        Assert.AreEqual(Errno.Fault, guest.Call("path_open", Guest.Root, 0, 0xfffe, 10, 0, 0, 0, 0, Guest.Result));
        guest.SetVector(0, 0xffff, 2);
        Assert.AreEqual(Errno.Fault, guest.Call("fd_write", 1, 0x80, 1, Guest.Result));
        Assert.AreEqual(Errno.Fault, guest.Call("fd_write", 1, 0xffff_fff8, 2, Guest.Result));
    }

    [TestMethod]
    public void Preopened_directories_have_names()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Call("fd_prestat_get", Guest.Root, Guest.Result));
        Assert.AreEqual(0u, guest.UInt32(Guest.Result));
        Assert.AreEqual(5u, guest.UInt32(Guest.Result + 4));
        Assert.AreEqual(Errno.Success, guest.Call("fd_prestat_dir_name", Guest.Root, Guest.Buffer, 5));
        Assert.AreEqual("/work", Encoding.UTF8.GetString(guest.Memory.Slice((int)Guest.Buffer, 5)));
        Assert.AreEqual(Errno.NameTooLong, guest.Call("fd_prestat_dir_name", Guest.Root, Guest.Buffer, 4));
        Assert.AreEqual(Errno.BadFile, guest.Call("fd_prestat_get", 0, Guest.Result));
        Assert.AreEqual(Errno.BadFile, guest.Call("fd_prestat_get", Guest.Root + 1, Guest.Result), "the end of the list");
    }

    [TestMethod]
    public void Streams_that_are_no_terminals_are_not_devices()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_get", 1, Guest.Result));
        Assert.AreEqual((byte)0, guest.Memory[(int)Guest.Result]);
        ulong rights = guest.UInt64(Guest.Result + 8);
        Assert.AreEqual(0x40ul, rights & 0x42, "standard output is written and not read");
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_get", Guest.Root, Guest.Result));
        Assert.AreEqual((byte)3, guest.Memory[(int)Guest.Result]);
        Assert.AreEqual(Errno.BadFile, guest.Call("fd_fdstat_get", 99, Guest.Result));
    }

    [TestMethod]
    public void Streams_of_the_embedder_stay_open()
    {
        var guest = new Guest(static configuration => configuration.Input = new MemoryStream(Encoding.UTF8.GetBytes("question")).Read);
        Assert.AreEqual(Errno.Success, guest.Write(1, "answer", "!"));
        Assert.AreEqual("ques", guest.Read(0, 4));
        Assert.AreEqual("tion", guest.Read(0));
        Assert.AreEqual(Errno.Success, guest.Call("fd_close", 1));
        Assert.AreEqual(Errno.BadFile, guest.Write(1, "more"));
        guest.Dispose();
        Assert.IsTrue(guest.Output.CanWrite);
        Assert.AreEqual("answer!", Encoding.UTF8.GetString(guest.Output.ToArray()));
    }

    [TestMethod]
    public void Descriptors_are_renumbered_and_used_again()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Open("one", Guest.Create, out uint one));
        Assert.AreEqual(Errno.Success, guest.Open("two", Guest.Create, out uint two));
        Assert.AreEqual(Errno.Success, guest.Call("fd_renumber", two, one));
        Assert.AreEqual(Errno.Success, guest.Write(one, "to two"));
        Assert.AreEqual("to two", File.ReadAllText(guest.HostPath("two")));
        Assert.AreEqual(Errno.BadFile, guest.Call("fd_renumber", two, one));
        Assert.AreEqual(Errno.Success, guest.Open("three", Guest.Create, out uint three));
        Assert.AreEqual(two, three);
    }

    [TestMethod]
    public void Exit_ends_with_its_code()
    {
        using var guest = new Guest();
        WasiExitException exit = Assert.ThrowsExactly<WasiExitException>(() => guest.Call("proc_exit", 7));
        Assert.AreEqual(7, exit.ExitCode);
    }

    [TestMethod]
    public void What_does_not_exist_says_so()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.NoSystem, guest.Call("proc_raise", 6));
        Assert.AreEqual(Errno.NotSocket, guest.Call("sock_shutdown", 1, 0));
        Assert.AreEqual(Errno.NotSocket, guest.Call("sock_accept", Guest.Root, 0, Guest.Result));
        Assert.AreEqual(Errno.BadFile, guest.Call("sock_recv", 99, 0, 0, 0, 0, 0));
        Assert.AreEqual(Errno.Success, guest.Call("sched_yield"));
    }

    [TestMethod]
    public void Polling_waits_for_the_earliest_clock()
    {
        using var guest = new Guest();
        SetClock(guest, 0, userData: 11, clock: 1, nanoseconds: 20_000_000, isAbsolute: false);
        SetClock(guest, 1, userData: 22, clock: 1, nanoseconds: 60_000_000_000, isAbsolute: false);
        long began = Stopwatch.GetTimestamp();
        Assert.AreEqual(Errno.Success, guest.Call("poll_oneoff", Subscription, Events, 2, Guest.Result));
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(20), Stopwatch.GetElapsedTime(began));
        Assert.AreEqual(1u, guest.UInt32(Guest.Result));
        Assert.AreEqual(11ul, guest.UInt64(Events));
        Assert.AreEqual((byte)0, guest.Memory[(int)Events + 10]);
        Assert.AreEqual(Errno.Invalid, guest.Call("poll_oneoff", Subscription, Events, 0, Guest.Result));
    }

    [TestMethod]
    public void Polling_finds_the_past_and_files_at_once()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Create, out uint file));
        Assert.AreEqual(Errno.Success, guest.Write(file, "12345"));
        guest.Call("fd_seek", file, 2, 0, Guest.Result);
        SetClock(guest, 0, userData: 1, clock: 0, nanoseconds: 1000, isAbsolute: true);
        SetDescriptor(guest, 1, userData: 2, type: 1, file);
        SetDescriptor(guest, 2, userData: 3, type: 2, 99);
        SetClock(guest, 3, userData: 4, clock: 1, nanoseconds: 60_000_000_000, isAbsolute: false);
        Assert.AreEqual(Errno.Success, guest.Call("poll_oneoff", Subscription, Events, 4, Guest.Result));
        Assert.AreEqual(3u, guest.UInt32(Guest.Result));
        Assert.AreEqual(1ul, guest.UInt64(Events));
        Assert.AreEqual(2ul, guest.UInt64(Events + 32));
        Assert.AreEqual(3ul, guest.UInt64(Events + 32 + 16), "bytes left to read");
        Assert.AreEqual(3ul, guest.UInt64(Events + 64));
        Assert.AreEqual((byte)Errno.BadFile, guest.Memory[(int)Events + 64 + 8]);
    }

    [TestMethod]
    public void Polling_standard_input_waits_for_it_and_for_no_longer_than_a_clock()
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        using var guest = new Guest(static configuration => configuration.Input = null, change: system => system with { Streams = new Streams(reader) });
        SetDescriptor(guest, 0, userData: 1, type: 1, 0);
        SetClock(guest, 1, userData: 2, clock: 1, nanoseconds: 20_000_000, isAbsolute: false);
        Assert.AreEqual(Errno.Success, guest.Call("poll_oneoff", Subscription, Events, 2, Guest.Result));
        Assert.AreEqual(1u, guest.UInt32(Guest.Result), "nothing has been typed");
        Assert.AreEqual(2ul, guest.UInt64(Events));

        const ulong NonBlocking = 4;
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_set_flags", 0, NonBlocking));
        Assert.AreEqual("errno Again", guest.Read(0));

        SetClock(guest, 1, userData: 2, clock: 1, nanoseconds: 60_000_000_000, isAbsolute: false);
        writer.Write("abc"u8);
        Assert.AreEqual(Errno.Success, guest.Call("poll_oneoff", Subscription, Events, 2, Guest.Result));
        Assert.AreEqual(1u, guest.UInt32(Guest.Result));
        Assert.AreEqual(1ul, guest.UInt64(Events));
        Assert.AreEqual(3ul, guest.UInt64(Events + 16), "bytes to read");
        Assert.AreEqual("ab", guest.Read(0, 2));
        Assert.AreEqual("c", guest.Read(0));
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_set_flags", 0, 0));
        writer.Write("more"u8);
        Assert.AreEqual("more", guest.Read(0));
        writer.Dispose();
        Assert.AreEqual(Errno.Success, guest.Call("poll_oneoff", Subscription, Events, 1, Guest.Result));
        Assert.AreEqual(1ul, guest.UInt64(Events));
        Assert.AreEqual("", guest.Read(0), "the end");
    }

    [TestMethod]
    public void Clocks_that_cannot_be_waited_for_are_reported_beside_the_others()
    {
        using var guest = new Guest();
        SetClock(guest, 0, userData: 1, clock: 2, nanoseconds: 1, isAbsolute: false);
        SetClock(guest, 1, userData: 2, clock: 1, nanoseconds: 60_000_000_000, isAbsolute: false);
        Assert.AreEqual(Errno.Success, guest.Call("poll_oneoff", Subscription, Events, 2, Guest.Result));
        Assert.AreEqual(1u, guest.UInt32(Guest.Result));
        Assert.AreEqual((byte)Errno.Invalid, guest.Memory[(int)Events + 8]);
        SetDescriptor(guest, 0, userData: 1, type: 3, 0);
        Assert.AreEqual(Errno.Invalid, guest.Call("poll_oneoff", Subscription, Events, 2, Guest.Result));
    }

    [TestMethod]
    public void A_directory_that_does_not_exist_is_named()
    {
        PreopenException error = Assert.ThrowsExactly<PreopenException>(
            () => new Guest(static configuration => configuration.Directories.Add(("/no/such/place", "/x"))));
        Assert.AreEqual("cannot give the guest '/no/such/place': no such directory", error.Message);
        Assert.AreEqual("/no/such/place", error.HostPath);
        Assert.AreEqual(SystemError.NoEntry, error.Error);
    }

    private sealed class Streams(AnonymousPipeClientStream input) : IStandardStreams
    {
        public FileHandle Input => new(input.SafePipeHandle.DangerousGetHandle());

        public FileHandle Output => FileHandle.None;

        public FileHandle Error => FileHandle.None;
    }

    private static List<string> StringsOf(Guest guest, string kind)
    {
        Assert.AreEqual(Errno.Success, guest.Call($"{kind}_sizes_get", Guest.Result, Guest.Result + 4));
        (uint count, uint size) = (guest.UInt32(Guest.Result), guest.UInt32(Guest.Result + 4));
        Assert.AreEqual(Errno.Success, guest.Call($"{kind}_get", Guest.Result, Guest.Buffer));
        List<string> strings = [];
        for (uint i = 0; i < count; i++)
        {
            uint start = guest.UInt32(Guest.Result + (4 * i));
            uint end = i + 1 < count ? guest.UInt32(Guest.Result + (4 * i) + 4) : Guest.Buffer + size;
            Assert.AreEqual((byte)0, guest.Memory[(int)end - 1]);
            strings.Add(Encoding.UTF8.GetString(guest.Memory[(int)start..((int)end - 1)]));
        }

        return strings;
    }

    private static void SetClock(Guest guest, int index, ulong userData, uint clock, ulong nanoseconds, bool isAbsolute)
    {
        Span<byte> subscription = guest.Memory.Slice((int)Subscription + (48 * index), 48);
        subscription.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(subscription, userData);
        BinaryPrimitives.WriteUInt32LittleEndian(subscription[16..], clock);
        BinaryPrimitives.WriteUInt64LittleEndian(subscription[24..], nanoseconds);
        subscription[40] = isAbsolute ? (byte)1 : (byte)0;
    }

    private static void SetDescriptor(Guest guest, int index, ulong userData, byte type, uint descriptor)
    {
        Span<byte> subscription = guest.Memory.Slice((int)Subscription + (48 * index), 48);
        subscription.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(subscription, userData);
        subscription[8] = type;
        BinaryPrimitives.WriteUInt32LittleEndian(subscription[16..], descriptor);
    }
}
