// Loads whose value is known, and checks that were made already. One walk in reverse post-order with a version number for each class of
// memory: a store gives its class a new version, a load is a value of (address, offset, width, version). Two loads with the same key see
// the same memory; the first one serves the second if its block dominates. A store is remembered as the load that would follow it.
//
// At a merge a class keeps its version if all predecessors agree; in a loop header, if nothing in the loop writes the class. Versions
// are never used twice, so nothing must be undone when the walk leaves a branch.
//
// Stores to other parts of the same object (same base, disjoint bytes) keep what is known about the object: the last few known places are
// remembered and carried over to the new version.
//
// Divisions, conversions and traps that are equal to a dominating one are found in the same table: they depend on no memory.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Load and store forwarding, and removal of repeated checks.</summary>
internal sealed class MemoryForwarding
{
    // Classes are folded onto this many versions; class 0 (anything) has the first, which every write changes.
    private const int Slots = 16;
    private const int RecentCount = 16;

    private Entry[] _table = new Entry[1024];
    private int _tableCount;
    private int _stamp;
    private int[] _endVersions = [];
    private uint[] _written = [];
    private readonly int[] _versions = new int[Slots];
    private readonly Node[] _recentKeys = new Node[RecentCount];
    private readonly int[] _recentValues = new int[RecentCount];
    private int _recentNext;
    private int _nextVersion;
    private Function _f = null!;
    private ControlFlow _flow = null!;
    private Block _block;

    private struct Entry
    {
        internal Node Key;
        internal int Value;
        internal int Block;
        internal int Stamp;
    }

    /// <summary>Runs; control flow stays as it is.</summary>
    internal bool Run(Optimizer optimizer)
    {
        (_f, _flow) = (optimizer.Function, optimizer.Flow);
        int blocks = _f.BlockCount;
        if (_written.Length < blocks)
        {
            _written = new uint[blocks * 2];
            _endVersions = new int[blocks * 2 * Slots];
        }

        _stamp++;
        _tableCount = 0;
        _nextVersion = 1;
        FindWrites();
        foreach (int id in _flow.Order)
        {
            _block = new Block(id);
            EnterBlock();
            for (Value effect = _f.FirstOf(_block); !effect.IsNone;)
            {
                Value next = _f.NextOf(effect);
                Visit(effect);
                effect = next;
            }

            _versions.CopyTo(_endVersions, id * Slots);
        }

        _f.ResolveAliases();
        return false;
    }

    private static int SlotOf(in Node access)
    {
        int aliasClass = access.MemFlags.AliasClass;
        return aliasClass == 0 ? 0 : 1 + ((aliasClass - 1) % (Slots - 1));
    }

    // Which versions a node changes; all of them is -1.
    private static uint WritesOf(in Node node)
    {
        Effects effects = OpcodeTable.EffectsOf(node);
        if ((effects & (Effects.Writes | Effects.Orders)) == Effects.None)
        {
            return 0;
        }

        // Only a plain store is known to change nothing outside of its class: where accesses are ordered, all that another thread wrote becomes visible.
        bool isPlain = OpcodeTable.Of(node.Op).Aux == AuxKind.Access && (effects & Effects.Orders) == Effects.None;
        return isPlain && SlotOf(node) != 0 ? (1u << SlotOf(node)) | 1 : uint.MaxValue;
    }

