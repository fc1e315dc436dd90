// Indices that lie a little above one that was accessed before. In a memory of less than 4 GiB that faults outside of its length, an access of n bytes at
// index i that did not trap says that i + n does not wrap around 32 bits. So i + c, for c up to n, is an offset of c from the same address: no sum, and
// no extension where that costs something. Compilers leave such sums behind where they unroll loops, because they cannot know that nothing wraps.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Makes offsets of sums.</summary>
internal sealed class OffsetFolding
{
    private const int None = -1;

    // An index with more accesses than that, none of which reaches far enough, is given up.
    private const int MostCandidates = 8;

    private int[] _first = []; // by index: the last access of it
    private Reach[] _known = new Reach[64];
    private int _count;
    private int _nodes; // in the table
    private ControlFlow _flow = null!;

    // So many bytes from an index on lie in the memory.
    private struct Reach
    {
        internal int AliasClass;
        internal int Block;
        internal long Bytes;
        internal int Next;
    }

    /// <summary>Runs; control flow stays as it is.</summary>
    internal bool Run(Optimizer optimizer)
    {
        (Function f, ControlFlow flow, CodegenOptions options) = (optimizer.Function, optimizer.Flow, optimizer.Options);
        (_count, _nodes, _flow) = (0, f.NodeCount, flow);
        if (options.NarrowMemories.Count == 0)
        {
            return false;
        }

        foreach (int id in flow.Order)
        {
            var block = new Block(id);
            for (Value effect = f.FirstOf(block); !effect.IsNone; effect = f.NextOf(effect))
            {
                Node access = f[effect];
                if (access.Op is Opcode.Load or Opcode.Store && options.NarrowMemories.Contains(access.MemFlags.AliasClass)
                    && TryIndex(f, access, out int memory, out int index) && index < _nodes)
                {
                    Treat(optimizer, block, effect, memory, index);
                }
            }
        }

        return false;
    }

    /// <summary>Forgets an earlier function, in case that the pass does not run.</summary>
    internal void Forget() => _count = 0;

    /// <summary>Whether the last run met any access.</summary>
    internal bool HasAny => _count != 0;

    /// <summary>Whether, at the end of a block, an access of so many bytes at an index has been made.</summary>
    internal bool Reaches(int index, long bytes, Block block)
    {
        int candidates = 0;
        for (int known = _first[index]; known != None && candidates++ < MostCandidates; known = _known[known].Next)
        {
            if (_known[known].Bytes >= bytes && _flow.Dominates(new Block(_known[known].Block), block))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryIndex(Function f, in Node access, out int memory, out int index)
    {
        Node address = f.Nodes[access.A];
        (memory, index) = (None, None);
        if (address.Op != Opcode.Iadd)
        {
            return false;
        }

        bool isSecond = f.Nodes[address.B].Op == Opcode.Uextend;
        if (!isSecond && f.Nodes[address.A].Op != Opcode.Uextend)
        {
            return false;
        }

        (memory, index) = isSecond ? (address.A, f.Nodes[address.B].A) : (address.B, f.Nodes[address.A].A);
        return true;
    }

    private void Treat(Optimizer optimizer, Block block, Value effect, int memory, int index)
    {
        Function f = optimizer.Function;
        if (_count == 0)
        {
            if (_first.Length < _nodes)
            {
                _first = new int[_nodes * 2];
            }

            Array.Fill(_first, None, 0, _nodes);
        }

        Node access = f[effect];
        long end = access.Imm + access.AccessBytes;
        int aliasClass = access.MemFlags.AliasClass;
        Node sum = f.Nodes[index];
        if (sum.Op == Opcode.Iadd && f.TryIconst(sum.B, out long constant) && (int)constant is > 0 and var added && end + added <= optimizer.Options.MemoryGuard)
        {
            int candidates = 0;
            for (int known = _first[sum.A]; known != None && candidates++ < MostCandidates; known = _known[known].Next)
            {
                ref Reach reach = ref _known[known];
                if (reach.AliasClass == aliasClass && reach.Bytes >= added && _flow.Dominates(new Block(reach.Block), block))
                {
                    Value wide = f.Pure(new Node { Op = Opcode.Uextend, Type = IrType.I64, A = sum.A });
                    Value address = f.Pure(new Node { Op = Opcode.Iadd, Type = IrType.I64, A = memory, B = wide.Id });
                    ref Node folded = ref f[effect];
                    (folded.A, folded.Imm) = (address.Id, folded.Imm + added);
                    Note(sum.A, aliasClass, block, end + added);
                    return;
                }
            }
        }

        Note(index, aliasClass, block, end);
    }

    private void Note(int index, int aliasClass, Block block, long bytes)
    {
        if (_count == _known.Length)
        {
            Array.Resize(ref _known, _count * 2);
        }

        _known[_count] = new Reach { AliasClass = aliasClass, Block = block.Id, Bytes = bytes, Next = _first[index] };
        _first[index] = _count++;
    }
}
