// For the parser of the text form: nodes, parameters and blocks with the numbers that the text gives them. Numbers that the text does not
// use become constants that nobody reads.
namespace Wasmtime.Min.Toolchain.Codegen.Ir;

public sealed partial class Function
{
    /// <summary>Makes nodes and blocks for all numbers below these.</summary>
    internal void Reserve(int nodes, int blocks)
    {
        while (_nodeCount < nodes)
        {
            AddNode(new Node { Op = Opcode.Iconst, Type = IrType.I32 });
        }

        while (_blockCount < blocks)
        {
            CreateBlock();
        }
    }

    /// <summary>Makes a reserved value the next parameter of a block.</summary>
    internal void RestoreParam(Block block, Value value, IrType type)
    {
        ref BlockData data = ref _blocks[block.Id];
        _nodes[value.Id] = new Node { Op = Opcode.BlockParam, Type = type, A = block.Id, Imm = Lists.Count(data.Params) };
        Lists.Add(ref data.Params, value.Id);
    }

    /// <summary>Makes a reserved value an effect at the end of a block.</summary>
    internal void RestoreEffect(Block block, Value value, in Node node)
    {
        _nodes[value.Id] = node;
        LinkBefore(block, value.Id, NoNode);
    }

    /// <summary>Makes a reserved value a pure node, found by its contents if it is the first with them.</summary>
    internal void RestorePure(Value value, in Node node)
    {
        _nodes[value.Id] = node;
        int mask = _table.Length - 1;
        int slot = (int)node.HashCode & mask;
        while (_table[slot] >= 0)
        {
            if (_nodes[_table[slot]].IsSame(node))
            {
                return;
            }

            slot = (slot + 1) & mask;
        }

        _table[slot] = value.Id;
        if (++_tableCount * 2 > _table.Length)
        {
            GrowTable();
        }
    }

    /// <summary>Keeps a signature under the next number, equal to an earlier one or not.</summary>
    internal SignatureId AddSignature(Signature signature)
    {
        _signatures.Add(signature);
        return new SignatureId(_signatures.Count - 1);
    }
}
