using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// What IFileSystem and IHandles do with regular files that are open.
public abstract unsafe partial class ContractTests
{
    private const ulong TooFar = 1ul << 63;

    [TestMethod]
    public void Reading_and_writing_move_the_position()
    {
        FileHandle file = Open("a", New);
        Assert.AreEqual(10, Write(file, "0123456789"));
        Assert.AreEqual(string.Empty, Read(file, 5), "the end");
        Assert.AreEqual(3ul, Seek(file, 3, SeekFrom.Start));
        Assert.AreEqual("3456", Read(file, 4));
        Assert.AreEqual(7ul, Seek(file, 0, SeekFrom.Current));
        Assert.AreEqual(5ul, Seek(file, -2, SeekFrom.Current));
        Assert.AreEqual(1, Write(file, "x"));
        Assert.AreEqual(9ul, Seek(file, -1, SeekFrom.End));
        Assert.AreEqual("9", Read(file, 100));
        Assert.AreEqual(12ul, Seek(file, 2, SeekFrom.End), "behind the end");
        Assert.AreEqual(string.Empty, Read(file, 100));
        Assert.AreEqual(1, Write(file, "y"));
        Assert.AreEqual("01234x6789\0\0y", Contents("a"), "what lies between is zero");
    }

    [TestMethod]
    public void Positions_before_the_start_are_refused()
    {
        FileHandle file = Open("a", New);
        Assert.AreEqual(2, Write(file, "01"));
        Assert.AreEqual(SystemError.Invalid, Files.Seek(file, -1, SeekFrom.Start, out _));
        Assert.AreEqual(SystemError.Invalid, Files.Seek(file, -3, SeekFrom.Current, out _));
        Assert.AreEqual(SystemError.Invalid, Files.Seek(file, -3, SeekFrom.End, out _));
        Assert.AreEqual(SystemError.Invalid, Files.Seek(file, long.MinValue, SeekFrom.Start, out _));
        Assert.AreEqual(2ul, Seek(file, 0, SeekFrom.Current), "and nothing has moved");
        Assert.AreEqual(SystemError.BadHandle, Files.Seek(FileHandle.None, 0, SeekFrom.Start, out _));
    }

