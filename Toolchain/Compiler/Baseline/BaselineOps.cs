// What the baseline compiler does with each instruction: a row for those that are one operation, a mark for those with code of their own,
// nothing for those that it leaves to the optimizing pipeline.
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Baseline;

/// <summary>How an instruction is translated.</summary>
internal enum BaselineKind : byte
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By code of its own.</summary>
    Special,

    /// <summary>The same, and it calls something.</summary>
    Calling,

    /// <summary>Begins a block.</summary>
    Open,

    /// <summary>Ends one.</summary>
    Close,

    /// <summary>Pushes a local.</summary>
    GetLocal,

    /// <summary>Sets a local, and may keep the value.</summary>
    SetLocal,

    /// <summary>Pushes a constant.</summary>
    Constant,

    /// <summary>Pops two, pushes one.</summary>
    Binary,

    /// <summary>Pops one, pushes one.</summary>
    Unary,

    /// <summary>Compares two.</summary>
    Compare,

    /// <summary>Compares one with zero.</summary>
    EqualZero,

    /// <summary>Loads from a memory.</summary>
    Load,

    /// <summary>Stores to a memory.</summary>
    Store,
}

/// <summary>One instruction.</summary>
/// <param name="Kind">How it is translated.</param>
/// <param name="Op">The operation.</param>
/// <param name="Type">Type of the result; of comparisons and stores: of the operands.</param>
/// <param name="Code">Of comparisons, <see cref="IntCc"/> or <see cref="FloatCc"/>.</param>
/// <param name="Bytes">Of loads and stores.</param>
/// <param name="IsSigned">Of loads.</param>
/// <param name="MakesNan">The result may be a NaN whose bits depend on the machine.</param>
internal readonly record struct BaselineOp(
    BaselineKind Kind, Opcode Op, IrType Type, byte Code, byte Bytes, bool IsSigned, bool MakesNan);

/// <summary>Rows by instruction.</summary>
internal static partial class BaselineOps
{
    private static readonly BaselineOp[] Table = Build();

    internal static ref readonly BaselineOp Of(WasmOp op) => ref Table[(int)op];

    private static BaselineOp Binary(Opcode op, IrType type, bool nan = false) => new(BaselineKind.Binary, op, type, 0, 0, false, nan);

    private static BaselineOp Unary(Opcode op, IrType type, bool nan = false) => new(BaselineKind.Unary, op, type, 0, 0, false, nan);

    private static BaselineOp Compare(IntCc code, IrType type) => new(BaselineKind.Compare, Opcode.Icmp, type, (byte)code, 0, false, false);

    private static BaselineOp Compare(FloatCc code, IrType type) => new(BaselineKind.Compare, Opcode.Fcmp, type, (byte)code, 0, false, false);

    private static BaselineOp EqualZero(IrType type) => new(BaselineKind.EqualZero, Opcode.Icmp, type, (byte)IntCc.Equal, 0, false, false);

    private static BaselineOp Load(IrType type, int bytes, bool signed = false) =>
        new(BaselineKind.Load, Opcode.Load, type, 0, (byte)bytes, signed, false);

    private static BaselineOp Store(IrType type, int bytes) => new(BaselineKind.Store, Opcode.Store, type, 0, (byte)bytes, false, false);

    private static BaselineOp Plain(BaselineKind kind, IrType type = default) => new(kind, default, type, 0, 0, false, false);

    private static BaselineOp[] Build()
    {
        var table = new BaselineOp[WasmOps.TableSize];
        foreach ((WasmOp op, BaselineOp row) in Rows())
        {
            table[(int)op] = row;
        }

        foreach (WasmOp op in Special)
        {
            table[(int)op] = Plain(BaselineKind.Special);
        }

        foreach (WasmOp op in Calling)
        {
            table[(int)op] = Plain(BaselineKind.Calling);
        }

        return table;
    }
}
