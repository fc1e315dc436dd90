using System;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// Members of IFileSystem that take a name.
public abstract unsafe partial class ContractTests
{
    private static readonly string[] NoNames = ["", ".", "..", "a/b", "/", "a/", "/a", "a\0", "\0"];

    [TestMethod]
    public void A_name_is_one_entry()
    {
        MakeDirectory(MakeDirectory("a"), "b");
        MakeFile("file", "1");
        byte[] good = Utf8("file");
        byte[] buffer = new byte[10];
        foreach (string name in NoNames)
        {
            byte[] bad = Utf8(name);
            Assert.AreEqual(SystemError.Invalid, Files.GetEntryStatus(Root, bad, out _), name);
            Assert.AreEqual(SystemError.Invalid, Files.SetEntryTimes(Root, bad, Now, Now), name);
            Assert.AreEqual(SystemError.Invalid, Files.MakeDirectory(Root, bad), name);
            Assert.AreEqual(SystemError.Invalid, Files.RemoveDirectory(Root, bad), name);
            Assert.AreEqual(SystemError.Invalid, Files.RemoveFile(Root, bad), name);
            Assert.AreEqual(SystemError.Invalid, Files.Rename(Root, bad, Root, Utf8("new")), name);
            Assert.AreEqual(SystemError.Invalid, Files.Rename(Root, good, Root, bad), name);
            if (Has(Capabilities.HardLinks))
            {
                Assert.AreEqual(SystemError.Invalid, Files.Link(Root, bad, Root, Utf8("new")), name);
                Assert.AreEqual(SystemError.Invalid, Files.Link(Root, good, Root, bad), name);
            }

            if (Has(Capabilities.SymbolicLinks))
            {
                Assert.AreEqual(SystemError.Invalid, Files.MakeSymbolicLink(good, Root, bad), name);
                Assert.AreEqual(SystemError.Invalid, Files.ReadSymbolicLink(Root, bad, buffer, out _), name);
            }
        }

        byte[] tooLong = Utf8(new string('x', 5000));
        Assert.AreEqual(SystemError.NameTooLong, Files.GetEntryStatus(Root, tooLong, out _));
        Assert.AreEqual(SystemError.NameTooLong, Files.MakeDirectory(Root, tooLong));
        Assert.AreEqual(SystemError.NameTooLong, Files.MakeDirectory(Root, Utf8(new string('x', 256))));
        Assert.AreEqual("1", Contents("file"));
    }

    [TestMethod]
    public void Names_need_a_directory()
    {
        MakeFile("file", "1");
        FileHandle file = Open("file", OpenOptions.Read);
        foreach ((FileHandle handle, SystemError expected) in new[] { (file, SystemError.NotDirectory), (FileHandle.None, SystemError.BadHandle), (new FileHandle(-100), SystemError.BadHandle) })
        {
            byte[] name = Utf8("x");
            Assert.AreEqual(expected, Files.GetEntryStatus(handle, name, out _));
            Assert.AreEqual(expected, Files.SetEntryTimes(handle, name, Now, Now));
            Assert.AreEqual(expected, Files.MakeDirectory(handle, name));
            Assert.AreEqual(expected, Files.RemoveDirectory(handle, name));
            Assert.AreEqual(expected, Files.RemoveFile(handle, name));
            Assert.AreEqual(expected, Files.Rename(handle, name, Root, name));
            Assert.AreEqual(expected, Files.Rename(Root, Utf8("file"), handle, name));
            Assert.AreEqual(expected, Files.ReadDirectory(handle, 0, new byte[100], out _));
        }
    }

