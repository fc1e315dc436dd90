using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Simulated;

/// <summary>Random numbers that may fail to come.</summary>
internal sealed class SimulatedRandom(IRandom real, Ledger ledger) : IRandom
{
    public void Fill(Span<byte> buffer)
    {
        ledger.Request("obtain random numbers");
        real.Fill(buffer);
    }
}
