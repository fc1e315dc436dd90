using System.Threading;

namespace Wasmtime.Min.Calls;

/// <summary>Numbers that tell objects apart, as keys of dictionaries. Thread-safe.</summary>
/// <remarks>For an object's own hash code .NET asks the system for random numbers first: a file to open in each short run.</remarks>
internal static class ObjectNumber
{
    private static long _last;

    /// <summary>A number that no other object of this process has.</summary>
    internal static ulong Next() => (ulong)Interlocked.Increment(ref _last);
}