    [TestMethod]
    public void Directories_are_made_and_removed()
    {
        byte[] name = Utf8("d");
        Assert.AreEqual(SystemError.None, Files.MakeDirectory(Root, name));
        Assert.AreEqual(SystemError.Exists, Files.MakeDirectory(Root, name));
        Assert.AreEqual(FileKind.Directory, EntryStatus(Root, "d").Kind);
        Assert.AreEqual(SystemError.IsDirectory, Files.RemoveFile(Root, name));
        FileHandle directory = Open("d", OpenOptions.Read);
        MakeFile(directory, "inner", "1");
        Assert.AreEqual("1", Contents("d/inner"));
        Assert.AreEqual(SystemError.NotEmpty, Files.RemoveDirectory(Root, name));
        Assert.AreEqual(SystemError.NotDirectory, Files.RemoveDirectory(directory, Utf8("inner")));
        Assert.AreEqual(SystemError.None, Files.RemoveFile(directory, Utf8("inner")));
        Assert.AreEqual(SystemError.NoEntry, Files.RemoveFile(directory, Utf8("inner")));
        Close(directory);
        Assert.AreEqual(SystemError.None, Files.RemoveDirectory(Root, name));
        Assert.AreEqual(SystemError.NoEntry, Files.RemoveDirectory(Root, name));
        Assert.AreEqual(SystemError.NoEntry, Files.GetEntryStatus(Root, name, out _));
        MakeFile("d", "1");
        Assert.AreEqual(SystemError.Exists, Files.MakeDirectory(Root, name));
    }

    [TestMethod]
    public void Renaming_replaces_what_can_be_replaced()
    {
        FileHandle d = MakeDirectory("d");
        MakeFile("a", "a");
        MakeFile("b", "b");
        Assert.AreEqual(SystemError.None, Files.Rename(Root, Utf8("a"), Root, Utf8("b")));
        Assert.AreEqual("a", Contents("b"));
        Assert.IsFalse(Exists(Root, "a"));
        Assert.AreEqual(SystemError.None, Files.Rename(Root, Utf8("b"), d, Utf8("c")));
        Assert.AreEqual("a", Contents("d/c"));
        Assert.AreEqual(SystemError.None, Files.Rename(d, Utf8("c"), d, Utf8("c")), "the same name");
        Assert.AreEqual(SystemError.NoEntry, Files.Rename(Root, Utf8("missing"), d, Utf8("c")));
        Assert.AreEqual("a", Contents("d/c"));

        // Directories and files do not replace one another.
        MakeDirectory("e");
        Assert.AreEqual(SystemError.IsDirectory, Files.Rename(d, Utf8("c"), Root, Utf8("e")));
        Assert.AreEqual(SystemError.NotDirectory, Files.Rename(Root, Utf8("e"), d, Utf8("c")));
        Assert.AreEqual(SystemError.NotEmpty, Files.Rename(Root, Utf8("e"), Root, Utf8("d")));
        Assert.AreEqual(SystemError.Invalid, Files.Rename(Root, Utf8("d"), d, Utf8("sub")), "into itself");
        Assert.AreEqual("a", Contents("d/c"));
    }

    [TestMethod]
    public void Hard_links_are_names_of_one_file()
    {
        MakeFile("a", "1");
        if (!Has(Capabilities.HardLinks))
        {
            Assert.AreEqual(SystemError.NotSupported, Files.Link(Root, Utf8("a"), Root, Utf8("b")));
            return;
        }

        FileHandle d = MakeDirectory("d");
        Assert.AreEqual(SystemError.None, Files.Link(Root, Utf8("a"), d, Utf8("b")));
        Assert.AreEqual(EntryStatus(Root, "a").Inode, EntryStatus(d, "b").Inode);
        Assert.AreEqual(2ul, EntryStatus(d, "b").LinkCount);
        Assert.AreEqual(SystemError.Exists, Files.Link(Root, Utf8("a"), d, Utf8("b")));
        Assert.AreEqual(SystemError.NoEntry, Files.Link(Root, Utf8("missing"), d, Utf8("c")));
        Assert.AreEqual(SystemError.NotPermitted, Files.Link(Root, Utf8("d"), Root, Utf8("e")), "directories have one name");
        Assert.AreEqual(SystemError.None, Files.RemoveFile(Root, Utf8("a")));
        Assert.AreEqual("1", Contents("d/b"));
        Assert.AreEqual(1ul, EntryStatus(d, "b").LinkCount);
        if (Has(Capabilities.SymbolicLinks))
        {
            MakeLink("../outside", "l");
            Assert.AreEqual(SystemError.None, Files.Link(Root, Utf8("l"), d, Utf8("m")));
            Assert.AreEqual(FileKind.SymbolicLink, EntryStatus(d, "m").Kind, "the link has got a name, not what it points to");
        }
    }

