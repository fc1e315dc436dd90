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

    /// <summary>
    /// Most bytes that everything together may take: memories as far as they have grown, tables, the heap of objects (both of its halves while it is
    /// collected), and what instances need besides. Address space that is only reserved does not count.
    /// </summary>
    public ulong? TotalSize { get; init; }
}

/// <summary>Members of <see cref="ResourceLimits"/>.</summary>
public enum ResourceLimit
{
    /// <summary><see cref="ResourceLimits.MemorySize"/>.</summary>
    MemorySize,

    /// <summary><see cref="ResourceLimits.TableElements"/>.</summary>
    TableElements,

    /// <summary><see cref="ResourceLimits.Instances"/>.</summary>
    Instances,

    /// <summary><see cref="ResourceLimits.Tables"/>.</summary>
    Tables,

    /// <summary><see cref="ResourceLimits.Memories"/>.</summary>
    Memories,

    /// <summary><see cref="ResourceLimits.GcHeapSize"/>.</summary>
    GcHeapSize,

    /// <summary><see cref="ResourceLimits.TotalSize"/>.</summary>
    TotalSize,
}

/// <summary>A limit of the store does not allow what was asked for.</summary>
public sealed class ResourceLimitException : InstantiationException
{
    internal ResourceLimitException(string message, ResourceLimit? limit = null)
        : base(message) => Limit = limit;

    /// <summary>The limit that was set; null: one of the system or of this implementation.</summary>
    public ResourceLimit? Limit { get; }
}
