// The way to make a function: a current block, one method per operation, terminators with block arguments. Local variables are turned
// into SSA form in FunctionBuilder.Variables.cs.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Builds one function after the other into the same <see cref="Ir.Function"/>. Not thread-safe.</summary>
public sealed partial class FunctionBuilder
{
    private BuildBlock[] _building = new BuildBlock[64];

    // What a block needs only while the function is built.
    private struct BuildBlock
    {
        internal int Incoming; // list of edge ids
        internal int Incomplete; // list of pairs: variable, parameter index, while not sealed
        internal int LoopFrom; // of a loop header: first and last place of the loop, if they are known
        internal int LoopTo;
        internal bool HasPlaces;
        internal bool IsSealed;
        internal bool IsFilled; // has its terminator
    }

    /// <summary>A builder for <paramref name="function"/>.</summary>
    public FunctionBuilder(Function function) => Function = function;

    /// <summary>The function being built.</summary>
    public Function Function { get; }

    /// <summary>Where new effects go.</summary>
    public Block CurrentBlock { get; private set; }

    /// <summary>Byte offset in the wasm file for the effects that follow.</summary>
    public uint SourceLocation { get; set; } = uint.MaxValue;

    /// <summary>Whether the current block has its terminator.</summary>
    public bool IsFilled => _building[CurrentBlock.Id].IsFilled;

    /// <summary>Starts a new function; the entry block is sealed and current.</summary>
    public void Begin(string name, Signature signature)
    {
        Function.Clear(name, signature);
        ClearVariables();
        _building[0] = new BuildBlock { IsSealed = true };
        CurrentBlock = Block.Entry;
        SourceLocation = uint.MaxValue;
    }

    /// <summary>Ends the function: every block must be sealed and every reachable block filled.</summary>
    public void Finish() => Function.ResolveAliases();

    /// <summary>A parameter of the function.</summary>
    public Value EntryParam(int index) => BlockParam(Block.Entry, index);

    /// <summary>A parameter of a block that was added with <see cref="AddParam"/>.</summary>
    public Value BlockParam(Block block, int index) => Function.Resolve(new Value(Function.ParamsOf(block)[index]));

    /// <summary>Type of a value.</summary>
    public IrType TypeOf(Value value) => Function.TypeOf(value);

    /// <summary>Adds a block without predecessors, not sealed.</summary>
    public Block CreateBlock()
    {
        Block block = Function.CreateBlock();
        if (block.Id == _building.Length)
        {
            Array.Resize(ref _building, block.Id * 2);
        }

        _building[block.Id] = default;
        return block;
    }

    /// <summary>Appends a parameter to a block without incoming edges.</summary>
    public Value AddParam(Block block, IrType type) => Function.AddParam(block, type);

    /// <summary>What follows goes to the end of <paramref name="block"/>.</summary>
    public void SwitchToBlock(Block block) => CurrentBlock = block;

    /// <summary>Says that a block is rarely executed.</summary>
    public void MarkCold(Block block) => Function.MarkCold(block);

    /// <summary>Makes a signature known to the function.</summary>
    public SignatureId ImportSignature(ReadOnlySpan<IrType> parameters, ReadOnlySpan<IrType> results) =>
        Function.ImportSignature(parameters, results);

    /// <summary>A constant; I32 and Ref constants are kept sign-extended.</summary>
    public Value Iconst(IrType type, long bits) => Function.Iconst(type, bits);

    /// <summary>A float constant by its bits.</summary>
    public Value F32Const(uint bits) => Function.Intern(new Node { Op = Opcode.F32const, Type = IrType.F32, Imm = bits });

    /// <summary>A float constant by its bits.</summary>
    public Value F64Const(ulong bits) => Function.Intern(new Node { Op = Opcode.F64const, Type = IrType.F64, Imm = (long)bits });

    /// <summary>A vector constant.</summary>
    public Value V128Const(UInt128 bits) => Function.V128Const(bits);

    /// <summary>The reserved register: the running instance's vmctx.</summary>
    public Value Vmctx() => Function.Intern(new Node { Op = Opcode.Vmctx, Type = IrType.I64 });

    /// <summary>Address of a symbol.</summary>
    public Value FuncAddr(SymbolId symbol) =>
        Function.Intern(new Node { Op = Opcode.FuncAddr, Type = IrType.I64, Imm = symbol.Number });

    /// <summary>Address of a stack slot.</summary>
    public Value StackAddr(StackSlot slot) =>
        Function.Intern(new Node { Op = Opcode.StackAddr, Type = IrType.I64, Imm = slot.Id });

    /// <summary>A field that never changes while code runs; the access cannot trap.</summary>
    public Value LoadInvariant(IrType type, Value address, int offset) => Function.Pure(
        new Node { Op = Opcode.LoadInvariant, Type = type, Aux = (byte)type.Size, A = address.Id, Imm = offset });

    /// <summary>Address of the object that a reference other than null means.</summary>
    /// <param name="heapBase">The heap's base as it was loaded since the last call: objects move.</param>
    /// <param name="reference">The reference.</param>
    public Value RefAddr(Value heapBase, Value reference) => Function.Pure(
        new Node { Op = Opcode.RefAddr, Type = IrType.I64, A = heapBase.Id, B = reference.Id });

    /// <summary>Loads from address + offset; a narrow access is extended to the type.</summary>
    public Value Load(IrType type, int bytes, bool isSigned, MemFlags flags, Value address, int offset) => Effect(new Node
    {
        Op = Opcode.Load,
        Type = type,
        Aux = (byte)(bytes | (isSigned ? Node.SignedAccess : 0)),
        A = address.Id,
        C = flags.Packed,
        Imm = offset,
    });

