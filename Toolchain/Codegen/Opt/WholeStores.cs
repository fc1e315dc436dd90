// Stores that a fault cannot leave half done. Where memories end at pages that fault, a store over the end must not write the part in front of it, but on
// some machines it does (TargetIsa.TearsStores); lowering loads from there first, unless a store is known to be whole. It is if something
// at the same address was accessed before that reached as far: a memory is one piece, and never shrinks.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Finds stores that lie in memory entirely.</summary>
internal sealed class WholeStores
{
    private const int None = -1;

    // An address with more accesses than that, none of which reaches far enough, is given up.
    private const int MostCandidates = 8;

    private int[] _first = []; // by address: the last access of it
    private Reach[] _known = new Reach[64];
    private int _count;

    // Whatever lies in front of these bytes from an address on is in memory, too, as far as the address's memory goes.
    private struct Reach
    {
        internal int Block;
        internal long Bytes;
        internal int Next;
    }

    /// <summary>Runs; control flow stays as it is.</summary>
    internal bool Run(Optimizer optimizer)
    {
        (Function f, ControlFlow flow) = (optimizer.Function, optimizer.Flow);
        if (!optimizer.Options.Target.TearsStores)
        {
            return false;
        }

        _count = 0;
        foreach (int id in flow.Order)
        {
            var block = new Block(id);
            for (Value effect = f.FirstOf(block); !effect.IsNone; effect = f.NextOf(effect))
            {
                Node access = f[effect];
                if (access.Op is Opcode.Load or Opcode.Store && access.MemFlags.TrapCode != 0)
                {
                    Treat(f, flow, block, effect);
                }
            }
        }

        return false;
    }

    private void Treat(Function f, ControlFlow flow, Block block, Value effect)
    {
        if (_count == 0)
        {
            if (_first.Length < f.NodeCount)
            {
                _first = new int[f.NodeCount * 2];
            }

            Array.Fill(_first, None, 0, f.NodeCount);
        }

        ref Node access = ref f[effect];
        long end = access.Imm + access.AccessBytes;
        int candidates = 0;
        for (int known = _first[access.A]; known != None && candidates++ < MostCandidates; known = _known[known].Next)
        {
            if (_known[known].Bytes >= end && flow.Dominates(new Block(_known[known].Block), block))
            {
                access.C = (access.MemFlags with { IsWhole = access.Op == Opcode.Store }).Packed;
                return;
            }
        }

        if (_count == _known.Length)
        {
            Array.Resize(ref _known, _count * 2);
        }

        _known[_count] = new Reach { Block = block.Id, Bytes = end, Next = _first[access.A] };
        _first[access.A] = _count++;
    }
}
