// What validation of bodies needs besides the module itself: identities of types, functions that may be referred to,
// and dense tables over the opcode rows for the features that are switched on. Read-only, shared by all threads.
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Wasm.Validation;

/// <summary>What <see cref="FunctionValidator.Step"/> does for an opcode.</summary>
internal enum OpAction : byte
{
    /// <summary>Has code of its own.</summary>
    Special,

    /// <summary>The row's signature says all.</summary>
    Simple,

    /// <summary>Signature, and a memory access.</summary>
    MemArg,

    /// <summary>Signature with the address type of a memory.</summary>
    Memory,

    /// <summary>Signature, and a lane number.</summary>
    Lane,

    /// <summary>Signature, and sixteen lane numbers.</summary>
    Shuffle,

    /// <summary>A data segment and no operands.</summary>
    Data,

    LocalGet,
    LocalSet,
    LocalTee,

    /// <summary>Belongs to a proposal that is switched off.</summary>
    Disabled,
}

/// <summary>A module whose parts outside of function bodies are valid.</summary>
internal sealed class ModuleContext
{
    private static readonly uint[] OperandTable = BuildOperands();
    private static readonly uint[] ResultTable = BuildResults();

    private readonly bool[] _declared;

    internal ModuleContext(WasmModule module, WasmFeatures features, TypeContext types, bool[] declared)
    {
        Module = module;
        Features = features;
        Types = types;
        _declared = declared;
        Actions = new OpAction[WasmOps.TableSize];
        for (int i = 0; i < Actions.Length; i++)
        {
            Actions[i] = ActionOf(in WasmOps.Row((WasmOp)i), features);
        }
    }

    internal WasmModule Module { get; }

    internal WasmFeatures Features { get; }

    /// <summary>Canonical types and subtyping.</summary>
    internal TypeContext Types { get; }

    internal OpAction[] Actions { get; }

    /// <summary>
    /// Operand nibbles of simple instructions, the last operand in the lowest nibble: the order of popping.
    /// </summary>
    internal uint[] Operands { get; } = OperandTable;

    /// <summary>Result nibbles of simple instructions, the first result in the lowest nibble.</summary>
    internal uint[] Results { get; } = ResultTable;

    /// <summary>Whether a function is named outside of bodies, so that ref.func may use it.</summary>
    internal bool IsDeclared(int functionIndex) => _declared[functionIndex];

    private static OpAction ActionOf(in WasmOpRow row, WasmFeatures features)
    {
        if (row.Text is not null && (row.Needs & ~features) != 0)
        {
            return OpAction.Disabled;
        }

        OpAction local = row.Op switch
        {
            WasmOp.LocalGet => OpAction.LocalGet,
            WasmOp.LocalSet => OpAction.LocalSet,
            WasmOp.LocalTee => OpAction.LocalTee,
            _ => OpAction.Special,
        };
        if (!row.IsSimple)
        {
            return local;
        }

        return row.Immediates switch
        {
            Imm.MemArg or Imm.MemArgLane => OpAction.MemArg,
            Imm.Memory => OpAction.Memory,
            Imm.Lane => OpAction.Lane,
            Imm.Shuffle => OpAction.Shuffle,
            Imm.Data => OpAction.Data,
            _ => OpAction.Simple,
        };
    }

    private static uint[] BuildOperands()
    {
        uint[] operands = new uint[WasmOps.TableSize];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = Reverse(WasmOps.Row((WasmOp)i).Signature.Operands);
        }

        return operands;
    }

    private static uint[] BuildResults()
    {
        uint[] results = new uint[WasmOps.TableSize];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = WasmOps.Row((WasmOp)i).Signature.Results;
        }

        return results;
    }

    private static uint Reverse(uint nibbles)
    {
        uint reversed = 0;
        for (; nibbles != 0; nibbles >>= 4)
        {
            reversed = (reversed << 4) | (nibbles & 15);
        }

        return reversed;
    }
}
