// One method per arithmetic operation. Pure ones are simplified and shared; division is pure when its divisor is a constant that
// cannot trap, and stays in its block otherwise.
namespace Wasmtime.Min.Toolchain.Codegen.Ir;

#pragma warning disable CS1591 // each method is named after its operation; OpcodeTable.Rows.cs describes it
public sealed partial class FunctionBuilder
{
    public Value Iadd(Value a, Value b) => Binary(Opcode.Iadd, a, b);

    public Value Isub(Value a, Value b) => Binary(Opcode.Isub, a, b);

    public Value Imul(Value a, Value b) => Binary(Opcode.Imul, a, b);

    public Value Iand(Value a, Value b) => Binary(Opcode.Iand, a, b);

    public Value Ior(Value a, Value b) => Binary(Opcode.Ior, a, b);

    public Value Ixor(Value a, Value b) => Binary(Opcode.Ixor, a, b);

    public Value Ishl(Value a, Value b) => Binary(Opcode.Ishl, a, b);

    public Value Ushr(Value a, Value b) => Binary(Opcode.Ushr, a, b);

    public Value Sshr(Value a, Value b) => Binary(Opcode.Sshr, a, b);

    public Value Rotl(Value a, Value b) => Binary(Opcode.Rotl, a, b);

    public Value Rotr(Value a, Value b) => Binary(Opcode.Rotr, a, b);

    public Value Umulhi(Value a, Value b) => Binary(Opcode.Umulhi, a, b);

    public Value Smulhi(Value a, Value b) => Binary(Opcode.Smulhi, a, b);

    public Value Clz(Value a) => Unary(Opcode.Clz, TypeOf(a), a);

    public Value Ctz(Value a) => Unary(Opcode.Ctz, TypeOf(a), a);

    public Value Popcnt(Value a) => Unary(Opcode.Popcnt, TypeOf(a), a);

    public Value Bswap(Value a) => Unary(Opcode.Bswap, TypeOf(a), a);

    public Value Icmp(IntCc cc, Value a, Value b)
    {
        _ = CommonType(Opcode.Icmp, a, b);
        return Function.Pure(new Node { Op = Opcode.Icmp, Type = IrType.I32, Aux = (byte)cc, A = a.Id, B = b.Id });
    }

    /// <summary><paramref name="ifNonZero"/> when the condition is not zero, else <paramref name="ifZero"/>.</summary>
    public Value Select(Value condition, Value ifNonZero, Value ifZero) => Function.Pure(
        new Node { Op = Opcode.Select, Type = CommonType(Opcode.Select, ifNonZero, ifZero), A = condition.Id, B = ifNonZero.Id, C = ifZero.Id });

    /// <summary>I32 to I64 without sign.</summary>
    public Value Uextend(Value a) => Unary(Opcode.Uextend, IrType.I64, a);

    /// <summary>I32 to I64 with its sign.</summary>
    public Value Sextend(Value a) => Unary(Opcode.Sextend, IrType.I64, a);

    /// <summary>I64 to I32.</summary>
    public Value Ireduce(Value a) => Unary(Opcode.Ireduce, IrType.I32, a);

    /// <summary>The low 8, 16 or 32 bits with their sign, in the type of the operand.</summary>
    public Value Sextend(Value a, int bits) => Unary(
        bits switch { 8 => Opcode.Sextend8, 16 => Opcode.Sextend16, _ => Opcode.Sextend32 }, TypeOf(a), a);

    /// <summary>The same bits as another type of the same size.</summary>
    public Value Bitcast(IrType type, Value a) => Unary(Opcode.Bitcast, type, a);

    public Value Fadd(Value a, Value b) => Binary(Opcode.Fadd, a, b);

    public Value Fsub(Value a, Value b) => Binary(Opcode.Fsub, a, b);

    public Value Fmul(Value a, Value b) => Binary(Opcode.Fmul, a, b);

    public Value Fdiv(Value a, Value b) => Binary(Opcode.Fdiv, a, b);

