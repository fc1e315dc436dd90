// What every platform must do. A class derived from this one is the whole conformance suite of a port; the other files of this class test the
// members of code memory and of the optional capabilities.
using System;
using System.IO;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

/// <summary>The contract as tests.</summary>
public abstract unsafe partial class ContractTests
{
    // The largest page of any system: offsets that are multiples of it fit everywhere.
    private const int LargestPage = 1 << 16;

    private IPlatform? _platform;

    /// <summary>The capabilities that the platform means to have.</summary>
    protected abstract Capabilities Declared { get; }

    /// <summary>The platform under test; made once for each test.</summary>
    protected IPlatform Platform => _platform ??= Create();

    /// <summary>Makes the platform.</summary>
    protected abstract IPlatform Create();

    [TestMethod]
    public void Is_written_for_this_contract()
    {
        Assert.AreEqual(PlatformContract.Version, Platform.ContractVersion);
        Assert.AreNotEqual(Isa.Unknown, Platform.Isa);
        Assert.AreNotEqual(HostAbi.Unknown, Platform.Abi);
        Assert.IsTrue(nuint.IsPow2(Platform.PageSize), $"{Platform.PageSize}");
        Assert.IsGreaterThanOrEqualTo((nuint)4096, Platform.PageSize);
    }

    [TestMethod]
    public void Has_the_capabilities_that_it_declares()
    {
        Capabilities found = (Platform.VirtualMemory is null ? 0 : Capabilities.VirtualMemory)
            | (Platform.TrapHandling is null ? 0 : Capabilities.TrapHandling)
            | (Platform.Synchronization is null ? 0 : Capabilities.Synchronization)
            | (Platform.Fibers is null ? 0 : Capabilities.Fibers)
            | (Platform.FileSystem is null ? 0 : Capabilities.FileSystem)
            | (Platform.StandardStreams is null ? 0 : Capabilities.StandardStreams)
            | (Platform.Clocks is null ? 0 : Capabilities.Clocks)
            | (Platform.Random is null ? 0 : Capabilities.Random);
        Assert.AreEqual(Declared & Capabilities.Members, found);
        bool hasHandles = (found & (Capabilities.FileSystem | Capabilities.StandardStreams)) != 0;
        Assert.AreEqual(hasHandles, Platform.Handles is not null, "handles are there where something uses them");
    }

    [TestMethod]
    public void Every_thread_has_its_own_values()
    {
        for (int slot = 0; slot < PlatformContract.TlsSlots; slot++)
        {
            nuint saved = Platform.TlsGet(slot);
            Platform.TlsSet(slot, (nuint)(1000 + slot));
            int own = slot;
            OnThread(() =>
            {
                Assert.AreEqual((nuint)0, Platform.TlsGet(own), "a new thread begins with 0");
                Platform.TlsSet(own, nuint.MaxValue);
                Assert.AreEqual(nuint.MaxValue, Platform.TlsGet(own));
            });
            Assert.AreEqual((nuint)(1000 + slot), Platform.TlsGet(slot));
            Platform.TlsSet(slot, saved);
        }
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(24, 8)]
    [DataRow(100, 16)]
    [DataRow(4096, 64)]
    [DataRow(70_000, 4096)]
    [DataRow(3 << 20, 64)]
    [DataRow((3 << 20) + 8, LargestPage)]
    public void Heap_blocks_are_aligned_and_zero(int length, int alignment)
    {
        for (int round = 0; round < 8; round++)
        {
            nuint address = Platform.AllocateHeap((nuint)length, (nuint)alignment);
            Assert.AreNotEqual((nuint)0, address);
            Assert.AreEqual((nuint)0, address % (nuint)alignment);
            Span<byte> block = Bytes(address, length);
            Assert.IsFalse(block.ContainsAnyExcept((byte)0), "memory from the heap is zero");
            block.Fill(0xff);
            Platform.FreeHeap(address, (nuint)length, (nuint)alignment);
        }
    }

    [TestMethod]
    public void Heap_blocks_do_not_overlap()
    {
        const int Count = 200;
        var blocks = new nuint[Count];
        for (int i = 0; i < Count; i++)
        {
            blocks[i] = Platform.AllocateHeap((nuint)(i + 1), 16);
            Bytes(blocks[i], i + 1).Fill((byte)i);
        }

        for (int i = 0; i < Count; i++)
        {
            Assert.IsFalse(Bytes(blocks[i], i + 1).ContainsAnyExcept((byte)i));
            Platform.FreeHeap(blocks[i], (nuint)(i + 1), 16);
        }
    }

    [TestMethod]
    public void Too_much_heap_is_refused()
    {
        PlatformException refusal = Assert.ThrowsExactly<PlatformException>(() => Platform.AllocateHeap(nuint.MaxValue >> 2, 16));
        Assert.IsNotEmpty(refusal.Operation);
    }

    [TestMethod]
    public void Freeing_nothing_does_nothing() => Platform.FreeHeap(0, 16, 16);

    [TestMethod]
    public void Stack_limit_lies_below_and_can_be_used()
    {
        const int StackSize = 4 << 20;
        OnThread(
            () =>
            {
                byte here = 0;
                nuint limit = Platform.StackLimit();
                if (limit == 0)
                {
                    return;
                }

                nuint top = (nuint)(&here);
                Assert.IsLessThan(top, limit);
                Assert.AreEqual(limit, Platform.StackLimit());

                // The stack may be larger than it was asked for: C libraries keep those of threads that have ended.
                Assert.IsTrue(MemoryProbe.CanWrite(limit), "the limit is outside of the stack, or in its guard");
            },
            StackSize);
    }

    [TestMethod]
    public void Stack_limit_of_a_thread_that_is_not_ours_lies_below()
    {
        byte here = 0;
        nuint limit = Platform.StackLimit();
        Assert.IsLessThan((nuint)(&here), limit);
        Assert.AreEqual(limit, Platform.StackLimit());
    }

    // SAFETY: callers pass blocks that they have just obtained.
    private static Span<byte> Bytes(nuint address, int length) => new((void*)address, length);

    private static byte[] Numbered(int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)(i * 31 >> 3);
        }

        return bytes;
    }

    /// <summary>Runs on a thread of its own; what fails there fails here.</summary>
    private static void OnThread(Action action, int stackSize = 0)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            stackSize);
        thread.Start();
        Assert.IsTrue(thread.Join(TimeSpan.FromSeconds(30)), "the thread hangs");
        if (failure is not null)
        {
            throw new AssertFailedException(failure.Message, failure);
        }
    }

    /// <summary>A file for one test.</summary>
    private sealed class TestFile : IDisposable
    {
        internal TestFile(byte[] contents) => File.WriteAllBytes(Path, contents);

        internal string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

        public void Dispose() => File.Delete(Path);
    }
}
