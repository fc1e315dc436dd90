// Functions and instructions, one a line, indented by nesting.

using System;
using System.Collections.Generic;
using System.Globalization;

using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

internal sealed partial class WatPrinter
{
    private static readonly Identifiers NoNames = new(null, 0);

    // Deeper than this nothing moves further to the right: the text would grow with the square of the depth.
    private const int DeepestIndentation = 50;

    private readonly List<(string? Name, int Hidden)> _labels = []; // of the open blocks, outermost first, each with the one of its name that it hides
    private readonly Dictionary<string, int> _innermost = new(StringComparer.Ordinal); // by name: the label that it means here
    private Identifiers _locals = NoNames;
    private SortedDictionary<int, string>? _labelNames;
    private int _blockCount;

    private void Function(int index)
    {
        WasmFunction function = _module.Functions[index];
        Begin("func", _functions, index);
        TypeUse(function.TypeIndex);
        FuncType? type = _module.FuncTypeAt(function.TypeIndex);
        SortedDictionary<int, string>? names = _module.Names.Locals.GetValueOrDefault(index);
        int local = 0;
        _locals = names is null ? NoNames : new Identifiers(names, LocalCount(function, type));
        if (type is not null)
        {
            foreach (ValType parameter in type.Params)
            {
                Local(" (param ", local++, parameter);
            }

            ValueTypes(" (result", type.Results);
        }

        _text.Append('\n');
        foreach (LocalRun run in function.Locals)
        {
            LocalsOf(run, ref local);
        }

        _labelNames = _module.Names.Labels.GetValueOrDefault(index);
        _blockCount = 0;
        BeginLabels();
        if (function.Body is { } body)
        {
            Body(body);
        }

        _text.Append("  )\n");
    }

    private static int LocalCount(WasmFunction function, FuncType? type)
    {
        const ulong Enough = 100_000; // more than any valid function has
        ulong count = (ulong)(type?.Params.Length ?? 0);
        foreach (LocalRun run in function.Locals)
        {
            count += run.Count;
        }

        return (int)Math.Min(count, Enough);
    }

    private void Local(string begin, int index, ValType type)
    {
        _text.Append(begin);
        if (_locals.IsNamed(index))
        {
            _text.Append(_locals[index]).Append(' ');
        }
        else if (_locals.Hidden(index) is { } name)
        {
            _text.Append("(@name ").Append(Quote(name)).Append(") ");
        }

        ValueType(type);
        _text.Append(')');
    }

    private void LocalsOf(LocalRun run, ref int local)
    {
        uint plain = 0; // locals without a name so far, which share one form
        for (uint i = 0; i <= run.Count; i++)
        {
            bool isNamed = i < run.Count && (_locals.IsNamed(local) || _locals.Hidden(local) is not null);
            if (plain > 0 && (isNamed || i == run.Count))
            {
                _text.Append("    (local");
                for (; plain > 0; plain--)
                {
                    _text.Append(' ');
                    ValueType(run.Type);
                }

                _text.Append(")\n");
            }

            if (isNamed)
            {
                Local("    (local ", local, run.Type);
                _text.Append('\n');
            }
            else if (i < run.Count)
            {
                plain++;
            }

            local += i < run.Count ? 1 : 0;
        }
    }

    private void Body(WasmBody body)
    {
        for (int i = 0; i < body.Count - 1; i++) // the last 'end' is the parenthesis
        {
            ref readonly WasmInstruction instruction = ref body[i];
            if (instruction.Op is WasmOp.End or WasmOp.Else)
            {
                int depth = _labels.Count - 1;
                Indent(depth - 1, instruction);
                _text.Append(WasmOps.Name(instruction.Op)).Append('\n');
                if (instruction.Op == WasmOp.End)
                {
                    PopLabel();
                }

                continue;
            }

            Indent(_labels.Count - 1, instruction);
            Instruction(body, instruction);
            _text.Append('\n');
        }
    }

    private void Indent(int depth, in WasmInstruction instruction)
    {
        if (_options.Offsets)
        {
            _text.Append("(;@").Append(instruction.Offset.ToString("x6", CultureInfo.InvariantCulture)).Append(";)");
        }

        _text.Append(' ', 4 + (2 * Math.Clamp(depth, 0, DeepestIndentation)));
    }

    // A constant expression on one line, without its end.
    private void Constant(WasmBody body)
    {
        BeginLabels();
        _labelNames = null;
        for (int i = 0; i < body.Count - 1; i++)
        {
            _text.Append(i == 0 ? "" : " ");
            Instruction(body, body[i]);
        }
    }

