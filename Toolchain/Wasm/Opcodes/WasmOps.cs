// The table over all rows. Decoder, text parser, printer, writer and validator read it; the dense side arrays are for
// their inner loops.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Wasm.Opcodes;

/// <summary>What stands behind an opcode; see <see cref="WasmInstruction"/> for where each immediate is kept.</summary>
internal enum Imm : byte
{
    None,

    /// <summary>A block type: A; B = index of the matching else or end instruction.</summary>
    Block,

    /// <summary>
    /// A block type and catch clauses: A; B = matching end; clauses in <see cref="WasmBody.Catches"/>.
    /// </summary>
    TryTable,

    /// <summary>A relative depth: A.</summary>
    Label,

    /// <summary>
    /// Depths in <see cref="WasmBody.Labels"/>: A = first, B = count without the default, which stands behind them.
    /// </summary>
    LabelTable,

    /// <summary>Two heap types with nullability and a depth: A = depth, Imm = both reference types.</summary>
    BrOnCast,

    /// <summary>A function: A.</summary>
    Func,

    /// <summary>A = type, B = table.</summary>
    CallIndirect,

    /// <summary>A type: A.</summary>
    Type,

    /// <summary>A = type, B = field.</summary>
    Field,

    /// <summary>A = type, B = number of elements.</summary>
    ArrayFixed,

    /// <summary>A = type, B = data segment.</summary>
    ArrayData,

    /// <summary>A = type, B = element segment.</summary>
    ArrayElem,

    /// <summary>A = type of the destination, B = type of the source.</summary>
    ArrayCopy,

    /// <summary>A heap type: A.</summary>
    HeapType,

    /// <summary>Result types in <see cref="WasmBody.SelectTypes"/>: A = first, B = count.</summary>
    ValTypes,

    Local,
    Global,
    Table,
    Memory,
    Tag,
    Data,
    Elem,

    /// <summary>A = element segment, B = table.</summary>
    TableInit,

    /// <summary>A = destination, B = source.</summary>
    TableCopy,

    /// <summary>A = data segment, B = memory.</summary>
    MemoryInit,

    /// <summary>A = destination, B = source.</summary>
    MemoryCopy,

    /// <summary>A = memory, B = alignment (log2), Imm = offset.</summary>
    MemArg,

    /// <summary>As MemArg, and Lane.</summary>
    MemArgLane,

    /// <summary>Lane.</summary>
    Lane,

    I32,
    I64,

    /// <summary>Imm = the 32 bits.</summary>
    F32,

    /// <summary>Imm = the 64 bits.</summary>
    F64,

    /// <summary>A = index in <see cref="WasmBody.Vectors"/>.</summary>
    V128,

    /// <summary>Sixteen lane numbers: A = index in <see cref="WasmBody.Vectors"/>, lane 0 in the lowest byte.</summary>
    Shuffle,

    /// <summary>A zero byte.</summary>
    Fence,
}

/// <summary>Operands and results of a simple instruction: a nibble each, the first operand in the lowest one.</summary>
/// <param name="Operands">Operands: numbers of <see cref="Types.ValKind"/>, or <see cref="WasmOps.AddrNibble"/>.</param>
/// <param name="Results">Result nibbles.</param>
internal readonly record struct OpSignature(uint Operands, uint Results)
{
    /// <summary>Number of operands: each has four bits.</summary>
    internal int OperandCount => (35 - System.Numerics.BitOperations.LeadingZeroCount(Operands)) / 4;
}

/// <summary>Everything about an opcode that is data.</summary>
/// <param name="Op">The opcode.</param>
/// <param name="Text">Its name in the text format.</param>
/// <param name="Immediates">What follows it.</param>
/// <param name="Signature">Operand and result types of a simple instruction.</param>
/// <param name="IsSimple">Whether the signature says all; others have code of their own in the validator.</param>
/// <param name="Feature">The proposal, or none.</param>
/// <param name="NaturalAlignmentLog2">Of memory instructions: the access width.</param>
/// <param name="LaneCount">Of lane instructions.</param>
internal readonly record struct WasmOpRow(
    WasmOp Op,
    string Text,
    Imm Immediates,
    OpSignature Signature,
    bool IsSimple,
    WasmFeatures Feature,
    byte NaturalAlignmentLog2,
    byte LaneCount)
{
    /// <summary>All that must be switched on for it: its proposal, those that it extends, and floats if its name speaks of them.</summary>
    internal WasmFeatures Needs => Feature
        | ((Feature & WasmFeatures.RelaxedSimd) != 0 ? WasmFeatures.Simd : WasmFeatures.None)
        | (Op == WasmOp.ReturnCallRef ? WasmFeatures.TailCall : WasmFeatures.None)
        | (Text.Contains("f32", StringComparison.Ordinal) || Text.Contains("f64", StringComparison.Ordinal) ? WasmFeatures.Floats : WasmFeatures.None);
}

/// <summary>Rows of all instructions by number, and the way from bytes or text to the number.</summary>
internal static partial class WasmOps
{
    /// <summary>Numbers of all opcodes are below this.</summary>
    internal const int TableSize = 0x600;

