// What the guests of a store have taken, and what they may. Every kind of storage asks here before it asks the platform.
namespace Wasmtime.Min;

public sealed partial class Store
{
    private ulong _taken;

    /// <summary>
    /// The limit that refused something last, a growth that the guest was told -1 for included; null: none has yet. For messages: a guest that does not
    /// get its memory often ends with a trap that says nothing about it.
    /// </summary>
    public ResourceLimit? LimitReached { get; private set; }

    internal bool AllowsMemory(ulong length) => Allows(ResourceLimit.MemorySize, Limits.MemorySize, length);

    internal bool AllowsTable(ulong elements) => Allows(ResourceLimit.TableElements, Limits.TableElements, elements);

    /// <summary>Takes bytes of what everything together may have.</summary>
    /// <returns>False: there are not so many left.</returns>
    internal bool TryCharge(ulong bytes)
    {
        if (Limits.TotalSize is ulong most && (_taken > most || bytes > most - _taken))
        {
            LimitReached = ResourceLimit.TotalSize;
            return false;
        }

        _taken += bytes;
        return true;
    }

    /// <summary>Takes bytes of what everything together may have.</summary>
    /// <exception cref="ResourceLimitException">There are not so many left.</exception>
    internal void Charge(ulong bytes)
    {
        if (!TryCharge(bytes))
        {
            throw Refusal(ResourceLimit.TotalSize, $"{bytes} bytes more than the {_taken} that are taken are more than the store allows in all");
        }
    }

    /// <summary>Gives bytes back.</summary>
    internal void Uncharge(ulong bytes) => _taken -= bytes;

    /// <summary>Notes a limit that refuses something, for which the caller has its own words.</summary>
    internal void NoteLimit(ResourceLimit limit) => LimitReached = limit;

    /// <summary>A limit refuses something.</summary>
    internal ResourceLimitException Refusal(ResourceLimit limit, string message)
    {
        LimitReached = limit;
        return new ResourceLimitException(message, limit);
    }

    private bool Allows(ResourceLimit limit, ulong? most, ulong wanted)
    {
        if (most is null || wanted <= most)
        {
            return true;
        }

        LimitReached = limit;
        return false;
    }
}
