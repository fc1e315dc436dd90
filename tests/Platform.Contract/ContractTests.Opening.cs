using System;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// IFileSystem.Open and OpenRoot.
public abstract unsafe partial class ContractTests
{
    [TestMethod]
    public void A_file_is_made_written_and_read_again()
    {
        FileHandle file = Open("a", New);
        Assert.AreEqual(5, Write(file, "hello"));
        Close(file);
        Assert.AreEqual("hello", Contents("a"));
        file = Open("a", OpenOptions.Write);
        Assert.AreEqual(1, Write(file, "j"));
        Close(file);
        Assert.AreEqual("jello", Contents("a"));
        file = Open("a", OpenOptions.Write | OpenOptions.Truncate);
        Assert.AreEqual(2, Write(file, "no"));
        Close(file);
        Assert.AreEqual("no", Contents("a"));
        file = Open("a", ReadWrite | OpenOptions.Create);
        Assert.AreEqual("no", Read(file, 10), "what is there is opened");
    }

    [TestMethod]
    [DataRow("missing", OpenOptions.Read, SystemError.NoEntry)]
    [DataRow("missing", OpenOptions.None, SystemError.NoEntry)]
    [DataRow("missing/", OpenOptions.Read, SystemError.NoEntry)]
    [DataRow("missing/b", OpenOptions.Read, SystemError.NoEntry)]
    [DataRow("missing/b", New, SystemError.NoEntry)]
    [DataRow("", OpenOptions.Read, SystemError.NoEntry)]
    [DataRow("file", New, SystemError.Exists)]
    [DataRow("d", New, SystemError.Exists)]
    [DataRow(".", New, SystemError.Exists)]
    [DataRow("d/.", New, SystemError.Exists)]
    [DataRow("d/..", New, SystemError.Exists)]
    [DataRow("new/", New, SystemError.IsDirectory)]
    [DataRow("new/", ReadWrite | OpenOptions.Create, SystemError.IsDirectory)]
    [DataRow("d/", ReadWrite | OpenOptions.Create, SystemError.IsDirectory)]
    [DataRow("d", ReadWrite | OpenOptions.Create, SystemError.IsDirectory)]
    [DataRow("d", OpenOptions.Write, SystemError.IsDirectory)]
    [DataRow("d", ReadWrite, SystemError.IsDirectory)]
    [DataRow("d", OpenOptions.Write | OpenOptions.Truncate, SystemError.IsDirectory)]
    [DataRow("d", OpenOptions.Write | OpenOptions.Directory, SystemError.IsDirectory)]
    [DataRow(".", OpenOptions.Write, SystemError.IsDirectory)]
    [DataRow("d/.", OpenOptions.Write, SystemError.IsDirectory)]
    [DataRow("file/", OpenOptions.Read, SystemError.NotDirectory)]
    [DataRow("file/", OpenOptions.None, SystemError.NotDirectory)]
    [DataRow("file//", OpenOptions.Read, SystemError.NotDirectory)]
    [DataRow("file/.", OpenOptions.Read, SystemError.NotDirectory)]
    [DataRow("file/..", OpenOptions.Read, SystemError.NotDirectory)]
    [DataRow("file/x", OpenOptions.Read, SystemError.NotDirectory)]
    [DataRow("file/x", New, SystemError.NotDirectory)]
    [DataRow("file", OpenOptions.Read | OpenOptions.Directory, SystemError.NotDirectory)]
    [DataRow("file", OpenOptions.Directory, SystemError.NotDirectory)]
    [DataRow("x", OpenOptions.Create, SystemError.Invalid)]
    [DataRow("x", OpenOptions.Create | OpenOptions.Directory | OpenOptions.Read, SystemError.Invalid)]
    [DataRow("file", OpenOptions.Read | OpenOptions.Truncate, SystemError.Invalid)]
    [DataRow("fi\0le", OpenOptions.Read, SystemError.IllegalSequence)]
    [DataRow("file\0", OpenOptions.Read, SystemError.IllegalSequence)]
    public void Opening_says_what_is_wrong(string path, OpenOptions options, SystemError expected)
    {
        MakeFile("file", "1");
        MakeDirectory("d");
        Assert.AreEqual(expected, ErrorOfOpening(path, options));
        Assert.AreEqual(expected, ErrorOfOpening(path, options | OpenOptions.FollowLast), "followed");
        Assert.AreEqual("1", Contents("file"));
    }

    [TestMethod]
    [DataRow(".")]
    [DataRow("./")]
    [DataRow("./.")]
    [DataRow("d")]
    [DataRow("d/")]
    [DataRow("d///")]
    [DataRow("d/.")]
    [DataRow("d/..")]
    [DataRow("./d/../d/./e")]
    [DataRow("d//e/..//e")]
    [DataRow("d/e/../../d/e/")]
    public void Directories_are_opened_by_any_path_that_stays_below(string path)
    {
        MakeDirectory(MakeDirectory("d"), "e");
        ulong expected = Status(path.TrimEnd('/').EndsWith('e') ? Open("d/e", OpenOptions.None)
            : path.StartsWith('d') && !path.EndsWith("..", StringComparison.Ordinal) ? Open("d", OpenOptions.None)
            : Root).Inode;
        foreach (OpenOptions options in new[] { OpenOptions.None, OpenOptions.Read, OpenOptions.Directory, OpenOptions.Read | OpenOptions.Directory })
        {
            FileStatus status = Status(Open(path, options));
            Assert.AreEqual(FileKind.Directory, status.Kind);
            Assert.AreEqual(expected, status.Inode, $"{options}");
        }
    }