    [TestMethod]
    public void Symbolic_links_say_what_they_were_made_with()
    {
        if (!Has(Capabilities.SymbolicLinks))
        {
            Assert.AreEqual(SystemError.NotSupported, Files.MakeSymbolicLink(Utf8("x"), Root, Utf8("l")));
            return;
        }

        byte[] buffer = new byte[100];
        foreach (string target in new[] { "x", "d/x", "../../..", "/", "/etc/passwd", "x/", "a//b", "." })
        {
            MakeLink(target, "l");
            FileStatus status = EntryStatus(Root, "l");
            Assert.AreEqual(FileKind.SymbolicLink, status.Kind);
            Assert.AreEqual((ulong)target.Length, status.Size);
            Assert.AreEqual(SystemError.None, Files.ReadSymbolicLink(Root, Utf8("l"), buffer, out int length));
            Assert.AreEqual(target, Encoding.UTF8.GetString(buffer, 0, length));
            Assert.AreEqual(SystemError.None, Files.ReadSymbolicLink(Root, Utf8("l"), buffer.AsSpan(0, 1), out length), "as much as fits");
            Assert.AreEqual(1, length);
            Assert.AreEqual(SystemError.None, Files.ReadSymbolicLink(Root, Utf8("l"), [], out length));
            Assert.AreEqual(0, length);
            Assert.AreEqual(SystemError.None, Files.RemoveFile(Root, Utf8("l")));
        }

        MakeFile("file", "1");
        Assert.AreEqual(SystemError.Invalid, Files.ReadSymbolicLink(Root, Utf8("file"), buffer, out _));
        Assert.AreEqual(SystemError.Invalid, Files.ReadSymbolicLink(Root, Utf8("file"), [], out _));
        Assert.AreEqual(SystemError.NoEntry, Files.ReadSymbolicLink(Root, Utf8("missing"), buffer, out _));
        Assert.AreEqual(SystemError.Exists, Files.MakeSymbolicLink(Utf8("x"), Root, Utf8("file")));
        Assert.AreEqual(SystemError.NoEntry, Files.MakeSymbolicLink([], Root, Utf8("empty")));
        Assert.AreEqual(SystemError.IllegalSequence, Files.MakeSymbolicLink(Utf8("x\0y"), Root, Utf8("zero")));
        Assert.AreEqual(SystemError.NameTooLong, Files.MakeSymbolicLink(Utf8(new string('x', 5000)), Root, Utf8("long")));
    }

