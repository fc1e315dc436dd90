using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Tests.Wasi;

/// <summary>Files, directories, and the errnos of what goes wrong.</summary>
[TestClass]
public sealed class FileTests
{
    [TestMethod]
    public void Files_are_made_written_and_read()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Create, out uint file));
        Assert.AreEqual(Errno.Success, guest.Write(file, "hello", ", ", "world"));
        Assert.AreEqual(12u, guest.UInt32(Guest.Result));
        Assert.AreEqual(Errno.Success, guest.Call("fd_tell", file, Guest.Result));
        Assert.AreEqual(12ul, guest.UInt64(Guest.Result));
        Assert.AreEqual(Errno.Success, guest.Call("fd_seek", file, unchecked((ulong)-5L), 1, Guest.Result));
        Assert.AreEqual(7ul, guest.UInt64(Guest.Result));
        Assert.AreEqual("world", guest.Read(file));
        Assert.AreEqual("", guest.Read(file), "the end");
        Assert.AreEqual(Errno.Success, guest.Call("fd_seek", file, 0, 0, Guest.Result));
        Assert.AreEqual("hell", guest.Read(file, 4));
        Assert.AreEqual(Errno.Success, guest.Call("fd_close", file));
        Assert.AreEqual(Errno.BadFile, guest.Call("fd_close", file));
        Assert.AreEqual("hello, world", File.ReadAllText(guest.HostPath("file")));
    }

    [TestMethod]
    public void Pieces_of_all_sizes_keep_their_order()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Create, out uint file));
        string large = new('x', 3000);
        string middle = new('y', 900);
        Assert.AreEqual(Errno.Success, guest.Write(file, "a", large, "b", middle, middle, "", "c"));
        Assert.AreEqual((uint)(4803), guest.UInt32(Guest.Result));
        Assert.AreEqual("a" + large + "b" + middle + middle + "c", File.ReadAllText(guest.HostPath("file")));
    }

    [TestMethod]
    public void Positions_of_pread_and_pwrite_are_their_own()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Create, out uint file));
        Assert.AreEqual(Errno.Success, guest.Write(file, "0123456789"));
        Assert.AreEqual(Errno.Success, guest.ReadAt(file, 3, 4));
        Assert.AreEqual("456", Encoding.UTF8.GetString(guest.Memory.Slice((int)Guest.Buffer, 3)));
        Assert.AreEqual(Errno.Success, guest.WriteAt(file, "XY", 1));
        Assert.AreEqual(Errno.Success, guest.Write(file, "end"));
        Assert.AreEqual("0XY3456789end", File.ReadAllText(guest.HostPath("file")));
        Assert.AreEqual(Errno.Invalid, guest.ReadAt(file, 1, ulong.MaxValue));
        Assert.AreEqual(Errno.Invalid, guest.WriteAt(file, "x", 1ul << 63));
        Assert.AreEqual(Errno.IllegalSeek, guest.ReadAt(0, 1, 0));
    }

    [TestMethod]
    public void Appending_writes_at_the_end()
    {
        using var guest = new Guest();
        File.WriteAllText(guest.HostPath("file"), "start");
        Assert.AreEqual(Errno.Success, guest.Open("file", 0, out uint file, flags: 1));
        Assert.AreEqual(Errno.Success, guest.Write(file, "+1"));
        Assert.AreEqual(Errno.Success, guest.Call("fd_seek", file, 0, 0, Guest.Result));
        Assert.AreEqual(Errno.Success, guest.Write(file, "+2"));
        Assert.AreEqual("start+1+2", File.ReadAllText(guest.HostPath("file")));
    }

    [TestMethod]
    public void Sizes_change()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Create, out uint file));
        Assert.AreEqual(Errno.Success, guest.Call("fd_filestat_set_size", file, 100));
        Assert.AreEqual(Errno.Success, guest.Call("fd_allocate", file, 50, 100));
        Assert.AreEqual(Errno.Success, guest.Call("fd_filestat_get", file, Guest.Result));
        Assert.AreEqual(150ul, guest.UInt64(Guest.Result + 32));
        Assert.AreEqual((byte)4, guest.Memory[(int)Guest.Result + 16]);
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Truncate, out _));
        Assert.AreEqual(0, new FileInfo(guest.HostPath("file")).Length);
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_filestat_set_size", file, ulong.MaxValue));
        Assert.AreEqual(Errno.Success, guest.Call("fd_sync", file));
        Assert.AreEqual(Errno.Success, guest.Call("fd_datasync", file));
        Assert.AreEqual(Errno.Success, guest.Call("fd_advise", file, 0, 10, 0));
    }

    [TestMethod]
    public void Times_are_set_and_read()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Create, out uint file));
        const ulong Accessed = 1_000_000_000_000_000_000, Modified = 1_100_000_000_500_000_000;
        Assert.AreEqual(Errno.Success, guest.Call("fd_filestat_set_times", file, Accessed, Modified, 1 | 4));
        Assert.AreEqual(Errno.Success, guest.Stat("file", follow: true));
        Assert.AreEqual(Accessed, guest.UInt64(Guest.Result + 40));
        Assert.AreEqual(Modified, guest.UInt64(Guest.Result + 48));
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_filestat_set_times", file, 0, 0, 1 | 2));
    }

    [TestMethod]
    public void Opening_says_why_not()
    {
        using var guest = new Guest();
        Directory.CreateDirectory(guest.HostPath("directory"));
        File.WriteAllText(guest.HostPath("file"), "");
        Assert.AreEqual(Errno.NoEntry, guest.Open("missing", 0, out _));
        Assert.AreEqual(Errno.NoEntry, guest.Open("", 0, out _));
        Assert.AreEqual(Errno.NoEntry, guest.Open("missing/file", Guest.Create, out _));
        Assert.AreEqual(Errno.NotDirectory, guest.Open("file/file", Guest.Create, out _));
        Assert.AreEqual(Errno.NotDirectory, guest.Open("file/", 0, out _));
        Assert.AreEqual(Errno.NotDirectory, guest.Open("file", Guest.Directory, out _));
        Assert.AreEqual(Errno.IsDirectory, guest.Open("new/", Guest.Create, out _));
        Assert.AreEqual(Errno.IsDirectory, guest.Open("directory", 0, out _), "directories are not written to");
        Assert.AreEqual(Errno.IsDirectory, guest.Open("directory", Guest.Create, out _));
        Assert.AreEqual(Errno.Exists, guest.Open("file", Guest.Create | Guest.Exclusive, out _));
        Assert.AreEqual(Errno.Exists, guest.Open("directory", Guest.Create | Guest.Exclusive, out _));
        Assert.AreEqual(Errno.IllegalSequence, guest.Open("zero\0byte", 0, out _));
        Assert.AreEqual(Errno.NameTooLong, guest.Open(new string('n', 300), Guest.Create, out _));
        Assert.AreEqual(Errno.BadFile, guest.Call("path_open", 99, 0, guest.At("file"), 4, 0, 0, 0, 0, Guest.Result));
        Assert.AreEqual(Errno.NotDirectory, OpenBelowAFile(guest));
    }

    [TestMethod]
    public void Descriptors_that_may_not_do_it_say_so()
    {
        using var guest = new Guest();
        File.WriteAllText(guest.HostPath("file"), "text");
        Assert.AreEqual(Errno.Success, guest.Open("file", 0, out uint file, Guest.ReadOnly));
        Assert.AreEqual(Errno.BadFile, guest.Write(file, "x"));
        Assert.AreEqual(Errno.BadFile, guest.Write(Guest.Root, "x"));
        Assert.AreEqual(Errno.BadFile, guest.Write(0, "x"));
        Assert.AreEqual($"errno {Errno.BadFile}", guest.Read(1));
        Assert.AreEqual($"errno {Errno.IsDirectory}", guest.Read(Guest.Root));
        Assert.AreEqual($"errno {Errno.BadFile}", guest.Read(99));
        Assert.AreEqual(Errno.IllegalSeek, guest.Call("fd_seek", 1, 0, 0, Guest.Result));
        Assert.AreEqual(Errno.BadFile, guest.Call("fd_seek", Guest.Root, 0, 0, Guest.Result));
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_seek", file, 0, 3, Guest.Result));
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_seek", file, ulong.MaxValue, 0, Guest.Result));
        Assert.AreEqual(Errno.NotDirectory, guest.Call("fd_readdir", file, Guest.Buffer, 100, 0, Guest.Result));
    }

    [TestMethod]
    public void Directories_are_made_and_removed()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.OnPath("path_create_directory", "one"));
        Assert.AreEqual(Errno.Exists, guest.OnPath("path_create_directory", "one"));
        Assert.AreEqual(Errno.NoEntry, guest.OnPath("path_create_directory", "two/three"));
        Assert.AreEqual(Errno.Success, guest.OnPath("path_create_directory", "one/two"));
        Assert.AreEqual(Errno.NotEmpty, guest.OnPath("path_remove_directory", "one"));
        Assert.AreEqual(Errno.IsDirectory, guest.OnPath("path_unlink_file", "one"));
        Assert.AreEqual(Errno.Success, guest.OnPath("path_remove_directory", "one/two"));
        Assert.AreEqual(Errno.Success, guest.OnPath("path_remove_directory", "one"));
        Assert.AreEqual(Errno.NoEntry, guest.OnPath("path_remove_directory", "one"));
        Assert.AreEqual(Errno.NoEntry, guest.OnPath("path_unlink_file", "one"));
        File.WriteAllText(guest.HostPath("file"), "");
        Assert.AreEqual(Errno.NotDirectory, guest.OnPath("path_remove_directory", "file"));
        Assert.AreEqual(Errno.Success, guest.OnPath("path_unlink_file", "file"));
    }

    [TestMethod]
    public void Renaming_replaces_what_it_may()
    {
        using var guest = new Guest();
        Directory.CreateDirectory(guest.HostPath("full/below"));
        Directory.CreateDirectory(guest.HostPath("empty"));
        File.WriteAllText(guest.HostPath("file"), "file");
        File.WriteAllText(guest.HostPath("other"), "other");
        Assert.AreEqual(Errno.Success, guest.OnPaths("path_rename", "file", "other"));
        Assert.AreEqual("file", File.ReadAllText(guest.HostPath("other")));
        Assert.AreEqual(Errno.NoEntry, guest.OnPaths("path_rename", "file", "other"));
        Assert.AreEqual(Errno.IsDirectory, guest.OnPaths("path_rename", "other", "empty"));
        Assert.AreEqual(Errno.NotDirectory, guest.OnPaths("path_rename", "empty", "other"));
        Assert.AreEqual(Errno.NotEmpty, guest.OnPaths("path_rename", "empty", "full"));
        Assert.AreEqual(Errno.Invalid, guest.OnPaths("path_rename", "full", "full/below/itself"));
        Assert.AreEqual(Errno.Success, guest.OnPaths("path_rename", "full", "empty"));
        Assert.AreEqual(Errno.Success, guest.OnPaths("path_rename", "empty", "empty"));
        Assert.IsTrue(Directory.Exists(guest.HostPath("empty/below")));
    }

    [TestMethod]
    public void Links_are_read()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Symlink("some/where", "link"));
        Assert.AreEqual(Errno.Exists, guest.Symlink("some/where", "link"));
        Assert.AreEqual(Errno.Success, guest.Call("path_readlink", Guest.Root, guest.At("link"), 4, Guest.Buffer, 100, Guest.Result));
        Assert.AreEqual("some/where", Encoding.UTF8.GetString(guest.Memory.Slice((int)Guest.Buffer, (int)guest.UInt32(Guest.Result))));
        Assert.AreEqual(Errno.Success, guest.Call("path_readlink", Guest.Root, guest.At("link"), 4, Guest.Buffer, 4, Guest.Result));
        Assert.AreEqual(4u, guest.UInt32(Guest.Result), "what fits");
        Assert.AreEqual(Errno.Success, guest.Stat("link", follow: false));
        Assert.AreEqual(10ul, guest.UInt64(Guest.Result + 32));
        Assert.AreEqual(Errno.NoEntry, guest.Stat("link", follow: true));
        File.WriteAllText(guest.HostPath("file"), "");
        Assert.AreEqual(Errno.Invalid, guest.Call("path_readlink", Guest.Root, guest.At("file"), 4, Guest.Buffer, 4, Guest.Result));
    }

    [TestMethod]
    [DataRow(4096u)]
    [DataRow(100u)]
    [DataRow(40u)]
    public void Directories_are_read_in_pieces(uint bufferLength)
    {
        using var guest = new Guest();
        List<string> expected = [".", ".."];
        for (int i = 0; i < 20; i++)
        {
            string name = $"entry{i:d2}";
            expected.Add(name);
            File.WriteAllText(guest.HostPath(name), "");
        }

        List<string> names = [];
        ulong cookie = 0;
        while (names.Count < 100)
        {
            Assert.AreEqual(Errno.Success, guest.Call("fd_readdir", Guest.Root, Guest.Buffer, bufferLength, cookie, Guest.Result));
            uint used = guest.UInt32(Guest.Result);
            uint at = 0;
            while (at + 24 <= used)
            {
                uint length = guest.UInt32(Guest.Buffer + at + 16);
                if (at + 24 + length > used)
                {
                    break;
                }

                cookie = guest.UInt64(Guest.Buffer + at);
                names.Add(Encoding.UTF8.GetString(guest.Memory.Slice((int)(Guest.Buffer + at + 24), (int)length)));
                at += 24 + length;
                if (names.Count == 5)
                {
                    File.Delete(guest.HostPath("entry00")); // What is removed meanwhile does not move the rest.
                }
            }

            if (used < bufferLength)
            {
                break;
            }
        }

        // The system's order, but for the first two; whether the removed one is still seen, is the system's business, too.
        CollectionAssert.AreEqual(expected[..2], names[..2]);
        names.Remove("entry00");
        names.Sort(StringComparer.Ordinal);
        expected.Remove("entry00");
        CollectionAssert.AreEqual(expected, names);
    }

    private static Errno OpenBelowAFile(Guest guest)
    {
        guest.Open("file", 0, out uint file, Guest.ReadOnly);
        return guest.Call("path_open", file, 0, guest.At("x"), 1, Guest.Create, Guest.AllRights, 0, 0, Guest.Result);
    }
}