    [TestMethod]
    public void Offsets_leave_the_position_alone()
    {
        FileHandle file = Open("a", New);
        Write(file, "0123456789");
        Seek(file, 4, SeekFrom.Start);
        Assert.AreEqual("789", ReadAt(file, 7, 100));
        Assert.AreEqual(string.Empty, ReadAt(file, 10, 100));
        Assert.AreEqual(string.Empty, ReadAt(file, long.MaxValue, 0));
        Assert.AreEqual(2, WriteAt(file, 0, "xy"));
        Assert.AreEqual(1, WriteAt(file, 11, "z"));
        Assert.AreEqual("4", Read(file, 1));
        Assert.AreEqual("xy23456789\0z", Contents("a"));
        byte[] buffer = new byte[1];
        Assert.AreEqual(SystemError.Invalid, TryReadAt(file, TooFar, buffer, out _));
        Assert.AreEqual(SystemError.Invalid, TryWriteAt(file, TooFar, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, TryReadAt(FileHandle.None, 0, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, TryWriteAt(FileHandle.None, 0, buffer, out _));
    }

    [TestMethod]
    public void Appending_goes_to_the_end_but_for_offsets()
    {
        MakeFile("a", "0123");
        FileHandle file = Open("a", ReadWrite | OpenOptions.Append);
        Assert.AreEqual(1, Write(file, "4"));
        Seek(file, 0, SeekFrom.Start);
        Assert.AreEqual(1, Write(file, "5"));
        Assert.AreEqual(1, WriteAt(file, 0, "x"), "an offset is an offset");
        Assert.AreEqual("x12345", Contents("a"));
        Assert.AreEqual(1, Write(file, "6"), "and appending goes on");
        Assert.AreEqual("x123456", Contents("a"));
        Assert.AreEqual(SystemError.None, Files.SetAppend(file, false));
        Seek(file, 1, SeekFrom.Start);
        Write(file, "y");
        Assert.AreEqual("xy23456", Contents("a"));
        Assert.AreEqual(SystemError.None, Files.SetAppend(file, true));
        Seek(file, 0, SeekFrom.Start);
        Write(file, "7");
        Assert.AreEqual("xy234567", Contents("a"));
        Assert.AreEqual(SystemError.BadHandle, Files.SetAppend(FileHandle.None, true));
    }

    [TestMethod]
    public void Several_blocks_are_one_transfer()
    {
        FileHandle file = Open("a", New);
        byte[] bytes = Numbered(3000);
        var blocks = new MemoryBlock[1500];
        fixed (byte* pointer = bytes)
        {
            // Blocks of 0, 1, 2, 3, 0, ... bytes.
            int at = 0;
            for (int i = 0; i < blocks.Length; i++)
            {
                int length = int.Min(i % 4, bytes.Length - at);
                blocks[i] = new MemoryBlock((nuint)pointer + (nuint)at, (nuint)length);
                at += length;
            }

            // A system may take the first ones only.
            nuint total = 0;
            for (int first = 0; first < blocks.Length;)
            {
                Assert.AreEqual(SystemError.None, Handles.Write(file, blocks.AsSpan(first), out nuint count));
                total += count;
                nuint rest = count;
                while (first < blocks.Length && rest >= blocks[first].Length)
                {
                    rest -= blocks[first++].Length;
                }

                Assert.AreEqual((nuint)0, rest, "a regular file takes whole blocks");
            }

            Assert.AreEqual((nuint)at, total);
            Assert.AreEqual((ulong)at, Status(file).Size);
        }

        byte[] again = new byte[3000];
        fixed (byte* pointer = again)
        {
            Assert.AreEqual(SystemError.None, Files.ReadAt(file, [new((nuint)pointer, 7), new(0, 0), new((nuint)pointer + 7, 2000)], 5, out nuint count));
            Assert.AreEqual((nuint)2007, count);
            Assert.IsTrue(again.AsSpan(0, 2007).SequenceEqual(bytes.AsSpan(5, 2007)));
            Assert.AreEqual(SystemError.None, Files.WriteAt(file, [new((nuint)pointer, 1), new((nuint)pointer + 10, 2)], 100, out count));
            Assert.AreEqual((nuint)3, count);
            Assert.AreEqual(SystemError.None, Files.ReadAt(file, [new((nuint)pointer + 100, 3)], 100, out count));
            Assert.AreEqual(again[0], again[100]);
            Assert.AreEqual(again[10], again[101]);
            Assert.AreEqual(SystemError.None, Handles.Read(file, [], out count));
            Assert.AreEqual((nuint)0, count);
            Assert.AreEqual(SystemError.None, Handles.Write(file, [new(0, 0)], out count));
            Assert.AreEqual((nuint)0, count);
        }
    }

    [TestMethod]
    public void Sizes_change_and_what_is_new_is_zero()
    {
        FileHandle file = Open("a", New);
        Write(file, "0123456789");
        Assert.AreEqual(SystemError.None, Files.SetSize(file, 4));
        Assert.AreEqual("0123", Contents("a"));
        Assert.AreEqual(10ul, Seek(file, 0, SeekFrom.Current), "the position stays");
        Assert.AreEqual(SystemError.None, Files.SetSize(file, 6));
        Assert.AreEqual("0123\0\0", Contents("a"));
        Assert.AreEqual(SystemError.FileTooLarge, Files.SetSize(file, TooFar));
        Assert.AreEqual(SystemError.BadHandle, Files.SetSize(FileHandle.None, 0));
        Assert.AreEqual(6ul, Status(file).Size);
    }

    [TestMethod]
    public void Allocating_makes_files_longer_and_never_shorter()
    {
        FileHandle file = Open("a", New);
        Write(file, "0123");
        Assert.AreEqual(SystemError.None, Files.Allocate(file, 0, 2));
        Assert.AreEqual("0123", Contents("a"));
        Assert.AreEqual(SystemError.None, Files.Allocate(file, 3, 3));
        Assert.AreEqual("0123\0\0", Contents("a"));
        Assert.AreEqual(SystemError.Invalid, Files.Allocate(file, 0, 0));
        Assert.AreEqual(SystemError.FileTooLarge, Files.Allocate(file, 1, long.MaxValue));
        Assert.AreEqual(SystemError.FileTooLarge, Files.Allocate(file, TooFar, 1));
        Assert.AreEqual(SystemError.BadHandle, Files.Allocate(Open("a", OpenOptions.Read), 0, 10));
        Assert.AreEqual(SystemError.BadHandle, Files.Allocate(FileHandle.None, 0, 10));
        Assert.AreEqual(6ul, Status(file).Size);
    }

    [TestMethod]
    public void Advice_is_taken_and_changes_nothing()
    {
        MakeFile("a", "0123");
        FileHandle file = Open("a", OpenOptions.Read);
        foreach (FileAdvice advice in Enum.GetValues<FileAdvice>())
        {
            Assert.AreEqual(SystemError.None, Files.Advise(file, 0, 0, advice), $"{advice}");
            Assert.AreEqual(SystemError.None, Files.Advise(file, 2, 100, advice), $"{advice}");
        }

        Assert.AreEqual("0123", Read(file, 10));
        Assert.AreEqual(SystemError.Invalid, Files.Advise(file, TooFar, 0, FileAdvice.Normal));
        Assert.AreEqual(SystemError.Invalid, Files.Advise(file, 0, TooFar, FileAdvice.Normal));
        Assert.AreEqual(SystemError.BadHandle, Files.Advise(FileHandle.None, 0, 0, FileAdvice.Normal));
    }

    [TestMethod]
    public void What_was_written_reaches_the_device()
    {
        foreach (OpenOptions how in new[] { OpenOptions.None, OpenOptions.DataSync, OpenOptions.Sync, OpenOptions.DataSync | OpenOptions.Sync })
        {
            FileHandle file = Open($"a{(int)how}", New | how);
            Write(file, "0123");
            Assert.AreEqual(SystemError.None, Files.Sync(file, dataOnly: true));
            Assert.AreEqual(SystemError.None, Files.Sync(file, dataOnly: false));
        }

        Assert.AreEqual(SystemError.None, Files.Sync(Root, dataOnly: false));
        Assert.AreEqual(SystemError.BadHandle, Files.Sync(FileHandle.None, dataOnly: true));
        Assert.AreEqual(SystemError.BadHandle, Files.Sync(FileHandle.None, dataOnly: false));
    }

    [TestMethod]
    public void Times_of_what_is_open_are_set_kept_and_taken_from_the_clock()
    {
        MakeFile("a", "0");
        MakeDirectory("d");
        foreach ((string name, OpenOptions how) in new[] { ("a", OpenOptions.Read), ("a", ReadWrite), ("a", OpenOptions.None), ("d", OpenOptions.Read), ("d", OpenOptions.None) })
        {
            FileHandle file = Open(name, how);
            var one = new FileTime(1_000_000_001, 500_000_000);
            var two = new FileTime(1_500_000_002, 0);
            Assert.AreEqual(SystemError.None, Files.SetTimes(file, Set(one), Set(two)), $"{name}, {how}");
            FileStatus status = Status(file);
            Assert.AreEqual(one, status.AccessTime);
            Assert.AreEqual(two, status.ModificationTime);
            Assert.AreEqual(SystemError.None, Files.SetTimes(file, Keep, Set(one)));
            status = Status(file);
            Assert.AreEqual(one, status.AccessTime);
            Assert.AreEqual(one, status.ModificationTime);
            Assert.AreEqual(SystemError.None, Files.SetTimes(file, Now, Keep));
            status = Status(file);
            Assert.IsGreaterThan(two.Seconds, status.AccessTime.Seconds);
            Assert.AreEqual(one, status.ModificationTime);
            Assert.AreEqual(SystemError.None, Files.SetTimes(file, Set(new FileTime(-1, 0)), Now));
            Assert.AreEqual(-1, Status(file).AccessTime.Seconds, "before 1970");
            Assert.IsGreaterThan(two.Seconds, Status(file).ModificationTime.Seconds);
            Assert.AreEqual(SystemError.Invalid, Files.SetTimes(file, Set(new FileTime(0, 1_000_000_000)), Keep));
            Assert.AreEqual(SystemError.Invalid, Files.SetTimes(file, Keep, Set(new FileTime(0, 0x3fff_ffff))), "a number with a meaning of its own on Linux");
        }

        Assert.AreEqual(SystemError.BadHandle, Files.SetTimes(FileHandle.None, Keep, Now));
    }

    [TestMethod]
    public void Status_tells_what_a_file_is()
    {
        FileHandle file = Open("a", New);
        Write(file, "0123456789");
        FileStatus status = Status(file);
        Assert.AreEqual(FileKind.RegularFile, status.Kind);
        Assert.AreEqual(10ul, status.Size);
        Assert.AreEqual(1ul, status.LinkCount);
        Assert.AreEqual(status, EntryStatus(Root, "a"), "the same by its name");
        FileHandle other = Open("b", New);
        Assert.AreNotEqual(status.Inode, Status(other).Inode);
        Assert.AreEqual(status.Device, Status(other).Device);
        Assert.AreEqual(FileKind.Directory, Status(Root).Kind);
        Assert.AreNotEqual(0ul, Status(Root).LinkCount);
        Assert.AreEqual(SystemError.BadHandle, Handles.GetStatus(FileHandle.None, out _));
        Assert.IsFalse(Handles.IsTerminal(file));
        Assert.IsFalse(Handles.IsTerminal(FileHandle.None));
    }

    [TestMethod]
    public void A_closed_handle_is_none()
    {
        FileHandle file = Open("a", New);
        Close(file);
        Assert.AreEqual(SystemError.BadHandle, Handles.GetStatus(file, out _));
        Assert.AreEqual(SystemError.BadHandle, Handles.Close(file));
        Assert.AreEqual(SystemError.BadHandle, Handles.Close(FileHandle.None));
        Assert.AreEqual(SystemError.BadHandle, Handles.Close(new FileHandle(-100)));
        byte[] buffer = new byte[1];
        Assert.AreEqual(SystemError.BadHandle, TryRead(FileHandle.None, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, TryWrite(FileHandle.None, buffer, out _));
    }

    [TestMethod]
    public void No_member_allocates()
    {
        MakeDirectory("d");
        MakeFile("a", "0123");
        byte[] name = Utf8("a");
        byte[] path = Utf8("d/../a");
        byte[] buffer = new byte[DirectoryEntryHeader.MostBytes];
        IFileSystem files = Files;
        IHandles handles = Handles;
        FileHandle root = Root;
        long before = 0;
        for (int round = 0; round < 20; round++)
        {
            before = round == 10 ? GC.GetAllocatedBytesForCurrentThread() : before;
            SystemError error = files.Open(root, path, ReadWrite, out FileHandle file);
            fixed (byte* pointer = buffer)
            {
                var block = new MemoryBlock((nuint)pointer, 1);
                error = Worse(error, handles.Read(file, [block], out _));
                error = Worse(error, handles.Write(file, [block], out _));
                error = Worse(error, files.ReadAt(file, [block], 0, out _));
                error = Worse(error, files.WriteAt(file, [block], 0, out _));
            }

            error = Worse(error, files.Seek(file, 0, SeekFrom.Start, out _));
            error = Worse(error, handles.GetStatus(file, out _));
            error = Worse(error, files.GetEntryStatus(root, name, out _));
            error = Worse(error, files.ReadDirectory(root, 0, buffer, out _));
            error = Worse(error, files.SetTimes(file, Now, Keep));
            var item = new WaitItem(file, WaitFor.Read);
            error = Worse(error, handles.Wait(new Span<WaitItem>(ref item), TimeSpan.Zero, out _));
            error = Worse(error, handles.Close(file));
            Assert.AreEqual(SystemError.None, error);
        }

        // The assertion above boxes its arguments; what a platform allocates comes on top of it.
        long used = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 10; round++)
        {
            Assert.AreEqual(SystemError.None, Worse(SystemError.None, SystemError.None));
        }

        long own = GC.GetAllocatedBytesForCurrentThread() - before;
        if (IsThePlatformItself)
        {
            Assert.AreEqual(own, used);
        }
    }

    private static FileTimeChange Keep => new(FileTimeAction.Keep, default);

    private static FileTimeChange Now => new(FileTimeAction.Now, default);

    /// <summary>Whether calls go to the platform and not through something that keeps books.</summary>
    protected virtual bool IsThePlatformItself => true;

    private static FileTimeChange Set(FileTime time) => new(FileTimeAction.Set, time);

    private static SystemError Worse(SystemError one, SystemError other) => one == SystemError.None ? other : one;

    private ulong Seek(FileHandle file, long offset, SeekFrom from)
    {
        Assert.AreEqual(SystemError.None, Files.Seek(file, offset, from, out ulong position));
        return position;
    }
}