    [TestMethod]
    public void Links_are_followed_inside_and_only_where_they_may_be()
    {
        Require(Capabilities.SymbolicLinks);
        FileHandle d = MakeDirectory("d");
        MakeFile(d, "file", "1");
        MakeLink("d", "l");
        MakeLink("d/file", "f");
        MakeLink("../d/../d/file", d, "up");
        MakeLink("l/up", "chain");
        MakeLink("missing", "dangling");
        MakeLink("loop", "loop");
        MakeLink(".", "here");
        MakeLink("d/", "slash");
        foreach (string path in new[] { "l/file", "f", "d/up", "l/up", "chain", "here/here/l/../l/file", "slash/file", "here/f" })
        {
            Assert.AreEqual("1", Contents(path), path);
        }

        // At the end without being allowed to: refused, but opened itself by who only asks.
        foreach (OpenOptions how in new[] { OpenOptions.Read, OpenOptions.Write, ReadWrite, OpenOptions.Read | OpenOptions.Directory, OpenOptions.Directory, ReadWrite | OpenOptions.Create })
        {
            foreach (string path in new[] { "f", "l", "dangling", "here/l", "loop", "slash" })
            {
                Assert.AreEqual(SystemError.Loop, ErrorOfOpening(path, how), $"{path}, {how}");
            }
        }

        foreach (string path in new[] { "f", "l", "dangling", "here/l", "loop", "slash" })
        {
            FileStatus status = Status(Open(path, OpenOptions.None));
            Assert.AreEqual(FileKind.SymbolicLink, status.Kind, path);
            Assert.AreEqual(EntryStatus(Root, path[(path.IndexOf('/') + 1)..]).Inode, status.Inode);
            Assert.AreEqual(SystemError.Exists, ErrorOfOpening(path, New), path);
            Assert.AreEqual(SystemError.Exists, ErrorOfOpening(path, New | OpenOptions.FollowLast), path);
        }

        Assert.AreEqual(FileKind.RegularFile, Status(Open("f", OpenOptions.FollowLast)).Kind);
        Assert.AreEqual(FileKind.Directory, Status(Open("l", OpenOptions.FollowLast)).Kind);
        Assert.AreEqual(FileKind.Directory, Status(Open("l/", OpenOptions.None)).Kind, "a slash follows");
        Assert.AreEqual(FileKind.Directory, Status(Open("l/", OpenOptions.Directory)).Kind);
        Assert.AreEqual(FileKind.Directory, Status(Open("l/.", OpenOptions.None)).Kind);
        Assert.AreEqual(SystemError.NotDirectory, ErrorOfOpening("f/", OpenOptions.None));
        Assert.AreEqual(SystemError.NotDirectory, ErrorOfOpening("f", OpenOptions.Directory | OpenOptions.FollowLast));
        Assert.AreEqual(SystemError.NoEntry, ErrorOfOpening("dangling", OpenOptions.Read | OpenOptions.FollowLast));
        Assert.AreEqual(SystemError.NoEntry, ErrorOfOpening("dangling/", OpenOptions.None));
        Assert.AreEqual(SystemError.Loop, ErrorOfOpening("loop", OpenOptions.Read | OpenOptions.FollowLast));
        Assert.AreEqual(SystemError.Loop, ErrorOfOpening("loop/x", OpenOptions.Read));
        Close(Open("dangling", ReadWrite | OpenOptions.Create | OpenOptions.FollowLast));
        Assert.AreEqual(FileKind.RegularFile, EntryStatus(Root, "missing").Kind, "made where the link points to");
    }

    [TestMethod]
    public void Chains_of_links_end_at_forty()
    {
        Require(Capabilities.SymbolicLinks);
        MakeFile("l0", "1");
        for (int i = 1; i <= 41; i++)
        {
            MakeLink($"l{i - 1}", $"l{i}");
        }

        Assert.AreEqual("1", Contents("l39"));
        Assert.AreEqual(SystemError.Loop, ErrorOfOpening("l41", OpenOptions.Read | OpenOptions.FollowLast));
    }

    [TestMethod]
    public void Names_mean_links_themselves()
    {
        Require(Capabilities.SymbolicLinks);
        FileHandle d = MakeDirectory("d");
        MakeFile(d, "file", "1");
        MakeLink("d", "l");
        MakeLink("d/file", "f");
        Assert.AreEqual(SystemError.NotDirectory, Files.RemoveDirectory(Root, Utf8("l")));
        Assert.AreEqual(SystemError.Exists, Files.MakeDirectory(Root, Utf8("l")));
        var time = new FileTime(1_000_000_000, 0);
        Assert.AreEqual(SystemError.None, Files.SetEntryTimes(Root, Utf8("f"), Set(time), Set(time)));
        Assert.AreEqual(time, EntryStatus(Root, "f").ModificationTime);
        Assert.AreNotEqual(time, EntryStatus(d, "file").ModificationTime);
        Assert.AreEqual(SystemError.None, Files.Rename(Root, Utf8("l"), Root, Utf8("m")));
        Assert.AreEqual(FileKind.SymbolicLink, EntryStatus(Root, "m").Kind);
        MakeFile("g", "2");
        Assert.AreEqual(SystemError.None, Files.Rename(Root, Utf8("g"), Root, Utf8("f")), "the link is replaced, not what it points to");
        Assert.AreEqual("1", Contents("d/file"));
        Assert.AreEqual(FileKind.RegularFile, EntryStatus(Root, "f").Kind);
        Assert.AreEqual(SystemError.None, Files.RemoveFile(Root, Utf8("m")));
        Assert.AreEqual("1", Contents("d/file"));
    }

