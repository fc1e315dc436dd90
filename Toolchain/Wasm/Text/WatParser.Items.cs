// Tables, memories, globals, tags and segments.

using System.Collections.Generic;
using System.Numerics;

using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

internal sealed partial class WatParser
{
    // The optional address type: whether it is i64.
    private bool AddressType64()
    {
        if (TryWord(Keyword.I32))
        {
            return false;
        }

        return TryWord(Keyword.I64);
    }

    private Limits LimitsOperand(bool is64)
    {
        string type = is64 ? "i64" : "i32";
        ulong min = Unsigned(ulong.MaxValue, type);
        return Kind == TokenKind.Number
            ? new Limits(min, Unsigned(ulong.MaxValue, type), HasMax: true, is64)
            : new Limits(min, 0, HasMax: false, is64);
    }

    private TableType TableTypeOperand()
    {
        Limits limits = LimitsOperand(AddressType64());
        return new TableType(ReferenceType(), limits);
    }

    private WasmMemory MemoryTypeOperand(uint start)
    {
        Limits limits = LimitsOperand(AddressType64());
        bool isShared = TryWord(Keyword.Shared);
        var type = new MemoryType(limits, isShared, PageSize(out bool statesPageSize));
        return new WasmMemory(type, start) { StatesPageSize = statesPageSize };
    }

    private byte PageSize(out bool isStated)
    {
        isStated = TryOpen(Keyword.PageSize);
        if (!isStated)
        {
            return MemoryType.DefaultPageSizeLog2;
        }

        int start = Offset;
        uint size = U32();
        if (!BitOperations.IsPow2(size))
        {
            throw ErrorAt(start, $"invalid custom page size: {size} is not a power of two");
        }

        Close();
        return (byte)BitOperations.Log2(size);
    }

    private void TableField(uint start)
    {
        int index = _module.Tables.Count;
        OptionalId();
        NameAnnotation(_module.Names.Tables, index);
        InlineExports(ExternKind.Table, index);
        if (InlineImport(out string module, out string name))
        {
            _module.AddImport(module, name, start, new WasmTable(TableTypeOperand(), init: null, start));
            return;
        }

        bool is64 = AddressType64();
        if (Kind == TokenKind.Number)
        {
            Limits limits = LimitsOperand(is64);
            ValType element = ReferenceType();
            WasmBody? init = Kind == TokenKind.Close ? null : Expression();
            _module.Tables.Add(new WasmTable(new TableType(element, limits), init, start));
            return;
        }

        ValType type = ReferenceType();
        uint segmentStart = (uint)Offset;
        if (!TryOpen(Keyword.Elem))
        {
            throw Unexpected();
        }

        WasmElementSegment segment = InlineElements(type, index, is64, segmentStart);
        Close();
        ulong count = (ulong)segment.Count;
        _module.Tables.Add(new WasmTable(new TableType(type, new Limits(count, count, HasMax: true, is64)), init: null, start));
        _module.Elements.Add(segment);
    }

    private WasmElementSegment InlineElements(ValType type, int table, bool is64, uint start)
    {
        WasmBody zero = Zero(is64, start);
        if (Kind == TokenKind.Open)
        {
            return new WasmElementSegment(start)
            {
                TableIndex = table,
                TableOffset = zero,
                Type = type,
                Expressions = ElementExpressions(),
            };
        }

        if (type == ValType.FuncRef)
        {
            return new WasmElementSegment(start) { TableIndex = table, TableOffset = zero, Functions = FunctionIndices() };
        }

        // Functions in a table of another type: the short form of a segment has no type, so each becomes an expression.
        var expressions = new List<WasmBody>();
        while (AtIndex)
        {
            uint at = (uint)Offset;
            expressions.Add(Constant(new WasmInstruction(WasmOp.RefFunc, at, a: Index(_functions))));
        }

        return new WasmElementSegment(start)
        {
            TableIndex = table,
            TableOffset = zero,
            Type = type,
            Expressions = expressions.ToArray(),
        };
    }

    private static WasmBody Zero(bool is64, uint offset) =>
        Constant(new WasmInstruction(is64 ? WasmOp.I64Const : WasmOp.I32Const, offset));

    private static WasmBody Constant(in WasmInstruction instruction)
    {
        var body = new WasmBody(2);
        body.Add(instruction);
        body.Add(new WasmInstruction(WasmOp.End, instruction.Offset));
        body.MatchControl();
        return body;
    }

    private int[] FunctionIndices()
    {
        var functions = new List<int>();
        while (AtIndex)
        {
            functions.Add(Index(_functions));
        }

        return functions.ToArray();
    }

    private WasmBody[] ElementExpressions()
    {
        var expressions = new List<WasmBody>();
        while (Kind == TokenKind.Open)
        {
            if (TryOpen(Keyword.Item))
            {
                expressions.Add(Expression());
                Close();
            }
            else
            {
                expressions.Add(FoldedExpression());
            }
        }

        return expressions.ToArray();
    }