    /// <summary>Stores the low bytes of a value at address + offset.</summary>
    public void Store(int bytes, MemFlags flags, Value value, Value address, int offset) => Effect(new Node
    {
        Op = Opcode.Store,
        Type = IrType.None,
        Aux = (byte)bytes,
        A = address.Id,
        B = value.Id,
        C = flags.Packed,
        Imm = offset,
    });

    /// <summary>Traps when the condition is not zero.</summary>
    public void TrapIf(Value condition, byte code) => TrapOn(Opcode.TrapIf, condition, code);

    /// <summary>Traps when the condition is zero.</summary>
    public void TrapIfNot(Value condition, byte code) => TrapOn(Opcode.TrapIfNot, condition, code);

    /// <summary>Calls a symbol. One result: the value is the result; more: see <see cref="Result"/>.</summary>
    public Value Call(SymbolId symbol, SignatureId signature, ReadOnlySpan<Value> arguments, CallFlags flags) => Effect(new Node
    {
        Op = Opcode.Call,
        Type = CallType(signature),
        Aux = (byte)flags,
        B = Function.CreateList(arguments),
        C = signature.Id,
        Imm = symbol.Number,
    });

    /// <summary>Calls a code address with the callee's vmctx in the reserved register, and restores the register.</summary>
    public Value CallIndirect(SignatureId signature, Value code, Value calleeVmctx, ReadOnlySpan<Value> arguments) => Effect(new Node
    {
        Op = Opcode.CallIndirect,
        Type = CallType(signature),
        B = IndirectList(code, calleeVmctx, arguments),
        C = signature.Id,
    });

    /// <summary>Result number <paramref name="index"/> of a call with several results.</summary>
    public Value Result(Value call, int index) => Function.Intern(new Node
    {
        Op = Opcode.Result,
        Type = Function.SignatureOf(call).Results[index],
        A = call.Id,
        Imm = index,
    });

    /// <summary>Goes to a block.</summary>
    public void Jump(Block target, ReadOnlySpan<Value> arguments)
    {
        Edge edge = AddEdge(target, arguments);
        Terminate(new Node { Op = Opcode.Jump, B = edge.Id, C = 1 });
    }

    /// <summary>Goes to the first block when the condition is not zero, else to the second.</summary>
    public void BrIf(
        Value condition, Block then, ReadOnlySpan<Value> thenArguments, Block otherwise, ReadOnlySpan<Value> otherwiseArguments)
    {
        Edge edge = AddEdge(then, thenArguments);
        AddEdge(otherwise, otherwiseArguments);
        Terminate(new Node { Op = Opcode.BrIf, A = condition.Id, B = edge.Id, C = 2 });
    }

    /// <summary>Goes to the block with the number of the index, or to the default; all get the same arguments.</summary>
    public void BrTable(Value index, ReadOnlySpan<Block> targets, Block otherwise, ReadOnlySpan<Value> arguments)
    {
        int first = Function.EdgeCount;
        foreach (Block target in targets)
        {
            AddEdge(target, arguments);
        }

        AddEdge(otherwise, arguments);
        Terminate(new Node { Op = Opcode.BrTable, A = index.Id, B = first, C = targets.Length + 1 });
    }

    /// <summary>Returns from the function.</summary>
    public void Return(ReadOnlySpan<Value> results) =>
        Terminate(new Node { Op = Opcode.Return, B = Function.CreateList(results) });

    /// <summary>Returns what a symbol returns, in place of this function's frame.</summary>
    public void ReturnCall(SymbolId symbol, SignatureId signature, ReadOnlySpan<Value> arguments) => Terminate(new Node
    {
        Op = Opcode.ReturnCall,
        B = Function.CreateList(arguments),
        C = signature.Id,
        Imm = symbol.Number,
    });

    /// <summary>Returns what a code address returns, with the callee's vmctx in the reserved register.</summary>
    public void ReturnCallIndirect(SignatureId signature, Value code, Value calleeVmctx, ReadOnlySpan<Value> arguments) =>
        Terminate(new Node
        {
            Op = Opcode.ReturnCallIndirect,
            B = IndirectList(code, calleeVmctx, arguments),
            C = signature.Id,
        });

    /// <summary>Traps.</summary>
    public void Trap(byte code) => Terminate(new Node { Op = Opcode.Trap, Imm = code });

    private void TrapOn(Opcode op, Value condition, byte code) =>
        Effect(new Node { Op = op, A = condition.Id, Imm = code });

    private IrType CallType(SignatureId signature)
    {
        ReadOnlySpan<IrType> results = Function.Signatures[signature.Id].Results;
        return results.Length == 1 ? results[0] : IrType.None;
    }

    private int IndirectList(Value code, Value calleeVmctx, ReadOnlySpan<Value> arguments)
    {
        int list = Function.CreateList([code, calleeVmctx]);
        foreach (Value argument in arguments)
        {
            Function.Lists.Add(ref list, argument.Id);
        }

        return list;
    }

    private Value Effect(in Node node)
    {
        TypeCheck.Require(Function, node);
        return Function.Append(CurrentBlock, node, SourceLocation);
    }

    private Edge AddEdge(Block target, ReadOnlySpan<Value> arguments)
    {
        Edge edge = Function.AddEdge(CurrentBlock, target, arguments);
        Function.Lists.Add(ref _building[target.Id].Incoming, edge.Id);
        return edge;
    }

    private Value Terminate(in Node node)
    {
        TypeCheck.Require(Function, node);
        Value terminator = Function.Append(CurrentBlock, node, SourceLocation);
        _building[CurrentBlock.Id].IsFilled = true;
        return terminator;
    }
}
