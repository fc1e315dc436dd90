// Calls, references to functions, tables.
using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Baseline;

using ValType = Wasmtime.Min.Toolchain.Wasm.Types.ValType;

internal sealed partial class BaselineCompiler
{
    private static readonly IrType[] BuiltinTypes = [IrType.I64, IrType.I64, IrType.I64, IrType.I64, IrType.I64];

    private bool TryTranslateCall(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.Call:
                FlushFuel();
                Call(TargetOf(instruction.A), TypeOf(instruction.A));
                return true;
            case WasmOp.CallIndirect:
                CallTarget element = ElementTarget(instruction.A, instruction.B);
                Call(element, instruction.A);
                return true;
            case WasmOp.CallRef:
                CallTarget reference = ReferenceTarget();
                Call(reference, instruction.A);
                return true;
            case WasmOp.ReturnCall:
                FlushFuel();
                TailCall(TargetOf(instruction.A), TypeOf(instruction.A));
                return true;
            case WasmOp.ReturnCallIndirect:
                CallTarget tailElement = ElementTarget(instruction.A, instruction.B);
                TailCall(tailElement, instruction.A);
                return true;
            case WasmOp.ReturnCallRef:
                CallTarget tailReference = ReferenceTarget();
                TailCall(tailReference, instruction.A);
                return true;
            case WasmOp.RefNull:
                _asm.PushConstant(_module.IrTypeOf(ValType.Ref(instruction.HeapType, nullable: true)), 0);
                return true;
            case WasmOp.RefFunc:
                RefFunc(instruction.A);
                return true;
            default:
                return false;
        }
    }

    private int TypeOf(int function) => _module.Wasm.Functions[function].TypeIndex;

    private void Call(in CallTarget target, int type)
    {
        Signature signature = _signatures.Of(type);
        _asm.Call(target, signature.Params, signature.Results);
    }

    private void TailCall(in CallTarget target, int type)
    {
        _asm.TailCall(target, _signatures.Of(type).Params);
        _unreachable = true;
    }

    private CallTarget TargetOf(int function)
    {
        if (!_module.Wasm.Functions[function].IsImported)
        {
            return CallTarget.Direct((uint)function, _module.MayLeaveInstance(function));
        }

        int import = _module.Layout.ImportedFunction(function);
        return CallTarget.Through(_asm.Vmctx, import + VMFunctionImport.WasmCallOffset, import + VMFunctionImport.VmctxOffset);
    }

    // Pops the index and checks it: inside the table, not null, of the type that the call names.
    private CallTarget ElementTarget(int typeIndex, int table)
    {
        TablePlan plan = _module.Tables[table];
        BaselineAddress address = ElementAddress(table, _asm.Pop(), (byte)TrapCode.UndefinedElement);
        _asm.Load(plan.ElementType, plan.ElementSize, signed: false, address);
        Reg function = PopFunction(TrapCode.UninitializedElement);
        _asm.Load(IrType.I32, 4, signed: false, new BaselineAddress(function, Reg.None, VMFuncRef.TypeIdOffset));
        BaselineValue actual = _asm.Pop();
        BaselineValue expected = BaselineValue.At(IrType.I32, _asm.Vmctx, _module.Layout.TypeId(typeIndex));
        _asm.TrapIf(Comparison.Of(IntCc.NotEqual, actual, expected), (byte)TrapCode.IndirectCallTypeMismatch);
        _asm.Release(actual);
        FlushFuel();
        return CallTarget.Through(function, VMFuncRef.WasmCallOffset, VMFuncRef.VmctxOffset);
    }

    private CallTarget ReferenceTarget()
    {
        Reg function = PopFunction(TrapCode.NullReference);
        FlushFuel();
        return CallTarget.Through(function, VMFuncRef.WasmCallOffset, VMFuncRef.VmctxOffset);
    }

    // The reference on top, which must not be null.
    private Reg PopFunction(TrapCode onNull)
    {
        BaselineValue value = _asm.Pop();
        Reg function = _asm.ToTemporary(value);
        _asm.TrapIf(IsNull(BaselineValue.In(IrType.I64, function)), (byte)onNull);
        return function;
    }

    private void RefFunc(int function)
    {
        if (_module.Wasm.Functions[function].IsImported)
        {
            int import = _module.Layout.ImportedFunction(function);
            _asm.Load(IrType.I64, 8, signed: false, new BaselineAddress(_asm.Vmctx, Reg.None, import + VMFunctionImport.FuncRefOffset));
        }
        else
        {
            _asm.PushAddress(_asm.Vmctx, _module.Layout.FuncRef(_module.FuncRefSlot(function)));
        }
    }

    private bool TryTranslateTable(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.TableGet:
                TablePlan got = _module.Tables[instruction.A];
                BaselineAddress from = ElementAddress(instruction.A, _asm.Pop(), (byte)TrapCode.TableOutOfBounds);
                _asm.Load(got.ElementType, got.ElementSize, signed: false, from);
                return true;
            case WasmOp.TableSet:
                BaselineValue element = _asm.Pop();
                BaselineAddress to = ElementAddress(instruction.A, _asm.Pop(), (byte)TrapCode.TableOutOfBounds);
                _asm.Store(_module.Tables[instruction.A].ElementSize, to, element);
                return true;
            case WasmOp.TableSize:
                BaselineValue size = TableLength(instruction.A);
                _asm.Push(size.IsConstant ? size : BaselineValue.In(IrType.I64, _asm.ToTemporary(size)));
                ToIndex(_module.IsTable64(instruction.A));
                return true;
            case WasmOp.TableGrow:
                BaselineValue delta = _asm.Pop();
                BaselineValue initial = _asm.Pop();
                CallBuiltin(Builtin.TableGrow, Number(instruction.A), delta, initial);
                ToIndex(_module.IsTable64(instruction.A));
                return true;
            case WasmOp.TableFill:
                (BaselineValue fillStart, BaselineValue fillValue, BaselineValue fillLength) = Pop3();
                CallBuiltin(Builtin.TableFill, Number(instruction.A), fillStart, fillValue, fillLength);
                return true;
            case WasmOp.TableCopy:
                (BaselineValue target, BaselineValue source, BaselineValue copyLength) = Pop3();
                CallBuiltin(Builtin.TableCopy, Number(instruction.A), target, Number(instruction.B), source, copyLength);
                return true;
            case WasmOp.TableInit:
                (BaselineValue start, BaselineValue first, BaselineValue initLength) = Pop3();
                CallBuiltin(Builtin.TableInit, Both(instruction.B, instruction.A), start, first, initLength);
                return true;
            case WasmOp.ElemDrop:
                CallBuiltin(Builtin.ElemDrop, Number(instruction.A));
                return true;
            default:
                return false;
        }
    }

    private BaselineAddress ElementAddress(int table, BaselineValue index, byte outOfBounds)
    {
        TablePlan plan = _module.Tables[table];
        var wide = BaselineValue.In(IrType.I64, _asm.ToRegister(index)); // an index of 32 bits has a clear upper half
        _asm.TrapIf(Comparison.Of(IntCc.UnsignedGreaterThanOrEqual, wide, TableLength(table)), outOfBounds);
        _asm.LoadField(_asm.AddressScratch, _module.TableField(table, VMTable.BaseOffset));
        return new BaselineAddress(_asm.AddressScratch, wide.Register, 0, TrapCode: 0, Scale: plan.ElementSize == 8 ? (byte)3 : (byte)2);
    }

    private BaselineValue TableLength(int table) => _module.Tables[table].FixedLength is ulong length
        ? BaselineValue.Constant(IrType.I64, (long)length)
        : _asm.FieldOperand(IrType.I64, _module.TableField(table, VMTable.LengthOffset));

    private void CallBuiltin(Builtin builtin, params ReadOnlySpan<BaselineValue> arguments)
    {
        FlushFuel();
        ReadOnlySpan<IrType> results = Builtins.Of(builtin).HasResult ? BuiltinTypes.AsSpan(0, 1) : [];
        _asm.Call(CallTarget.Direct(SymbolOf(builtin), leavesInstance: false), arguments, BuiltinTypes.AsSpan(0, arguments.Length), results);
    }
}
