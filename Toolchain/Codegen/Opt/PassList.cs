// The optimization passes in the order they run. Each says which others it has to come behind or before, and the comment why; a test keeps the list to
// it (PassOrderTests). All passes are optional: the translator's output is correct as it is.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>One pass: its name for options and messages, what it does, and its place among the others.</summary>
/// <param name="Name">Name in <see cref="CodegenOptions.DisabledPasses"/>.</param>
/// <param name="Run">The work; returns whether control flow changed.</param>
internal sealed record Pass(string Name, Func<Optimizer, bool> Run)
{
    /// <summary>Names of passes that run earlier.</summary>
    internal string[] Behind { get; init; } = [];

    /// <summary>Names of passes that run later; <see cref="PassList.Everything"/> for all others.</summary>
    internal string[] Before { get; init; } = [];
}

/// <summary>The order of the passes.</summary>
internal static class PassList
{
    /// <summary>In place of names: all other passes.</summary>
    internal const string Everything = "*";

    /// <summary>All passes in order.</summary>
    internal static readonly Pass[] All =
    [
        // Fewer parameters and blocks are less work for all that follow; constant branches make more code unreachable.
        new("branches", o => o.Branches.Run(o)) { Before = [Everything] },

        // Without the edges that the first pass removes, more parameters have one argument only.
        new("block-params", BlockParamRemoval.Run) { Behind = ["branches"] },

        // An address that is one value everywhere is found again by the memory pass.
        new("resimplify", o => o.Resimplify.Run(o)) { Behind = ["block-params"], Before = ["memory"] },
        new("memory", o => o.Memory.Run(o)),

        // Values that stood in loads are now known to be equal, so that parameters, conditions and branches go away, in this order.
        new("block-params-2", BlockParamRemoval.Run) { Behind = ["memory"] },
        new("resimplify-2", o => o.Resimplify.Run(o)) { Behind = ["block-params-2"] },
        new("branches-2", o => o.Branches.Run(o)) { Behind = ["resimplify-2"] },

        // The memory pass makes equal lengths one value, and the second simplification makes their comparisons one.
        new("checks", o => o.Checks.Run(o)) { Behind = ["memory", "resimplify-2"] },

        // An index is recognized by its value.
        new("offsets", o => o.Offsets.Run(o)) { Behind = ["memory"] },

        // Looks up what the offsets have found; leaves variables behind that nobody needs.
        new("wide-indices", IndexWidening.Run) { Behind = ["offsets"], Before = ["dead-code"] },

        // Removes what the passes that replace values have left.
        new("dead-code", o => o.DeadCode.Run(o)) { Behind = ["block-params-2", "resimplify-2", "branches-2", "checks", "offsets"] },

        // A store is known to be whole by the accesses in front of it, so none of them may go away or move afterwards.
        new("whole-stores", o => o.WholeStores.Run(o)) { Behind = ["memory", "branches-2", "offsets", "dead-code"] },

        // Branch folding would undo it.
        new("split-edges", EdgeSplitting.Run) { Behind = [Everything] },
    ];

    /// <summary>The first demand of a pass that an order does not meet, in words; null if there is none.</summary>
    /// <param name="passes">The order; a pass that is missing is in nobody's way.</param>
    internal static string? FindMisplaced(IReadOnlyList<Pass> passes)
    {
        for (int i = 0; i < passes.Count; i++)
        {
            for (int k = 0; k < passes.Count; k++)
            {
                (Pass pass, Pass other) = (passes[i], passes[k]);
                if (k > i && Names(pass.Behind, other))
                {
                    return $"'{pass.Name}' has to come behind '{other.Name}'";
                }

                if (k < i && Names(pass.Before, other))
                {
                    return $"'{pass.Name}' has to come before '{other.Name}'";
                }
            }
        }

        return null;
    }

    private static bool Names(string[] names, Pass pass) => Array.Exists(names, name => name == Everything || name == pass.Name);
}
