// The instance initialiser: one compiled function () -> () that does what instantiation means and the runtime cannot do by
// copying: global initialisers, tables with an initial element, element segments, data segments that are not part of a memory
// image, and the start function, in the order of the specification ("Instantiation").
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Translate;

using FuncType = Wasmtime.Min.Toolchain.Wasm.Types.FuncType;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private bool _isInitializer;

    /// <summary>Translates the initialiser into the builder's function, whose content is replaced; its type is () -> ().</summary>
    /// <param name="isInImage">Whether a data segment is part of a memory's initial image and needs no code.</param>
    internal void TranslateInitializer(bool[] isInImage)
    {
        _isInitializer = true;
        _localCount = 0;
        Begin("init", FuncType.Empty, new WasmBody(0));
        ForbidInlining();
        WasmModule wasm = module.Wasm;
        for (int i = wasm.ImportedGlobalCount; i < wasm.Globals.Count; i++)
        {
            GlobalSet(i, Evaluate(wasm.Globals[i].Init!));
        }

        InitializeTables(wasm);
        for (int i = 0; i < wasm.Elements.Count; i++)
        {
            InitializeElements(wasm.Elements[i], i);
        }

        for (int i = 0; i < wasm.Data.Count; i++)
        {
            InitializeData(wasm.Data[i], i, isInImage[i]);
        }

        if (wasm.Start is int start)
        {
            _b.SourceLocation = wasm.StartOffset;
            Call(start);
        }

        _b.Return([]);
        _b.SealBlock(_frames[0].Continuation);
        _isInitializer = false;
        _b.Finish();
    }

    private void InitializeTables(WasmModule wasm)
    {
        for (int i = wasm.ImportedTableCount; i < wasm.Tables.Count; i++)
        {
            if (wasm.Tables[i].Init is { } init)
            {
                Value element = Evaluate(init);
                CallBuiltin(Builtin.TableFill, TableIndex(i), _b.Iconst(IrType.I64, 0), element, TableLength(i));
            }
        }
    }

    // Segments of plain function indices are data that the runtime reads; expressions are evaluated into the segment's storage.
    private void InitializeElements(WasmElementSegment segment, int index)
    {
        _b.SourceLocation = segment.Offset;
        if (segment.Expressions is { } expressions && segment.Mode != SegmentMode.Declarative)
        {
            int size = module.IrTypeOf(segment.Type) == IrType.I64 ? 8 : 4;
            Value storage = _b.Load(
                IrType.I64, 8, false, default, _b.Vmctx(), module.Layout.ElementSegment(index) + VMSegment.BaseOffset);
            for (int i = 0; i < expressions.Length; i++)
            {
                _b.Store(size, default, Evaluate(expressions[i]), storage, checked(i * size));
            }
        }

        if (segment.Mode == SegmentMode.Active)
        {
            Value start = FromIndex(Evaluate(segment.TableOffset!));
            Value length = _b.Iconst(IrType.I64, segment.Count);
            Value both = MemoryAndSegment(segment.TableIndex, index);
            CallBuiltin(Builtin.TableInit, both, start, _b.Iconst(IrType.I64, 0), length);
        }

        if (segment.Mode != SegmentMode.Passive)
        {
            CallBuiltin(Builtin.ElemDrop, TableIndex(index));
        }
    }

    private void InitializeData(WasmDataSegment segment, int index, bool isInImage)
    {
        if (segment.Mode != SegmentMode.Active)
        {
            return;
        }

        _b.SourceLocation = segment.Offset;
        if (!isInImage)
        {
            Value start = FromIndex(Evaluate(segment.MemoryOffset!));
            Value length = _b.Iconst(IrType.I64, segment.Bytes.Length);
            Value both = MemoryAndSegment(segment.MemoryIndex, index);
            CallBuiltin(Builtin.MemoryInit, both, start, _b.Iconst(IrType.I64, 0), length);
            CallBuiltin(Builtin.DataDrop, MemoryIndex(index));
        }
    }

    // A constant expression is a straight run of instructions that leaves one value.
    private Value Evaluate(WasmBody expression)
    {
        WasmBody outer = _body;
        _body = expression;
        for (int i = 0; i < expression.Count - 1; i++)
        {
            _b.SourceLocation = expression[i].Offset;
            TranslateInstruction(expression[i], i);
        }

        _body = outer;
        return Pop();
    }
}
