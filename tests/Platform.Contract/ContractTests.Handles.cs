using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// IHandles.Wait, pipes, and IStandardStreams.
public abstract unsafe partial class ContractTests
{
    [TestMethod]
    public void Regular_files_are_always_ready()
    {
        MakeFile("a", "0123456789");
        FileHandle file = Open("a", ReadWrite);
        Seek(file, 3, SeekFrom.Start);
        WaitItem[] items = [new(file, WaitFor.Read), new(file, WaitFor.Write)];
        Assert.AreEqual(SystemError.None, Handles.Wait(items, Timeout.InfiniteTimeSpan, out int ready));
        Assert.AreEqual(2, ready);
        foreach (WaitItem item in items)
        {
            Assert.IsTrue(item.IsReady);
            Assert.IsFalse(item.IsHangup);
            Assert.AreEqual(SystemError.None, item.Error);
        }

        Assert.IsTrue(items[0].Available is 7 or 0, $"{items[0].Available}");
        Assert.AreEqual(3ul, Seek(file, 0, SeekFrom.Current));
    }

    [TestMethod]
    public void Waiting_takes_its_time_and_no_longer()
    {
        Require(Capabilities.FileSystem);
        foreach (double milliseconds in new[] { 0, 0.3, 30 })
        {
            var time = TimeSpan.FromMilliseconds(milliseconds);
            long began = Stopwatch.GetTimestamp();
            SystemError error = Handles.Wait([], time, out int ready);
            TimeSpan taken = Stopwatch.GetElapsedTime(began);
            Assert.AreEqual(0, ready);
            if (error == SystemError.None)
            {
                Assert.IsGreaterThanOrEqualTo(time, taken);
            }
            else
            {
                Assert.AreEqual(SystemError.Interrupted, error);
            }

            Assert.IsLessThan(TimeSpan.FromSeconds(10), taken);
        }
    }

    [TestMethod]
    public void What_is_no_handle_is_ready_with_an_error()
    {
        MakeFile("a", "0");
        FileHandle closed = Open("a", OpenOptions.Read);
        Close(closed);
        foreach (FileHandle handle in new[] { FileHandle.None, closed, new FileHandle(-100) })
        {
            WaitItem[] items = [new(handle, WaitFor.Read)];
            Assert.AreEqual(SystemError.None, Handles.Wait(items, TimeSpan.FromSeconds(20), out int ready));
            Assert.AreEqual(1, ready);
            Assert.IsTrue(items[0].IsReady);
            Assert.AreEqual(SystemError.BadHandle, items[0].Error);
        }
    }

    [TestMethod]
    public void Many_handles_are_waited_for_at_once()
    {
        MakeFile("a", "0");
        FileHandle file = Open("a", OpenOptions.Read);
        var items = new WaitItem[1000];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = new WaitItem(i % 2 == 0 ? file : FileHandle.None, WaitFor.Read);
        }

