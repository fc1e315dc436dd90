// What is changed: modules of the official suites, of the examples, and of shapes that are one thing in excess, each as bytes and as text.
using System;
using System.Collections.Generic;
using System.IO;
using Wasmtime.Min.Tests.CompileTime;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Script;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Fuzz;

/// <summary>The modules; the same ones in the same order for the same folders.</summary>
internal sealed class Corpus
{
    // Beyond that a module takes so long that few of its changes are tried.
    private const int LargestText = 60_000, LargestBinary = 20_000;
    private const int SizeOfShapes = 24;

    /// <summary>Modules in the binary format.</summary>
    internal List<byte[]> Binaries { get; } = [];

    /// <summary>Modules in the text format.</summary>
    internal List<byte[]> Texts { get; } = [];

    /// <summary>Reads what there is.</summary>
    /// <param name="folders">Folders with scripts and modules, at any depth.</param>
    internal static Corpus Read(IReadOnlyList<string> folders)
    {
        var corpus = new Corpus();
        foreach ((_, _, Func<int, byte[]> generate) in Shapes.All)
        {
            corpus.AddBinary(generate(SizeOfShapes));
        }

        foreach (string folder in folders)
        {
            string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
            Array.Sort(files, StringComparer.Ordinal);
            foreach (string file in files)
            {
                switch (Path.GetExtension(file))
                {
                    case ".wasm":
                        corpus.AddBinary(File.ReadAllBytes(file));
                        break;
                    case ".wat":
                        corpus.AddText(File.ReadAllBytes(file));
                        break;
                    case ".wast":
                        corpus.AddScript(File.ReadAllBytes(file));
                        break;
                    default:
                        break;
                }
            }
        }

        return corpus;
    }

    private void AddScript(byte[] script)
    {
        try
        {
            foreach (WastDirective directive in WastScript.Parse(script).Directives)
            {
                WastModule? module = directive switch
                {
                    ModuleDirective definition => definition.Module,
                    AssertModuleDirective refused => refused.Module,
                    _ => null,
                };
                if (module is null || module.IsComponent)
                {
                    continue;
                }

                switch (module.Form)
                {
                    case WastModuleForm.Binary:
                        AddBinary(module.Binary.ToArray());
                        break;
                    case WastModuleForm.Quote:
                        AddText(module.Source.Bytes);
                        break;
                    case WastModuleForm.Text:
                        AddText(script[module.Start..module.End]);
                        break;
                }
            }
        }
        catch (Exception e) when (e is WasmMalformedException or UnsupportedFeatureException)
        {
            // A script of a proposal that is not built.
        }
    }

    private void AddBinary(byte[] module)
    {
        if (module.Length <= LargestBinary)
        {
            Binaries.Add(module);
        }
    }

    private void AddText(byte[] text)
    {
        if (text.Length > LargestText)
        {
            return;
        }

        Texts.Add(text);
        try
        {
            AddBinary(WasmBinaryWriter.Write(WatParser.Parse(text)));
        }
        catch (Exception e) when (e is WasmMalformedException or WasmInvalidException or UnsupportedFeatureException)
        {
            // One that is refused on purpose: text is all there is of it.
        }
    }
}
