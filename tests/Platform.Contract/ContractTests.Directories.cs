using System;
using System.Collections.Generic;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// IFileSystem.ReadDirectory.
public abstract unsafe partial class ContractTests
{
    [TestMethod]
    public void An_empty_directory_has_no_entries()
    {
        FileHandle d = MakeDirectory("d");
        Assert.IsEmpty(Entries(d, DirectoryEntryHeader.MostBytes));
        Assert.AreEqual(SystemError.None, Files.ReadDirectory(d, 0, [], out int length), "nothing has to fit");
        Assert.AreEqual(0, length);
    }

    [TestMethod]
    [DataRow(1, 4096)]
    [DataRow(100, 4096)]
    [DataRow(100, 64)]
    [DataRow(1000, 300)]
    [DataRow(1000, 100_000)]
    public void Entries_come_once_each_whatever_fits(int count, int room)
    {
        var expected = new HashSet<string>();
        FileHandle d = MakeDirectory("many");
        for (int i = 0; i < count; i++)
        {
            // Of all lengths that fit into the smallest buffer of the test.
            string name = new string((char)('a' + (i % 26)), (i % 30) + 1) + i;
            expected.Add(name);
            Close(Open(d, name, New));
        }

        foreach ((string name, DirectoryEntryHeader header) in Entries(d, room))
        {
            Assert.IsTrue(expected.Remove(name), $"'{name}' was not made, or came twice");
            Assert.IsTrue(header.Kind is FileKind.RegularFile or FileKind.Unknown);
            Assert.IsTrue(header.Next is > 0 and < TooFar, $"{header.Next}");
        }

        Assert.IsEmpty(expected);
    }

    [TestMethod]
    public void Entries_tell_inode_and_kind()
    {
        MakeFile("file", "1");
        MakeDirectory("d");
        if (Has(Capabilities.SymbolicLinks))
        {
            MakeLink("file", "l");
        }

        List<(string Name, DirectoryEntryHeader Header)> entries = Entries(Root, DirectoryEntryHeader.MostBytes);
        Assert.HasCount(Has(Capabilities.SymbolicLinks) ? 3 : 2, entries);
        foreach ((string name, DirectoryEntryHeader header) in entries)
        {
            FileStatus status = EntryStatus(Root, name);
            Assert.AreEqual(status.Inode, header.Inode, name);
            Assert.IsTrue(header.Kind == status.Kind || header.Kind == FileKind.Unknown, $"{name}: {header.Kind}");
        }
    }

    [TestMethod]
    public void Reading_goes_on_behind_any_entry_as_often_as_one_likes()
    {
        FileHandle d = MakeDirectory("d");
        for (int i = 0; i < 50; i++)
        {
            Close(Open(d, $"file{i}", New));
        }

        List<(string Name, DirectoryEntryHeader Header)> all = Entries(d, DirectoryEntryHeader.MostBytes);
        for (int i = 0; i < all.Count; i++)
        {
            byte[] buffer = new byte[64];
            Assert.AreEqual(SystemError.None, Files.ReadDirectory(d, all[i].Header.Next, buffer, out int length));
            if (i == all.Count - 1)
            {
                Assert.AreEqual(0, length, "the end");
                continue;
            }

            DirectoryEntryHeader.Read(buffer.AsSpan(0, length), out ReadOnlySpan<byte> name);
            Assert.AreEqual(all[i + 1].Name, Encoding.UTF8.GetString(name));
        }
    }

