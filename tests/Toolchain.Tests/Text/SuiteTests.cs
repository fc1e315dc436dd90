using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Toolchain.Text;

[TestClass]
public sealed class SuiteTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("core")]
    [DataRow("misc")]
    [DataRow("component")]
    public void Directives_are_those_of_the_inventory(string group)
    {
        Dictionary<string, Dictionary<string, int>> inventory = SpecSuite.Inventory(group);
        var problems = new List<string>();
        int files = 0;
        foreach ((string name, byte[] text) in SpecSuite.Scripts(group))
        {
            files++;
            IReadOnlyList<WastDirective> directives;
            try
            {
                directives = WastScript.Parse(text, name).Directives;
            }
            catch (WasmMalformedException error)
            {
                problems.Add($"{name}: {error.Message}");
                continue;
            }

            Compare(name, directives, inventory[name], problems);
        }

        Report(problems);
        Assert.HasCount(files, inventory);
    }

    [TestMethod]
    [DataRow("core")]
    [DataRow("misc")]
    public void Malformed_modules_are_refused(string group)
    {
        var problems = new List<string>();
        int total = 0;
        int sameWords = 0;
        foreach ((string name, byte[] text) in SpecSuite.Scripts(group))
        {
            foreach (WastDirective directive in WastScript.Parse(text, name).Directives)
            {
                if (directive is not AssertModuleDirective { Failure: ModuleFailure.Malformed or ModuleFailure.MalformedCustom } assertion
                    || assertion.Module.IsComponent)
                {
                    continue;
                }

                total++;
                try
                {
                    ParseCompletely(assertion.Module);
                    if (!IsLeftToValidation(name, assertion))
                    {
                        problems.Add($"{name}:{directive.Line}: accepted, expected '{assertion.Message}'");
                    }
                }
                catch (WasmMalformedException error)
                {
                    bool same = error.Message.StartsWith(assertion.Message, StringComparison.Ordinal);
                    sameWords += same ? 1 : 0;
                    if (!same && assertion.Module.Form == WastModuleForm.Quote)
                    {
                        TestContext.WriteLine($"{name}:{directive.Line}: '{assertion.Message}' but '{error.Message}'");
                    }
                }
            }
        }

        TestContext.WriteLine($"{total} malformed modules, {sameWords} refused in the words of the suite");
        Report(problems);
    }

    [TestMethod]
    [DataRow("core")]
    [DataRow("misc")]
    public void Other_modules_parse(string group)
    {
        var problems = new List<string>();
        int total = 0;
        int unsupported = 0;
        foreach ((string name, byte[] text) in SpecSuite.Scripts(group))
        {
            foreach (WastModule module in Modules(WastScript.Parse(text, name).Directives))
            {
                total++;
                try
                {
                    ParseCompletely(module);
                }
                catch (WasmMalformedException error)
                {
                    problems.Add($"{name}: {error.Message}");
                }
                catch (UnsupportedFeatureException proposal) when (proposal.Feature == "stack-switching")
                {
                    unsupported++;
                }
            }
        }

        TestContext.WriteLine($"{total} modules, {unsupported} of them with stack switching");
        Report(problems);
    }

    [TestMethod]
    [DataRow("core")]
    [DataRow("misc")]
    public void Printed_modules_parse_to_the_same_text(string group)
    {
        var problems = new List<string>();
        foreach ((string name, byte[] text) in SpecSuite.Scripts(group))
        {
            foreach (WastModule source in Modules(WastScript.Parse(text, name).Directives))
            {
                string first = "";
                try
                {
                    first = WatPrinter.Print(source.Parse());
                    string second = WatPrinter.Print(WatParser.Parse(Encoding.UTF8.GetBytes(first)));
                    if (first != second)
                    {
                        problems.Add($"{name}:{source.Source.Locate(source.Start).Line}: {Difference(first, second)}");
                    }
                }
                catch (WasmMalformedException error)
                {
                    problems.Add($"{name}:{source.Source.Locate(source.Start).Line}: {error.Message} in {Excerpt(first, error.Message)}");
                }
                catch (UnsupportedFeatureException)
                {
                }
            }
        }

        Report(problems);
    }

    [TestMethod]
    public void Damaged_modules_are_refused_with_an_error_of_ours()
    {
        var random = new Random(1);
        var problems = new List<string>();
        int refused = 0;
        int total = 0;
        foreach ((string name, byte[] text) in SpecSuite.Scripts("core"))
        {
            foreach (WastModule module in Modules(WastScript.Parse(text, name).Directives).Where(m => m.Form == WastModuleForm.Text))
            {
                total++;
                byte[] damaged = Damage(text.AsSpan(module.Start, module.End - module.Start), random);
                try
                {
                    WatPrinter.Print(WatParser.Parse(damaged));
                }
                catch (Exception error) when (error is ModuleException or UnsupportedFeatureException)
                {
                    refused++;
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    problems.Add($"{name}: {error} for {Encoding.UTF8.GetString(damaged)}");
                }
            }
        }

        TestContext.WriteLine($"{refused} of {total} refused");
        Report(problems);
    }

    // Removes, repeats or moves a few words and parentheses.
    private static byte[] Damage(ReadOnlySpan<byte> text, Random random)
    {
        List<byte> bytes = [.. text];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 12), bytes.Count - at);
            List<byte> piece = bytes.GetRange(at, length);
            switch (random.Next(4))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, piece);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), piece);
                    break;
                default:
                    bytes[at] = "() \"$0x-\\;@"u8[random.Next(11)];
                    break;
            }

            bytes.Add((byte)' ');
        }

        return bytes.ToArray();
    }

    private static string Difference(string first, string second)
    {
        string[] a = first.Split('\n');
        string[] b = second.Split('\n');
        int line = Enumerable.Range(0, Math.Min(a.Length, b.Length)).FirstOrDefault(i => a[i] != b[i]);
        return $"'{a[line]}' became '{b[line]}'";
    }

    private static string Excerpt(string text, string message)
    {
        string place = message[(message.LastIndexOf(' ') + 1)..].Split(':')[0];
        return int.TryParse(place, out int line) ? text.Split('\n')[line - 1].Trim() : "";
    }

    /// <summary>All modules that are not expected to be malformed, components left out.</summary>
    internal static IEnumerable<WastModule> Modules(IEnumerable<WastDirective> directives) =>
        directives.SelectMany(directive => directive switch
        {
            ModuleDirective d => [d.Module],
            AssertFailureDirective { Module: { } m } => [m],
            AssertModuleDirective { Failure: ModuleFailure.Invalid or ModuleFailure.Unlinkable } d => [d.Module],
            ThreadDirective d => Modules(d.Directives),
            _ => Enumerable.Empty<WastModule>(),
        }).Where(module => !module.IsComponent);

    // The threads proposal forked before limits grew to 64 bits: since 3.0 such a memory is well-formed but not valid.
    private static bool IsLeftToValidation(string name, AssertModuleDirective assertion) =>
        name == "proposals/threads/memory.wast" && assertion.Message == "i32 constant out of range";

    private static void ParseCompletely(WastModule module) => module.Parse();

    private static void Compare(
        string name, IReadOnlyList<WastDirective> directives, Dictionary<string, int> expected, List<string> problems)
    {
        var actual = new Dictionary<string, int>();
        foreach (WastDirective directive in directives)
        {
            Count(actual, "directives");
            bool isCustom = directive.Keyword is "assert_malformed_custom" or "assert_invalid_custom";
            Count(actual, isCustom ? "other" : directive.Keyword);
            if (directive is ThreadDirective thread)
            {
                actual["nested"] = actual.GetValueOrDefault("nested") + thread.Directives.Count;
            }
        }

        foreach ((string column, int count) in expected)
        {
            if (actual.GetValueOrDefault(column) != count)
            {
                problems.Add($"{name}: {actual.GetValueOrDefault(column)} {column}, expected {count}");
            }
        }
    }

    private static void Count(Dictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static void Report(List<string> problems)
    {
        const int Shown = 60;
        if (problems.Count > 0)
        {
            Assert.Fail($"{problems.Count} problems:\n{string.Join('\n', problems.Take(Shown))}");
        }
    }
}