    private void Instruction(WasmBody body, in WasmInstruction instruction)
    {
        if (instruction.Hint != BranchHint.None)
        {
            _text.Append("(@metadata.code.branch_hint \"\\0").Append(instruction.Hint == BranchHint.Likely ? '1' : '0').Append("\") ");
        }

        _text.Append(WasmOps.Name(instruction.Op));
        switch (WasmOps.Immediates[(int)instruction.Op])
        {
            case Imm.None or Imm.Fence:
                break;
            case Imm.Block:
                Block(instruction);
                PushLabel();
                break;
            case Imm.TryTable:
                Block(instruction);
                foreach (CatchClause clause in body.CatchesOf(instruction))
                {
                    Catch(clause);
                }

                PushLabel();
                break;
            case Imm.Label:
                Label(instruction.A);
                break;
            case Imm.LabelTable:
                foreach (int label in body.LabelsOf(instruction))
                {
                    Label(label);
                }

                break;
            case Imm.BrOnCast:
                Label(instruction.A);
                _text.Append(' ');
                ValueType(instruction.CastFrom);
                _text.Append(' ');
                ValueType(instruction.CastTo);
                break;
            case Imm.Func:
                Operand(_functions, instruction.A);
                break;
            case Imm.CallIndirect:
                OptionalOperand(_tables, instruction.B);
                TypeUse(instruction.A);
                break;
            case Imm.Type:
                Operand(_types, instruction.A);
                break;
            case Imm.Field:
                Operand(_types, instruction.A);
                Operand(FieldNames(instruction.A, FieldCount(instruction.A)), instruction.B);
                break;
            case Imm.ArrayFixed:
                Operand(_types, instruction.A);
                _text.Append(' ').Append((uint)instruction.B);
                break;
            case Imm.ArrayData:
                Operand(_types, instruction.A);
                Operand(_data, instruction.B);
                break;
            case Imm.ArrayElem:
                Operand(_types, instruction.A);
                Operand(_elements, instruction.B);
                break;
            case Imm.ArrayCopy:
                Operand(_types, instruction.A);
                Operand(_types, instruction.B);
                break;
            case Imm.HeapType:
                Heap(instruction);
                break;
            case Imm.ValTypes:
                _text.Append(instruction.B == 0 ? " (result)" : "");
                ValueTypes(" (result", body.TypesOf(instruction));
                break;
            case Imm.Local:
                Operand(_locals, instruction.A);
                break;
            case Imm.Global:
                Operand(_globals, instruction.A);
                break;
            case Imm.Table:
                OptionalOperand(_tables, instruction.A);
                break;
            case Imm.Memory:
                OptionalOperand(_memories, instruction.A);
                break;
            case Imm.Tag:
                Operand(_tags, instruction.A);
                break;
            case Imm.Data:
                Operand(_data, instruction.A);
                break;
            case Imm.Elem:
                Operand(_elements, instruction.A);
                break;
            case Imm.TableInit:
                OptionalOperand(_tables, instruction.B);
                Operand(_elements, instruction.A);
                break;
            case Imm.MemoryInit:
                OptionalOperand(_memories, instruction.B);
                Operand(_data, instruction.A);
                break;
            case Imm.TableCopy:
                Copy(_tables, instruction);
                break;
            case Imm.MemoryCopy:
                Copy(_memories, instruction);
                break;
            case Imm.MemArg:
                MemoryAccess(instruction);
                break;
            case Imm.MemArgLane:
                MemoryAccess(instruction);
                _text.Append(' ').Append(instruction.Lane);
                break;
            case Imm.Lane:
                _text.Append(' ').Append(instruction.Lane);
                break;
            case Imm.I32:
                _text.Append(' ').Append((int)instruction.Imm);
                break;
            case Imm.I64:
                _text.Append(' ').Append(instruction.Imm);
                break;
            case Imm.F32:
                Float32((uint)instruction.Imm);
                break;
            case Imm.F64:
                Float64((ulong)instruction.Imm);
                break;
            case Imm.V128:
                Vector(body.Vectors[instruction.A]);
                break;
            case Imm.Shuffle:
                Lanes(body.Vectors[instruction.A]);
                break;
        }
    }

    private void BeginLabels()
    {
        _labels.Clear();
        _innermost.Clear();
        _labels.Add((null, -1));
    }

    private void PushLabel()
    {
        string? name = LabelName();
        _blockCount++;
        int hidden = -1;
        if (name is not null)
        {
            hidden = _innermost.GetValueOrDefault(name, -1);
            _innermost[name] = _labels.Count;
        }

        _labels.Add((name, hidden));
    }

