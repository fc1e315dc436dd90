// A module inside a script. It is only a span of text (or bytes) until somebody asks for it.

using System;

using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Toolchain.Wasm.Script;

/// <summary>How a module is written in a script.</summary>
internal enum WastModuleForm : byte
{
    /// <summary>As text, in place.</summary>
    Text,

    /// <summary>As strings that hold the binary format: <c>(module binary "..." ...)</c>.</summary>
    Binary,

    /// <summary>As strings that hold text: <c>(module quote "..." ...)</c>.</summary>
    Quote,
}

/// <summary>A module or component of a script, not parsed yet.</summary>
internal sealed class WastModule
{
    private readonly TokenList? _tokens; // of the script, for modules in place
    private readonly int _first;

    private WastModule(WastModuleForm form, string? name, bool isComponent, TextSource source, int start, int end)
    {
        Form = form;
        Name = name;
        IsComponent = isComponent;
        Source = source;
        Start = start;
        End = end;
    }

    private WastModule(TokenList tokens, int first, string? name, bool isComponent, int start, int end)
        : this(WastModuleForm.Text, name, isComponent, tokens.Source, start, end)
    {
        _tokens = tokens;
        _first = first;
    }

    /// <summary>How it is written.</summary>
    public WastModuleForm Form { get; }

    /// <summary>Its identifier in the script, without the dollar sign, or null.</summary>
    public string? Name { get; }

    /// <summary>Whether it is a component, which <see cref="Parse"/> does not know.</summary>
    public bool IsComponent { get; }

    /// <summary>The text that the offsets of a parsed module refer to: the script's, or the quoted text.</summary>
    public TextSource Source { get; }

    /// <summary>The first byte of its form in the script.</summary>
    public int Start { get; }

    /// <summary>The byte after its form in the script.</summary>
    public int End { get; }

    /// <summary>The module's bytes, if it is written in the binary format.</summary>
    public ReadOnlyMemory<byte> Binary { get; private init; }

    /// <summary>Parses or decodes the module.</summary>
    /// <param name="features">Decides on binary encodings that are malformed without a proposal.</param>
    /// <exception cref="WasmMalformedException">It is malformed.</exception>
    /// <exception cref="UnsupportedFeatureException">It is a component, or uses a proposal without support.</exception>
    public WasmModule Parse(WasmFeatures features = WasmFeatures.All)
    {
        if (IsComponent)
        {
            throw new UnsupportedFeatureException(UnbuiltProposals.Components);
        }

        return Form switch
        {
            WastModuleForm.Binary => WasmBinaryReader.Read(Binary, features),
            WastModuleForm.Quote => WatParser.Parse(Source),
            WastModuleForm.Text => WatParser.Parse(_tokens!, _first),
        };
    }

    internal static WastModule InPlace(TokenList tokens, int first, string? name, bool isComponent, int start, int end) =>
        new(tokens, first, name, isComponent, start, end);

    internal static WastModule FromBinary(byte[] bytes, string? name, bool isComponent, TextSource source, int start, int end) =>
        new(WastModuleForm.Binary, name, isComponent, source, start, end) { Binary = bytes };

    internal static WastModule Quoted(byte[] text, string? name, bool isComponent, TextSource script, int start, int end)
    {
        var quoted = new TextSource(text, script.Name, script.Locate(start).Line);
        return new(WastModuleForm.Quote, name, isComponent, quoted, start, end);
    }
}
