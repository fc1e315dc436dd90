// From operations and operand shapes to rows.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>The row for an operation in a given shape.</summary>
internal static class X64Rows
{
    internal static X64Op Alu(X64Alu op) => op switch
    {
        X64Alu.Add => X64Int.Add,
        X64Alu.Or => X64Int.Or,
        X64Alu.And => X64Int.And,
        X64Alu.Sub => X64Int.Sub,
        X64Alu.Xor => X64Int.Xor,
        X64Alu.Cmp => X64Int.Cmp,
    };

    internal static X64Op AluImm(X64Alu op) => op switch
    {
        X64Alu.Add => X64Int.AddImm,
        X64Alu.Or => X64Int.OrImm,
        X64Alu.And => X64Int.AndImm,
        X64Alu.Sub => X64Int.SubImm,
        X64Alu.Xor => X64Int.XorImm,
        X64Alu.Cmp => X64Int.CmpImm,
    };

    internal static X64Op AluStore(X64Alu op) => op switch
    {
        X64Alu.Add => X64Int.AddStore,
        X64Alu.Or => X64Int.OrStore,
        X64Alu.And => X64Int.AndStore,
        X64Alu.Sub => X64Int.SubStore,
        X64Alu.Xor => X64Int.XorStore,
        X64Alu.Cmp => X64Int.CmpMem,
    };

    internal static X64Op AluStoreImm(X64Alu op) => op switch
    {
        X64Alu.Add => X64Int.AddStoreImm,
        X64Alu.Or => X64Int.OrStoreImm,
        X64Alu.And => X64Int.AndStoreImm,
        X64Alu.Sub => X64Int.SubStoreImm,
        X64Alu.Xor => X64Int.XorStoreImm,
        X64Alu.Cmp => X64Int.CmpImm,
    };

    internal static X64Op Locked(X64Alu op) => op switch
    {
        X64Alu.Add => X64Int.LockAdd,
        X64Alu.Or => X64Int.LockOr,
        X64Alu.And => X64Int.LockAnd,
        X64Alu.Sub => X64Int.LockSub,
        X64Alu.Xor => X64Int.LockXor,
        X64Alu.Cmp => throw new InvalidOperationException("a comparison does not write"),
    };

    internal static X64Op LockedImm(X64Alu op) => op switch
    {
        X64Alu.Add => X64Int.LockAddImm,
        X64Alu.Or => X64Int.LockOrImm,
        X64Alu.And => X64Int.LockAndImm,
        X64Alu.Sub => X64Int.LockSubImm,
        X64Alu.Xor => X64Int.LockXorImm,
        X64Alu.Cmp => throw new InvalidOperationException("a comparison does not write"),
    };

    internal static X64Op ShiftImm(X64Shift op) => op switch
    {
        X64Shift.Shl => X64Int.ShlImm,
        X64Shift.Shr => X64Int.ShrImm,
        X64Shift.Sar => X64Int.SarImm,
        X64Shift.Rol => X64Int.RolImm,
        X64Shift.Ror => X64Int.RorImm,
    };

    internal static X64Op ShiftCl(X64Shift op) => op switch
    {
        X64Shift.Shl => X64Int.ShlCl,
        X64Shift.Shr => X64Int.ShrCl,
        X64Shift.Sar => X64Int.SarCl,
        X64Shift.Rol => X64Int.RolCl,
        X64Shift.Ror => X64Int.RorCl,
    };

    /// <summary>The BMI2 form; rotations have none by a register and keep theirs by cl.</summary>
    internal static X64Op ShiftX(X64Shift op) => op switch
    {
        X64Shift.Shl => X64Int.Shlx,
        X64Shift.Shr => X64Int.Shrx,
        X64Shift.Sar => X64Int.Sarx,
        X64Shift.Rol => X64Int.RolCl,
        X64Shift.Ror => X64Int.RorCl,
    };

    internal static X64Op BitCount(X64BitOp op) => op switch
    {
        X64BitOp.Lzcnt => X64Int.Lzcnt,
        X64BitOp.Tzcnt => X64Int.Tzcnt,
        X64BitOp.Popcnt => X64Int.Popcnt,
        X64BitOp.Bsf => X64Int.Bsf,
        X64BitOp.Bsr => X64Int.Bsr,
    };

    internal static (X64Op Row, int Bytes) Extend(X64Extend kind, int size) => kind switch
    {
        X64Extend.Zero8 => (X64Int.Movzx8, 4),
        X64Extend.Zero16 => (X64Int.Movzx16, 4),
        X64Extend.Zero32 => (X64Int.Mov, 4),
        X64Extend.Sign8 => (X64Int.Movsx8, size),
        X64Extend.Sign16 => (X64Int.Movsx16, size),
        X64Extend.Sign32 => size == 4 ? (X64Int.Mov, 4) : (X64Int.Movsxd, 0),
    };

    internal static int SourceBytes(X64Extend kind) => kind switch
    {
        X64Extend.Zero8 or X64Extend.Sign8 => 1,
        X64Extend.Zero16 or X64Extend.Sign16 => 2,
        X64Extend.Zero32 or X64Extend.Sign32 => 4,
    };

    internal static X64Op Float(X64FloatOp op, int bytes) => op switch
    {
        X64FloatOp.Add => bytes == 4 ? X64Sse.Addss : X64Sse.Addsd,
        X64FloatOp.Sub => bytes == 4 ? X64Sse.Subss : X64Sse.Subsd,
        X64FloatOp.Mul => bytes == 4 ? X64Sse.Mulss : X64Sse.Mulsd,
        X64FloatOp.Div => bytes == 4 ? X64Sse.Divss : X64Sse.Divsd,
        X64FloatOp.Min => bytes == 4 ? X64Sse.Minss : X64Sse.Minsd,
        X64FloatOp.Max => bytes == 4 ? X64Sse.Maxss : X64Sse.Maxsd,
        X64FloatOp.Sqrt => bytes == 4 ? X64Sse.Sqrtss : X64Sse.Sqrtsd,
    };

    internal static X64Op FloatLogic(X64FloatLogic op) => op switch
    {
        X64FloatLogic.And => X64Sse.Andps,
        X64FloatLogic.Or => X64Sse.Orps,
        X64FloatLogic.Xor => X64Sse.Xorps,
    };

    internal static X64Op Ucomis(int bytes) => bytes == 4 ? X64Sse.Ucomiss : X64Sse.Ucomisd;

    internal static X64Op FloatLoad(int bytes) => bytes switch
    {
        4 => X64Sse.MovssLoad,
        8 => X64Sse.MovsdLoad,
        _ => X64Sse.Movups,
    };

    internal static X64Op FloatStore(int bytes) => bytes switch
    {
        4 => X64Sse.MovssStore,
        8 => X64Sse.MovsdStore,
        _ => X64Sse.MovupsStore,
    };
}
