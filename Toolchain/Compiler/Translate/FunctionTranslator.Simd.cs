// Vector instructions. Those that are one operation of the IR come from the table in FunctionTranslator.Simd.Rows.cs. Relaxed instructions mean
// what the machine does best, within what the specification allows; deterministic code takes the specification's deterministic profile.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private bool TryTranslateSimd(in WasmInstruction instruction)
    {
        WasmOp op = instruction.Op;
        if (op is < FirstSimd or > LastSimd)
        {
            return false;
        }

        ref readonly SimdRow row = ref SimdRows[op - FirstSimd];
        if (row.Ir != default)
        {
            TranslateRow(row);
        }
        else if (!TryTranslateVectorAccess(instruction) && !TryTranslateLane(instruction) && !TryTranslateRound(op))
        {
            TranslateRelaxed(op);
        }

        return true;
    }

    private void TranslateRow(in SimdRow row)
    {
        int operands = OpcodeTable.Of(row.Ir).InlineOperands;
        ReadOnlySpan<Value> v = Peek(operands);
        Value result = row.Ir switch
        {
            Opcode.Vicmp => _b.Vicmp(row.Lanes, (IntCc)row.Condition, v[0], v[1]),
            Opcode.Vfcmp => _b.Vfcmp(row.Lanes, (FloatCc)row.Condition, v[0], v[1]),
            Opcode.VanyTrue or Opcode.VallTrue or Opcode.Vbitmask => _b.VectorTest(row.Ir, row.Lanes, v[0]),
            _ => operands switch
            {
                1 => _b.Vector(row.Ir, row.Lanes, v[0]),
                2 => _b.Vector(row.Ir, row.Lanes, v[0], v[1]),
                _ => _b.Vector(row.Ir, row.Lanes, v[0], v[1], v[2]),
            },
        };
        _top -= operands;
        Push(row.MakesNan ? FixNan(row.Lanes, result) : result);
    }

    private Value FixNan(Lanes lanes, Value result)
    {
        if (!module.Options.Deterministic)
        {
            return result;
        }

        Value nan = _b.V128Const(LaneShapes.Repeat(lanes, lanes == Lanes.F32x4 ? CanonicalNan32 : CanonicalNan64));
        return _b.Vbitselect(result, nan, _b.Vfcmp(lanes, FloatCc.Equal, result, result));
    }

    private bool TryTranslateVectorAccess(in WasmInstruction instruction)
    {
        WasmOp op = instruction.Op;
        switch (op)
        {
            case WasmOp.V128Load or WasmOp.V128Load32Zero or WasmOp.V128Load64Zero:
                Load(instruction, IrType.V128, AccessSize(op));
                return true;
            case WasmOp.V128Store:
                Store(instruction, AccessSize(op));
                return true;
            case WasmOp.V128Load8x8S:
                LoadAndExtend(instruction, Opcode.VextendLowS, Lanes.I8x16);
                return true;
            case WasmOp.V128Load8x8U:
                LoadAndExtend(instruction, Opcode.VextendLowU, Lanes.I8x16);
                return true;
            case WasmOp.V128Load16x4S:
                LoadAndExtend(instruction, Opcode.VextendLowS, Lanes.I16x8);
                return true;
            case WasmOp.V128Load16x4U:
                LoadAndExtend(instruction, Opcode.VextendLowU, Lanes.I16x8);
                return true;
            case WasmOp.V128Load32x2S:
                LoadAndExtend(instruction, Opcode.VextendLowS, Lanes.I32x4);
                return true;
            case WasmOp.V128Load32x2U:
                LoadAndExtend(instruction, Opcode.VextendLowU, Lanes.I32x4);
                return true;
            case WasmOp.V128Load8Splat or WasmOp.V128Load16Splat or WasmOp.V128Load32Splat or WasmOp.V128Load64Splat:
                Load(instruction, IntegerLanes(op).Scalar, AccessSize(op));
                Push(_b.Vsplat(IntegerLanes(op), Pop()));
                return true;
            case WasmOp.V128Load8Lane or WasmOp.V128Load16Lane or WasmOp.V128Load32Lane or WasmOp.V128Load64Lane:
                Value vector = Pop();
                Load(instruction, IntegerLanes(op).Scalar, AccessSize(op));
                Push(_b.Vinsert(IntegerLanes(op), instruction.Lane, vector, Pop()));
                return true;
            case WasmOp.V128Store8Lane or WasmOp.V128Store16Lane or WasmOp.V128Store32Lane or WasmOp.V128Store64Lane:
                Push(_b.Vextract(IntegerLanes(op), instruction.Lane, isSigned: false, Pop()));
                Store(instruction, AccessSize(op));
                return true;
            default:
                return false;
        }
    }

    // Lanes of the width that a memory instruction accesses.
    private static Lanes IntegerLanes(WasmOp op) => (Lanes)WasmOps.Row(op).NaturalAlignmentLog2;

    private void LoadAndExtend(in WasmInstruction instruction, Opcode extend, Lanes lanes)
    {
        Load(instruction, IrType.V128, AccessSize(instruction.Op));
        Push(_b.Vector(extend, lanes, Pop()));
    }

    private bool TryTranslateLane(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.V128Const:
                Push(_b.V128Const(_body.Vectors[instruction.A]));
                return true;
            case WasmOp.I8x16Shuffle:
                Value second = Pop();
                Push(_b.Vshuffle(Pop(), second, _body.Vectors[instruction.A]));
                return true;
            case WasmOp.V128Not:
                Push(_b.Ixor(Pop(), _b.V128Const(UInt128.MaxValue)));
                return true;
            case WasmOp.I8x16ExtractLaneS:
                return Extract(instruction, Lanes.I8x16, isSigned: true);
            case WasmOp.I8x16ExtractLaneU:
                return Extract(instruction, Lanes.I8x16);
            case WasmOp.I16x8ExtractLaneS:
                return Extract(instruction, Lanes.I16x8, isSigned: true);
            case WasmOp.I16x8ExtractLaneU:
                return Extract(instruction, Lanes.I16x8);
            case WasmOp.I32x4ExtractLane:
                return Extract(instruction, Lanes.I32x4);
            case WasmOp.I64x2ExtractLane:
                return Extract(instruction, Lanes.I64x2);
            case WasmOp.F32x4ExtractLane:
                return Extract(instruction, Lanes.F32x4);
            case WasmOp.F64x2ExtractLane:
                return Extract(instruction, Lanes.F64x2);
            case WasmOp.I8x16ReplaceLane:
                return Replace(instruction, Lanes.I8x16);
            case WasmOp.I16x8ReplaceLane:
                return Replace(instruction, Lanes.I16x8);
            case WasmOp.I32x4ReplaceLane:
                return Replace(instruction, Lanes.I32x4);
            case WasmOp.I64x2ReplaceLane:
                return Replace(instruction, Lanes.I64x2);
            case WasmOp.F32x4ReplaceLane:
                return Replace(instruction, Lanes.F32x4);
            case WasmOp.F64x2ReplaceLane:
                return Replace(instruction, Lanes.F64x2);
            default:
                return false;
        }
    }

    private bool Extract(in WasmInstruction instruction, Lanes lanes, bool isSigned = false)
    {
        Push(_b.Vextract(lanes, instruction.Lane, isSigned, Pop()));
        return true;
    }

    private bool Replace(in WasmInstruction instruction, Lanes lanes)
    {
        Value scalar = Pop();
        Push(_b.Vinsert(lanes, instruction.Lane, Pop(), scalar));
        return true;
    }

    private bool TryTranslateRound(WasmOp op)
    {
        (Lanes Lanes, RoundingMode Mode)? round = op switch
        {
            WasmOp.F32x4Ceil => (Lanes.F32x4, RoundingMode.Ceiling),
            WasmOp.F32x4Floor => (Lanes.F32x4, RoundingMode.Floor),
            WasmOp.F32x4Trunc => (Lanes.F32x4, RoundingMode.Truncate),
            WasmOp.F32x4Nearest => (Lanes.F32x4, RoundingMode.Nearest),
            WasmOp.F64x2Ceil => (Lanes.F64x2, RoundingMode.Ceiling),
            WasmOp.F64x2Floor => (Lanes.F64x2, RoundingMode.Floor),
            WasmOp.F64x2Trunc => (Lanes.F64x2, RoundingMode.Truncate),
            WasmOp.F64x2Nearest => (Lanes.F64x2, RoundingMode.Nearest),
            _ => null,
        };
        if (round is not (Lanes lanes, RoundingMode mode))
        {
            return false;
        }

        Push(FixNan(lanes, _b.Vround(lanes, mode, Pop())));
        return true;
    }

    private void TranslateRelaxed(WasmOp op)
    {
        bool isExact = module.Options.Deterministic;
        int operands = WasmOps.Row(op).Signature.OperandCount;
        ReadOnlySpan<Value> v = Peek(operands);
        Value result = op switch
        {
            WasmOp.I8x16RelaxedSwizzle => _b.Vector(isExact ? Opcode.Vswizzle : Opcode.VswizzleRelaxed, Lanes.I8x16, v[0], v[1]),
            WasmOp.I8x16RelaxedLaneselect or WasmOp.I16x8RelaxedLaneselect or WasmOp.I32x4RelaxedLaneselect or WasmOp.I64x2RelaxedLaneselect =>
                _b.Vbitselect(v[0], v[1], v[2]),
            WasmOp.I32x4RelaxedTruncF32x4S => _b.Vector(isExact ? Opcode.VtruncSatS : Opcode.VtruncRelaxedS, Lanes.F32x4, v[0]),
            WasmOp.I32x4RelaxedTruncF32x4U => _b.Vector(isExact ? Opcode.VtruncSatU : Opcode.VtruncRelaxedU, Lanes.F32x4, v[0]),
            WasmOp.I32x4RelaxedTruncF64x2SZero => _b.Vector(isExact ? Opcode.VtruncSatS : Opcode.VtruncRelaxedS, Lanes.F64x2, v[0]),
            WasmOp.I32x4RelaxedTruncF64x2UZero => _b.Vector(isExact ? Opcode.VtruncSatU : Opcode.VtruncRelaxedU, Lanes.F64x2, v[0]),
            WasmOp.F32x4RelaxedMadd => MultiplyAdd(Lanes.F32x4, Opcode.Vmadd, v[0], v[1], v[2]),
            WasmOp.F32x4RelaxedNmadd => MultiplyAdd(Lanes.F32x4, Opcode.Vnmadd, v[0], v[1], v[2]),
            WasmOp.F64x2RelaxedMadd => MultiplyAdd(Lanes.F64x2, Opcode.Vmadd, v[0], v[1], v[2]),
            WasmOp.F64x2RelaxedNmadd => MultiplyAdd(Lanes.F64x2, Opcode.Vnmadd, v[0], v[1], v[2]),
            WasmOp.F32x4RelaxedMin => RelaxedExtreme(Lanes.F32x4, Opcode.Vfmin, Opcode.Vpmin, v[0], v[1]),
            WasmOp.F32x4RelaxedMax => RelaxedExtreme(Lanes.F32x4, Opcode.Vfmax, Opcode.Vpmax, v[0], v[1]),
            WasmOp.F64x2RelaxedMin => RelaxedExtreme(Lanes.F64x2, Opcode.Vfmin, Opcode.Vpmin, v[0], v[1]),
            WasmOp.F64x2RelaxedMax => RelaxedExtreme(Lanes.F64x2, Opcode.Vfmax, Opcode.Vpmax, v[0], v[1]),
            WasmOp.I16x8RelaxedQ15mulrS => _b.Vector(isExact ? Opcode.Vq15mulr : Opcode.Vq15mulrRelaxed, Lanes.I16x8, v[0], v[1]),
            WasmOp.I16x8RelaxedDotI8x16I7x16S => RelaxedDot(v[0], v[1]),
            WasmOp.I32x4RelaxedDotI8x16I7x16AddS =>
                _b.Vector(Opcode.Vadd, Lanes.I32x4, _b.Vector(Opcode.VextaddS, Lanes.I16x8, RelaxedDot(v[0], v[1])), v[2]),
            _ => throw ModuleEnvironment.Unsupported(op),
        };
        _top -= operands;
        Push(result);
    }

    // Fused where the machine can; the deterministic profile rounds twice.
    private Value MultiplyAdd(Lanes lanes, Opcode op, Value a, Value b, Value c)
    {
        if (!module.Options.Deterministic)
        {
            return _b.Vector(op, lanes, a, b, c);
        }

        Value product = _b.Vector(Opcode.Vmul, lanes, a, b);
        return FixNan(lanes, op == Opcode.Vmadd ? _b.Vector(Opcode.Vadd, lanes, product, c) : _b.Vector(Opcode.Vsub, lanes, c, product));
    }

    // The pseudo-minimum with its operands exchanged is what most machines have.
    private Value RelaxedExtreme(Lanes lanes, Opcode exact, Opcode pseudo, Value a, Value b) => module.Options.Deterministic
        ? FixNan(lanes, _b.Vector(exact, lanes, a, b))
        : _b.Vector(pseudo, lanes, b, a);

    private Value RelaxedDot(Value a, Value b)
    {
        if (!module.Options.Deterministic)
        {
            return _b.Vector(Opcode.VdotRelaxed, Lanes.I8x16, a, b);
        }

        // All bytes signed; sums of two products saturate.
        Value low = _b.Vector(Opcode.Vdot, Lanes.I16x8, Extended(Opcode.VextendLowS, a), Extended(Opcode.VextendLowS, b));
        Value high = _b.Vector(Opcode.Vdot, Lanes.I16x8, Extended(Opcode.VextendHighS, a), Extended(Opcode.VextendHighS, b));
        return _b.Vector(Opcode.VnarrowS, Lanes.I32x4, low, high);
    }

    private Value Extended(Opcode op, Value a) => _b.Vector(op, Lanes.I8x16, a);
}
