// A number that stands for everything that guest code gave back: two runs with the same number had the same results to the bit, NaNs and relaxed
// instructions included. Not made against anybody who wants two results to look alike.
using System.Numerics;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Digest of results, in the order in which they come.</summary>
internal sealed class WastDigest
{
    private const ulong Multiplier = 0x9e37_79b9_7f4a_7c15; // odd, bits without a pattern

    private ulong _state = Multiplier;

    /// <summary>So far.</summary>
    internal ulong Value => _state ^ (_state >> 32);

    /// <summary>Adds the results of a call.</summary>
    internal void Add(WastActual[] results)
    {
        Add((ulong)results.Length);
        foreach (WastActual result in results)
        {
            Add((ulong)result.Kind);
            Add(result.Low);
            Add(result.High);
        }
    }

    /// <summary>Adds a message: a call trapped.</summary>
    internal void Add(string message)
    {
        foreach (char c in message)
        {
            Add(c);
        }
    }

    /// <summary>Adds a number, or another digest.</summary>
    internal void Add(ulong word) => _state = (BitOperations.RotateLeft(_state, 29) ^ word) * Multiplier;
}
