// What every platform must do, as tests: a port derives this class and gets them all. Members that a platform may lack are tested where it
// has them, and the test is inconclusive with that reason where it has not.
using System;
using System.IO;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Platform;

public abstract unsafe class PlatformConformance
{
    private IPlatform? _platform;

    protected IPlatform Tested => _platform ??= Create();

    protected abstract IPlatform Create();

    [TestMethod]
    public void Contract_version_and_page_size_are_sane()
    {
        Assert.AreEqual(PlatformContract.Version, Tested.ContractVersion);
        Assert.IsTrue(Tested.PageSize >= 4096 && (Tested.PageSize & (Tested.PageSize - 1)) == 0, $"page size {Tested.PageSize}");
    }

    [TestMethod]
    public void Heap_memory_is_zeroed_aligned_and_writable()
    {
        foreach (nuint alignment in (nuint[])[16, 64, 4096])
        {
            nuint address = Tested.AllocateHeap(10_000, alignment);
            Assert.AreEqual((nuint)0, address % alignment);
            var bytes = new Span<byte>((void*)address, 10_000);
            Assert.IsFalse(bytes.ContainsAnyExcept((byte)0));
            bytes.Fill(0xab);
            Tested.FreeHeap(address, 10_000, alignment);
        }
    }

    [TestMethod]
    public void Too_much_heap_memory_is_refused() =>
        Assert.ThrowsExactly<PlatformException>(() => Tested.AllocateHeap((nuint)1 << 60, 16));

    [TestMethod]
    public void Thread_local_values_belong_to_their_thread()
    {
        for (int slot = 0; slot < PlatformContract.TlsSlots; slot++)
        {
            int current = slot;
            nuint other = 99;
            Tested.TlsSet(slot, (nuint)(1000 + slot));
            var thread = new Thread(() => other = Tested.TlsGet(current));
            thread.Start();
            thread.Join();
            Assert.AreEqual((nuint)0, other);
            Assert.AreEqual((nuint)(1000 + slot), Tested.TlsGet(slot));
        }
    }

    [TestMethod]
    public void Stack_limit_lies_below_this_frame()
    {
        byte here = 0;
        nuint limit = Tested.StackLimit();
        Assert.IsTrue(limit < (nuint)(&here), "the limit is above the current frame");
        Assert.AreEqual(limit, Tested.StackLimit());
    }

    [TestMethod]
    public void Files_are_mapped_and_missing_ones_reported_by_name()
    {
        string path = Path.GetTempFileName();
        byte[] content = new byte[10_000];
        new Random(1).NextBytes(content);
        File.WriteAllBytes(path, content);
        FileMapping mapping = Tested.MapFile(path);
        Assert.IsTrue(new ReadOnlySpan<byte>((void*)mapping.Address, (int)mapping.Length).SequenceEqual(content));
        Tested.UnmapFile(mapping);
        File.Delete(path);
        PlatformException error = Assert.ThrowsExactly<PlatformException>(() => Tested.MapFile(path));
        Assert.Contains(path, error.Message);
    }

    [TestMethod]
    public void Code_runs_where_it_was_published()
    {
        if (Tested.Isa != Isa.X64)
        {
            Assert.Inconclusive("the test has code for x86_64 only");
        }

        ReadOnlySpan<byte> returns42 = [0xb8, 42, 0, 0, 0, 0xc3]; // mov eax, 42; ret
        nuint code = Tested.CodeMemory.PublishCode(returns42, 16);
        Assert.AreEqual(42, ((delegate* unmanaged<int>)code)());
        Tested.CodeMemory.UnpublishCode(code, (nuint)returns42.Length);
    }

    [TestMethod]
    public void Data_behind_code_is_writable()
    {
        nuint distance = 64 << 10;
        nuint code = Tested.CodeMemory.PublishCodeWithData([0xc3], distance, 8192);
        var data = new Span<byte>((void*)(code + distance), 8192);
        Assert.IsFalse(data.ContainsAnyExcept((byte)0));
        data.Fill(7);
        Tested.CodeMemory.UnpublishCode(code, distance + 8192);
    }

