namespace Wasmtime.Min;

/// <summary>What the guests of a store may use; null: no limit.</summary>
public sealed record ResourceLimits
{
    /// <summary>Largest size in bytes of each linear memory.</summary>
    public ulong? MemorySize { get; init; }

    /// <summary>Largest number of elements of each table.</summary>
    public ulong? TableElements { get; init; }

    /// <summary>Number of instances.</summary>
    public int? Instances { get; init; }

    /// <summary>Number of tables of all instances.</summary>
    public int? Tables { get; init; }

    /// <summary>Number of memories of all instances.</summary>
    public int? Memories { get; init; }

    /// <summary>
    /// Most bytes that objects of the guest's garbage-collected heap may take; null: as many as references reach, almost 4 GiB. Beyond it an
    /// allocation traps. Read when the store makes its first such object.
    /// </summary>
    public ulong? GcHeapSize { get; init; }
}

/// <summary>A limit of the store does not allow what was asked for.</summary>
public sealed class ResourceLimitException : InstantiationException
{
    internal ResourceLimitException(string message)
        : base(message)
    {
    }
}
