// The instance initialiser: compiled code () -> () that does what instantiation means and the runtime cannot do by
// copying: global initialisers, tables with an initial element, element segments, data segments that are not part of a memory
// image, and the start function. InitializerPlan says in which order, and which function does what.
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

    /// <summary>Translates one of the initialiser's functions into the builder's, whose content is replaced; its type is () -> ().</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="function">Which of them; the last one calls the others, if there are any, and the start function.</param>
    internal void TranslateInitializer(InitializerPlan plan, int function)
    {
        _isInitializer = true;
        _localCount = 0;
        bool isLast = function == plan.FunctionCount - 1;
        Begin(isLast ? "init" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"init.{function}"), FuncType.Empty, new WasmBody(0));
        ForbidInlining();
        WasmModule wasm = module.Wasm;
        foreach (InitializerStep step in plan.StepsOf(function))
        {
            Initialize(wasm, step);
        }

        if (isLast)
        {
            for (int part = 0; part < plan.FunctionCount - 1; part++)
            {
                _b.Call(ModuleEnvironment.SymbolOf(plan.SymbolOf(part)), Signature(FuncType.Empty), [], CallFlags.None);
            }

            if (wasm.Start is int start)
            {
                _b.SourceLocation = wasm.StartOffset;
                Call(start);
            }
        }

        _b.Return([]);
        _b.SealBlock(_frames[0].Continuation);
        _isInitializer = false;
        _b.Finish();
    }

    private void Initialize(WasmModule wasm, InitializerStep step)
    {
        switch (step.Kind)
        {
            case InitializerStepKind.Global:
                GlobalSet(step.Index, Evaluate(wasm.Globals[step.Index].Init!));
                break;
            case InitializerStepKind.GlobalRun:
                CopyGlobals(step);
                break;
            case InitializerStepKind.Table:
                Value element = Evaluate(wasm.Tables[step.Index].Init!);
                CallBuiltin(Builtin.TableFill, TableIndex(step.Index), _b.Iconst(IrType.I64, 0), element, TableLength(step.Index));
                break;
            case InitializerStepKind.ElementValues:
                EvaluateElements(wasm.Elements[step.Index], step);
                break;
            case InitializerStepKind.ElementSegment:
                InitializeElements(wasm.Elements[step.Index], step.Index);
                break;
            case InitializerStepKind.DataSegment:
                InitializeData(wasm.Data[step.Index], step.Index);
                break;
        }
    }

    // A value lies every 16 bytes.
    private void CopyGlobals(InitializerStep step)
    {
        int log2 = System.Numerics.BitOperations.Log2((uint)step.Size);
        IrType type = step.Size == sizeof(ulong) ? IrType.I64 : IrType.I32;
        Value values = _b.LoadInvariant(IrType.I64, _b.Vmctx(), VMContext.RodataBaseOffset);
        Block copy = _b.CreateBlock();
        Block done = _b.CreateBlock();
        Value index = _b.AddParam(copy, IrType.I64);
        _b.Jump(copy, [_b.Iconst(IrType.I64, 0)]);
        _b.SwitchToBlock(copy);
        Value source = _b.Iadd(values, _b.Ishl(index, _b.Iconst(IrType.I64, log2)));
        Value target = _b.Iadd(_b.Vmctx(), _b.Ishl(index, _b.Iconst(IrType.I64, System.Numerics.BitOperations.Log2((uint)VmLayout.GlobalSize))));
        Value value = _b.Load(type, step.Size, false, default, source, step.First);
        _b.Store(step.Size, default, value, target, module.Layout.DefinedGlobal(step.Index - module.Wasm.ImportedGlobalCount));
        Value next = _b.Iadd(index, _b.Iconst(IrType.I64, 1));
        Value isMore = _b.Icmp(IntCc.UnsignedLessThan, next, _b.Iconst(IrType.I64, step.Count));
        _b.BrIf(isMore, copy, [next], done, []);
        _b.SealBlock(copy);
        _b.SealBlock(done);
        _b.SwitchToBlock(done);
    }

    // Segments of plain function indices are data that the runtime reads; expressions are evaluated into the segment's storage.
    private void EvaluateElements(WasmElementSegment segment, InitializerStep step)
    {
        _b.SourceLocation = segment.Offset;
        int size = module.IrTypeOf(segment.Type) == IrType.I64 ? 8 : 4;
        Value storage = _b.Load(
            IrType.I64, 8, false, default, _b.Vmctx(), module.Layout.ElementSegment(step.Index) + VMSegment.BaseOffset);
        for (int i = step.First; i < step.First + step.Count; i++)
        {
            _b.Store(size, default, Evaluate(segment.Expressions![i]), storage, checked(i * size));
        }
    }

    private void InitializeElements(WasmElementSegment segment, int index)
    {
        _b.SourceLocation = segment.Offset;
        if (segment.Mode == SegmentMode.Active)
        {
            Value start = FromIndex(Evaluate(segment.TableOffset!));
            Value length = _b.Iconst(IrType.I64, segment.Count);
            Value both = MemoryAndSegment(segment.TableIndex, index);
            CallBuiltin(Builtin.TableInit, both, start, _b.Iconst(IrType.I64, 0), length);
        }

        CallBuiltin(Builtin.ElemDrop, TableIndex(index));
    }

    private void InitializeData(WasmDataSegment segment, int index)
    {
        _b.SourceLocation = segment.Offset;
        Value start = FromIndex(Evaluate(segment.MemoryOffset!));
        Value length = _b.Iconst(IrType.I64, segment.Bytes.Length);
        Value both = MemoryAndSegment(segment.MemoryIndex, index);
        CallBuiltin(Builtin.MemoryInit, both, start, _b.Iconst(IrType.I64, 0), length);
        CallBuiltin(Builtin.DataDrop, MemoryIndex(index));
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
