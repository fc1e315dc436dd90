using Wasmtime.Min.CommandLine;

namespace Wasmtime.Min.Running;

/// <summary>Limits of the command line: what they mean to the runtime, and which one it hit.</summary>
internal static class LimitText
{
    /// <summary>The limits that were set; null: none.</summary>
    internal static ResourceLimits? LimitsOf(RunSettings settings) =>
        (settings.MaxMemory ?? settings.MaxTable ?? settings.MaxGcHeap ?? settings.MaxTotal) is null
            ? null
            : new ResourceLimits
            {
                MemorySize = settings.MaxMemory,
                TableElements = settings.MaxTable,
                GcHeapSize = settings.MaxGcHeap,
                TotalSize = settings.MaxTotal,
            };

    /// <summary>The option that sets a limit; numbers of things have none.</summary>
    internal static string OptionOf(ResourceLimit limit) => limit switch
    {
        ResourceLimit.MemorySize => "--max-memory",
        ResourceLimit.TableElements => "--max-table",
        ResourceLimit.GcHeapSize => "--max-gc-heap",
        ResourceLimit.TotalSize => "--max-total",
        ResourceLimit.Instances => "the number of instances",
        ResourceLimit.Tables => "the number of tables",
        ResourceLimit.Memories => "the number of memories",
    };
}
