using System;

namespace Wasmtime.Min.Tests.Contract;

/// <summary>What a platform may have besides the required members.</summary>
[Flags]
public enum Capabilities
{
    None = 0,
    VirtualMemory = 1,
    TrapHandling = 2,
    Synchronization = 4,
    Fibers = 8,
    FileSystem = 1 << 4,
    StandardStreams = 1 << 5,
    Clocks = 1 << 6,
    Random = 1 << 7,

    /// <summary>Members of the contract.</summary>
    Members = (1 << 8) - 1,

    // What a file system may have.

    /// <summary>Files with several names.</summary>
    HardLinks = 1 << 8,

    /// <summary>Symbolic links.</summary>
    SymbolicLinks = 1 << 9,

    /// <summary>Names that are not UTF-8.</summary>
    NamesAreBytes = 1 << 10,

    /// <summary>Files and directories can be removed, and replaced by a rename, while they are open.</summary>
    OpenThingsCanGo = 1 << 11,

    /// <summary>The files are those of the system that the tests run on (<see cref="ContractTests.HostFolder"/>), and it has pipes with names.</summary>
    NamedPipes = 1 << 12,

    /// <summary>All that Linux has.</summary>
    AllOfFiles = FileSystem | HardLinks | SymbolicLinks | NamesAreBytes | OpenThingsCanGo | NamedPipes,
}