    [TestMethod]
    [DataRow("..")]
    [DataRow("../")]
    [DataRow("../x")]
    [DataRow("d/../..")]
    [DataRow("d/../../d")]
    [DataRow("./..")]
    [DataRow("/")]
    [DataRow("//")]
    [DataRow("/d")]
    [DataRow("/../d")]
    [DataRow("/proc/self/root")]
    public void Paths_that_lead_out_are_refused(string path)
    {
        MakeDirectory("d");
        foreach (OpenOptions options in new[] { OpenOptions.None, OpenOptions.Read, New, OpenOptions.Write, OpenOptions.Directory, OpenOptions.Read | OpenOptions.FollowLast })
        {
            Assert.AreEqual(SystemError.Outside, ErrorOfOpening(path, options), $"{options}");
        }

        FileHandle inner = Open("d", OpenOptions.None);
        Assert.AreEqual(SystemError.Outside, TryOpen(inner, "..", OpenOptions.Read, out _), "the root of a call is the handle that it was given");
    }

    [TestMethod]
    public void Long_paths_and_names_are_refused()
    {
        Assert.AreEqual(SystemError.NameTooLong, ErrorOfOpening(new string('x', 300), New));
        Assert.AreEqual(SystemError.NameTooLong, ErrorOfOpening(new string('x', 5000), OpenOptions.Read));
        var path = new StringBuilder();
        for (int i = 0; i < 2500; i++)
        {
            path.Append("./");
        }

        Assert.AreEqual(SystemError.NameTooLong, ErrorOfOpening(path.ToString(), OpenOptions.Read));
        Assert.AreEqual(SystemError.None, ErrorOfOpening(path.ToString()[..4094], OpenOptions.Read));
    }

    [TestMethod]
    public void What_is_no_directory_opens_nothing()
    {
        MakeFile("file", "1");
        FileHandle file = Open("file", OpenOptions.Read);
        Assert.AreEqual(SystemError.NotDirectory, TryOpen(file, "x", OpenOptions.Read, out _));
        Assert.AreEqual(SystemError.NotDirectory, TryOpen(file, ".", OpenOptions.Read, out _));
        Assert.AreEqual(SystemError.BadHandle, TryOpen(FileHandle.None, "x", OpenOptions.Read, out _));
        Assert.AreEqual(SystemError.BadHandle, TryOpen(new FileHandle(-100), "tmp", OpenOptions.Read, out _), "a number with a meaning of its own on Linux");
        Assert.AreEqual(SystemError.BadHandle, TryOpen(new FileHandle(nint.MinValue), "x", OpenOptions.Read, out _));
    }

    [TestMethod]
    public void Handles_do_what_they_were_opened_for()
    {
        MakeFile("file", "1");
        byte[] buffer = new byte[4];
        FileHandle asking = Open("file", OpenOptions.None);
        Assert.AreEqual(SystemError.BadHandle, TryRead(asking, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, TryWrite(asking, buffer, out _));
        Assert.AreEqual(FileKind.RegularFile, Status(asking).Kind);
        FileHandle reading = Open("file", OpenOptions.Read);
        Assert.AreEqual(SystemError.BadHandle, TryWrite(reading, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, TryWriteAt(reading, 0, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, Files.SetSize(reading, 0));
        FileHandle writing = Open("file", OpenOptions.Write);
        Assert.AreEqual(SystemError.BadHandle, TryRead(writing, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, TryReadAt(writing, 0, buffer, out _));
        FileHandle directory = MakeDirectory("d");
        Assert.AreEqual(SystemError.IsDirectory, TryRead(directory, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, TryWrite(directory, buffer, out _));
    }

    [TestMethod]
    public void A_root_is_a_directory_of_the_host()
    {
        if (HostFolderOf(Root) is not { } folder)
        {
            Assert.Inconclusive("the files are not those of the host");
            return;
        }

        MakeFile("file", "1");
        Assert.AreEqual(SystemError.NoEntry, Files.OpenRoot(Utf8($"{folder}/missing"), out FileHandle none));
        Assert.IsTrue(none.IsNone);
        Assert.AreEqual(SystemError.NotDirectory, Files.OpenRoot(Utf8($"{folder}/file"), out _));
        Assert.AreEqual(SystemError.NoEntry, Files.OpenRoot([], out _));
        Assert.AreEqual(SystemError.IllegalSequence, Files.OpenRoot(Utf8($"{folder}\0x"), out _));
        Assert.AreEqual(SystemError.None, Files.OpenRoot(Utf8($"{folder}/."), out FileHandle again));
        _open.Add(again);
        Assert.AreEqual(Status(Root).Inode, Status(again).Inode);
    }

    [TestMethod]
    public void Names_are_bytes()
    {
        byte[] name = [0xff, (byte)'a', 0x80];
        SystemError error = Files.Open(Root, name, New, out FileHandle file);
        if ((Declared & Capabilities.NamesAreBytes) == 0)
        {
            Assert.AreEqual(SystemError.IllegalSequence, error);
            Assert.AreEqual(SystemError.IllegalSequence, Files.MakeDirectory(Root, name));
            return;
        }

        Assert.AreEqual(SystemError.None, error);
        _open.Add(file);
        Assert.AreEqual(SystemError.None, Files.GetEntryStatus(Root, name, out _));
        Assert.AreEqual(SystemError.None, Files.RemoveFile(Root, name));
    }

    private string? HostFolderOf(FileHandle root) => root.IsNone ? null : HostFolder;
}
