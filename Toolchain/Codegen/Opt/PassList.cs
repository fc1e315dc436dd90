// The optimization passes in the order they run, and why in this order. All are optional: the translator's output is correct as it is.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>One pass: its name for options and messages, and what it does.</summary>
/// <param name="Name">Name in <see cref="CodegenOptions.DisabledPasses"/>.</param>
/// <param name="Run">The work; returns whether control flow changed.</param>
internal sealed record Pass(string Name, Func<Optimizer, bool> Run);

/// <summary>The order of the passes.</summary>
internal static class PassList
{
    /// <summary>All passes in order.</summary>
    internal static readonly Pass[] All =
    [
        // First: fewer parameters and blocks are less work for all that follow; constant branches make more code unreachable.
        new("branches", o => o.Branches.Run(o)),
        new("block-params", BlockParamRemoval.Run),

        // After block-params, because an address that is one value everywhere is found again by the memory pass.
        new("resimplify", o => o.Resimplify.Run(o)),
        new("memory", o => o.Memory.Run(o)),

        // After memory: values that stood in loads are now known to be equal, so that parameters, conditions and branches go away.
        new("block-params-2", BlockParamRemoval.Run),
        new("resimplify-2", o => o.Resimplify.Run(o)),
        new("branches-2", o => o.Branches.Run(o)),

        // Behind the memory pass, which makes equal lengths one value, and the second simplification, which makes their comparisons one.
        new("checks", o => o.Checks.Run(o)),

        // Behind the memory pass, too: an index is recognized by its value.
        new("offsets", o => o.Offsets.Run(o)),

        // Looks up what the pass before has found; leaves variables behind that nobody needs.
        new("wide-indices", IndexWidening.Run),

        // Removes what nobody needs any more.
        new("dead-code", o => o.DeadCode.Run(o)),

        // Behind all that moves or removes accesses: a store is known to be whole by those in front of it.
        new("whole-stores", o => o.WholeStores.Run(o)),

        // Last: branch folding would undo it.
        new("split-edges", EdgeSplitting.Run),
    ];
}
