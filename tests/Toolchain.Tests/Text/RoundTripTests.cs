using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Script;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Toolchain.Text;

/// <summary>Text to bytes and back: whatever way a module takes, its bytes stay the same.</summary>
[TestClass]
public sealed class RoundTripTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("core")]
    [DataRow("misc")]
    public void Bytes_survive_decoding_and_printing(string group)
    {
        var problems = new List<string>();
        int total = 0;
        foreach ((string name, byte[] text) in SpecSuite.Scripts(group))
        {
            foreach (WastModule source in SuiteTests.Modules(WastScript.Parse(text, name).Directives))
            {
                string place = $"{name}:{source.Source.Locate(source.Form == WastModuleForm.Quote ? 0 : source.Start).Line}";
                try
                {
                    WasmModule module = source.Parse();
                    if (source.Form == WastModuleForm.Binary)
                    {
                        // Bytes may say what text cannot: runs of no locals, names of nothing, a needless data count.
                        module = Reparse(module);
                    }

                    Check(place, module, problems);
                    total++;
                }
                catch (WasmMalformedException error)
                {
                    problems.Add($"{place}: {error.Message}");
                }
                catch (UnsupportedFeatureException)
                {
                }
            }
        }

        TestContext.WriteLine($"{total} modules");
        Assert.IsEmpty(problems, string.Join('\n', problems.Take(60)));
    }

    private static void Check(string place, WasmModule module, List<string> problems)
    {
        byte[] bytes = WasmBinaryWriter.Write(module);
        byte[] decoded = WasmBinaryWriter.Write(WasmBinaryReader.Read(bytes));
        if (!bytes.AsSpan().SequenceEqual(decoded))
        {
            problems.Add($"{place}: encoding differs after decoding: {Difference(bytes, decoded)}");
        }

        byte[] reparsed = WasmBinaryWriter.Write(Reparse(module));
        if (!bytes.AsSpan().SequenceEqual(reparsed))
        {
            problems.Add($"{place}: encoding differs after printing: {Difference(bytes, reparsed)}");
        }

        byte[] throughBoth = WasmBinaryWriter.Write(Reparse(WasmBinaryReader.Read(bytes)));
        if (!bytes.AsSpan().SequenceEqual(throughBoth))
        {
            problems.Add($"{place}: encoding differs after decoding and printing: {Difference(bytes, throughBoth)}");
        }
    }

    private static WasmModule Reparse(WasmModule module) => WatParser.Parse(Encoding.UTF8.GetBytes(WatPrinter.Print(module)));

    private static string Difference(byte[] first, byte[] second)
    {
        int at = first.AsSpan().CommonPrefixLength(second);
        return $"{first.Length} and {second.Length} bytes, at 0x{at:x} "
            + $"{Convert.ToHexString(first.AsSpan(at, Math.Min(8, first.Length - at)))} became "
            + Convert.ToHexString(second.AsSpan(at, Math.Min(8, second.Length - at)));
    }
}