    private void MemoryField(uint start)
    {
        int index = _module.Memories.Count;
        OptionalId();
        NameAnnotation(_module.Names.Memories, index);
        InlineExports(ExternKind.Memory, index);
        if (InlineImport(out string module, out string name))
        {
            _module.AddImport(module, name, start, MemoryTypeOperand(start));
            return;
        }

        int typeStart = At;
        bool is64 = AddressType64();
        if (Kind == TokenKind.Number)
        {
            At = typeStart;
            _module.Memories.Add(MemoryTypeOperand(start));
            return;
        }

        byte pageSize = PageSize(out bool statesPageSize);
        uint segmentStart = (uint)Offset;
        if (!TryOpen(Keyword.Data))
        {
            throw Unexpected();
        }

        byte[] bytes = DataStrings();
        Close();
        ulong pages = ((ulong)bytes.Length + (1UL << pageSize) - 1) >> pageSize;
        var limits = new Limits(pages, pages, HasMax: true, is64);
        var type = new MemoryType(limits, IsShared: false, pageSize);
        _module.Memories.Add(new WasmMemory(type, start) { StatesPageSize = statesPageSize });
        _module.Data.Add(new WasmDataSegment(segmentStart)
        {
            MemoryIndex = index,
            MemoryOffset = Zero(is64, segmentStart),
            Bytes = bytes,
        });
    }

    private void GlobalField(uint start)
    {
        int index = _module.Globals.Count;
        OptionalId();
        NameAnnotation(_module.Names.Globals, index);
        InlineExports(ExternKind.Global, index);
        if (InlineImport(out string module, out string name))
        {
            _module.AddImport(module, name, start, new WasmGlobal(GlobalTypeOperand(), init: null, start));
            return;
        }

        GlobalType type = GlobalTypeOperand();
        _module.Globals.Add(new WasmGlobal(type, Expression(), start));
    }

    private void TagField(uint start)
    {
        int index = _module.Tags.Count;
        OptionalId();
        NameAnnotation(_module.Names.Tags, index);
        InlineExports(ExternKind.Tag, index);
        bool isImport = InlineImport(out string module, out string name);
        var tag = new WasmTag(TypeUse(allowIds: true), start);
        if (isImport)
        {
            _module.AddImport(module, name, start, tag);
        }
        else
        {
            _module.Tags.Add(tag);
        }
    }

    private void ElementField(uint start)
    {
        OptionalId();
        NameAnnotation(_module.Names.Elements, _module.Elements.Count);
        SegmentMode mode = SegmentMode.Passive;
        int table = 0;
        bool shortForm = false; // the word 'func' may be left out
        WasmBody? offset = null;
        if (TryWord(Keyword.Declare))
        {
            mode = SegmentMode.Declarative;
        }
        else if (TryOpen(Keyword.Table))
        {
            mode = SegmentMode.Active;
            table = Index(_tables);
            Close();
            offset = SegmentOffset();
        }
        else if (AtIndex || (Kind == TokenKind.Open && !AtForm(Keyword.Ref)))
        {
            mode = SegmentMode.Active;
            shortForm = true;
            table = OptionalIndex(_tables); // without '(table ...)': an older form, still in use
            offset = SegmentOffset();
        }

        if (TryWord(Keyword.Func) || (shortForm && (AtIndex || Kind == TokenKind.Close)))
        {
            int[] functions = FunctionIndices();
            _module.Elements.Add(new WasmElementSegment(start)
            {
                Mode = mode,
                TableIndex = table,
                TableOffset = offset,
                Functions = functions,
            });
            return;
        }

        ValType type = ReferenceType();
        WasmBody[] expressions = ElementExpressions();
        _module.Elements.Add(new WasmElementSegment(start)
        {
            Mode = mode,
            TableIndex = table,
            TableOffset = offset,
            Type = type,
            Expressions = expressions,
        });
    }

    private void DataField(uint start)
    {
        OptionalId();
        NameAnnotation(_module.Names.Data, _module.Data.Count);
        int memory = 0;
        WasmBody? offset = null;
        if (TryOpen(Keyword.Memory))
        {
            memory = Index(_memories);
            Close();
            offset = SegmentOffset();
        }
        else if (AtIndex || (Kind == TokenKind.Open && !AtNumericData))
        {
            memory = OptionalIndex(_memories); // without '(memory ...)': an older form, still in use
            offset = SegmentOffset();
        }

        _module.Data.Add(new WasmDataSegment(start)
        {
            Mode = offset is null ? SegmentMode.Passive : SegmentMode.Active,
            MemoryIndex = memory,
            MemoryOffset = offset,
            Bytes = DataStrings(),
        });
    }

    private bool AtNumericData => AtForm(Keyword.I8) || AtForm(Keyword.I16) || AtForm(Keyword.I32) || AtForm(Keyword.I64)
        || AtForm(Keyword.F32) || AtForm(Keyword.F64) || AtForm(Keyword.V128);

    private byte[] DataStrings()
    {
        byte[] bytes = Strings();
        UnbuiltProposals.Refuse(AtNumericData ? UnbuiltProposals.NumericData : null);
        return bytes;
    }

    // (offset instruction*) or one folded instruction.
    private WasmBody SegmentOffset()
    {
        if (!TryOpen(Keyword.Offset))
        {
            return FoldedExpression();
        }

        WasmBody body = Expression();
        Close();
        return body;
    }
}
