using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Pipes;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Tests.Wasi;

/// <summary>Calls that wait: for as long as they must, and no longer than the guest may run.</summary>
[TestClass]
public sealed class WaitingTests
{
    private const uint Subscription = 0x400, Events = 0x600;
    private const ulong NonBlocking = 4;

    [TestMethod]
    public void A_wait_for_time_ends_with_the_deadline()
    {
        using var guest = new Guest();
        SetClock(guest, 60_000_000_000);
        AssertInterrupted(guest, () => guest.Call("poll_oneoff", Subscription, Events, 1, Guest.Result));
    }

    [TestMethod]
    public void A_wait_for_input_ends_with_the_deadline()
    {
        using var pipe = new Pipe();
        using Guest guest = pipe.MakeGuest();
        AssertInterrupted(guest, () => guest.Read(0));
        SetDescriptor(guest, 1, 0);
        AssertInterrupted(guest, () => guest.Call("poll_oneoff", Subscription, Events, 1, Guest.Result));
    }

    [TestMethod]
    public void A_write_that_nobody_reads_ends_with_the_deadline()
    {
        using var pipe = new Pipe();
        using Guest guest = pipe.MakeGuest();
        string much = new('x', 4000);
        AssertInterrupted(guest, () =>
        {
            while (true)
            {
                Assert.AreEqual(Errno.Success, guest.Write(1, much));
            }
        });
    }

    [TestMethod]
    public void Pipes_with_names_wait_for_their_other_end_and_for_no_longer_than_the_deadline()
    {
        using var guest = new Guest();
        MakePipe(guest.HostPath("pipe"));
        const ulong WriteOnly = Guest.AllRights & ~2ul;
        AssertInterrupted(guest, () => guest.Open("pipe", 0, out _, WriteOnly));
        Assert.AreEqual(Errno.NoDevice, guest.Open("pipe", 0, out _, WriteOnly, NonBlocking));
        Assert.AreEqual(Errno.Success, guest.Open("pipe", 0, out uint reader, Guest.ReadOnly));
        AssertInterrupted(guest, () => guest.Read(reader));
        Assert.AreEqual(Errno.Success, guest.Open("pipe", 0, out uint writer, WriteOnly));
        Assert.AreEqual(Errno.Success, guest.Write(writer, "through"));
        Assert.AreEqual("through", guest.Read(reader));
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_set_flags", reader, NonBlocking));
        Assert.AreEqual("errno Again", guest.Read(reader));
        Assert.AreEqual(Errno.Success, guest.Call("fd_close", writer));
        Assert.AreEqual("", guest.Read(reader), "the end");
    }

    [TestMethod]
    public void A_writer_that_may_not_wait_writes_what_there_is_room_for()
    {
        using var pipe = new Pipe();
        using Guest guest = pipe.MakeGuest();
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_set_flags", 1, NonBlocking));
        string much = new('x', 20_000);
        ulong total = 0;
        Errno error;
        while ((error = guest.Write(1, much)) == Errno.Success)
        {
            total += guest.UInt32(Guest.Result);
        }

        Assert.AreEqual(Errno.Again, error);
        Assert.IsGreaterThan(4096ul, total);
    }

    [TestMethod]
    public void A_pipe_that_nobody_reads_any_more_is_an_error()
    {
        using var pipe = new Pipe();
        using Guest guest = pipe.MakeGuest();
        pipe.CloseOutput();
        Assert.AreEqual(Errno.Pipe, guest.Write(1, "lost"));
        SetDescriptor(guest, 2, 1);
        Assert.AreEqual(Errno.Success, guest.Call("poll_oneoff", Subscription, Events, 1, Guest.Result));
        Assert.AreEqual((byte)1, guest.Memory[(int)Events + 24], "hung up");
    }

    [TestMethod]
    public void Streams_that_the_process_does_not_have_are_at_their_end_or_closed()
    {
        using var guest = new Guest(
            static configuration => (configuration.Input, configuration.Output) = (null, null), null, static system => system with { Streams = null });
        Assert.AreEqual("", guest.Read(0));
        Assert.AreEqual(Errno.BadFile, guest.Write(1, "lost"));
        SetDescriptor(guest, 1, 0);
        Assert.AreEqual(Errno.Success, guest.Call("poll_oneoff", Subscription, Events, 1, Guest.Result));
    }

    [TestMethod]
    public void A_system_without_anything_says_so()
    {
        using var guest = new Guest(
            static configuration => configuration.Directories.Clear(), null, static _ => new(null, null, null, null, null));
        Assert.AreEqual(Errno.NotSupported, guest.Call("clock_time_get", 1, 0, Guest.Result));
        Assert.AreEqual(Errno.NotSupported, guest.Call("random_get", Guest.Buffer, 8));
        Assert.AreEqual(Errno.BadFile, guest.OnPath("path_create_directory", "d"));
        SetClock(guest, 1);
        Assert.AreEqual(Errno.Success, guest.Call("poll_oneoff", Subscription, Events, 1, Guest.Result));
        Assert.AreEqual((byte)Errno.NotSupported, guest.Memory[(int)Events + 8]);
    }

    private static void AssertInterrupted(Guest guest, Action call)
    {
        guest.SetDeadline();
        var timer = new Timer(static engine => ((Engine)engine!).IncrementEpoch(), guest.Engine, 100, Timeout.Infinite);
        long began = Stopwatch.GetTimestamp();
        TrapException trap = Assert.ThrowsExactly<TrapException>(call);
        timer.Dispose();
        Assert.AreEqual(TrapCode.Interrupt, trap.Code);
        Assert.IsLessThan(TimeSpan.FromSeconds(20), Stopwatch.GetElapsedTime(began));
        guest.ClearDeadline();
    }

    internal static void MakePipe(string path)
    {
        using Process process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode);
    }

    private static void SetClock(Guest guest, ulong nanoseconds)
    {
        SetDescriptor(guest, 0, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(guest.Memory[((int)Subscription + 24)..], nanoseconds);
    }

    private static void SetDescriptor(Guest guest, byte type, uint number)
    {
        Span<byte> subscription = guest.Memory.Slice((int)Subscription, 48);
        subscription.Clear();
        subscription[8] = type;
        BinaryPrimitives.WriteUInt32LittleEndian(subscription[16..], number);
    }

    /// <summary>Two pipes as standard input and output; nobody writes the one and nobody reads the other.</summary>
    private sealed class Pipe : IStandardStreams, IDisposable
    {
        private readonly AnonymousPipeServerStream _writer = new(PipeDirection.Out);
        private readonly AnonymousPipeServerStream _reader = new(PipeDirection.In);
        private readonly AnonymousPipeClientStream _input;
        private readonly AnonymousPipeClientStream _output;

        internal Pipe()
        {
            _input = new AnonymousPipeClientStream(PipeDirection.In, _writer.ClientSafePipeHandle);
            _output = new AnonymousPipeClientStream(PipeDirection.Out, _reader.ClientSafePipeHandle);
        }

        public FileHandle Input => new(_input.SafePipeHandle.DangerousGetHandle());

        public FileHandle Output => new(_output.SafePipeHandle.DangerousGetHandle());

        public FileHandle Error => FileHandle.None;

        public void Dispose()
        {
            _input.Dispose();
            _output.Dispose();
            _writer.Dispose();
            _reader.Dispose();
        }

        internal void CloseOutput() => _reader.Dispose();

        internal Guest MakeGuest() => new(
            static configuration => (configuration.Input, configuration.Output) = (null, null), null, system => system with { Streams = this });
    }
}
