// Checks of one index against one limit. Where memories have no guard, every access is preceded by "trap if index > length - reach", and code that
// walks through a structure makes many of them with the same index. A check is not needed below one of the same index that asks for as much room
// or more. Where the earlier one asks for less, stands in the same block, and nothing between them can be seen from outside (a store, a call,
// another trap), it is made to ask for more, and the later one goes away: the same trap at the same state, for the sake of an instruction further down.
//
// A limit is a value plus a constant (the length, less the reach) or a constant alone. Lengths are loads; the memory pass has made equal ones
// one value, so this pass runs behind it.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Removes checks that others imply.</summary>
internal sealed class CheckMerging
{
    private const int None = -1;

    // A value with more checks than that, none of which dominates the one at hand, is given up.
    private const int MostCandidates = 8;

    private int[] _checks = []; // by value that is checked: the last check of it
    private Check[] _known = new Check[32];
    private int _count;

    private struct Check
    {
        internal int Effect;
        internal int Block;
        internal int Base; // value of the limit without its constant, or None
        internal long Added;
        internal int Stretch; // stretches of code without anything to be seen from outside have equal numbers
        internal int Next;
    }

    /// <summary>Runs; control flow stays as it is.</summary>
    internal bool Run(Optimizer optimizer)
    {
        (Function f, ControlFlow flow) = (optimizer.Function, optimizer.Flow);
        _count = 0;
        int stretch = 0;
        foreach (int id in flow.Order)
        {
            var block = new Block(id);
            stretch++;
            for (Value effect = f.FirstOf(block); !effect.IsNone;)
            {
                Value next = f.NextOf(effect);
                Node node = f[effect];
                if (node.Op == Opcode.TrapIf && IsLimitCheck(f, node, out int value, out Check check))
                {
                    (check.Effect, check.Block, check.Stretch) = (effect.Id, id, stretch);
                    Treat(f, flow, block, value, check);
                }
                else if (IsVisible(node))
                {
                    stretch++;
                }

                effect = next;
            }
        }

        return false;
    }

    // A load that may fault ends a stretch, too: its trap must not be overtaken by that of a check behind it. That of memory accesses has the code of
    // the checks themselves, but a memory has either checks or faults.
    private static bool IsVisible(in Node node) => (OpcodeTable.EffectsOf(node) & ~Effects.Reads) != Effects.None;

    private static bool IsLimitCheck(Function f, in Node trap, out int value, out Check check)
    {
        Node condition = f.Nodes[trap.A];
        (value, check) = (None, default);
        if (condition.Op != Opcode.Icmp || (IntCc)condition.Aux != IntCc.UnsignedGreaterThan)
        {
            return false;
        }

        value = condition.A;
        Node limit = f.Nodes[condition.B];
        if (limit.Op == Opcode.Iconst)
        {
            check = new Check { Base = None, Added = limit.Imm };
        }
        else
        {
            long added = 0;
            bool isSum = limit.Op == Opcode.Iadd && f.TryIconst(limit.B, out added);
            check = new Check { Base = isSum ? limit.A : condition.B, Added = added };
        }

        // Only limits from length - reach are known not to wrap: their constant is negative and no length that small exists.
        return check.Base == None ? check.Added >= 0 : check.Added <= 0;
    }

    private void Treat(Function f, ControlFlow flow, Block block, int value, Check check)
    {
        if (_count == 0)
        {
            if (_checks.Length < f.NodeCount)
            {
                _checks = new int[f.NodeCount * 2];
            }

            Array.Fill(_checks, None, 0, f.NodeCount);
        }

        long code = f[new Value(check.Effect)].Imm;
        int candidates = 0;
        for (int known = _checks[value]; known != None && candidates++ < MostCandidates; known = _known[known].Next)
        {
            ref Check earlier = ref _known[known];
            if (earlier.Base != check.Base)
            {
                continue;
            }

            if (earlier.Added <= check.Added && flow.Dominates(new Block(earlier.Block), block))
            {
                f.Remove(block, new Value(check.Effect));
                return;
            }

            if (earlier.Stretch == check.Stretch && f[new Value(earlier.Effect)].Imm == code)
            {
                f[new Value(earlier.Effect)].A = f[new Value(check.Effect)].A;
                earlier.Added = check.Added;
                f.Remove(block, new Value(check.Effect));
                return;
            }
        }

        if (_count == _known.Length)
        {
            Array.Resize(ref _known, _count * 2);
        }

        check.Next = _checks[value];
        _known[_count] = check;
        _checks[value] = _count++;
    }
}