    [TestMethod]
    public void Reserved_pages_are_committed_decommitted_and_released()
    {
        IVirtualMemory memory = VirtualMemory();
        nuint page = Tested.PageSize, length = 16 * page;
        nuint address = memory.Reserve(length);
        memory.Commit(address, 4 * page);
        var bytes = new Span<byte>((void*)address, (int)(4 * page));
        Assert.IsFalse(bytes.ContainsAnyExcept((byte)0));
        bytes.Fill(1);
        memory.Decommit(address, 4 * page);
        memory.Commit(address, 4 * page);
        Assert.IsFalse(bytes.ContainsAnyExcept((byte)0), "decommitted pages kept their contents");
        memory.Release(address, length);
    }

    [TestMethod]
    public void Images_are_copied_on_write()
    {
        IVirtualMemory memory = VirtualMemory();
        nuint page = Tested.PageSize;
        byte[] content = new byte[2 * page];
        new Random(2).NextBytes(content);
        nuint image = memory.CreateImage(content);
        if (image == 0)
        {
            Assert.Inconclusive("the platform maps no images");
        }

        nuint address = memory.Reserve(4 * page);
        memory.MapImage(image, address, 2 * page);
        memory.MapImage(image, address + (2 * page), 2 * page);
        var first = new Span<byte>((void*)address, (int)(2 * page));
        var second = new Span<byte>((void*)(address + (2 * page)), (int)(2 * page));
        Assert.IsTrue(first.SequenceEqual(content));
        first.Clear();
        Assert.IsTrue(second.SequenceEqual(content), "what was written through one mapping shows in another");
        memory.Release(address, 4 * page);
        memory.FreeImage(image);
    }

    [TestMethod]
    public void A_waiting_thread_is_woken()
    {
        ISynchronization synchronization = Tested.Synchronization ?? throw Missing("synchronization");
        nuint address = Tested.AllocateHeap(64, 64);
        bool woken = false;
        var thread = new Thread(() =>
        {
            while (Volatile.Read(ref *(int*)address) == 0)
            {
                synchronization.WaitOnAddress(address, 0, 4, TimeSpan.FromSeconds(10));
            }

            woken = true;
        });
        thread.Start();
        Thread.Sleep(20);
        Volatile.Write(ref *(int*)address, 1);
        synchronization.WakeByAddress(address, 1);
        Assert.IsTrue(thread.Join(5000));
        Assert.IsTrue(woken);
        Assert.AreEqual(WaitResult.TimedOut, synchronization.WaitOnAddress(address, 1, 4, TimeSpan.FromMilliseconds(1)));
        Assert.AreEqual(WaitResult.NotEqual, synchronization.WaitOnAddress(address, 0, 4, TimeSpan.FromMilliseconds(1)));
        Tested.FreeHeap(address, 64, 64);
    }

    [TestMethod]
    public void Locks_exclude()
    {
        ISynchronization synchronization = Tested.Synchronization ?? throw Missing("synchronization");
        const int Threads = 4, Rounds = 20_000;
        nuint block = Tested.AllocateHeap(64, 64);
        int* state = (int*)block;
        long* counter = (long*)(block + 16);
        var threads = new Thread[Threads];
        for (int i = 0; i < Threads; i++)
        {
            threads[i] = new Thread(() =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    synchronization.AcquireLock(ref *state);
                    *counter += 1;
                    synchronization.ReleaseLock(ref *state);
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.AreEqual((long)Threads * Rounds, *counter);
        Tested.FreeHeap(block, 64, 64);
    }

    private IVirtualMemory VirtualMemory() => Tested.VirtualMemory ?? throw Missing("virtual memory");

    private static AssertInconclusiveException Missing(string what) => new($"the platform has no {what}");
}