    /// <summary>Nibble of an operand that has the address type of the memory in A.</summary>
    internal const uint AddrNibble = 6;

    /// <summary>What <see cref="Immediates"/> holds for numbers that are no instruction.</summary>
    internal const Imm Undefined = (Imm)0xFF;

    // Operand lists as the rows write them: one nibble a type.
    private const uint Nothing = 0;
    private const uint I32 = 1;
    private const uint I64 = 2;
    private const uint F32 = 3;
    private const uint F64 = 4;
    private const uint V128 = 5;
    private const uint Addr = AddrNibble;
    private const uint Special = 0xFFFF_FFFF;

    private static readonly WasmOpRow[] Table = BuildTable();
    private static readonly Imm[] ImmediatesTable = BuildImmediates();
    private static readonly Dictionary<string, WasmOp> ByText = BuildByText();

    /// <summary>All rows, in the order of their files.</summary>
    internal static WasmOpRow[][] Groups { get; } = AllRows();

    /// <summary>
    /// Immediate kinds by opcode number, for inner loops; <see cref="Undefined"/> where there is no instruction.
    /// </summary>
    internal static ReadOnlySpan<Imm> Immediates => ImmediatesTable;

    /// <summary>The row of a defined opcode.</summary>
    internal static ref readonly WasmOpRow Row(WasmOp op) => ref Table[(int)op];

    /// <summary>Whether the number stands for an instruction.</summary>
    internal static bool IsDefined(int number) => (uint)number < TableSize && Table[number].Text is not null;

    internal static string Name(WasmOp op) => Table[(int)op].Text;

    /// <summary>The prefix byte, or 0 for an opcode of one byte.</summary>
    internal static byte Prefix(WasmOp op) => ((int)op >> 8) switch
    {
        0 => 0,
        1 => 0xFB,
        2 => 0xFC,
        3 or 4 => 0xFD,
        _ => 0xFE,
    };

    /// <summary>The byte, or the number behind the prefix.</summary>
    internal static uint Code(WasmOp op) => Prefix(op) == 0xFD ? (uint)op - 0x300 : (uint)op & 0xFF;

    /// <summary>The opcode of a prefix (0: none) and a code; false where nothing is defined.</summary>
    internal static bool TryFromCode(byte prefix, uint code, out WasmOp op)
    {
        (int page, uint count) = prefix switch
        {
            0 => (0, 0x100u),
            0xFB => (0x100, 0x100u),
            0xFC => (0x200, 0x100u),
            0xFD => (0x300, 0x200u),
            0xFE => (0x500, 0x100u),
            _ => (0, 0u),
        };
        int number = page + (int)(code & 0x1FF);
        op = (WasmOp)number;
        return code < count && IsDefined(number);
    }

    /// <summary>
    /// Finds an opcode by its text. Where two share a name the result is the first of: <c>select</c> (not SelectTyped),
    /// <c>ref.test</c> and <c>ref.cast</c> (not the null forms).
    /// </summary>
    internal static bool TryFromText(ReadOnlySpan<char> text, out WasmOp op) =>
        ByText.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out op);

    private static WasmOpRow[][] AllRows() =>
    [
        ControlRows(), VariablesRows(), TablesRows(), MemoryRows(), NumericRows(), WideArithmeticRows(),
        ReferencesRows(), GcRows(), SimdRows(), RelaxedSimdRows(), ThreadsRows(),
    ];

    private static WasmOpRow[] BuildTable()
    {
        var table = new WasmOpRow[TableSize];
        foreach (WasmOpRow[] group in AllRows())
        {
            foreach (WasmOpRow row in group)
            {
                table[(int)row.Op] = row;
            }
        }

        return table;
    }

    private static Imm[] BuildImmediates()
    {
        var immediates = new Imm[TableSize];
        for (int i = 0; i < TableSize; i++)
        {
            immediates[i] = IsDefined(i) ? Table[i].Immediates : Undefined;
        }

        return immediates;
    }

    private static Dictionary<string, WasmOp> BuildByText()
    {
        var byText = new Dictionary<string, WasmOp>(StringComparer.Ordinal);
        foreach (WasmOpRow row in Table)
        {
            if (row.Text is not null)
            {
                byText.TryAdd(row.Text, row.Op);
            }
        }

        return byText;
    }

    private static WasmOpRow Row(
        WasmOp op,
        string text,
        Imm immediates,
        uint operands,
        uint results,
        WasmFeatures feature = WasmFeatures.None,
        byte align = 0,
        byte lanes = 0)
    {
        bool isSimple = operands != Special && results != Special;
        OpSignature signature = isSimple ? new OpSignature(operands, results) : default;
        return new WasmOpRow(op, text, immediates, signature, isSimple, feature, align, lanes);
    }

    private static uint Of(uint a, uint b) => a | (b << 4);

    private static uint Of(uint a, uint b, uint c) => a | (b << 4) | (c << 8);

    private static uint Of(uint a, uint b, uint c, uint d) => a | (b << 4) | (c << 8) | (d << 12);
}
