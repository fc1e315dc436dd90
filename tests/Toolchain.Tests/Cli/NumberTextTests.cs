using System;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Running;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

[TestClass]
public sealed class NumberTextTests
{
    [TestMethod]
    [DataRow("0", true, 0)]
    [DataRow("-1", true, -1)]
    [DataRow("4294967295", true, -1)]
    [DataRow("0xffffffff", true, -1)]
    [DataRow("-2147483648", true, int.MinValue)]
    [DataRow("-2147483649", false, 0)]
    [DataRow("4294967296", false, 0)]
    [DataRow("1.5", false, 0)]
    [DataRow("", false, 0)]
    [DataRow("-", false, 0)]
    public void Integers_of_32_bits(string text, bool good, int expected)
    {
        Assert.AreEqual(good, NumberText.TryParseInt32(text, out int value));
        Assert.AreEqual(expected, good ? value : 0);
    }

    [TestMethod]
    [DataRow("-9223372036854775808", true, long.MinValue)]
    [DataRow("18446744073709551615", true, -1L)]
    [DataRow("-9223372036854775809", false, 0L)]
    [DataRow("18446744073709551616", false, 0L)]
    public void Integers_of_64_bits(string text, bool good, long expected)
    {
        Assert.AreEqual(good, NumberText.TryParseInt64(text, out long value));
        Assert.AreEqual(expected, good ? value : 0);
    }

    [TestMethod]
    [DataRow(0.0, "0")]
    [DataRow(-0.0, "-0")]
    [DataRow(1.0, "1")]
    [DataRow(0.1, "0.1")]
    [DataRow(1e21, "1000000000000000000000")]
    [DataRow(1.5e300, "15", 299)]
    [DataRow(-1.25e-7, "-0.000000125")]
    [DataRow(123456789012345680.0, "123456789012345680")]
    [DataRow(double.NaN, "NaN")]
    [DataRow(double.PositiveInfinity, "inf")]
    [DataRow(double.NegativeInfinity, "-inf")]
    public void Floats_have_no_exponent(double value, string digits, int zeros = 0) =>
        Assert.AreEqual(digits + new string('0', zeros), NumberText.Format(value));

    [TestMethod]
    public void Floats_read_back()
    {
        foreach (float value in (ReadOnlySpan<float>)[float.Epsilon, float.MaxValue, 16777217f, 0.3f, -1e-30f, float.NegativeInfinity])
        {
            Assert.IsTrue(NumberText.TryParseFloat32(NumberText.Format(value), out float again));
            Assert.AreEqual(value, again);
            Assert.IsTrue(NumberText.TryParseFloat64(NumberText.Format((double)value), out double wide));
            Assert.AreEqual((double)value, wide);
        }

        Assert.IsTrue(NumberText.TryParseFloat32("nan", out float nan));
        Assert.IsTrue(float.IsNaN(nan));
        Assert.IsFalse(NumberText.TryParseFloat64("one", out _));
    }
}
