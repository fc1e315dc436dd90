// Scalar arithmetic, comparisons and conversions: each instruction pops one or two operands and pushes one result.
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private const int BitsOfByte = 8, BitsOfHalf = 16, BitsOfWord = 32;
    private const uint CanonicalNan32 = 0x7fc00000;
    private const ulong CanonicalNan64 = 0x7ff8000000000000;

    // Machines differ in the bits of a NaN that arithmetic makes; where results must not, each such NaN becomes the canonical one.
    private Value FixNan(Value result)
    {
        if (!module.Options.Deterministic)
        {
            return result;
        }

        Value nan = _b.TypeOf(result) == IrType.F32 ? _b.F32Const(CanonicalNan32) : _b.F64Const(CanonicalNan64);
        return _b.Select(_b.Fcmp(FloatCc.Equal, result, result), result, nan);
    }

    // The result of a two-operand instruction; Value.None when the instruction is not one.
    private Value Binary(WasmOp op, Value a, Value b) => op switch
    {
        WasmOp.I32Add or WasmOp.I64Add => _b.Iadd(a, b),
        WasmOp.I32Sub or WasmOp.I64Sub => _b.Isub(a, b),
        WasmOp.I32Mul or WasmOp.I64Mul => _b.Imul(a, b),
        WasmOp.I32DivS or WasmOp.I64DivS => _b.Sdiv(a, b),
        WasmOp.I32DivU or WasmOp.I64DivU => _b.Udiv(a, b),
        WasmOp.I32RemS or WasmOp.I64RemS => _b.Srem(a, b),
        WasmOp.I32RemU or WasmOp.I64RemU => _b.Urem(a, b),
        WasmOp.I32And or WasmOp.I64And => _b.Iand(a, b),
        WasmOp.I32Or or WasmOp.I64Or => _b.Ior(a, b),
        WasmOp.I32Xor or WasmOp.I64Xor => _b.Ixor(a, b),
        WasmOp.I32Shl or WasmOp.I64Shl => _b.Ishl(a, b),
        WasmOp.I32ShrS or WasmOp.I64ShrS => _b.Sshr(a, b),
        WasmOp.I32ShrU or WasmOp.I64ShrU => _b.Ushr(a, b),
        WasmOp.I32Rotl or WasmOp.I64Rotl => _b.Rotl(a, b),
        WasmOp.I32Rotr or WasmOp.I64Rotr => _b.Rotr(a, b),

        WasmOp.I32Eq or WasmOp.I64Eq => _b.Icmp(IntCc.Equal, a, b),
        WasmOp.I32Ne or WasmOp.I64Ne => _b.Icmp(IntCc.NotEqual, a, b),
        WasmOp.I32LtS or WasmOp.I64LtS => _b.Icmp(IntCc.SignedLessThan, a, b),
        WasmOp.I32LtU or WasmOp.I64LtU => _b.Icmp(IntCc.UnsignedLessThan, a, b),
        WasmOp.I32GtS or WasmOp.I64GtS => _b.Icmp(IntCc.SignedGreaterThan, a, b),
        WasmOp.I32GtU or WasmOp.I64GtU => _b.Icmp(IntCc.UnsignedGreaterThan, a, b),
        WasmOp.I32LeS or WasmOp.I64LeS => _b.Icmp(IntCc.SignedLessThanOrEqual, a, b),
        WasmOp.I32LeU or WasmOp.I64LeU => _b.Icmp(IntCc.UnsignedLessThanOrEqual, a, b),
        WasmOp.I32GeS or WasmOp.I64GeS => _b.Icmp(IntCc.SignedGreaterThanOrEqual, a, b),
        WasmOp.I32GeU or WasmOp.I64GeU => _b.Icmp(IntCc.UnsignedGreaterThanOrEqual, a, b),

        WasmOp.F32Add or WasmOp.F64Add => FixNan(_b.Fadd(a, b)),
        WasmOp.F32Sub or WasmOp.F64Sub => FixNan(_b.Fsub(a, b)),
        WasmOp.F32Mul or WasmOp.F64Mul => FixNan(_b.Fmul(a, b)),
        WasmOp.F32Div or WasmOp.F64Div => FixNan(_b.Fdiv(a, b)),
        WasmOp.F32Min or WasmOp.F64Min => FixNan(_b.Fmin(a, b)),
        WasmOp.F32Max or WasmOp.F64Max => FixNan(_b.Fmax(a, b)),
        WasmOp.F32Copysign or WasmOp.F64Copysign => _b.Fcopysign(a, b),

        WasmOp.F32Eq or WasmOp.F64Eq => _b.Fcmp(FloatCc.Equal, a, b),
        WasmOp.F32Ne or WasmOp.F64Ne => _b.Fcmp(FloatCc.NotEqual, a, b),
        WasmOp.F32Lt or WasmOp.F64Lt => _b.Fcmp(FloatCc.LessThan, a, b),
        WasmOp.F32Gt or WasmOp.F64Gt => _b.Fcmp(FloatCc.GreaterThan, a, b),
        WasmOp.F32Le or WasmOp.F64Le => _b.Fcmp(FloatCc.LessThanOrEqual, a, b),
        WasmOp.F32Ge or WasmOp.F64Ge => _b.Fcmp(FloatCc.GreaterThanOrEqual, a, b),
        _ => Value.None,
    };

    // The result of a one-operand instruction; Value.None when the instruction is not one.
    private Value Unary(WasmOp op, Value a) => op switch
    {
        WasmOp.I32Eqz => _b.Icmp(IntCc.Equal, a, _b.Iconst(IrType.I32, 0)),
        WasmOp.I64Eqz => _b.Icmp(IntCc.Equal, a, _b.Iconst(IrType.I64, 0)),
        WasmOp.I32Clz or WasmOp.I64Clz => _b.Clz(a),
        WasmOp.I32Ctz or WasmOp.I64Ctz => _b.Ctz(a),
        WasmOp.I32Popcnt or WasmOp.I64Popcnt => _b.Popcnt(a),
        WasmOp.I32Extend8S or WasmOp.I64Extend8S => _b.Sextend(a, BitsOfByte),
        WasmOp.I32Extend16S or WasmOp.I64Extend16S => _b.Sextend(a, BitsOfHalf),
        WasmOp.I64Extend32S => _b.Sextend(a, BitsOfWord),
        WasmOp.I32WrapI64 => _b.Ireduce(a),
        WasmOp.I64ExtendI32S => _b.Sextend(a),
        WasmOp.I64ExtendI32U => _b.Uextend(a),

        WasmOp.F32Abs or WasmOp.F64Abs => _b.Fabs(a),
        WasmOp.F32Neg or WasmOp.F64Neg => _b.Fneg(a),
        WasmOp.F32Ceil or WasmOp.F64Ceil => FixNan(_b.Fceil(a)),
        WasmOp.F32Floor or WasmOp.F64Floor => FixNan(_b.Ffloor(a)),
        WasmOp.F32Trunc or WasmOp.F64Trunc => FixNan(_b.Ftrunc(a)),
        WasmOp.F32Nearest or WasmOp.F64Nearest => FixNan(_b.Fnearest(a)),
        WasmOp.F32Sqrt or WasmOp.F64Sqrt => FixNan(_b.Fsqrt(a)),
        WasmOp.F32DemoteF64 => FixNan(_b.Fdemote(a)),
        WasmOp.F64PromoteF32 => FixNan(_b.Fpromote(a)),

        WasmOp.I32TruncF32S or WasmOp.I32TruncF64S => _b.FcvtToSint(IrType.I32, a),
        WasmOp.I32TruncF32U or WasmOp.I32TruncF64U => _b.FcvtToUint(IrType.I32, a),
        WasmOp.I64TruncF32S or WasmOp.I64TruncF64S => _b.FcvtToSint(IrType.I64, a),
        WasmOp.I64TruncF32U or WasmOp.I64TruncF64U => _b.FcvtToUint(IrType.I64, a),
        WasmOp.I32TruncSatF32S or WasmOp.I32TruncSatF64S => _b.FcvtToSintSat(IrType.I32, a),
        WasmOp.I32TruncSatF32U or WasmOp.I32TruncSatF64U => _b.FcvtToUintSat(IrType.I32, a),
        WasmOp.I64TruncSatF32S or WasmOp.I64TruncSatF64S => _b.FcvtToSintSat(IrType.I64, a),
        WasmOp.I64TruncSatF32U or WasmOp.I64TruncSatF64U => _b.FcvtToUintSat(IrType.I64, a),
        WasmOp.F32ConvertI32S or WasmOp.F32ConvertI64S => _b.FcvtFromSint(IrType.F32, a),
        WasmOp.F32ConvertI32U or WasmOp.F32ConvertI64U => _b.FcvtFromUint(IrType.F32, a),
        WasmOp.F64ConvertI32S or WasmOp.F64ConvertI64S => _b.FcvtFromSint(IrType.F64, a),
        WasmOp.F64ConvertI32U or WasmOp.F64ConvertI64U => _b.FcvtFromUint(IrType.F64, a),
        WasmOp.I32ReinterpretF32 => _b.Bitcast(IrType.I32, a),
        WasmOp.I64ReinterpretF64 => _b.Bitcast(IrType.I64, a),
        WasmOp.F32ReinterpretI32 => _b.Bitcast(IrType.F32, a),
        WasmOp.F64ReinterpretI64 => _b.Bitcast(IrType.F64, a),
        _ => Value.None,
    };
}
