// The text form parses back, and says where it is wrong.
using System;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Tests.Toolchain.Ir;

[TestClass]
public sealed class TextFormTests
{
    [TestMethod]
    public void Every_operation_parses_back()
    {
        foreach (OpcodeRow row in OpcodeTable.All)
        {
            if (row.Op is Opcode.Alias or Opcode.BlockParam)
            {
                continue;
            }

            string text = TextOf(row);
            Assert.AreEqual(text, FunctionPrinter.Print(FunctionParser.Parse(text)), row.Name);
        }
    }

    [TestMethod]
    [DataRow("", 1, "no function")]
    [DataRow("function \"f\" () -> () {\n", 1, "no end")]
    [DataRow("function f () -> () {\n}", 1, "between quotes")]
    [DataRow("function \"f () -> () {\n}", 1, "without an end")]
    [DataRow("function \"f\" (i33) -> () {\n}", 1, "no type 'i33'")]
    [DataRow("function \"f\" () -> () {\n    return\n}", 2, "outside of a block")]
    [DataRow("function \"f\" () -> () {\nblock0():\n    frobnicate\n}", 3, "no operation 'frobnicate'")]
    [DataRow("function \"f\" () -> () {\nblock0():\n    iadd v0\n}", 3, "line ends too early")]
    [DataRow("function \"f\" () -> () {\nblock0():\n    v0 = iconst.i32 1 2\n}", 3, "'2' is too much")]
    [DataRow("function \"f\" (i32) -> () {\nblock0(v1: i32):\n    return\n}", 2, "numbered from v0")]
    [DataRow("function \"f\" () -> () {\n    sig1 = () -> ()\n}", 2, "the next signature has number 0")]
    [DataRow("function \"f\" () -> () {\nblock0():\n    v0 = icmp.i32 lt v0 v0\n}", 3, "no condition 'lt'")]
    [DataRow("function \"f\" () -> () {\nblock0():\n    return\n}\nx", 4, "behind the end")]
    public void Wrong_text_is_refused_with_its_line(string text, int line, string problem)
    {
        IrTextException error = Assert.ThrowsExactly<IrTextException>(() => FunctionParser.Parse(text));
        Assert.AreEqual(line, error.Line);
        StringAssert.Contains(error.Message, problem, StringComparison.Ordinal);
    }

    // A function that uses the operation; the types need not fit, nothing is verified.
    private static string TextOf(in OpcodeRow row)
    {
        string immediates = row.Aux switch
        {
            AuxKind.None => "",
            AuxKind.Number or AuxKind.TrapCode => " -5",
            AuxKind.Vector => " 0x00000000000000000000000000000abc",
            AuxKind.IntCc => " uge",
            AuxKind.FloatCc => " ge",
            AuxKind.Access => " 16s +-8 class 258 trap 77",
            AuxKind.CallFlags => " sym12 sig1 flags 3",
            AuxKind.Lanes => " f64x2",
            AuxKind.LanesImm => " i64x2 1",
            AuxKind.LanesIntCc => " i8x16 ule",
            AuxKind.LanesFloatCc => " f32x4 ge",
            AuxKind.Shuffle => " 0x00000000000000000000000000000001",
        };
        string operands = row.Operands switch
        {
            Operands.Zero => "",
            Operands.One => " v0",
            Operands.Two => " v0 v1",
            Operands.Three or Operands.List => " v0 v1 v0",
        };
        string edges = row.Edges switch
        {
            Edges.None => "",
            Edges.Branch => " block2() block1(v0, v0) block2()",
            Edges.Handler => " block1(v1, v0) block2()",
        };
        var text = new StringBuilder("function \"x \\u000a\" (i32, i32) -> () {\n    sig0 = () -> ()\n    sig1 = (f32) -> (i64, ref)\n    slot0 = 16\n");
        text.Append("block0(v0: i32, v1: i32):\n");
        bool isTerminator = row.Kind == OpKind.Terminator;
        bool hasValue = row.Result is not (TypeRule.None or TypeRule.Handed);
        text.Append(hasValue ? $"    v4 = {row.Name}.i64" : $"    {row.Name}").Append(immediates).Append(operands).Append(edges).Append('\n');
        text.Append(isTerminator ? "" : hasValue ? "    return v4\n" : "    return\n");
        return text.Append("block1(v2: i32, v3: i32) cold:\n    return\nblock2():\n    return\n}\n").ToString();
    }
}
