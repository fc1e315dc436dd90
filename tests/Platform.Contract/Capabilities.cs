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
}
