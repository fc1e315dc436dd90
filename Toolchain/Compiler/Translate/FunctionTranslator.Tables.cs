// Tables: get, set and size are inline code; the rest are runtime functions. A table of functions holds 8-byte pointers to
// VMFuncRef; tables of garbage-collected references hold 4 bytes an element.
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private bool TryTranslateTable(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.TableGet:
                Value getIndex = FromIndex(Pop());
                Push(LoadElement(instruction.A, getIndex, (byte)TrapCode.TableOutOfBounds));
                return true;
            case WasmOp.TableSet:
                Value element = Pop();
                Value setIndex = FromIndex(Pop());
                TablePlan plan = module.Tables[instruction.A];
                Value address = ElementAddress(instruction.A, setIndex, (byte)TrapCode.TableOutOfBounds);
                _b.Store(plan.ElementSize, new MemFlags(0, plan.DataAlias), element, address, 0);
                return true;
            case WasmOp.TableSize:
                Push(ToIndex(TableLength(instruction.A), module.IsTable64(instruction.A)));
                return true;
            case WasmOp.TableGrow:
                Value delta = FromIndex(Pop());
                Value initial = Pop();
                Value previous = CallBuiltin(Builtin.TableGrow, TableIndex(instruction.A), delta, initial);
                Push(ToIndex(previous, module.IsTable64(instruction.A)));
                return true;
            case WasmOp.TableFill:
                Value fillLength = FromIndex(Pop());
                Value fillValue = Pop();
                Value fillStart = FromIndex(Pop());
                CallBuiltin(Builtin.TableFill, TableIndex(instruction.A), fillStart, fillValue, fillLength);
                return true;
            case WasmOp.TableCopy:
                Value copyLength = FromIndex(Pop());
                Value source = FromIndex(Pop());
                Value destination = FromIndex(Pop());
                CallBuiltin(
                    Builtin.TableCopy, TableIndex(instruction.A), destination, TableIndex(instruction.B), source, copyLength);
                return true;
            case WasmOp.TableInit:
                Value initLength = FromIndex(Pop());
                Value segmentOffset = FromIndex(Pop());
                Value initStart = FromIndex(Pop());
                CallBuiltin(
                    Builtin.TableInit, MemoryAndSegment(instruction.B, instruction.A), initStart, segmentOffset, initLength);
                return true;
            case WasmOp.ElemDrop:
                CallBuiltin(Builtin.ElemDrop, TableIndex(instruction.A));
                return true;
            default:
                return false;
        }
    }

    private Value LoadElement(int table, Value index, byte outOfBounds)
    {
        TablePlan plan = module.Tables[table];
        Value address = ElementAddress(table, index, outOfBounds);
        return _b.Load(plan.ElementType, plan.ElementSize, false, new MemFlags(0, plan.DataAlias), address, 0);
    }

    private Value ElementAddress(int table, Value index, byte outOfBounds)
    {
        TablePlan plan = module.Tables[table];
        Value length = TableLength(table);
        _b.TrapIf(_b.Icmp(IntCc.UnsignedGreaterThanOrEqual, index, length), outOfBounds);
        Value scaled = _b.Ishl(index, _b.Iconst(IrType.I64, plan.ElementSize == 8 ? 3 : 2));
        return _b.Iadd(TableField(table, VMTable.BaseOffset), scaled);
    }

    private Value TableLength(int table) => module.Tables[table].FixedLength is ulong length
        ? _b.Iconst(IrType.I64, (long)length)
        : TableField(table, VMTable.LengthOffset);

    private Value TableField(int table, int field)
    {
        TablePlan plan = module.Tables[table];
        (Value address, int offset) = module.IsImportedTable(table)
            ? (_b.LoadInvariant(IrType.I64, _b.Vmctx(), module.Layout.ImportedTable(table)), 0)
            : (_b.Vmctx(), module.Layout.DefinedTable(module.DefinedTableIndex(table)));
        return plan.FixedLength is not null
            ? _b.LoadInvariant(IrType.I64, address, offset + field)
            : _b.Load(IrType.I64, 8, false, new MemFlags(0, plan.DefinitionAlias), address, offset + field);
    }

    private Value TableIndex(int index) => _b.Iconst(IrType.I64, index);
}
