using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// IVirtualMemory.
public abstract unsafe partial class ContractTests
{
    private int Page => (int)Platform.PageSize;

    [TestMethod]
    public void Reserved_memory_faults()
    {
        if (Platform.VirtualMemory is not { } memory)
        {
            return;
        }

        nuint length = 16 * Platform.PageSize;
        nuint address = memory.Reserve(length);
        Assert.AreEqual((nuint)0, address % Platform.PageSize);
        Assert.IsFalse(MemoryProbe.CanRead(address));
        Assert.IsFalse(MemoryProbe.CanRead(address + length - 1));
        memory.Release(address, length);
    }

    [TestMethod]
    public void Address_space_is_not_memory()
    {
        if (Platform.VirtualMemory is not { } memory)
        {
            return;
        }

        // What a 32-bit memory reserves, several times.
        nuint length = ((nuint)4 << 30) + (32 << 20);
        var addresses = new nuint[8];
        for (int i = 0; i < addresses.Length; i++)
        {
            addresses[i] = memory.Reserve(length);
        }

        foreach (nuint address in addresses)
        {
            memory.Release(address, length);
        }
    }

    [TestMethod]
    public void Too_much_address_space_is_refused()
    {
        if (Platform.VirtualMemory is { } memory)
        {
            Assert.ThrowsExactly<PlatformException>(() => memory.Reserve((nuint)1 << 60));
        }
    }

    [TestMethod]
    public void Committed_pages_are_zero_and_their_neighbours_fault()
    {
        if (Platform.VirtualMemory is not { } memory)
        {
            return;
        }

        nuint length = 8 * Platform.PageSize;
        nuint address = memory.Reserve(length);
        nuint middle = address + (2 * Platform.PageSize);
        memory.Commit(middle, 3 * Platform.PageSize);
        Span<byte> pages = Bytes(middle, 3 * Page);
        Assert.IsFalse(pages.ContainsAnyExcept((byte)0));
        pages.Fill(7);
        Assert.IsFalse(MemoryProbe.CanRead(middle - 1));
        Assert.IsFalse(MemoryProbe.CanRead(middle + (3 * Platform.PageSize)));

        // Growing leaves what is there.
        memory.Commit(middle + (3 * Platform.PageSize), Platform.PageSize);
        Assert.IsFalse(pages.ContainsAnyExcept((byte)7));
        Assert.IsFalse(Bytes(middle + (3 * Platform.PageSize), Page).ContainsAnyExcept((byte)0));
        memory.Release(address, length);
    }

    [TestMethod]
    public void Decommitted_pages_fault_and_come_back_as_zeros()
    {
        if (Platform.VirtualMemory is not { } memory)
        {
            return;
        }

        nuint length = 4 * Platform.PageSize;
        nuint address = memory.Reserve(length);
        memory.Commit(address, length);
        Bytes(address, 4 * Page).Fill(1);
        memory.Decommit(address + Platform.PageSize, Platform.PageSize);
        Assert.IsFalse(MemoryProbe.CanRead(address + Platform.PageSize));
        Assert.IsFalse(Bytes(address, Page).ContainsAnyExcept((byte)1));
        memory.Commit(address + Platform.PageSize, Platform.PageSize);
        Assert.IsFalse(Bytes(address + Platform.PageSize, Page).ContainsAnyExcept((byte)0));
        memory.Release(address, length);
    }

    [TestMethod]
    public void Protection_says_what_may_be_done()
    {
        if (Platform.VirtualMemory is not { } memory)
        {
            return;
        }

        nuint length = Platform.PageSize;
        nuint address = memory.Reserve(length);
        memory.Commit(address, length);
        Bytes(address, Page).Fill(9);
        foreach (PageAccess access in Enum.GetValues<PageAccess>())
        {
            memory.Protect(address, length, access);
            Assert.AreEqual(access != PageAccess.None, MemoryProbe.CanRead(address), $"{access}");
            Assert.AreEqual(access == PageAccess.ReadWrite, MemoryProbe.CanWrite(address), $"{access}");
        }

        memory.Protect(address, length, PageAccess.ReadWrite);
        Assert.IsFalse(Bytes(address, Page).ContainsAnyExcept((byte)9), "protection does not change contents");
        memory.Release(address, length);
    }

    [TestMethod]
    public void Nothing_happens_to_no_pages()
    {
        if (Platform.VirtualMemory is not { } memory)
        {
            return;
        }

        nuint address = memory.Reserve(Platform.PageSize);
        memory.Commit(address, 0);
        memory.Decommit(address, 0);
        memory.Protect(address, 0, PageAccess.ReadWrite);
        Assert.IsFalse(MemoryProbe.CanRead(address));
        memory.Release(address, Platform.PageSize);
    }

    [TestMethod]
    public void Images_are_copied_on_writing()
    {
        if (Platform.VirtualMemory is not { } memory)
        {
            return;
        }

        byte[] contents = Numbered(2 * Page);
        nuint image = memory.CreateImage(contents);
        Array.Clear(contents); // The image has its own copy.
        CheckImage(memory, image, Numbered(2 * Page));
    }

    [TestMethod]
    public void Images_come_from_files_and_leave_them_alone()
    {
        if (Platform.VirtualMemory is not { } memory)
        {
            return;
        }

        byte[] contents = Numbered((2 * LargestPage) + (2 * Page));
        using var file = new TestFile(contents);
        PlatformFile open = Open(file.Path);
        nuint image = memory.CreateImage(open, 2 * LargestPage, 2 * Platform.PageSize);
        CheckImage(memory, image, contents.AsSpan(2 * LargestPage));
        Assert.IsTrue(File.ReadAllBytes(file.Path).AsSpan().SequenceEqual(contents), "writing to a mapped image changed the file");
        Platform.CloseFile(open);
    }

    // 0 means that the system maps no images.
    private void CheckImage(IVirtualMemory memory, nuint image, ReadOnlySpan<byte> contents)
    {
        if (image == 0)
        {
            return;
        }

        nuint length = 8 * Platform.PageSize;
        nuint first = memory.Reserve(length);
        nuint second = memory.Reserve(length);
        memory.Commit(first, length);
        memory.MapImage(image, first + Platform.PageSize, 2 * Platform.PageSize);
        memory.MapImage(image, second, Platform.PageSize);
        Span<byte> mapped = Bytes(first + Platform.PageSize, 2 * Page);
        Assert.IsTrue(mapped.SequenceEqual(contents));
        Assert.IsFalse(Bytes(first, Page).ContainsAnyExcept((byte)0));
        Assert.IsFalse(MemoryProbe.CanRead(second + Platform.PageSize), "more was mapped than was asked for");
        mapped.Fill(0xee);
        Assert.IsTrue(Bytes(second, Page).SequenceEqual(contents[..Page]), "mappings are not private");

        // What is mapped outlives the image, and can be forgotten like any page.
        memory.FreeImage(image);
        Assert.IsTrue(Bytes(second, Page).SequenceEqual(contents[..Page]));
        memory.Decommit(second, Platform.PageSize);
        Assert.IsFalse(MemoryProbe.CanRead(second));
        memory.Commit(second, Platform.PageSize);
        Assert.IsFalse(Bytes(second, Page).ContainsAnyExcept((byte)0));
        memory.Release(first, length);
        memory.Release(second, length);
    }
}
