// Functions that take a cheaper way through the compiler behave like all others.
using System;
using System.Globalization;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Tests.Runtime;

[TestClass]
public sealed class LargeFunctionTests
{
    private const int Cases = 520;

    private static readonly string[] Types = ["i32", "i64", "f32", "f64", "i31ref"];

    [TestMethod]
    public void Locals_in_the_frame_hold_what_was_assigned()
    {
        string wat = SwitchOverLocals();
        foreach (OptLevel level in new[] { OptLevel.None, OptLevel.Speed })
        {
            using var rig = new Rig(new CompileOptions { OptLevel = level, VerifyEach = true });
            Func<int, int, int> assigned = rig.Instantiate(wat).GetFunction<int, int, int>("assigned")!;
            for (int i = 0; i < Cases; i += 13)
            {
                int value = i % Types.Length == Types.Length - 1 ? 1 : 3 * (i + 1);
                Assert.AreEqual(value + (1000 * i), assigned(i, 3), $"case {i}");
            }
        }
    }

    // Case i assigns local i alone, from the second parameter; then all locals are added up, references as whether they are null, and the
    // first parameter, changed on the way, a thousand times.
    private static string SwitchOverLocals()
    {
        var text = new StringBuilder("(module (func (export \"assigned\") (param $case i32) (param $x i32) (result i32) (local $sum i32)\n");
        for (int i = 0; i < Cases; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"(local $l{i} {Types[i % Types.Length]})\n");
        }

        text.Append(new StringBuilder().Insert(0, "(block ", Cases + 1)).Append("(br_table ");
        for (int i = 0; i < Cases; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i} ");
        }

        text.Append("(local.get $case)))\n");
        for (int i = 0; i < Cases; i++)
        {
            string value = $"(i32.mul (local.get $x) (i32.const {i + 1}))";
            text.Append(CultureInfo.InvariantCulture, $"(local.set $l{i} {From(value, i)}) (br {Cases - 1 - i}))\n");
        }

        text.Append("(local.set $sum (i32.mul (local.get $case) (i32.const 1000)))\n");
        for (int i = 0; i < Cases; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"(local.set $sum (i32.add (local.get $sum) {To($"(local.get $l{i})", i)}))\n");
        }

        return text.Append("(local.get $sum)))").ToString();
    }

    private static string From(string value, int type) => (type % Types.Length) switch
    {
        0 => value,
        1 => $"(i64.extend_i32_s {value})",
        2 => $"(f32.convert_i32_s {value})",
        3 => $"(f64.convert_i32_s {value})",
        _ => $"(ref.i31 {value})",
    };

    private static string To(string value, int type) => (type % Types.Length) switch
    {
        0 => value,
        1 => $"(i32.wrap_i64 {value})",
        2 => $"(i32.trunc_f32_s {value})",
        3 => $"(i32.trunc_f64_s {value})",
        _ => $"(i32.eqz (ref.is_null {value}))",
    };
}
