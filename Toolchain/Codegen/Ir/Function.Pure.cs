// Hash-consing of pure nodes: two pure nodes with the same operation and operands are one value. The table holds node ids and is open
// addressed with linear probing. It grows with the function; after a huge function it becomes smaller again step by step, so that the many
// small ones behind it do not each clear a huge table.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

public sealed partial class Function
{
    private const int SmallestTable = 512;

    private int[] _table = NewTable(SmallestTable);
    private int[] _spareTable = [];
    private int _tableMask = SmallestTable - 1;
    private int _tableCount;

    /// <summary>
    /// The value of a pure node: simplified (see <see cref="Simplifier"/>), found, or added. Operands may be aliases.
    /// </summary>
    public Value Pure(Node node)
    {
        TypeCheck.Require(this, node);
        Canonicalize(ref node);
        Value simpler = Simplifier.Simplify(this, node);
        return simpler.IsNone ? Intern(node) : simpler;
    }

    /// <summary>The value of a pure node as it is, without simplification.</summary>
    internal Value Intern(in Node node)
    {
        TypeCheck.Require(this, node);
        int mask = _tableMask;
        int slot = (int)node.HashCode & mask;
        while (_table[slot] >= 0)
        {
            if (_nodes[_table[slot]].IsSame(node))
            {
                return new Value(_table[slot]);
            }

            slot = (slot + 1) & mask;
        }

        Value added = AddNode(node);
        _table[slot] = added.Id;
        if (++_tableCount * 2 > _tableMask)
        {
            GrowTable();
        }

        return added;
    }

    /// <summary>A second node like this one, which nothing finds by its contents.</summary>
    internal Value Duplicate(Value value) => AddNode(_nodes[value.Id]);

    /// <summary>Forgets which pure nodes exist; <see cref="Reintern"/> makes them known again.</summary>
    internal void ForgetPure() => ClearPure();

    /// <summary>
    /// Simplifies and shares an existing pure node once more after its operands changed. The node stays, or becomes an alias.
    /// Operands must have been treated first.
    /// </summary>
    internal void Reintern(Value value)
    {
        Node node = _nodes[value.Id];
        Canonicalize(ref node);
        Value simpler = Simplifier.Simplify(this, node);
        if (!simpler.IsNone)
        {
            simpler = Resolve(simpler);
            if (simpler != value)
            {
                Replace(value, simpler);
            }

            return;
        }

        _nodes[value.Id] = node;
        int mask = _tableMask;
        int slot = (int)node.HashCode & mask;
        while (_table[slot] >= 0)
        {
            int known = _table[slot];
            if (_nodes[known].IsSame(node))
            {
                if (known != value.Id)
                {
                    Replace(value, new Value(known));
                }

                return;
            }

            slot = (slot + 1) & mask;
        }

        _table[slot] = value.Id;
        if (++_tableCount * 2 > _tableMask)
        {
            GrowTable();
        }
    }

    /// <summary>An integer constant; I32 and Ref constants are kept sign-extended.</summary>
    public Value Iconst(IrType type, long bits) =>
        Intern(new Node { Op = Opcode.Iconst, Type = type, Imm = type == IrType.I64 ? bits : (int)bits });

    /// <summary>A vector constant.</summary>
    public Value V128Const(UInt128 bits) =>
        Intern(new Node { Op = Opcode.V128const, Type = IrType.V128, Imm = AddVector(bits) });

    internal bool TryV128Const(int id, out UInt128 bits)
    {
        bool isConstant = _nodes[id].Op == Opcode.V128const;
        bits = isConstant ? _vectors[(int)_nodes[id].Imm] : default;
        return isConstant;
    }

    internal bool TryIconst(int id, out long bits)
    {
        bits = _nodes[id].Imm;
        return _nodes[id].Op == Opcode.Iconst;
    }

    private void Canonicalize(ref Node node)
    {
        ref readonly OpcodeRow row = ref OpcodeTable.Of(node.Op);
        Resolve(Node.Fields(ref node, row.InlineOperands));

        // Constants stand on the right, other operands in the order of their ids.
        if (row.IsCommutative && (IsConstant(node.A), IsConstant(node.B)) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => node.A > node.B,
        })
        {
            (node.A, node.B) = (node.B, node.A);
        }
    }

    private bool IsConstant(int id) => OpcodeTable.IsConstant(_nodes[id].Op);

    private static int[] NewTable(int size)
    {
        var table = new int[size];
        Array.Fill(table, NoNode);
        return table;
    }

    private void GrowTable()
    {
        ReadOnlySpan<int> old = _table.AsSpan(0, _tableMask + 1);
        int size = old.Length * 2;
        if (_spareTable.Length < size)
        {
            _spareTable = new int[size];
        }

        (_table, _spareTable) = (_spareTable, _table);
        _tableMask = size - 1;
        Array.Fill(_table, NoNode, 0, size);
        int mask = _tableMask;
        foreach (int id in old)
        {
            // A node that was replaced since cannot be found any more.
            if (id < 0 || _nodes[id].Op == Opcode.Alias)
            {
                continue;
            }

            int slot = (int)_nodes[id].HashCode & mask;
            while (_table[slot] >= 0)
            {
                slot = (slot + 1) & mask;
            }

            _table[slot] = id;
        }
    }

    private void ClearPure()
    {
        if (_tableCount > 0)
        {
            if (_tableCount * 8 <= _tableMask && _tableMask >= SmallestTable)
            {
                _tableMask >>= 1;
            }

            Array.Fill(_table, NoNode, 0, _tableMask + 1);
            _tableCount = 0;
        }
    }
}
