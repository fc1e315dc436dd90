// Atomic accesses, all sequentially consistent. Each is an effect of its own: no access of memory moves or is forwarded across one, because
// another thread may have written in between.
namespace Wasmtime.Min.Toolchain.Codegen.Ir;

public sealed partial class FunctionBuilder
{
    /// <summary>Loads from address + offset, extended without sign.</summary>
    public Value AtomicLoad(IrType type, int bytes, MemFlags flags, Value address, int offset) => Effect(new Node
    {
        Op = Opcode.AtomicLoad,
        Type = type,
        Aux = (byte)bytes,
        A = address.Id,
        C = flags.Packed,
        Imm = offset,
    });

    /// <summary>Stores the low bytes of a value at address + offset.</summary>
    public void AtomicStore(int bytes, MemFlags flags, Value value, Value address, int offset) =>
        AtomicRmw(Opcode.AtomicStore, IrType.None, bytes, flags, value, address, offset);

    /// <summary>Changes what stands at address + offset, and gives what stood there, extended without sign.</summary>
    /// <param name="op">One of AtomicAdd to AtomicXchg.</param>
    /// <param name="type">Type of the result.</param>
    /// <param name="bytes">Width of the access.</param>
    /// <param name="flags">Facts about it.</param>
    /// <param name="value">The operand.</param>
    /// <param name="address">Start of the address.</param>
    /// <param name="offset">Added to it.</param>
    public Value AtomicRmw(Opcode op, IrType type, int bytes, MemFlags flags, Value value, Value address, int offset) => Effect(new Node
    {
        Op = op,
        Type = type,
        Aux = (byte)bytes,
        A = address.Id,
        B = value.Id,
        C = flags.Packed,
        Imm = offset,
    });

    /// <summary>Replaces what stands at address + offset if its bytes are those of <paramref name="expected"/>; gives what stood there.</summary>
    /// <param name="type">Type of the result.</param>
    /// <param name="bytes">Width of the access.</param>
    /// <param name="flags">Facts about it.</param>
    /// <param name="expected">Its low bytes are compared.</param>
    /// <param name="replacement">Its low bytes are stored.</param>
    /// <param name="address">Start of the address.</param>
    /// <param name="offset">Added to it.</param>
    public Value AtomicCas(
        IrType type, int bytes, MemFlags flags, Value expected, Value replacement, Value address, int offset) => Effect(new Node
        {
            Op = Opcode.AtomicCas,
            Type = type,
            Aux = (byte)bytes,
            B = Function.CreateList([address, expected, replacement]),
            C = flags.Packed,
            Imm = offset,
        });

    /// <summary>Orders all accesses before it and behind it.</summary>
    public void Fence() => Effect(new Node { Op = Opcode.Fence });
}
