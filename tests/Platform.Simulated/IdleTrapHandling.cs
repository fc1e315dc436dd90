using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Simulated;

/// <summary>Hardware faults that nobody handles: a handler that comes with a damaged artifact must not become that of the process.</summary>
internal sealed class IdleTrapHandling(ITrapHandling real) : ITrapHandling
{
    public TrapNumbers Numbers => real.Numbers;

    public void Install(nuint handler, Span<nuint> previous) => previous.Clear();

    public void Uninstall()
    {
        // Nothing was installed.
    }

    public void PrepareThread()
    {
        // Nothing will run.
    }
}
