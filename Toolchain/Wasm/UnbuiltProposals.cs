// Proposals that this toolchain knows of and does not have. What belongs to one is refused by its name, in text and binary alike, so that nobody takes a
// module from a newer compiler for a damaged one.
using System;

namespace Wasmtime.Min.Toolchain.Wasm;

/// <summary>What belongs to proposals that are not built. Refusals are <see cref="UnsupportedFeatureException"/>s.</summary>
internal static class UnbuiltProposals
{
    internal const string Components = "component-model";
    internal const string LegacyExceptions = "legacy-exceptions";
    internal const string StackSwitching = "stack-switching";
    internal const string SharedEverything = "shared-everything-threads";
    internal const string CustomDescriptors = "custom-descriptors";
    internal const string CompactImports = "compact-imports";
    internal const string MemoryControl = "memory-control";
    internal const string NumericData = "numeric-data";

    private const byte Aggregates = 0xFB, Miscellaneous = 0xFC, Atomics = 0xFE;

    /// <summary>The proposal that a word of the text format belongs to, or null.</summary>
    internal static string? OfWord(ReadOnlySpan<char> word) => word switch
    {
        "try" or "do" or "delegate" or "rethrow" => LegacyExceptions,
        "cont" or "contref" or "nocont" or "nullcontref" or "ref.cont" => StackSwitching,
        "cont.new" or "cont.bind" or "suspend" or "resume" or "resume_throw" or "resume_throw_ref" or "switch" => StackSwitching,
        "shared" or "pause" or "ref.i31_shared" => SharedEverything,
        "descriptor" or "describes" or "exact" or "ref.get_desc" or "struct.new_desc" or "struct.new_default_desc" => CustomDescriptors,
        "memory.discard" => MemoryControl,
        _ when word.StartsWith("ref.cast_desc") || word.StartsWith("br_on_cast_desc") => CustomDescriptors,
        _ when IsSharedAccess(word) => SharedEverything,
        _ => null,
    };

    /// <summary>The proposal that an opcode belongs to, or null.</summary>
    /// <param name="prefix">The prefix, or 0.</param>
    /// <param name="code">What follows it, or the opcode.</param>
    internal static string? OfOpcode(byte prefix, uint code) => (prefix, code) switch
    {
        (0, 0x06 or 0x07 or 0x09 or 0x18 or 0x19) => LegacyExceptions,
        (0, >= 0xE0 and <= 0xE6) => StackSwitching,
        (Aggregates, >= 0x20 and <= 0x26) => CustomDescriptors,
        (Aggregates, >= 0x5C and <= 0x7F) => SharedEverything,
        (Miscellaneous, 0x12) => MemoryControl,
        (Atomics, 0x04 or (>= 0x4F and <= 0x7F)) => SharedEverything,
        _ => null,
    };

    /// <summary>The proposal that the first byte of a type belongs to, or null.</summary>
    internal static string? OfType(byte code) => code switch
    {
        0x5D or 0x68 or 0x75 => StackSwitching,
        0x65 => SharedEverything,
        0x4C or 0x4D or 0x62 => CustomDescriptors,
        _ => null,
    };

    /// <summary>Refuses what belongs to such a proposal; nothing happens for null.</summary>
    /// <exception cref="UnsupportedFeatureException">It does.</exception>
    internal static void Refuse(string? proposal)
    {
        if (proposal is not null)
        {
            throw new UnsupportedFeatureException(proposal);
        }
    }

    private static bool IsSharedAccess(ReadOnlySpan<char> word) =>
        word.StartsWith("global.atomic.") || word.StartsWith("table.atomic.") || word.StartsWith("struct.atomic.") || word.StartsWith("array.atomic.");
}
