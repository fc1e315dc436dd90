// The tables that belong to places in the code, and the code itself.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Cli.Objdump;

internal sealed partial class ArtifactListing
{
    private const int BytesPerLine = 16;

    /// <summary>The stubs in the order of their code.</summary>
    internal void Stubs()
    {
        Heading("stubs");
        foreach (CodeRange range in _ranges.Stubs)
        {
            Line($"{Hex(range.Offset)} size {range.Length} {_ranges.NameAt(range.Offset)}");
        }
    }

    /// <summary>Instructions that may trap.</summary>
    internal void Traps()
    {
        Heading("traps");
        foreach ((uint offset, uint value) in _file.Traps.ToList())
        {
            if (_ranges.Contains(offset))
            {
                Line($"{Hex(offset)} {TrapName(value)}, {FunctionAt(offset)}{WasmPlace(offset)}");
            }
        }
    }

    /// <summary>Code offsets with the wasm offsets that they were made for.</summary>
    internal void AddressMap()
    {
        Heading("addrmap");
        foreach ((uint offset, uint value) in _file.SourceMap.ToList())
        {
            if (_ranges.Contains(offset))
            {
                Line($"{Hex(offset)} {(value == ArtifactFormat.None ? "none" : Place(value))}");
            }
        }
    }

    /// <summary>Return addresses with the places of references, as distances from the frame pointer.</summary>
    internal void StackMaps()
    {
        Heading("stackmaps");
        foreach (uint offset in _file.StackMaps.ReturnAddresses())
        {
            if (_ranges.Contains(offset - 1))
            {
                Line($"{Hex(offset)}{StackMap(offset)}, {FunctionAt(offset - 1)}");
            }
        }
    }

    /// <summary>Return addresses of calls with a handler.</summary>
    internal void Exceptions()
    {
        Heading("exceptions");
        foreach ((uint offset, uint handler) in _file.Handlers.ToList())
        {
            if (_ranges.Contains(offset - 1))
            {
                Line($"{Hex(offset)} handler {Hex(handler)}, {FunctionAt(offset - 1)}");
            }
        }
    }

    /// <summary>The machine code of functions, then of stubs.</summary>
    /// <exception cref="CommandException">There is no disassembler for this instruction set.</exception>
    internal void Code()
    {
        Heading("code");
        Dictionary<uint, string> comments = Annotates ? Comments() : [];
        foreach (CodeRange range in _ranges.All)
        {
            _output.Write('\n');
            ReadOnlySpan<byte> bytes = CodeOf(range.Offset, range.Length);
            TargetIsa isa = Targets.ForIsa(_file.Header.Isa) ?? throw new CommandException(
                $"{_path}: code for {PlatformFit.NameOf(_file.Header.Isa)} cannot be shown yet: choose other parts (--help)");
            isa.Disassemble(
                bytes, range.Offset, at => _ranges.NameAt((uint)at), _output, (start, end) => Comment(comments, (uint)start, (uint)end));
            Constants(range.Offset + range.Length, _ranges.EndOf(range));
        }
    }

    private ReadOnlySpan<byte> CodeOf(uint offset, uint length) => _file.Section(SectionId.Text).Slice((int)offset, (int)length);

    // Constants and jump tables, which stand behind the instructions of their function.
    private void Constants(uint start, uint end)
    {
        for (uint at = start; at < end; at += BytesPerLine)
        {
            uint length = Math.Min(BytesPerLine, end - at);
            string bytes = Convert.ToHexStringLower(CodeOf(at, length));
            _output.Write(string.Create(CultureInfo.InvariantCulture, $"{at,8:x}:  .data 0x{bytes}\n"));
        }
    }

    // Traps belong to the first byte of an instruction, handlers and stack maps to the byte behind it.
    private static string? Comment(Dictionary<uint, string> comments, uint start, uint end)
    {
        string? text = comments.GetValueOrDefault(start);
        return comments.TryGetValue(end | ReturnAddress, out string? behind) ? (text is null ? behind : $"{text}; {behind}") : text;
    }

    // Code has less than 2 GiB, so this bit tells return addresses from instructions.
    private const uint ReturnAddress = 1u << 31;

    private Dictionary<uint, string> Comments()
    {
        Dictionary<uint, string> comments = [];
        foreach ((uint offset, uint value) in _file.SourceMap.ToList())
        {
            if (value != ArtifactFormat.None)
            {
                Add(comments, offset, Place(value));
            }
        }

        foreach ((uint offset, uint value) in _file.Traps.ToList())
        {
            Add(comments, offset, "trap: " + TrapName(value));
        }

        foreach ((uint offset, uint handler) in _file.Handlers.ToList())
        {
            Add(comments, offset | ReturnAddress, "handler " + Hex(handler));
        }

        foreach (uint offset in _file.StackMaps.ReturnAddresses())
        {
            Add(comments, offset | ReturnAddress, "references" + StackMap(offset));
        }

        return comments;
    }

    // A wasm offset; of inlined code with its function and the places of the calls that it stands for.
    private string Place(uint location) => _file.TryFindInlined(location, out InlinedPlaceRecord inlined)
        ? $"{Place(inlined.WasmOffset)} of function {inlined.Function.ToString(CultureInfo.InvariantCulture)} inlined at {Place(inlined.Caller)}"
        : "wasm " + Hex(location);

    private static void Add(Dictionary<uint, string> comments, uint key, string text) =>
        comments[key] = comments.TryGetValue(key, out string? known) ? $"{known}; {text}" : text;

    private static string TrapName(uint value) =>
        value < TrapCodes.Count ? TrapCodes.Describe((TrapCode)value) : string.Create(CultureInfo.InvariantCulture, $"unknown trap {value}");

    private string WasmPlace(uint offset) =>
        _file.WasmOffsetOf(offset) is { } place ? string.Create(CultureInfo.InvariantCulture, $", wasm 0x{place:x}") : "";

    private string StackMap(uint returnAddress)
    {
        var text = new StringBuilder();
        StackMapTable.Map map = _file.StackMaps.Find(returnAddress);
        while (map.Next(out uint distance))
        {
            text.Append(CultureInfo.InvariantCulture, $" fp-{distance}");
        }

        return text.ToString();
    }
}
