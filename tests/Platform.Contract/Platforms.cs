// The platforms that are tested. Simulated ones check the suite itself, too: they throw when a test breaks the contract, and every test
// must give back all that it obtained.
using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Platform.Sample;
using Wasmtime.Min.Platform.Windows;
using Wasmtime.Min.Tests.Simulated;

namespace Wasmtime.Min.Tests.Contract;

/// <summary>The platform of the system that the tests run on.</summary>
[TestClass]
public sealed class HostContractTests : ContractTests
{
    internal const Capabilities OfPosix = Capabilities.VirtualMemory | Capabilities.TrapHandling | Capabilities.Synchronization | OfPosixWithoutPages;
    internal const Capabilities OfPosixWithoutPages = Capabilities.AllOfFiles | Capabilities.StandardStreams | Capabilities.Clocks | Capabilities.Random;

    protected override Capabilities Declared => OperatingSystem.IsWindows()
        ? Capabilities.VirtualMemory | Capabilities.TrapHandling | Capabilities.Synchronization | Capabilities.StandardStreams | Capabilities.Clocks
            | Capabilities.Random | Capabilities.FileSystem | Capabilities.HardLinks
        : OfPosix;

    protected override IPlatform Create() => OperatingSystem.IsWindows() ? new WindowsPlatform() : new PosixPlatform();
}

/// <summary>The same where the kernel does not open below a directory, and paths are walked.</summary>
[TestClass]
public sealed class WalkingContractTests : ContractTests
{
    protected override Capabilities Declared => HostContractTests.OfPosix;

    protected override IPlatform Create() => new PosixPlatform(new PosixOptions { UsesOpenAt2 = false });
}

[TestClass]
public sealed class SampleContractTests : ContractTests
{
    protected override Capabilities Declared => Capabilities.Synchronization | Capabilities.StandardStreams | Capabilities.Clocks | Capabilities.Random
        | Capabilities.FileSystem | Capabilities.HardLinks | Capabilities.SymbolicLinks | Capabilities.OpenThingsCanGo;

    protected override IPlatform Create() => new SamplePlatform(Stream.Null, Stream.Null, Stream.Null);

    // Each platform has a file system of its own, empty at first.
    protected override FileHandle OpenFreshRoot()
    {
        Assert.AreEqual(SystemError.None, Platform.FileSystem!.OpenRoot("/"u8, out FileHandle root));
        return root;
    }
}

/// <summary>A simulated platform, and that nothing is left over.</summary>
public abstract class SimulatedContractTests : ContractTests
{
    private SimulatedPlatform? _simulated;

    protected override Capabilities Declared => HostContractTests.OfPosix;

    protected abstract Simulation Simulation { get; }

    private const string InMemory = "/dev/shm";

    protected override bool IsThePlatformItself => false;

    /// <summary>Another file system than that of the real platform's tests, and a faster one.</summary>
    protected override string ScratchFolder => Directory.Exists(InMemory) ? InMemory : base.ScratchFolder;

    protected override void CheckAfterTest()
    {
        IReadOnlyList<string> leaks = _simulated?.Leaks ?? [];
        Assert.IsEmpty(leaks, string.Join('\n', leaks));
    }

    protected override IPlatform Create() => _simulated = new SimulatedPlatform(new PosixPlatform(), Simulation);
}

// Each page size, and each with everything, without virtual memory, without signals, and without either.

[TestClass]
public sealed class SmallPagesContractTests : SimulatedContractTests
{
    protected override Simulation Simulation => new() { PageSize = 4096 };
}

[TestClass]
public sealed class SmallPagesWithoutVirtualMemoryContractTests : SimulatedContractTests
{
    protected override Capabilities Declared => Capabilities.TrapHandling | Capabilities.Synchronization | HostContractTests.OfPosixWithoutPages;

    protected override Simulation Simulation => new() { PageSize = 4096, HasVirtualMemory = false, MapsImages = false };
}

[TestClass]
public sealed class SmallPagesWithoutSignalsContractTests : SimulatedContractTests
{
    protected override Capabilities Declared => Capabilities.VirtualMemory | Capabilities.Synchronization | HostContractTests.OfPosixWithoutPages;

    protected override Simulation Simulation => new() { PageSize = 4096, HandlesTraps = false };
}

[TestClass]
public sealed class SmallPagesBareContractTests : SimulatedContractTests
{
    protected override Capabilities Declared => Capabilities.Synchronization | HostContractTests.OfPosixWithoutPages;

    protected override Simulation Simulation => new() { PageSize = 4096, HasVirtualMemory = false, HandlesTraps = false, MapsCode = false, MapsImages = false };
}

[TestClass]
public sealed class MiddlePagesContractTests : SimulatedContractTests
{
    protected override Simulation Simulation => new() { PageSize = 16384 };
}

[TestClass]
public sealed class MiddlePagesWithoutVirtualMemoryContractTests : SimulatedContractTests
{
    protected override Capabilities Declared => Capabilities.TrapHandling | Capabilities.Synchronization | HostContractTests.OfPosixWithoutPages;

    protected override Simulation Simulation => new() { PageSize = 16384, HasVirtualMemory = false, MapsImages = false };
}

[TestClass]
public sealed class MiddlePagesWithoutSignalsContractTests : SimulatedContractTests
{
    protected override Capabilities Declared => Capabilities.VirtualMemory | Capabilities.Synchronization | HostContractTests.OfPosixWithoutPages;

    protected override Simulation Simulation => new() { PageSize = 16384, HandlesTraps = false };
}

[TestClass]
public sealed class MiddlePagesBareContractTests : SimulatedContractTests
{
    protected override Capabilities Declared => Capabilities.Synchronization | HostContractTests.OfPosixWithoutPages;

    protected override Simulation Simulation => new() { PageSize = 16384, HasVirtualMemory = false, HandlesTraps = false, MapsCode = false, MapsImages = false };
}

[TestClass]
public sealed class LargePagesContractTests : SimulatedContractTests
{
    protected override Simulation Simulation => new() { PageSize = 65536 };
}

[TestClass]
public sealed class LargePagesWithoutVirtualMemoryContractTests : SimulatedContractTests
{
    protected override Capabilities Declared => Capabilities.TrapHandling | Capabilities.Synchronization | HostContractTests.OfPosixWithoutPages;

    protected override Simulation Simulation => new() { PageSize = 65536, HasVirtualMemory = false, MapsImages = false };
}

[TestClass]
public sealed class LargePagesWithoutSignalsContractTests : SimulatedContractTests
{
    protected override Capabilities Declared => Capabilities.VirtualMemory | Capabilities.Synchronization | HostContractTests.OfPosixWithoutPages;

    protected override Simulation Simulation => new() { PageSize = 65536, HandlesTraps = false };
}

[TestClass]
public sealed class LargePagesBareContractTests : SimulatedContractTests
{
    protected override Capabilities Declared => Capabilities.Synchronization | HostContractTests.OfPosixWithoutPages;

    protected override Simulation Simulation => new() { PageSize = 65536, HasVirtualMemory = false, HandlesTraps = false, MapsCode = false, MapsImages = false };
}
