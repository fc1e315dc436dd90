// The operand formats of x86_64. A format says which fields of a MachInst an instruction uses, in which role, where they go in
// the encoding, and in which order they are printed. Encoder, decoder, printer and operand collector switch on it and on
// nothing else, so a new row costs one line and a new format one arm in each of the four.
//
// "rm" is the register R2 or the memory operand. "modrm.reg", "modrm.rm", "vvvv" are encoding fields.
namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal enum X64Format : byte
{
    /// <summary>R0 = op(rm). <c>mov rax, [rdi]</c>, <c>sqrtsd xmm0, xmm1</c>.</summary>
    RegRm,

    /// <summary>R0 = op(rm, imm). <c>imul rax, rdi, 10</c>, <c>roundsd xmm0, xmm1, 1</c>.</summary>
    RegRmImm,

    /// <summary>R0 = op(R1, rm); R1 tied to R0 without VEX, in vvvv with it. <c>add rax, rdi</c>, <c>vaddsd xmm0, xmm1, xmm2</c>.</summary>
    RegRegRm,

    /// <summary>R0 = op(R1, rm, imm8), tied as <see cref="RegRegRm"/>. <c>pinsrd xmm0, eax, 1</c>.</summary>
    RegRegRmImm,

    /// <summary>R0 = op(R4, R1, rm): R4 tied to R0, R1 in vvvv. <c>vfmadd231ps xmm0, xmm1, xmm2</c>.</summary>
    RegAccRegRm,

    /// <summary>R0 = op(R1, imm), R1 tied to R0; digit in modrm.reg. <c>add rax, 10</c>, <c>shl rax, 3</c>.</summary>
    RegRegImm,

    /// <summary>R0 = op(R1, cl), R1 tied to R0, R2 fixed to rcx. <c>shl rax, cl</c>.</summary>
    ShiftCl,

    /// <summary>R0 = op(rm, R1) with R1 in vvvv. <c>shlx rax, rdi, rcx</c>.</summary>
    RegRmVvvv,

    /// <summary>R0 (vvvv) = op(rm), digit in modrm.reg. <c>blsr rax, rdi</c>.</summary>
    VvvvRm,

    /// <summary>R0 = op(R1), R1 tied to R0; digit in modrm.reg. <c>neg rax</c>.</summary>
    RegReg,

    /// <summary>R0 = op(R1), R1 tied to R0; register in the opcode. <c>bswap rax</c>.</summary>
    OpcodeReg,

    /// <summary>R0 (modrm.rm) = op(R1 in modrm.reg). <c>movd eax, xmm0</c>.</summary>
    RegRegMr,

    /// <summary>R0 (modrm.rm) = op(R1 in modrm.reg, imm8). <c>pextrd eax, xmm0, 1</c>.</summary>
    RegRegMrImm,

    /// <summary>memory = op(memory, R1). <c>mov [rdi], eax</c>, <c>add [rdi], eax</c>.</summary>
    MemReg,

    /// <summary>memory = op(R1, imm8). <c>pextrb [rdi], xmm0, 1</c>.</summary>
    MemRegImm,

    /// <summary>memory = op(memory, imm). <c>mov dword ptr [rdi], 1</c>.</summary>
    MemImm,

    /// <summary>memory = op(memory). <c>neg dword ptr [rdi]</c>.</summary>
    Mem,

    /// <summary>R0 = address of the memory operand. <c>lea rax, [rdi+rsi*4+8]</c>.</summary>
    Lea,

    /// <summary>flags = compare(R1, rm). <c>cmp eax, [rdi]</c>, <c>ucomisd xmm0, xmm1</c>.</summary>
    CmpRegRm,

    /// <summary>flags = compare(rm, R1). <c>test edi, eax</c>, <c>cmp [rdi], eax</c>, <c>bt edi, eax</c>.</summary>
    CmpRmReg,

    /// <summary>flags = compare(rm, imm). <c>cmp eax, 10</c>.</summary>
    CmpRmImm,

    /// <summary>R4:R0 (rdx:rax) = R1 (rax) * rm. <c>mul rdi</c>.</summary>
    Mul,

    /// <summary>R0 (rax), R4 (rdx) = quotient and remainder of R3:R1 (rdx:rax) by rm; no index register. <c>idiv rdi</c>.</summary>
    Div,

    /// <summary>R0 (rdx) = sign of R1 (rax). <c>cdq</c>, <c>cqo</c>.</summary>
    SignOfAcc,

    /// <summary>R4 = high, R0 (vvvv) = low half of R1 (rdx) * rm. <c>mulx rax, rdi, rsi</c>.</summary>
    Mulx,

    /// <summary>R0 (low byte) = condition. <c>sete al</c>.</summary>
    Setcc,

    /// <summary>R0 = condition ? rm : R1, R1 tied to R0. <c>cmove rax, rdi</c>.</summary>
    Cmovcc,

    /// <summary>R0 = immediate: 32 bits, sign-extended for size 8. <c>mov eax, 5</c>.</summary>
    MovImm,

    /// <summary>R0 = 64-bit immediate. <c>movabs rax, 0x123456789</c>.</summary>
    MovImm64,

    /// <summary>R1 tied to R0, exchanged with memory. <c>xchg [rdi], eax</c>.</summary>
    XchgMem,

    /// <summary>R0 and R2 exchange their contents; after allocation only (moves). <c>xchg rax, rdi</c>.</summary>
    XchgReg,

    /// <summary>R0 (rax) = old memory; memory = R4 if it was equal to R1 (rax). <c>lock cmpxchg [rdi], ecx</c>.</summary>
    CmpxchgMem,

    /// <summary>Push of R1. <c>push rbp</c>.</summary>
    Push,

    /// <summary>Pop into R0. <c>pop rbp</c>.</summary>
    Pop,

    /// <summary>Conditional jump to a label. <c>je label</c>.</summary>
    Jcc,

    /// <summary>Jump or call to a label or symbol. <c>jmp label</c>, <c>call symbol</c>.</summary>
    Branch,

    /// <summary>Jump or call to the address in rm. <c>call rax</c>.</summary>
    BranchRm,

    /// <summary>Return that pops imm bytes of arguments. <c>ret 16</c>.</summary>
    RetImm,

    /// <summary>No operands. <c>hlt</c>.</summary>
    Fixed,
}
