namespace Wasmtime.Min.Toolchain.Codegen.Ir;

#pragma warning disable CS1591 // the rows in OpcodeTable.Rows.cs describe every member
/// <summary>Operations of the IR. What each means is in its row (OpcodeTable.Rows.cs).</summary>
public enum Opcode : byte
{
    // Not operations: a value that was replaced by another one; a block's parameter; one result of a call.
    Alias,
    BlockParam,
    Result,

    // Constants and addresses.
    Iconst,
    F32const,
    F64const,
    V128const,
    Vmctx,
    FuncAddr,
    StackAddr,

    // Integers.
    Iadd,
    Isub,
    Imul,
    Iand,
    Ior,
    Ixor,
    Ishl,
    Ushr,
    Sshr,
    Rotl,
    Rotr,
    Umulhi,
    Smulhi,
    Clz,
    Ctz,
    Popcnt,
    Bswap,
    Icmp,
    Select,
    Uextend,
    Sextend,
    Ireduce,
    Sextend8,
    Sextend16,
    Sextend32,
    Bitcast,

    // Floats.
    Fadd,
    Fsub,
    Fmul,
    Fdiv,
    Fmin,
    Fmax,
    Fcopysign,
    Fsqrt,
    Fabs,
    Fneg,
    Fceil,
    Ffloor,
    Ftrunc,
    Fnearest,
    Fpromote,
    Fdemote,
    Fcmp,
    FcvtFromSint,
    FcvtFromUint,
    FcvtToSintSat,
    FcvtToUintSat,
    LoadInvariant,

    // Effects.
    Udiv,
    Sdiv,
    Urem,
    Srem,
    FcvtToSint,
    FcvtToUint,
    Load,
    Store,
    TrapIf,
    TrapIfNot,
    Call,
    CallIndirect,

    // Terminators.
    Jump,
    BrIf,
    BrTable,
    Return,
    ReturnCall,
    ReturnCallIndirect,
    Trap,
}
#pragma warning restore CS1591
