using System;
using System.Collections.Generic;
using System.Globalization;
using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Toolchain.Cli.Objdump;

/// <summary>The pieces of section Text that are to be shown, with the names of all of them.</summary>
internal sealed class CodeRanges
{
    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<uint, uint> _ends = [];
    private readonly List<CodeRange> _pieces = [];
    private readonly List<CodeRange> _functions = [];
    private readonly List<CodeRange> _stubs = [];
    private readonly bool _isWhole;

    private CodeRanges(ArtifactImage image, string? only)
    {
        _isWhole = only is null;
        ArtifactFile file = image.File;
        ulong textSize = file.Header[SectionId.Text].Size;
        int imported = file.ImportedFunctionCount();
        foreach (ElfSymbol symbol in image.Elf.Symbols)
        {
            ulong offset = (ulong)symbol.Offset;
            ulong length = (ulong)symbol.Length;
            bool isCode = symbol.Section < image.Elf.Sections.Count && image.Elf.Sections[symbol.Section].IsCode;
            if (!isCode || offset > textSize || length > textSize - offset)
            {
                continue;
            }

            var range = new CodeRange((uint)offset, (uint)length);
            _names.TryAdd(range.Offset, symbol.Name);
            _pieces.Add(range);
            bool isFunction = file.TryFindFunction(range.Offset, out int defined);
            string index = isFunction ? (imported + defined).ToString(CultureInfo.InvariantCulture) : "";
            if (only is null || symbol.Name == only || index == only)
            {
                (isFunction ? _functions : _stubs).Add(range);
            }

            if (isFunction)
            {
                FunctionRecord function = file.Table<FunctionRecord>(TableId.Functions)[defined];
                _ends[range.Offset] = function.CodeOffset + function.CodeLength;
            }
        }

        _pieces.Sort((a, b) => a.Offset.CompareTo(b.Offset));
    }

    /// <summary>Functions first, then the initialiser and the stubs.</summary>
    internal IEnumerable<CodeRange> All
    {
        get
        {
            foreach (CodeRange range in _functions)
            {
                yield return range;
            }

            foreach (CodeRange range in _stubs)
            {
                yield return range;
            }
        }
    }

    /// <summary>What is no function of the module.</summary>
    internal IReadOnlyList<CodeRange> Stubs => _stubs;

    /// <summary>The pieces of one function or stub, or of all; null if there is none of that name or index.</summary>
    internal static CodeRanges? Of(ArtifactImage image, string? only)
    {
        var ranges = new CodeRanges(image, only);
        return only is null || ranges._functions.Count + ranges._stubs.Count > 0 ? ranges : null;
    }

    /// <summary>The name of what begins at a place, or null.</summary>
    internal string? NameAt(uint offset) => _names.GetValueOrDefault(offset);

    /// <summary>The name of what a place lies in.</summary>
    internal string PieceAt(uint offset)
    {
        (int low, int high) = (0, _pieces.Count);
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = _pieces[middle].Offset <= offset ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && offset - _pieces[low - 1].Offset < _pieces[low - 1].Length ? _names[_pieces[low - 1].Offset] : "no symbol";
    }

    /// <summary>Where a piece ends, constants behind its instructions included.</summary>
    internal uint EndOf(CodeRange range) => Math.Max(range.Offset + range.Length, _ends.GetValueOrDefault(range.Offset));

    /// <summary>Whether a place lies in what is to be shown.</summary>
    internal bool Contains(uint offset)
    {
        if (_isWhole)
        {
            return true;
        }

        foreach (CodeRange range in All)
        {
            if (offset >= range.Offset && offset < EndOf(range))
            {
                return true;
            }
        }

        return false;
    }
}
