// Modules that commands are given: telling text from binary, and turning what the front end says into FILE:LINE:COLUMN lines.
using System;
using Wasmtime.Min.Toolchain.Cli.Files;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Text;
using Wasmtime.Min.Toolchain.Wasm.Validation;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>A module that a command was given.</summary>
internal sealed class ModuleFile
{
    private static ReadOnlySpan<byte> ElfMagic => "\u007fELF"u8;

    private readonly TextSource? _text;

    private ModuleFile(InputFile input, TextSource? text)
    {
        Input = input;
        _text = text;
    }

    /// <summary>The file.</summary>
    internal InputFile Input { get; }

    /// <summary>Its name for messages.</summary>
    internal string Path => Input.Name;

    /// <summary>Its content.</summary>
    internal byte[] Bytes => Input.Bytes;

    /// <summary>Whether it is in the text format.</summary>
    internal bool IsText => _text is not null;

    /// <summary>Reads the file; its content is not looked at beyond the first bytes.</summary>
    /// <exception cref="CommandException">It cannot be read, or is no core module.</exception>
    internal static ModuleFile Open(string path) => Of(InputFile.Read(path));

    /// <summary>The module in a file.</summary>
    /// <exception cref="CommandException">It is no core module.</exception>
    internal static ModuleFile Of(InputFile input)
    {
        string path = input.Name;
        byte[] bytes = input.Bytes;
        if (IsElf(bytes))
        {
            throw new CommandException($"{path}: this is an ELF file, not WebAssembly; artifacts are run by 'run' and shown by 'objdump'");
        }

        bool isBinary = WasmBinaryReader.IsBinary(bytes) || path.EndsWith(".wasm", StringComparison.Ordinal);
        return new ModuleFile(input, isBinary ? null : new TextSource(bytes));
    }

    /// <summary>Whether bytes begin like an artifact.</summary>
    internal static bool IsElf(ReadOnlySpan<byte> bytes) => bytes.StartsWith(ElfMagic);

    /// <summary>Parses or decodes the module.</summary>
    /// <param name="features">Decides on encodings that are malformed without a proposal.</param>
    /// <param name="decodeBodies">False leaves the bodies of a binary module for later.</param>
    /// <exception cref="CommandException">It is malformed.</exception>
    internal WasmModule Parse(WasmFeatures features, bool decodeBodies = true) => Guard(() =>
        _text is null ? WasmBinaryReader.Read(Bytes, features, decodeBodies) : WatParser.Parse(_text));

    /// <summary>Parses and validates the module.</summary>
    /// <exception cref="CommandException">It is malformed or invalid.</exception>
    internal WasmModule ParseAndValidate(WasmFeatures features)
    {
        WasmModule module = Parse(features);
        Guard(() => ModuleValidator.Validate(module, features));
        return module;
    }

    /// <summary>Runs work on this file and gives each refusal of the module its place in the file.</summary>
    internal T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ModuleException error)
        {
            throw new CommandException(Describe(error));
        }
        catch (UnsupportedFeatureException proposal)
        {
            throw new CommandException($"{Path}: {proposal.Message}");
        }
    }

    /// <summary><c>FILE:LINE:COLUMN: message</c> for text, <c>FILE: message at offset</c> for binaries.</summary>
    internal string Describe(ModuleException error)
    {
        if (_text is null)
        {
            return $"{Path}: {error.Message}";
        }

        if (error.Offset >= 0)
        {
            (int line, int column) = _text.Locate((int)Math.Min(error.Offset, Bytes.Length));
            return $"{Path}:{line}:{column}: {error.Message}";
        }

        // The parser ends its messages with the place: "... (at 3:14)".
        const string Before = " (at ";
        int at = error.Message.LastIndexOf(Before, StringComparison.Ordinal);
        return at >= 0 && error.Message.EndsWith(')')
            ? $"{Path}:{error.Message[(at + Before.Length)..^1]}: {error.Message[..at]}"
            : $"{Path}: {error.Message}";
    }
}