    [TestMethod]
    public void Times_of_entries_are_set()
    {
        MakeFile("a", "0");
        var one = new FileTime(1_000_000_001, 500_000_000);
        Assert.AreEqual(SystemError.None, Files.SetEntryTimes(Root, Utf8("a"), Set(one), Set(one)));
        Assert.AreEqual(one, EntryStatus(Root, "a").AccessTime);
        Assert.AreEqual(one, EntryStatus(Root, "a").ModificationTime);
        Assert.AreEqual(SystemError.None, Files.SetEntryTimes(Root, Utf8("a"), Keep, Now));
        Assert.AreEqual(one, EntryStatus(Root, "a").AccessTime);
        Assert.IsGreaterThan(one.Seconds, EntryStatus(Root, "a").ModificationTime.Seconds);
        Assert.AreEqual(SystemError.Invalid, Files.SetEntryTimes(Root, Utf8("a"), Keep, Set(new FileTime(0, 1_000_000_000))));
        Assert.AreEqual(SystemError.NoEntry, Files.SetEntryTimes(Root, Utf8("missing"), Keep, Now));
    }

    [TestMethod]
    public void What_is_open_stays_what_it_is_whatever_becomes_of_its_name()
    {
        Require(Capabilities.OpenThingsCanGo);
        FileHandle d = MakeDirectory("d");
        MakeFile(d, "mine", "1");
        FileHandle file = Open("d/mine", ReadWrite);
        FileHandle e = MakeDirectory("e");
        Assert.AreEqual(SystemError.None, Files.Rename(Root, Utf8("d"), Root, Utf8("away")));
        Assert.AreEqual(SystemError.None, Files.Rename(Root, Utf8("e"), Root, Utf8("d")));
        MakeFile("d/theirs", "2");
        Assert.AreEqual("1", Contents(d, "mine"));
        Assert.AreEqual(SystemError.NoEntry, TryOpen(d, "theirs", OpenOptions.Read, out _));
        Assert.AreEqual("2", Contents(e, "theirs"));

        // Renamed over an open, empty directory.
        FileHandle empty = MakeDirectory("empty");
        Assert.AreEqual(SystemError.None, Files.Rename(Root, Utf8("away"), Root, Utf8("empty")));
        Assert.AreEqual(SystemError.NoEntry, TryOpen(empty, "mine", OpenOptions.Read, out _), "it sees its own");
        Assert.AreEqual(SystemError.NoEntry, TryOpen(empty, "new", New, out _), "in a directory that was removed nothing can be made");
        Assert.AreEqual(SystemError.NoEntry, Files.MakeDirectory(empty, Utf8("new")));
        Assert.AreEqual("1", Contents("empty/mine"));

        // A removed file is read and written until its last handle is closed.
        Assert.AreEqual(SystemError.None, Files.RemoveFile(d, Utf8("mine")));
        Assert.AreEqual("1", Read(file, 5));
        Assert.AreEqual(1, Write(file, "2"));
        Assert.AreEqual("12", ReadAt(file, 0, 5));
        Assert.AreEqual(0ul, Status(file).LinkCount);
    }

    private bool Has(Capabilities capabilities) => (Declared & capabilities) == capabilities;
}