    [TestMethod]
    public void Entries_that_stay_come_once_while_others_go()
    {
        FileHandle d = MakeDirectory("d");
        var staying = new HashSet<string>();
        for (int i = 0; i < 300; i++)
        {
            Close(Open(d, $"file{i}", New));
            if (i % 3 == 0)
            {
                staying.Add($"file{i}");
            }
        }

        byte[] buffer = new byte[256];
        ulong cookie = 0;
        int next = 0;
        while (true)
        {
            Assert.AreEqual(SystemError.None, Files.ReadDirectory(d, cookie, buffer, out int length));
            if (length == 0)
            {
                break;
            }

            for (ReadOnlySpan<byte> rest = buffer.AsSpan(0, length); !rest.IsEmpty;)
            {
                DirectoryEntryHeader header = DirectoryEntryHeader.Read(rest, out ReadOnlySpan<byte> name);
                string text = Encoding.UTF8.GetString(name);
                Assert.IsTrue(staying.Remove(text) || IsGoing(text), text);
                cookie = header.Next;
                rest = rest[(DirectoryEntryHeader.Size + header.NameLength)..];
            }

            for (int i = 0; i < 5 && next < 300; i++, next++)
            {
                if (next % 3 != 0)
                {
                    Assert.AreEqual(SystemError.None, Files.RemoveFile(d, Utf8($"file{next}")));
                }
            }
        }

        Assert.IsEmpty(staying, "entries that were there all the time did not come");

        static bool IsGoing(string name) => int.Parse(name["file".Length..], System.Globalization.CultureInfo.InvariantCulture) % 3 != 0;
    }

    [TestMethod]
    public void Entries_need_room_and_a_directory_that_is_open_for_reading()
    {
        FileHandle d = MakeDirectory("d");
        string longest = new('x', 255);
        Close(Open(d, longest, New));
        byte[] buffer = new byte[DirectoryEntryHeader.MostBytes];
        Assert.AreEqual(SystemError.Overflow, Files.ReadDirectory(d, 0, buffer.AsSpan(0, DirectoryEntryHeader.Size + 254), out int length));
        Assert.AreEqual(0, length);
        Assert.AreEqual(SystemError.Overflow, Files.ReadDirectory(d, 0, [], out _));
        Assert.AreEqual(SystemError.None, Files.ReadDirectory(d, 0, buffer.AsSpan(0, DirectoryEntryHeader.Size + 255), out length));
        Assert.AreEqual(DirectoryEntryHeader.Size + 255, length);
        Assert.AreEqual(SystemError.Invalid, Files.ReadDirectory(d, TooFar, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, Files.ReadDirectory(Open("d", OpenOptions.None), 0, buffer, out _));
        Assert.AreEqual(SystemError.BadHandle, Files.ReadDirectory(Open("d", OpenOptions.Directory), 0, buffer, out _));
        MakeFile("file", "0123");
        FileHandle file = Open("file", OpenOptions.Read);
        Seek(file, 2, SeekFrom.Start);
        Assert.AreEqual(SystemError.NotDirectory, Files.ReadDirectory(file, 0, buffer, out _));
        Assert.AreEqual("23", Read(file, 10), "a file's position stays");
    }

    [TestMethod]
    public void A_removed_directory_has_no_entries()
    {
        Require(Capabilities.OpenThingsCanGo);
        FileHandle d = MakeDirectory("d");
        Assert.AreEqual(SystemError.None, Files.RemoveDirectory(Root, Utf8("d")));
        Assert.IsEmpty(Entries(d, DirectoryEntryHeader.MostBytes));
    }

    private List<(string Name, DirectoryEntryHeader Header)> Entries(FileHandle directory, int room)
    {
        List<(string, DirectoryEntryHeader)> entries = [];
        byte[] buffer = new byte[room];
        ulong cookie = 0;
        while (true)
        {
            Assert.AreEqual(SystemError.None, Files.ReadDirectory(directory, cookie, buffer, out int length));
            if (length == 0)
            {
                return entries;
            }

            for (ReadOnlySpan<byte> rest = buffer.AsSpan(0, length); !rest.IsEmpty;)
            {
                DirectoryEntryHeader header = DirectoryEntryHeader.Read(rest, out ReadOnlySpan<byte> name);
                entries.Add((Encoding.UTF8.GetString(name), header));
                cookie = header.Next;
                rest = rest[(DirectoryEntryHeader.Size + header.NameLength)..];
            }
        }
    }
}