    // For a loop header: what the loop writes.
    private void FindWrites()
    {
        foreach (int id in _flow.Order)
        {
            _written[id] = 0;
        }

        foreach (int id in _flow.Order)
        {
            uint writes = 0;
            for (Value effect = _f.FirstOf(new Block(id)); !effect.IsNone; effect = _f.NextOf(effect))
            {
                writes |= WritesOf(_f[effect]);
            }

            Block header = _flow.LoopHeaderOf(new Block(id));
            if (!header.IsNone)
            {
                _written[header.Id] |= writes;
            }
        }

        // Headers of inner loops come behind those of the loops around them.
        ReadOnlySpan<int> order = _flow.Order;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            var header = new Block(order[i]);
            if (_flow.LoopHeaderOf(header) == header && !_flow.LoopParentOf(header).IsNone)
            {
                _written[_flow.LoopParentOf(header).Id] |= _written[header.Id];
            }
        }
    }

    private void EnterBlock()
    {
        ReadOnlySpan<Edge> incoming = _flow.IncomingOf(_block);
        _recentNext = 0;
        Array.Clear(_recentValues);
        if (_block == Block.Entry || incoming.Length == 0)
        {
            Renew(uint.MaxValue);
            return;
        }

        int position = _flow.PositionOf(_block);
        uint renewed = _flow.LoopHeaderOf(_block) == _block ? _written[_block.Id] : 0;
        int known = -1;
        foreach (Edge edge in incoming)
        {
            Block source = _f.SourceOf(edge);
            if (_flow.PositionOf(source) >= position)
            {
                // An edge back that is no natural loop's would escape the analysis.
                renewed |= _flow.Dominates(_block, source) ? 0 : uint.MaxValue;
                continue;
            }

            ReadOnlySpan<int> end = _endVersions.AsSpan(source.Id * Slots, Slots);
            if (known < 0)
            {
                known = source.Id;
                end.CopyTo(_versions);
                continue;
            }

            for (int slot = 0; slot < Slots; slot++)
            {
                renewed |= end[slot] == _versions[slot] ? 0 : 1u << slot;
            }
        }

        Renew(renewed);
    }

    private void Renew(uint slots)
    {
        for (int slot = 0; slot < Slots; slot++)
        {
            if ((slots >> slot & 1) != 0)
            {
                _versions[slot] = _nextVersion++;
            }
        }
    }

    private void Visit(Value effect)
    {
        Node node = _f[effect];
        switch (node.Op)
        {
            case Opcode.Load:
                VisitLoad(effect, node);
                break;
            case Opcode.Store:
                VisitStore(node);
                break;
            default:
                if (OpcodeTable.Of(node.Op).OnlyTraps)
                {
                    ShareOrRemember(effect, CheckKey(node));
                }
                else
                {
                    Renew(WritesOf(node));
                }

                break;
        }
    }

    // What stands for an operation that may trap: its trap code does not matter, because the first one traps, whatever the second one's is.
    private Node CheckKey(Node node)
    {
        foreach (ref int operand in _f.OperandsOf(ref node))
        {
            operand = _f.Resolve(new Value(operand)).Id;
        }

        node.Imm = 0;
        return node;
    }

    private void ShareOrRemember(Value effect, in Node key)
    {
        int known = Lookup(key);
        if (known < 0)
        {
            Remember(key, effect.Id);
            return;
        }

        _f.Remove(_block, effect);
        if (key.Type != IrType.None)
        {
            _f.Replace(effect, new Value(known));
        }
    }

    // What stands for a load in the table: its trap code does not matter, its version does.
    private Node LoadKey(IrType type, byte aux, int address, long offset, int slot) => new()
    {
        Op = Opcode.Load,
        Type = type,
        Aux = (aux & ~Node.SignedAccess) == type.Size ? (byte)type.Size : aux,
        A = _f.Resolve(new Value(address)).Id,
        B = _versions[slot],
        C = slot,
        Imm = offset,
    };

    private void VisitLoad(Value load, in Node node)
    {
        Node key = LoadKey(node.Type, node.Aux, node.A, node.Imm, SlotOf(node));
        int known = Lookup(key);
        if (known < 0)
        {
            RememberPlace(key, load.Id);
            return;
        }

        _f.Remove(_block, load);
        _f.Replace(load, new Value(known));
    }

    private void VisitStore(in Node node)
    {
        int slot = SlotOf(node);
        Span<int> kept = stackalloc int[RecentCount];
        int keptCount = 0;
        int address = _f.Resolve(new Value(node.A)).Id;
        for (int i = 0; i < RecentCount; i++)
        {
            ref Node place = ref _recentKeys[i];
            bool isKept = _recentValues[i] > 0 && place.C == slot && place.B == _versions[slot] && place.A == address
                && (place.Imm + place.AccessBytes <= node.Imm || node.Imm + node.AccessBytes <= place.Imm);
            if (isKept)
            {
                kept[keptCount++] = i;
            }
        }

        Renew(WritesOf(node));
        foreach (int i in kept[..keptCount])
        {
            _recentKeys[i].B = _versions[slot];
            Remember(_recentKeys[i], _recentValues[i] - 1);
        }

        Value stored = _f.Resolve(new Value(node.B));
        IrType type = _f.TypeOf(stored);
        if (type.Size == node.AccessBytes)
        {
            RememberPlace(LoadKey(type, node.Aux, address, node.Imm, slot), stored.Id);
        }
        else if (type is IrType.I32 or IrType.I64)
        {
            long mask = (1L << (node.AccessBytes * 8)) - 1;
            Value low = _f.Pure(new Node { Op = Opcode.Iand, Type = type, A = stored.Id, B = _f.Iconst(type, mask).Id });
            RememberPlace(LoadKey(type, node.Aux, address, node.Imm, slot), low.Id);
        }
    }

    private void RememberPlace(in Node key, int value)
    {
        Remember(key, value);
        int place = _recentNext++ % RecentCount;
        _recentKeys[place] = key;
        _recentValues[place] = value + 1;
    }

    private int Lookup(in Node key)
    {
        int mask = _table.Length - 1;
        for (int slot = (int)key.HashCode & mask; _table[slot].Stamp == _stamp; slot = (slot + 1) & mask)
        {
            ref Entry entry = ref _table[slot];
            if (entry.Key.IsSame(key))
            {
                return _flow.Dominates(new Block(entry.Block), _block) ? entry.Value : -1;
            }
        }

        return -1;
    }

    private void Remember(in Node key, int value)
    {
        int mask = _table.Length - 1;
        int slot = (int)key.HashCode & mask;
        while (_table[slot].Stamp == _stamp && !_table[slot].Key.IsSame(key))
        {
            slot = (slot + 1) & mask;
        }

        bool isNew = _table[slot].Stamp != _stamp;
        _table[slot] = new Entry { Key = key, Value = value, Block = _block.Id, Stamp = _stamp };
        if (isNew && ++_tableCount * 2 > _table.Length)
        {
            Grow();
        }
    }

    private void Grow()
    {
        Entry[] old = _table;
        _table = new Entry[old.Length * 2];
        int mask = _table.Length - 1;
        foreach (ref Entry entry in old.AsSpan())
        {
            if (entry.Stamp != _stamp)
            {
                continue;
            }

            int slot = (int)entry.Key.HashCode & mask;
            while (_table[slot].Stamp == _stamp)
            {
                slot = (slot + 1) & mask;
            }

            _table[slot] = entry;
        }
    }
}
