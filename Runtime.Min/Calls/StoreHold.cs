namespace Wasmtime.Min.Calls;

/// <summary>A thread's hold of a store: whose the store was last, and whether that thread is in the guest now. Written by that thread alone.</summary>
/// <param name="thread">The thread, known by its stack limit, which no two threads share.</param>
internal sealed class StoreHold(nuint thread)
{
    private const uint NoThread = uint.MaxValue; // no stack limit, nor 0, which a thread has at first

    /// <summary>What a new store has.</summary>
    internal static readonly StoreHold Nobody = new(NoThread);

    private volatile nuint _thread = thread;
    private volatile bool _isInside;
    private volatile StoreHold? _before;

    /// <summary>The thread's stack limit.</summary>
    internal nuint Thread => _thread;

    /// <summary>Whether the thread is in the guest.</summary>
    internal bool IsInside
    {
        get => _isInside;
        set => _isInside = value;
    }

    /// <summary>The hold that this one replaces, as long as it is not known that nobody is inside there.</summary>
    internal StoreHold? Before
    {
        get => _before;
        set => _before = value;
    }

    /// <summary>The claim has failed: the thread has to claim the store anew.</summary>
    internal void Kill() => _thread = NoThread;

    /// <summary>The first hold from here on that may be somebody's.</summary>
    internal StoreHold SkipDead()
    {
        StoreHold hold = this;
        while (hold.Thread == NoThread && hold.Before is { } before)
        {
            hold = before;
        }

        return hold;
    }
}
