using System;
using System.Globalization;
using System.Text;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Toolchain.Text;

[TestClass]
public sealed class NumbersTests
{
    [TestMethod]
    [DataRow("0", 32, 0L)]
    [DataRow("+0", 32, 0L)]
    [DataRow("1_000", 32, 1000L)]
    [DataRow("0xffff_ffff", 32, 0xffffffffL)]
    [DataRow("-0x80000000", 32, -0x80000000L)]
    [DataRow("-9223372036854775808", 64, long.MinValue)]
    [DataRow("18446744073709551615", 64, -1L)]
    [DataRow("255", 8, 255L)]
    [DataRow("-128", 8, -128L)]
    public void Integers_in_range(string text, int bits, long expected)
    {
        Assert.AreEqual(NumberStatus.Ok, Numbers.Integer(Encoding.UTF8.GetBytes(text), bits, out long value));
        Assert.AreEqual(expected, value);
    }

    [TestMethod]
    [DataRow("4294967296", 32)]
    [DataRow("-2147483649", 32)]
    [DataRow("18446744073709551616", 64)]
    [DataRow("0x1_0000_0000_0000_0000", 64)]
    [DataRow("-9223372036854775809", 64)]
    [DataRow("256", 8)]
    public void Integers_out_of_range(string text, int bits) =>
        Assert.AreEqual(NumberStatus.OutOfRange, Numbers.Integer(Encoding.UTF8.GetBytes(text), bits, out _));

    [TestMethod]
    [DataRow("")]
    [DataRow("+")]
    [DataRow("0x")]
    [DataRow("1__0")]
    [DataRow("_1")]
    [DataRow("1_")]
    [DataRow("0x_1")]
    [DataRow("0x1_")]
    [DataRow("1a")]
    [DataRow("--1")]
    [DataRow("0X1")]
    [DataRow("1.0")]
    public void Integers_malformed(string text) =>
        Assert.AreEqual(NumberStatus.Malformed, Numbers.Integer(Encoding.UTF8.GetBytes(text), 64, out _));

    [TestMethod]
    [DataRow("0", 0x00000000u)]
    [DataRow("-0.0", 0x80000000u)]
    [DataRow("1.5e0", 0x3fc00000u)]
    [DataRow("1.", 0x3f800000u)]
    [DataRow("1.e2", 0x42c80000u)]
    [DataRow("inf", 0x7f800000u)]
    [DataRow("-inf", 0xff800000u)]
    [DataRow("nan", 0x7fc00000u)]
    [DataRow("-nan:0x7f_ffff", 0xffffffffu)]
    [DataRow("nan:0x1", 0x7f800001u)]
    [DataRow("0x1p0", 0x3f800000u)]
    [DataRow("0x1.8", 0x3fc00000u)]
    [DataRow("0x1.", 0x3f800000u)]
    [DataRow("0x1p-149", 0x00000001u)]
    [DataRow("0x1p-150", 0x00000000u)] // a tie goes to even
    [DataRow("0x1.000002p-150", 0x00000001u)]
    [DataRow("0x1.8p-149", 0x00000002u)] // a tie goes to even
    [DataRow("0x1.fffffep127", 0x7f7fffffu)]
    [DataRow("0x1.fffffe8p127", 0x7f7fffffu)]
    [DataRow("0x1.000001p0", 0x3f800000u)]
    [DataRow("0x1.00000100000000000000000001p0", 0x3f800001u)]
    [DataRow("0x1.000003p0", 0x3f800002u)]
    [DataRow("0x0.00000000000000000000000000000000001p0", 0x00000200u)] // 2^-140
    [DataRow("0x0p999999999999", 0x00000000u)]
    [DataRow("1e-999999", 0x00000000u)]
    [DataRow("16777217", 0x4b800000u)]
    public void Floats_of_32_bits(string text, uint expected)
    {
        Assert.AreEqual(NumberStatus.Ok, Numbers.Float32(Encoding.UTF8.GetBytes(text), out uint bits));
        Assert.AreEqual(expected, bits, bits.ToString("x8", CultureInfo.InvariantCulture));
    }

    [TestMethod]
    [DataRow("0x1p128")]
    [DataRow("0x1.ffffffp127")]
    [DataRow("340282356779733661637539395458142568448")]
    [DataRow("nan:0x0")]
    [DataRow("nan:0x800000")]
    [DataRow("1e39")]
    public void Floats_out_of_range(string text) =>
        Assert.AreEqual(NumberStatus.OutOfRange, Numbers.Float32(Encoding.UTF8.GetBytes(text), out _));

    [TestMethod]
    [DataRow(".5")]
    [DataRow("1..")]
    [DataRow("1e")]
    [DataRow("1e+")]
    [DataRow("1_.0")]
    [DataRow("1._0")]
    [DataRow("0x")]
    [DataRow("0x1p")]
    [DataRow("0x1_p1")]
    [DataRow("0x1._8")]
    [DataRow("0x.8p1")]
    [DataRow("nan:1")]
    [DataRow("nan:0x")]
    [DataRow("infinity")]
    [DataRow("1.0f")]
    public void Floats_malformed(string text) =>
        Assert.AreEqual(NumberStatus.Malformed, Numbers.Float64(Encoding.UTF8.GetBytes(text), out _));

    [TestMethod]
    public void Hexadecimal_doubles_round_trip()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            ulong bits = (ulong)random.NextInt64() & 0x7fffffffffffffff;
            int exponent = (int)(bits >> 52);
            if (exponent == 0x7ff)
            {
                continue;
            }

            ulong fraction = bits & 0xfffffffffffff;
            string text = exponent == 0 ? $"0x0.{fraction:x13}p-1022" : $"0x1.{fraction:x13}p{exponent - 1023}";
            Assert.AreEqual(NumberStatus.Ok, Numbers.Float64(Encoding.UTF8.GetBytes(text), out ulong read));
            Assert.AreEqual(bits, read, text);
        }
    }
}
