// Artifacts are ELF files, so the tools that people have read them: without a word on standard error, with the sections of the format and the names of
// functions, and with the same instructions at the same places as our own disassembler sees.
using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Cli.Objdump;

namespace Wasmtime.Min.Tests.Toolchain.Compiler;

[TestClass]
public sealed partial class BinutilsTests
{
    private static readonly string[] Sections = [".text", ".wasmtime.info", ".rodata.wasm", ".wasmtime.images", ".wasmtime.traps", ".wasmtime.addrmap"];

    public static IEnumerable<object[]> Names => SampleModules.All.Select(static module => new object[] { module.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Readelf_shows_header_sections_and_functions(string name)
    {
        using var artifact = new TemporaryArtifact(name);
        string header = Tool("readelf", "-h", artifact.Path);
        Assert.Contains("ELF64", header);
        Assert.Contains("X86-64", header);
        string sections = Tool("readelf", "-S", "-W", artifact.Path);
        foreach (string section in Sections)
        {
            Assert.Contains($" {section} ", sections);
        }

        string symbols = Tool("readelf", "-s", "-W", artifact.Path);
        Assert.MatchesRegex(@" FUNC +GLOBAL .* (_start|even)\n", symbols);
        Assert.MatchesRegex(@" FUNC +LOCAL .* stub\.entry\.\d+\n", symbols);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Objdump_sees_the_same_instructions(string name)
    {
        using var artifact = new TemporaryArtifact(name);
        List<long> theirs = Places(ObjdumpLine(), Tool("objdump", "-d", "-w", artifact.Path));
        using ArtifactImage image = ArtifactImage.Open(artifact.Path);
        ElfFile file = image.Elf;
        using var listing = new StringWriter();
        new ArtifactListing(image, artifact.Path, listing, only: null).Code();
        List<long> ours = Places(OurLine(), listing.ToString());
        Assert.IsGreaterThan(100, ours.Count);

        // Between functions there is padding, which we do not show.
        int code = file.Sections.FindIndex(static section => section.Name == ".text");
        List<ElfSymbol> functions = [.. file.Symbols.Where(symbol => symbol.Section == code)];
        int next = 0;
        List<long> inFunctions = [];
        foreach (long place in theirs)
        {
            while (next + 1 < functions.Count && functions[next + 1].Offset <= place)
            {
                next++;
            }

            if (place >= functions[next].Offset && place < functions[next].Offset + functions[next].Length)
            {
                inFunctions.Add(place);
            }
        }

        long[] different = [.. ours.Except(inFunctions).Concat(inFunctions.Except(ours)).Order()];
        Assert.IsEmpty(different, $"seen by one of both only: {string.Join(", ", different.Take(10).Select(static place => $"0x{place:x}"))}");
    }

    private static List<long> Places(Regex line, string text) =>
        [.. line.Matches(text).Select(static match => long.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    private static string Tool(string name, params string[] arguments)
    {
        try
        {
            using var child = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = child.StandardOutput.ReadToEnd();
            string error = child.StandardError.ReadToEnd();
            child.WaitForExit();
            Assert.AreEqual("", error, $"{name} complains");
            Assert.AreEqual(0, child.ExitCode);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive($"{name} is not installed (package binutils)");
            throw;
        }
    }

    [GeneratedRegex(@"^ +([0-9a-f]+):\t", RegexOptions.Multiline)]
    private static partial Regex ObjdumpLine();

    // Constants behind the code are no instructions.
    [GeneratedRegex(@"^ +([0-9a-f]+):  (?!\.data)", RegexOptions.Multiline)]
    private static partial Regex OurLine();

    private sealed class TemporaryArtifact : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("wasmtime-min-elf-").FullName;

        internal TemporaryArtifact(string name)
        {
            Path = System.IO.Path.Combine(_folder, "a.cwasm");
            byte[] module = SampleModules.All.Single(sample => sample.Name == name).Bytes;
            File.WriteAllBytes(Path, ArtifactCompiler.Compile(module, new CompileOptions()));
        }

        internal string Path { get; }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