    private void PopLabel()
    {
        (string? name, int hidden) = _labels[^1];
        _labels.RemoveAt(_labels.Count - 1);
        if (name is not null)
        {
            _innermost[name] = hidden;
        }
    }

    private string? LabelName() =>
        _labelNames?.GetValueOrDefault(_blockCount) is { Length: > 0 } name ? Identifiers.Format(name) : null;

    private void Block(in WasmInstruction block)
    {
        if (LabelName() is { } label)
        {
            _text.Append(' ').Append(label);
        }

        BlockType type = block.BlockType;
        if (type.IsIndex)
        {
            TypeUse(type.TypeIndex);
        }
        else if (type.IsSingle)
        {
            _text.Append(" (result ");
            ValueType(type.Result);
            _text.Append(')');
        }
    }

    private void Catch(CatchClause clause)
    {
        _text.Append(clause.Kind switch
        {
            CatchKind.Catch => " (catch",
            CatchKind.CatchRef => " (catch_ref",
            CatchKind.CatchAll => " (catch_all",
            CatchKind.CatchAllRef => " (catch_all_ref",
        });
        if (clause.Kind is CatchKind.Catch or CatchKind.CatchRef)
        {
            Operand(_tags, clause.Tag);
        }

        Label(clause.Label);
        _text.Append(')');
    }

    // A label by name, if the innermost block of that name is the one meant.
    private void Label(int depth)
    {
        int target = _labels.Count - 1 - depth;
        string? name = (uint)target < (uint)_labels.Count ? _labels[target].Name : null;
        _text.Append(' ');
        if (name is not null && _innermost[name] == target)
        {
            _text.Append(name);
        }
        else
        {
            _text.Append((uint)depth);
        }
    }

    private void Operand(Identifiers names, int index) => _text.Append(' ').Append(names[index]);

    private void OptionalOperand(Identifiers names, int index)
    {
        if (index != 0)
        {
            Operand(names, index);
        }
    }

    private void Copy(Identifiers names, in WasmInstruction copy)
    {
        if (copy.A != 0 || copy.B != 0)
        {
            Operand(names, copy.A);
            Operand(names, copy.B);
        }
    }

    private int FieldCount(int type) =>
        (uint)type < (uint)_module.Types.Count && _module.Types[type].Composite is StructType structure ? structure.Fields.Length : 0;

    private void Heap(in WasmInstruction instruction)
    {
        _text.Append(' ');
        if (instruction.Op == WasmOp.RefNull)
        {
            HeapType(instruction.HeapType);
        }
        else
        {
            bool nullable = instruction.Op is WasmOp.RefTestNull or WasmOp.RefCastNull;
            ValueType(ValType.Ref(instruction.HeapType, nullable));
        }
    }

    private void MemoryAccess(in WasmInstruction access)
    {
        OptionalOperand(_memories, access.A);
        if (access.Imm != 0)
        {
            _text.Append(" offset=").Append(access.MemoryOffset);
        }

        if (access.B != WasmOps.Row(access.Op).NaturalAlignmentLog2)
        {
            _text.Append(" align=").Append(1UL << access.B);
        }
    }

    private void Float32(uint bits)
    {
        float value = BitConverter.UInt32BitsToSingle(bits);
        if (float.IsNaN(value))
        {
            Nan(bits >> 31 != 0, bits & 0x7fffff);
        }
        else
        {
            Float(value, value.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private void Float64(ulong bits)
    {
        double value = BitConverter.UInt64BitsToDouble(bits);
        if (double.IsNaN(value))
        {
            Nan(bits >> 63 != 0, bits & 0xfffffffffffff);
        }
        else
        {
            Float(value, value.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private void Nan(bool isNegative, ulong payload) =>
        _text.Append(isNegative ? " -nan:0x" : " nan:0x").Append(payload.ToString("x", CultureInfo.InvariantCulture));

    private void Float(double value, string digits) =>
        _text.Append(' ').Append(double.IsFinite(value) ? digits : value > 0 ? "inf" : "-inf");

    private void Vector(UInt128 bits)
    {
        _text.Append(" i32x4");
        for (int lane = 0; lane < 4; lane++)
        {
            _text.Append(" 0x").Append(((uint)(bits >> (lane * 32))).ToString("x8", CultureInfo.InvariantCulture));
        }
    }

    private void Lanes(UInt128 bits)
    {
        for (int lane = 0; lane < 16; lane++)
        {
            _text.Append(' ').Append((byte)(bits >> (lane * 8)));
        }
    }
}