        Assert.AreEqual(SystemError.None, Handles.Wait(items, TimeSpan.Zero, out int ready));
        Assert.AreEqual(items.Length, ready);
        Assert.AreEqual(SystemError.BadHandle, items[999].Error);
        Assert.AreEqual(SystemError.None, items[998].Error);
    }

    [TestMethod]
    public void Pipes_are_opened_without_waiting_for_anybody()
    {
        MakePipe("p");
        Assert.AreEqual(FileKind.Pipe, EntryStatus(Root, "p").Kind);
        Assert.AreEqual(SystemError.NoDevice, ErrorOfOpening("p", OpenOptions.Write), "nobody reads");
        FileHandle reader = Open("p", OpenOptions.Read);
        Assert.AreEqual(FileKind.Pipe, Status(reader).Kind);
        byte[] buffer = new byte[10];
        Assert.AreEqual(SystemError.None, TryRead(reader, buffer, out int count));
        Assert.AreEqual(0, count, "nobody writes: the end");
        FileHandle writer = Open("p", OpenOptions.Write);
        Assert.AreEqual(SystemError.WouldBlock, TryRead(reader, buffer, out _), "somebody may write");
        Assert.AreEqual(SystemError.IllegalSeek, Files.Seek(reader, 0, SeekFrom.Start, out _));
        Assert.AreEqual(SystemError.IllegalSeek, TryReadAt(reader, 0, buffer, out _));
        Assert.AreEqual(SystemError.IllegalSeek, TryWriteAt(writer, 0, buffer, out _));

        WaitItem[] items = [new(reader, WaitFor.Read), new(writer, WaitFor.Write)];
        Assert.AreEqual(SystemError.None, Handles.Wait(items, TimeSpan.Zero, out int ready));
        Assert.AreEqual(1, ready);
        Assert.IsFalse(items[0].IsReady);
        Assert.IsTrue(items[1].IsReady);

        Assert.AreEqual(5, Write(writer, "hello"));
        items = [new(reader, WaitFor.Read)];
        Assert.AreEqual(SystemError.None, Handles.Wait(items, Timeout.InfiniteTimeSpan, out ready));
        Assert.AreEqual(5ul, items[0].Available);
        Assert.IsFalse(items[0].IsHangup);
        Assert.AreEqual("he", Read(reader, 2));
        Close(writer);
        Assert.AreEqual(SystemError.None, Handles.Wait(items, Timeout.InfiniteTimeSpan, out ready));
        Assert.IsTrue(items[0].IsReady);
        Assert.IsTrue(items[0].IsHangup);
        Assert.AreEqual("llo", Read(reader, 10), "what was written is read before the end");
        Assert.AreEqual(string.Empty, Read(reader, 10));
    }

    [TestMethod]
    public void Writing_to_a_pipe_never_blocks_and_tells_when_nobody_reads()
    {
        MakePipe("p");
        FileHandle reader = Open("p", OpenOptions.Read);
        FileHandle writer = Open("p", OpenOptions.Write);
        byte[] bytes = new byte[4096];
        long total = 0;
        SystemError error;
        while ((error = TryWrite(writer, bytes, out int count)) == SystemError.None)
        {
            Assert.AreNotEqual(0, count);
            total += count;
        }

        Assert.AreEqual(SystemError.WouldBlock, error);
        Assert.IsGreaterThan(0, total);
        WaitItem[] items = [new(writer, WaitFor.Write)];
        Assert.AreEqual(SystemError.None, Handles.Wait(items, TimeSpan.FromMilliseconds(5), out int ready));
        Assert.AreEqual(0, ready);
        Assert.AreEqual(4096, Read(reader, 4096).Length);
        Assert.AreEqual(SystemError.None, Handles.Wait(items, Timeout.InfiniteTimeSpan, out ready));
        Assert.AreEqual(1, ready);
        Assert.AreEqual(SystemError.None, TryWrite(writer, bytes, out int taken), "after waiting there is room for 4096 bytes");
        Assert.AreEqual(4096, taken);
        Close(reader);
        Assert.AreEqual(SystemError.None, Handles.Wait(items, Timeout.InfiniteTimeSpan, out ready));
        Assert.IsTrue(items[0].IsReady);
        Assert.IsTrue(items[0].IsHangup);
        Assert.AreEqual(SystemError.Pipe, TryWrite(writer, bytes, out _), "and no signal has ended the process");
    }

    [TestMethod]
    public void Waiting_ends_when_another_thread_writes()
    {
        MakePipe("p");
        FileHandle reader = Open("p", OpenOptions.Read);
        FileHandle writer = Open("p", OpenOptions.Write);
        OnThreads(
            () =>
            {
                Thread.Sleep(20);
                Handles.Write(writer, [], out _);
                byte one = 1;
                Assert.AreEqual(SystemError.None, Handles.Write(writer, [new((nuint)(&one), 1)], out _));
            },
            count: 1);
        WaitItem[] items = [new(reader, WaitFor.Read)];
        SystemError error;
        do
        {
            error = Handles.Wait(items, TimeSpan.FromSeconds(30), out _);
        }
        while (error == SystemError.Interrupted);

        Assert.AreEqual(SystemError.None, error);
        Assert.IsTrue(items[0].IsReady);
        Assert.AreEqual(1ul, items[0].Available);
    }

    [TestMethod]
    public void Standard_streams_are_those_of_the_process()
    {
        Require(Capabilities.StandardStreams);
        IStandardStreams streams = Platform.StandardStreams!;
        foreach (FileHandle stream in new[] { streams.Input, streams.Output, streams.Error })
        {
            if (!stream.IsNone)
            {
                Assert.AreEqual(SystemError.None, Handles.GetStatus(stream, out _));
                Assert.AreEqual(stream == streams.Input ? !Console.IsInputRedirected : stream == streams.Output ? !Console.IsOutputRedirected : !Console.IsErrorRedirected, Handles.IsTerminal(stream));
            }
        }
    }

    private void MakePipe(string name)
    {
        Require(Capabilities.NamedPipes);
        Assert.IsFalse(Root.IsNone);
        using Process mkfifo = Process.Start("mkfifo", Path.Combine(HostFolder!, name));
        mkfifo.WaitForExit();
        Assert.AreEqual(0, mkfifo.ExitCode);
    }
}
