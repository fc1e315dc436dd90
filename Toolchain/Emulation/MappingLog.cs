// The mapping calls that every guest has to make, in order. A guest that runs code cannot be told anything, so it catches up before it
// goes on: whatever the code reaches was mapped by then, because this process mapped it first.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Emulation;

/// <summary>A call that a guest makes on demand.</summary>
/// <param name="Number">Number of the system call.</param>
/// <param name="A0">First argument.</param>
/// <param name="A1">Second argument.</param>
/// <param name="A2">Third argument.</param>
/// <param name="A3">Fourth argument.</param>
/// <param name="A4">Fifth argument.</param>
/// <param name="A5">Sixth argument.</param>
internal readonly record struct GuestSystemCall(int Number, nuint A0, nuint A1, nuint A2, nuint A3 = 0, nuint A4 = 0, nuint A5 = 0);

/// <summary>System calls for all guests. Thread-safe.</summary>
internal sealed class MappingLog
{
    private readonly List<GuestSystemCall> _calls = [];
    private readonly object _gate = new();

    /// <summary>Adds a call.</summary>
    internal void Add(GuestSystemCall call)
    {
        lock (_gate)
        {
            _calls.Add(call);
        }
    }

    /// <summary>Whether there are calls from number <paramref name="next"/> on; takes the first.</summary>
    internal bool TryGet(int next, out GuestSystemCall call)
    {
        lock (_gate)
        {
            bool any = next < _calls.Count;
            call = any ? _calls[next] : default;
            return any;
        }
    }
}
