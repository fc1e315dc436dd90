using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>A node as lowering rules match it: the operation with its operands, by name.</summary>
/// <param name="id">The value.</param>
/// <param name="node">Its node.</param>
/// <param name="isSingleUse">Exactly one instruction wants it.</param>
internal readonly struct NodeView(Value id, in Node node, bool isSingleUse)
{
    private readonly Node _node = node;

    /// <summary>The value.</summary>
    internal Value Id { get; } = id;

    /// <summary>Whether exactly one instruction wants the value, however often that one is repeated.</summary>
    internal bool IsSingleUse { get; } = isSingleUse;

    /// <summary>The operation.</summary>
    internal Opcode Op => _node.Op;

    /// <summary>Type of the value.</summary>
    internal IrType Type => _node.Type;

    /// <summary>First operand; of loads and stores, the address.</summary>
    internal Value A => new(_node.A);

    /// <summary>Second operand; of stores, the value.</summary>
    internal Value B => new(_node.B);

    /// <summary>Third operand.</summary>
    internal Value C => new(_node.C);

    /// <summary>Constant bits; 32-bit integers sign-extended.</summary>
    internal long Imm => _node.Op == Opcode.Iconst && _node.Type.Size == 4 ? (int)_node.Imm : _node.Imm;

    /// <summary>Displacement of a load or store.</summary>
    internal long Offset => _node.Imm;

    /// <summary>Bytes that a load or store touches.</summary>
    internal int AccessBytes => _node.AccessBytes;

    /// <summary>Whether a narrow load extends with the sign.</summary>
    internal bool SignExtends => _node.SignExtends;

    /// <summary>Trap of a load or store; 0: none.</summary>
    internal byte AccessTrap => _node.MemFlags.TrapCode;

    /// <summary>Whether a store may reach over the end of memory, so that a part of it could be written before the fault. Atomic ones are aligned.</summary>
    internal bool MayTear => Op == Opcode.Store && AccessTrap != 0 && AccessBytes > 1 && !_node.MemFlags.IsWhole;

    /// <summary>Trap code of trapif, trapifnot and trap.</summary>
    internal byte TrapCode => (byte)_node.Imm;

    /// <summary>Comparison of icmp.</summary>
    internal IntCc IntCc => (IntCc)_node.Aux;

    /// <summary>Comparison of fcmp.</summary>
    internal FloatCc FloatCc => (FloatCc)_node.Aux;

    /// <summary>Lanes of a vector operation.</summary>
    internal Lanes Lanes => _node.Lanes;

    /// <summary>Condition of a vector comparison.</summary>
    internal int LaneCondition => _node.LaneCondition;

    /// <summary>Flags of a call.</summary>
    internal CallFlags CallFlags => (CallFlags)_node.Aux;

    /// <summary>Symbol of a call or func_addr.</summary>
    internal uint Symbol => (uint)_node.Imm;
}