    public Value Fmin(Value a, Value b) => Binary(Opcode.Fmin, a, b);

    public Value Fmax(Value a, Value b) => Binary(Opcode.Fmax, a, b);

    public Value Fcopysign(Value a, Value b) => Binary(Opcode.Fcopysign, a, b);

    public Value Fsqrt(Value a) => Unary(Opcode.Fsqrt, TypeOf(a), a);

    public Value Fabs(Value a) => Unary(Opcode.Fabs, TypeOf(a), a);

    public Value Fneg(Value a) => Unary(Opcode.Fneg, TypeOf(a), a);

    public Value Fceil(Value a) => Unary(Opcode.Fceil, TypeOf(a), a);

    public Value Ffloor(Value a) => Unary(Opcode.Ffloor, TypeOf(a), a);

    public Value Ftrunc(Value a) => Unary(Opcode.Ftrunc, TypeOf(a), a);

    public Value Fnearest(Value a) => Unary(Opcode.Fnearest, TypeOf(a), a);

    public Value Fpromote(Value a) => Unary(Opcode.Fpromote, IrType.F64, a);

    public Value Fdemote(Value a) => Unary(Opcode.Fdemote, IrType.F32, a);

    public Value Fcmp(FloatCc cc, Value a, Value b)
    {
        _ = CommonType(Opcode.Fcmp, a, b);
        return Function.Pure(new Node { Op = Opcode.Fcmp, Type = IrType.I32, Aux = (byte)cc, A = a.Id, B = b.Id });
    }

    public Value FcvtFromSint(IrType type, Value a) => Unary(Opcode.FcvtFromSint, type, a);

    public Value FcvtFromUint(IrType type, Value a) => Unary(Opcode.FcvtFromUint, type, a);

    public Value FcvtToSintSat(IrType type, Value a) => Unary(Opcode.FcvtToSintSat, type, a);

    public Value FcvtToUintSat(IrType type, Value a) => Unary(Opcode.FcvtToUintSat, type, a);

    public Value FcvtToSint(IrType type, Value a) => Effect(new Node { Op = Opcode.FcvtToSint, Type = type, A = a.Id });

    public Value FcvtToUint(IrType type, Value a) => Effect(new Node { Op = Opcode.FcvtToUint, Type = type, A = a.Id });

    public Value Udiv(Value a, Value b) => Divide(Opcode.Udiv, a, b);

    public Value Sdiv(Value a, Value b) => Divide(Opcode.Sdiv, a, b);

    public Value Urem(Value a, Value b) => Divide(Opcode.Urem, a, b);

    public Value Srem(Value a, Value b) => Divide(Opcode.Srem, a, b);

    private Value Unary(Opcode op, IrType type, Value a) => Function.Pure(new Node { Op = op, Type = type, A = a.Id });

    private Value Binary(Opcode op, Value a, Value b) =>
        Function.Pure(new Node { Op = op, Type = CommonType(op, a, b), A = a.Id, B = b.Id });

    private Value Divide(Opcode op, Value a, Value b)
    {
        var node = new Node { Op = op, Type = CommonType(op, a, b), A = Function.Resolve(a).Id, B = Function.Resolve(b).Id };
        Value simpler = Simplifier.SimplifyDivision(Function, node);
        return simpler.IsNone ? Effect(node) : simpler;
    }

    // The rest of a row's rules is checked in debug builds (TypeCheck); this is the mistake that is easily made, and costs next to nothing to find.
    private IrType CommonType(Opcode op, Value a, Value b)
    {
        IrType type = TypeOf(a);
        return TypeOf(b) == type ? type : throw Differ(op, type, TypeOf(b));
    }

    private CompilerBugException Differ(Opcode op, IrType a, IrType b) =>
        new("construction", $"{OpcodeTable.Of(op).Name} of {a.Name} and {b.Name}", $"function '{Function.Name}'");
}
#pragma warning restore CS1591
