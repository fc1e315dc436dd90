using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Tests.Wasi;

/// <summary>Kinds of files, flags, rights, links and slashes as WASI and POSIX want them.</summary>
[TestClass]
public sealed class DescriptorTests
{
    private const ulong SetSizeByPath = 1 << 19, Read = 2, Write = 64, Seek = 4, Tell = 32;

    [TestMethod]
    public void Kinds_of_files_are_told_apart()
    {
        using var guest = new Guest(static configuration => configuration.Directories.Add(("/dev", "/dev")));
        WaitingTests.MakePipe(guest.HostPath("pipe"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(guest.HostPath("socket")));
        Assert.AreEqual(0, KindOf(guest, Guest.Root, "pipe"), "preview 1 has no kind for pipes");
        Assert.AreEqual(6, KindOf(guest, Guest.Root, "socket"));
        Assert.AreEqual(2, KindOf(guest, Guest.Root + 1, "null"));
        Assert.AreEqual(3, KindOf(guest, Guest.Root, "."));
        Assert.AreEqual(Errno.Success, guest.OpenAt(Guest.Root + 1, "zero", 0, out uint zero));
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_get", zero, Guest.Result));
        Assert.AreEqual((byte)2, guest.Memory[(int)Guest.Result]);
        Assert.AreEqual("\0\0\0", guest.Read(zero, 3));
        Assert.AreEqual(Errno.IllegalSeek, guest.Call("fd_seek", zero, 0, 0, Guest.Result));
        Assert.AreEqual(Errno.IllegalSeek, guest.ReadAt(zero, 1, 0));
        Assert.AreEqual(Errno.NoDevice, guest.Open("socket", 0, out _, Guest.ReadOnly));
    }

    [TestMethod]
    public void Numbers_of_files_are_those_of_the_system_and_hard_links_share_one()
    {
        using var guest = new Guest();
        File.WriteAllText(guest.HostPath("file"), "shared");
        Assert.AreEqual(Errno.Success, guest.Stat("file", follow: true));
        (ulong device, ulong inode) = (guest.UInt64(Guest.Result), guest.UInt64(Guest.Result + 8));
        Assert.AreEqual(1ul, guest.UInt64(Guest.Result + 24));
        Assert.AreEqual(Errno.Success, guest.Call("path_link", Guest.Root, 0, guest.At("file"), 4, Guest.Root, guest.At("hard"), 4));
        Assert.AreEqual(Errno.Success, guest.Stat("hard", follow: false));
        Assert.AreEqual((device, inode), (guest.UInt64(Guest.Result), guest.UInt64(Guest.Result + 8)));
        Assert.AreEqual(2ul, guest.UInt64(Guest.Result + 24));
        Assert.AreEqual("shared", File.ReadAllText(guest.HostPath("hard")));
        Assert.AreEqual(Errno.Exists, guest.Call("path_link", Guest.Root, 0, guest.At("file"), 4, Guest.Root, guest.At("hard"), 4));
        Assert.AreEqual(Errno.NoEntry, guest.Call("path_link", Guest.Root, 0, guest.At("none"), 4, Guest.Root, guest.At("more"), 4));
        Assert.AreEqual(Errno.NoEntry, guest.Call("path_link", Guest.Root, 0, guest.At("file"), 4, Guest.Root, guest.At("more/"), 5));
        Assert.AreEqual(Errno.NotPermitted, guest.Call("path_link", Guest.Root, 0, guest.At("."), 1, Guest.Root, guest.At("more"), 4));
        Assert.AreEqual(Errno.Invalid, guest.Call("path_link", Guest.Root, 1, guest.At("file"), 4, Guest.Root, guest.At("more"), 4));
    }

    [TestMethod]
    public void Flags_that_mean_nothing_are_refused()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Create, out uint file));
        Assert.AreEqual(Errno.Invalid, guest.Open("file", 16, out _));
        Assert.AreEqual(Errno.Invalid, guest.Open("file", 0x100, out _));
        Assert.AreEqual(Errno.Invalid, guest.Open("file", 0, out _, flags: 32));
        Assert.AreEqual(Errno.Invalid, guest.Open("file", 0, out _, flags: 0x1_0000));
        Assert.AreEqual(Errno.Invalid, guest.Open("dir", Guest.Create | Guest.Directory, out _));
        Assert.AreEqual(Errno.Invalid, guest.Call("path_open", Guest.Root, 2, guest.At("file"), 4, 0, Guest.AllRights, 0, 0, Guest.Result));
        Assert.AreEqual(Errno.Invalid, guest.Call("path_filestat_get", Guest.Root, 2, guest.At("file"), 4, Guest.Result));
        Assert.AreEqual(Errno.Invalid, guest.Call("path_filestat_set_times", Guest.Root, 2, guest.At("file"), 4, 0, 0, 5));
        Assert.AreEqual(Errno.Invalid, guest.Call("path_filestat_set_times", Guest.Root, 0, guest.At("file"), 4, 0, 0, 16));
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_filestat_set_times", file, 0, 0, 16));
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_fdstat_set_flags", file, 32));
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_fdstat_set_flags", file, 16), "not fixed when it was opened");
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_advise", file, 0, 0, 6));
        Assert.AreEqual(Errno.Success, guest.Call("fd_advise", file, 0, 0, 5));
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_seek", file, 0, 3, Guest.Result));
        Assert.AreEqual(Errno.Invalid, guest.Call("fd_allocate", file, 0, 0));
    }

    [TestMethod]
    public void Rights_that_are_given_up_do_not_come_back()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Create, out uint file));
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_get", file, Guest.Result));
        ulong rights = guest.UInt64(Guest.Result + 8);
        Assert.AreEqual(Read | Write | Seek | Tell, rights & (Read | Write | Seek | Tell));
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_set_rights", file, rights & ~(Write | Seek), 0));
        Assert.AreEqual(Errno.NotCapable, guest.Write(file, "x"));
        Assert.AreEqual(Errno.NotCapable, guest.Call("fd_seek", file, 0, 0, Guest.Result));
        Assert.AreEqual(Errno.Success, guest.Call("fd_tell", file, Guest.Result));
        Assert.AreEqual(Errno.NotCapable, guest.Call("fd_fdstat_set_rights", file, rights, 0));
    }

    [TestMethod]
    public void What_is_opened_from_a_directory_has_no_more_rights_than_it_gives()
    {
        using var guest = new Guest();
        File.WriteAllText(guest.HostPath("file"), "text");
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_get", Guest.Root, Guest.Result));
        (ulong own, ulong inheriting) = (guest.UInt64(Guest.Result + 8), guest.UInt64(Guest.Result + 16));
        Assert.AreEqual(0ul, own & (Read | Write | Seek | Tell));
        Assert.AreNotEqual(0ul, own & SetSizeByPath);
        Assert.AreEqual(Read | Write, inheriting & (Read | Write));
        Assert.AreEqual(Errno.Success, guest.Call("fd_fdstat_set_rights", Guest.Root, own & ~SetSizeByPath, inheriting & ~Write));
        Assert.AreEqual(Errno.NotCapable, guest.Open("file", Guest.Truncate, out _));
        Assert.AreEqual(Errno.Success, guest.Open("file", 0, out uint file));
        Assert.AreEqual(Errno.NotCapable, guest.Write(file, "x"));
        Assert.AreEqual("text", guest.Read(file));
    }

    [TestMethod]
    public void A_file_is_truncated_without_being_writable()
    {
        using var guest = new Guest();
        File.WriteAllText(guest.HostPath("file"), "text");
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Truncate, out uint file, rights: 0));
        Assert.AreEqual(0, new FileInfo(guest.HostPath("file")).Length);
        Assert.AreEqual(Errno.BadFile, guest.Write(file, "x"));
    }

    [TestMethod]
    public void Absolute_paths_in_links_are_not_handed_out()
    {
        using var guest = new Guest();
        File.CreateSymbolicLink(guest.HostPath("absolute"), "/home/somebody");
        guest.Memory.Slice((int)Guest.Buffer, 100).Fill((byte)'-');
        Assert.AreEqual(Errno.NotPermitted, guest.Call("path_readlink", Guest.Root, guest.At("absolute"), 8, Guest.Buffer, 100, Guest.Result));
        Assert.AreEqual('-', (char)guest.Memory[(int)Guest.Buffer]);
    }

    [TestMethod]
    public void A_slash_at_the_end_asks_for_a_directory()
    {
        using var guest = new Guest();
        Directory.CreateDirectory(guest.HostPath("dir"));
        File.WriteAllText(guest.HostPath("file"), "");
        File.CreateSymbolicLink(guest.HostPath("to-dir"), "dir");
        File.CreateSymbolicLink(guest.HostPath("to-file"), "file/");
        Assert.AreEqual(Errno.NotDirectory, guest.OnPaths("path_rename", "to-dir/", "q"), "the link is no directory");
        Assert.AreEqual(Errno.NotDirectory, guest.OnPaths("path_rename", "file/", "q"));
        Assert.AreEqual(Errno.NotDirectory, guest.OnPaths("path_rename", "file", "q/"));
        Assert.AreEqual(Errno.Success, guest.OnPaths("path_rename", "dir/", "moved/"));
        Assert.AreEqual(Errno.Success, guest.OnPaths("path_rename", "moved", "dir"));
        Assert.AreEqual(Errno.NotDirectory, guest.Open("to-file", 0, out _, Guest.ReadOnly));
        Assert.AreEqual(Errno.NotDirectory, guest.Open("to-file", 0, out _));
        Assert.AreEqual(Errno.NoEntry, guest.Symlink("x", "new/"));
        Assert.AreEqual(Errno.Exists, guest.Symlink("x", "dir/"));
        Assert.IsFalse(File.Exists(guest.HostPath("new")));
        Assert.AreEqual(Errno.NotDirectory, guest.OnPath("path_unlink_file", "file/"));
        Assert.AreEqual(Errno.NotDirectory, guest.OnPath("path_unlink_file", "to-dir/"));
        Assert.AreEqual(Errno.IsDirectory, guest.OnPath("path_unlink_file", "dir/"));
        Assert.AreEqual(Errno.NotDirectory, guest.OnPath("path_remove_directory", "to-dir/"));
        Assert.AreEqual(Errno.NotDirectory, guest.Stat("file/", follow: false));
        Assert.AreEqual(Errno.Success, guest.Stat("to-dir/", follow: false));
        Assert.AreEqual((byte)3, guest.Memory[(int)Guest.Result + 16]);
        Assert.AreEqual(Errno.Success, guest.OnPath("path_create_directory", "made/"));
        Assert.AreEqual(Errno.Success, guest.OnPath("path_remove_directory", "made/"));
    }

    [TestMethod]
    public void Names_are_bytes()
    {
        using var guest = new Guest();
        byte[] name = [0xff, 0xfe, (byte)'x'];
        const uint At = 0x100;
        name.CopyTo(guest.Memory[(int)At..]);
        Assert.AreEqual(Errno.Success, guest.Call("path_open", Guest.Root, 0, At, 3, Guest.Create, Guest.AllRights, 0, 0, Guest.Result));
        Assert.AreEqual(Errno.Success, guest.Call("fd_readdir", Guest.Root, Guest.Buffer, 4096, 2, Guest.Result));
        Assert.AreEqual(27u, guest.UInt32(Guest.Result));
        CollectionAssert.AreEqual(name, guest.Memory.Slice((int)Guest.Buffer + 24, 3).ToArray());
        name.CopyTo(guest.Memory[(int)At..]);
        Assert.AreEqual(Errno.Success, guest.Call("path_unlink_file", Guest.Root, At, 3));
    }

    [TestMethod]
    public void Places_in_a_directory_fit_into_32_bits_and_are_found_again()
    {
        using var guest = new Guest();
        for (int i = 0; i < 50; i++)
        {
            File.WriteAllText(guest.HostPath($"entry{i}"), "");
        }

        Assert.AreEqual(Errno.Success, guest.Call("fd_readdir", Guest.Root, Guest.Buffer, 8000, 0, Guest.Result));
        uint used = guest.UInt32(Guest.Result);
        byte[] all = guest.Memory.Slice((int)Guest.Buffer, (int)used).ToArray();
        for (int at = 0; at < all.Length;)
        {
            ulong next = BitConverter.ToUInt64(all, at);
            Assert.IsLessThan(100ul, next);
            at += 24 + BitConverter.ToInt32(all, at + 16);
            Assert.AreEqual(Errno.Success, guest.Call("fd_readdir", Guest.Root, Guest.Buffer, 8000, next, Guest.Result));
            CollectionAssert.AreEqual(all[at..], guest.Memory.Slice((int)Guest.Buffer, (int)guest.UInt32(Guest.Result)).ToArray());
        }

        Assert.AreEqual(Errno.Invalid, guest.Call("fd_readdir", Guest.Root, Guest.Buffer, 8000, 1ul << 40, Guest.Result));
    }

    [TestMethod]
    public void The_lowest_free_number_is_used_and_found_fast()
    {
        const int Count = 20_000;
        var numbers = new Wasmtime.Min.Wasi.FileSystem.NumberSet();
        long began = Stopwatch.GetTimestamp();
        for (uint i = 0; i < Count; i++)
        {
            Assert.AreEqual(i, numbers.AddLowest());
        }

        for (uint i = 0; i < Count; i += 7)
        {
            numbers.Remove(i);
        }

        for (uint i = 0; i < Count; i += 7)
        {
            Assert.AreEqual(i, numbers.AddLowest());
        }

        Assert.AreEqual((uint)Count, numbers.AddLowest());
        Assert.IsLessThan(5, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    [TestMethod]
    public void A_wrong_address_opens_nothing()
    {
        using var guest = new Guest();
        Assert.AreEqual(Errno.Fault, guest.Call("path_open", Guest.Root, 0, guest.At("file"), 4, Guest.Create, Guest.AllRights, 0, 0, 0xfffe));
        Assert.IsFalse(File.Exists(guest.HostPath("file")));
        Assert.AreEqual(Errno.Success, guest.Open("file", Guest.Create, out uint file));
        Assert.AreEqual(Guest.Root + 1, file);
        guest.SetVector(0, Guest.Buffer, 4);
        Assert.AreEqual(Errno.Fault, guest.Call("fd_write", file, 0x80, 1, 0xfffe), "nothing is written before its number can be told");
        Assert.AreEqual(0, new FileInfo(guest.HostPath("file")).Length);
    }

    private static int KindOf(Guest guest, uint directory, string path)
    {
        Assert.AreEqual(
            Errno.Success,
            guest.Call("path_filestat_get", directory, 1, guest.At(path), (ulong)Encoding.UTF8.GetByteCount(path), Guest.Result));
        return guest.Memory[(int)Guest.Result + 16];
    }
}
