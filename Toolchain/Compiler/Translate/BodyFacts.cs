using System;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Translate;

/// <summary>What has to be known of all bodies before one of them is compiled. Threads fill it, each the entries of its functions.</summary>
/// <param name="module">The module.</param>
internal sealed class BodyFacts(WasmModule module)
{
    /// <summary>By function: whether it may return with another instance's vmctx (<see cref="InstanceExits"/>).</summary>
    internal bool[] LeavesInstance { get; } = new bool[module.Functions.Count];

    /// <summary>By function: what it costs where it is inlined (<see cref="InlineCandidates"/>).</summary>
    internal byte[] InlineWeights { get; } = new byte[module.Functions.Count];

    /// <summary>By table: whether an instruction writes to it (<see cref="OwnTables"/>); threads only ever set it.</summary>
    internal bool[] WrittenTables { get; } = new bool[module.Tables.Count];

    /// <summary>By type: whether an instruction calls a function of that type whose place is not known; threads only ever set it.</summary>
    internal bool[] CalledTypes { get; } = new bool[module.Types.Count];

    /// <summary>What holds of a module whose functions all return in the instance, while nothing else is known of them.</summary>
    internal static BodyFacts Unknown(WasmModule module)
    {
        var facts = new BodyFacts(module);
        Array.Fill(facts.WrittenTables, true);
        Array.Fill(facts.CalledTypes, true);
        return facts;
    }
}
