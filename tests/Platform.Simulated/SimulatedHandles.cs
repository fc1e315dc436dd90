using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Simulated;

/// <summary>Handles with books, and requests that fail. Closing never fails by simulation: what delayed writes report is the real system's to say.</summary>
internal sealed class SimulatedHandles(IHandles real, Ledger ledger) : IHandles
{
    public SystemError Read(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        SystemError error = ledger.Refuse("read");
        return error != SystemError.None ? error : real.Read(handle, blocks, out count);
    }

    public SystemError Write(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        SystemError error = ledger.Refuse("write");
        return error != SystemError.None ? error : real.Write(handle, blocks, out count);
    }

    public SystemError Wait(Span<WaitItem> items, TimeSpan timeout, out int ready)
    {
        ready = 0;
        SystemError error = ledger.Refuse("wait");
        return error != SystemError.None ? error : real.Wait(items, timeout, out ready);
    }

    public SystemError GetStatus(FileHandle handle, out FileStatus status)
    {
        status = default;
        SystemError error = ledger.Refuse("ask what a handle is");
        return error != SystemError.None ? error : real.GetStatus(handle, out status);
    }

    public bool IsTerminal(FileHandle handle) => real.IsTerminal(handle);

    /// <remarks>Booked out first: the number may be another handle's as soon as it is closed.</remarks>
    public SystemError Close(FileHandle handle)
    {
        if (ledger.Has(SimulatedFileSystem.Kind, (nuint)handle.Value))
        {
            ledger.GivenBack(SimulatedFileSystem.Kind, (nuint)handle.Value, 0);
        }

        return real.Close(handle);
    }
}
