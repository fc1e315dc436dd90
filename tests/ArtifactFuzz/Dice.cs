namespace Wasmtime.Min.Tests.ArtifactFuzz;

/// <summary>Random numbers that depend on the seed alone, and cost nothing to begin (SplitMix64).</summary>
/// <param name="seed">Any number.</param>
internal struct Dice(ulong seed)
{
    private ulong _state = seed * 0x9e37_79b9_7f4a_7c15;

    internal ulong Next()
    {
        _state += 0x9e37_79b9_7f4a_7c15;
        ulong value = _state;
        value = (value ^ (value >> 30)) * 0xbf58_476d_1ce4_e5b9;
        value = (value ^ (value >> 27)) * 0x94d0_49bb_1331_11eb;
        return value ^ (value >> 31);
    }

    /// <summary>A number below <paramref name="bound"/>, which is not 0.</summary>
    internal int Below(int bound) => (int)((Next() >> 33) % (uint)bound);
}
