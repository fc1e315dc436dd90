using System.Collections.Generic;
using System.Text;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.CommandLine;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

[TestClass]
public sealed class OptionParserTests
{
    [TestMethod]
    public void Values_follow_a_blank_or_an_equals_sign()
    {
        var settings = new RunSettings();
        List<string> operands = Parse(settings, "--invoke", "f", "--fuel=5K", "--env", "A=B=C", "--dir=/tmp::/t", "--time", "m.cwasm");
        Assert.AreEqual("f", settings.Invoke);
        Assert.AreEqual(5u << 10, settings.Fuel);
        Assert.AreEqual(new("A", "B=C"), settings.Environment[0]);
        Assert.AreEqual(("/tmp", "/t"), (settings.Directories[0].Host, settings.Directories[0].Guest));
        Assert.IsTrue(settings.ShowTime);
        CollectionAssert.AreEqual(new[] { "m.cwasm" }, operands);
    }

    [TestMethod]
    public void The_guest_gets_all_behind_the_first_operand()
    {
        var settings = new RunSettings();
        List<string> operands = Parse(settings, "--time", "m.cwasm", "--invoke", "x", "--", "-y");
        Assert.IsNull(settings.Invoke);
        CollectionAssert.AreEqual(new[] { "m.cwasm", "--invoke", "x", "--", "-y" }, operands);
    }

    [TestMethod]
    public void Two_dashes_end_the_options()
    {
        var settings = new RunSettings();
        CollectionAssert.AreEqual(new[] { "--time", "x" }, Parse(settings, "--", "--time", "x"));
        Assert.IsFalse(settings.ShowTime);
    }

    [TestMethod]
    [DataRow("--fuel", "--fuel needs a value: --fuel N")]
    [DataRow("--fuel=", "--fuel takes a whole number")]
    [DataRow("--fuel=-1", "--fuel takes a whole number")]
    [DataRow("--fuel=99999999999999999999", "--fuel takes a whole number")]
    [DataRow("--fuel=17179869184G", "--fuel takes a whole number")]
    [DataRow("--timeout=0", "--timeout takes a number of at least 1")]
    [DataRow("--env=novalue", "--env takes NAME=VALUE")]
    [DataRow("--time=yes", "--time takes no value")]
    [DataRow("--frob", "unknown option '--frob'")]
    public void Bad_options_say_what_is_wrong(string argument, string expected)
    {
        UsageException error = Assert.ThrowsExactly<UsageException>(() => Parse(new RunSettings(), argument));
        Assert.StartsWith(expected, error.Message);
    }

    [TestMethod]
    [DataRow("0", 0ul)]
    [DataRow("0x10", 16ul)]
    [DataRow("3k", 3072ul)]
    [DataRow("2M", 2097152ul)]
    [DataRow("1G", 1073741824ul)]
    [DataRow("18446744073709551615", ulong.MaxValue)]
    public void Numbers_have_suffixes(string text, ulong expected) => Assert.AreEqual(expected, OptionValue.Number("--n", text));

    [TestMethod]
    public void Help_has_one_line_for_each_option()
    {
        var help = new StringBuilder();
        OptionParser.AppendHelp<RunSettings>(help, RunSettings.Options);
        Assert.HasCount(RunSettings.Options.Length + 1, help.ToString().TrimEnd('\n').Split('\n'));
        Assert.Contains("--invoke NAME", help.ToString());
    }

    private static List<string> Parse(RunSettings settings, params string[] arguments) =>
        OptionParser.Parse(arguments, RunSettings.Options, settings, stopAtFirst: true);
}
