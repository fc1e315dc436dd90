// The instructions that expressions are made of, taken from the toolchain's own table: a new instruction is generated as soon as it has a row.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Tests.Differential;

/// <summary>Type of a generated value; the numbers are those of the table's nibbles.</summary>
internal enum Kind
{
    None,
    I32,
    I64,
    F32,
    F64,
    V128,

    /// <summary>An address of the memory that the instruction names.</summary>
    Address,

    /// <summary>A reference to a structure, or null.</summary>
    Node,
}

/// <summary>An instruction with all that is needed to write it down.</summary>
/// <param name="Row">Its row in the table.</param>
/// <param name="Operands">Types of the operands.</param>
/// <param name="Results">Types of the results.</param>
internal sealed record Instruction(WasmOpRow Row, Kind[] Operands, Kind[] Results)
{
    /// <summary>Whether the sign or payload of a NaN that it makes is left open by the specification.</summary>
    internal bool MakesNans { get; } = Row.Immediates == Imm.None && Array.Exists(Operands, IsFloat) && Array.Exists(Results, IsFloat)
        && !(Row.Text.EndsWith(".abs", StringComparison.Ordinal) || Row.Text.EndsWith(".neg", StringComparison.Ordinal)
            || Row.Text.EndsWith(".copysign", StringComparison.Ordinal));

    // Vectors of floats: what makes NaNs among them is left out where NaNs are open, so telling them by their names is enough.
    internal bool IsFloatVector { get; } = Row.Text.StartsWith("f32x4.", StringComparison.Ordinal) || Row.Text.StartsWith("f64x2.", StringComparison.Ordinal)
        || Row.Feature == WasmFeatures.RelaxedSimd;

    /// <summary>Whether it divides integers: a divisor of zero traps.</summary>
    internal bool Divides { get; } = Row.Op is WasmOp.I32DivS or WasmOp.I32DivU or WasmOp.I32RemS or WasmOp.I32RemU
        or WasmOp.I64DivS or WasmOp.I64DivU or WasmOp.I64RemS or WasmOp.I64RemU;

    /// <summary>Whether it traps for most operands: a float to an integer, where the instruction does not saturate.</summary>
    internal bool MayTrap { get; } = Row.Text.Contains(".trunc_f", StringComparison.Ordinal);

    private static bool IsFloat(Kind kind) => kind is Kind.F32 or Kind.F64;
}

/// <summary>What of WebAssembly a generated module uses beyond scalar code.</summary>
[Flags]
internal enum Extras
{
    None = 0,
    Vectors = 1,
    Atomics = 2,
    Objects = 4,
    Exceptions = 8,

    /// <summary>Floats with open NaNs: programs make them canonical themselves; otherwise the compiler does.</summary>
    OpenNans = 16,
    Wide = 32,
    Memory64 = 64,
}

/// <summary>The instructions for modules with some <see cref="Extras"/>, by what they give.</summary>
internal sealed class InstructionPool
{
    private readonly List<Instruction>[] _byResult = [[], [], [], [], [], []];

    internal InstructionPool(Extras extras)
    {
        foreach (WasmOpRow[] group in WasmOps.Groups)
        {
            foreach (WasmOpRow row in group)
            {
                if (Usable(row, extras))
                {
                    Add(new Instruction(row, Kinds(row.Signature.Operands), Kinds(row.Signature.Results)), extras);
                }
            }
        }
    }

    /// <summary>Instructions with two results.</summary>
    internal List<Instruction> Pairs { get; } = [];

    /// <summary>Instructions without a result: stores.</summary>
    internal List<Instruction> Stores => _byResult[(int)Kind.None];

    /// <summary>Instructions with one result of a type.</summary>
    internal List<Instruction> For(Kind result) => _byResult[(int)result];

    private void Add(Instruction instruction, Extras extras)
    {
        if (instruction.IsFloatVector && extras.HasFlag(Extras.OpenNans))
        {
            return;
        }

        if (instruction.Results.Length == 2)
        {
            Pairs.Add(instruction);
        }
        else
        {
            _byResult[instruction.Results.Length == 0 ? 0 : (int)instruction.Results[0]].Add(instruction);
        }
    }

    // Waiting is left out: a module of one thread can only trap in it. Constants and memory.size have ways of their own.
    private static bool Usable(WasmOpRow row, Extras extras) =>
        row.IsSimple
        && row.Immediates is Imm.None or Imm.Lane or Imm.MemArg or Imm.MemArgLane or Imm.Shuffle
        && row.Signature.Operands != 0
        && row.Op is not (WasmOp.MemoryAtomicWait32 or WasmOp.MemoryAtomicWait64)
        && row.Feature switch
        {
            WasmFeatures.Simd or WasmFeatures.RelaxedSimd => extras.HasFlag(Extras.Vectors),
            WasmFeatures.Threads => extras.HasFlag(Extras.Atomics),
            WasmFeatures.WideArithmetic => extras.HasFlag(Extras.Wide),
            WasmFeatures.None or WasmFeatures.SignExtension or WasmFeatures.SaturatingFloatToInt => true,
            _ => false,
        };

    private static Kind[] Kinds(uint nibbles)
    {
        var kinds = new List<Kind>();
        for (; nibbles != 0; nibbles >>= 4)
        {
            kinds.Add((Kind)(nibbles & 0xF));
        }

        return [.. kinds];
    }
}
