using System.Threading;

namespace Wasmtime.Min.Vm;

/// <summary>
/// A lock for the few short sections that change what all stores of an engine share: loading modules, defining types. Spins, because the
/// runtime has no operating system of its own to sleep in, and because whoever holds it only touches memory.
/// </summary>
internal struct SpinGate
{
    private int _state;

    /// <summary>Waits until nobody is inside.</summary>
    internal void Enter()
    {
        while (Interlocked.CompareExchange(ref _state, 1, 0) != 0)
        {
        }
    }

    /// <summary>Lets the next one in.</summary>
    internal void Exit() => Volatile.Write(ref _state, 0);
}
