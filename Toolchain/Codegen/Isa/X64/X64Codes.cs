// Short names for opcode maps and prefixes, so that a row reads like the line of the manual: P66_0F(0x58) is "66 0F 58 /r".
namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal static class X64Codes
{
    internal static X64Code Op1(byte opcode) => new(X64Prefix.None, X64Map.OneByte, opcode);

    internal static X64Code F3_1(byte opcode) => new(X64Prefix.F3, X64Map.OneByte, opcode);

    internal static X64Code NP_0F(byte opcode) => new(X64Prefix.None, X64Map.Map0F, opcode);

    internal static X64Code P66_0F(byte opcode) => new(X64Prefix.P66, X64Map.Map0F, opcode);

    internal static X64Code F3_0F(byte opcode) => new(X64Prefix.F3, X64Map.Map0F, opcode);

    internal static X64Code F2_0F(byte opcode) => new(X64Prefix.F2, X64Map.Map0F, opcode);

    internal static X64Code NP_0F38(byte opcode) => new(X64Prefix.None, X64Map.Map0F38, opcode);

    internal static X64Code P66_0F38(byte opcode) => new(X64Prefix.P66, X64Map.Map0F38, opcode);

    internal static X64Code F3_0F38(byte opcode) => new(X64Prefix.F3, X64Map.Map0F38, opcode);

    internal static X64Code F2_0F38(byte opcode) => new(X64Prefix.F2, X64Map.Map0F38, opcode);

    internal static X64Code P66_0F3A(byte opcode) => new(X64Prefix.P66, X64Map.Map0F3A, opcode);

    internal static X64Code F2_0F3A(byte opcode) => new(X64Prefix.F2, X64Map.Map0F3A, opcode);

    /// <summary>The VEX encoding of the same prefix, map and opcode.</summary>
    internal static X64Code Vex(X64Code code) => code with { Vex = true };
}
