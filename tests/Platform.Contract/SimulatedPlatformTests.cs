using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.Simulated;

namespace Wasmtime.Min.Tests.Contract;

/// <summary>What the simulated platform does besides keeping the contract.</summary>
[TestClass]
public sealed class SimulatedPlatformTests
{
    [TestMethod]
    public void The_request_that_is_to_fail_fails()
    {
        var platform = new SimulatedPlatform(new PosixPlatform()) { FailingRequest = 2 };
        nuint first = platform.AllocateHeap(8, 8);
        Assert.ThrowsExactly<PlatformException>(() => platform.AllocateHeap(8, 8));
        nuint third = platform.AllocateHeap(8, 8);
        Assert.AreEqual(3, platform.Requests);
        platform.FreeHeap(first, 8, 8);
        platform.FreeHeap(third, 8, 8);
        Assert.IsEmpty(platform.Leaks);
    }

    [TestMethod]
    public void What_is_not_given_back_is_a_leak()
    {
        var platform = new SimulatedPlatform(new PosixPlatform());
        nuint address = platform.VirtualMemory!.Reserve(platform.PageSize);
        Assert.HasCount(1, platform.Leaks);
        platform.VirtualMemory.Release(address, platform.PageSize);
        Assert.IsEmpty(platform.Leaks);
    }

    [TestMethod]
    public void Misuse_is_noticed()
    {
        var platform = new SimulatedPlatform(new PosixPlatform(), new Simulation { PageSize = 16384 });
        nuint block = platform.AllocateHeap(64, 16);
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.FreeHeap(block + 16, 64, 16));
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.VirtualMemory!.Reserve(4096));
        nuint pages = platform.VirtualMemory!.Reserve(16384);
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.VirtualMemory.Commit(pages + 4096, 4096));
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.VirtualMemory.Commit(pages + 16384, 16384));
        platform.VirtualMemory.Release(pages, 16384);
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.VirtualMemory.Release(pages, 16384));
    }
}
