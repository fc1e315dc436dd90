// Distances in instructions of fixed width. Code of such an instruction set never shrinks, so offsets are final as soon as they are known.
//
// A field that waits for its label is open. When the oldest open field of a format is half its reach away, an island is put between two
// instructions (jumped over): a branch for each label that conditional branches wait for, or the constants that loads wait for. Half the reach
// leaves room for the island itself, because what it holds for a format is never longer than the code that refers to it. A branch back to a
// label out of reach is open too, and finds its label through the next island.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Emit;

public sealed partial class CodeBuffer
{
    private readonly List<Field> _fields = [];
    private readonly List<OpenFields> _open = [];
    private readonly List<int> _veneers = []; // label and veneer, by turns, of the island being written
    private int _nextCheck = int.MaxValue;

    /// <summary>Puts an island here if a field needs one. Call it before the records of an instruction, never between them and it.</summary>
    public void MakeRoom()
    {
        if (_length >= _nextCheck)
        {
            CheckFields(isEnd: false);
        }
    }

    /// <summary>Appends an instruction of 4 bytes with the distance to a label in it.</summary>
    /// <param name="word">The instruction without the distance.</param>
    /// <param name="format">The field.</param>
    /// <param name="target">The label, which may be bound already.</param>
    public void EmitField(uint word, FieldFormat format, Label target)
    {
        AddField(word, format, target.Index);
        EmitInt32((int)word);
    }

    /// <summary>The same, to a constant or jump table.</summary>
    public void EmitPoolField(uint word, FieldFormat format, PoolEntry entry)
    {
        PoolData data = _pool[entry.Index];
        if (_labels[data.Label].IsBound && !format.CanReach(_labels[data.Label].Offset - _length))
        {
            // An island took it, too far back: it gets another place. The old one stays for those that refer to it.
            _pool.Add(data);
            _pool[entry.Index] = data with { Label = NewLabel().Index };
        }

        EmitField(word, format, new Label(_pool[entry.Index].Label));
    }

    /// <summary>Records that the instruction emitted next refers to a symbol.</summary>
    public void AddRelocation(Lower.RelocationKind kind, uint symbol, int addend) => _relocations.Add(new Lower.Relocation(_length, kind, symbol, addend));

    private void AddField(uint word, FieldFormat format, int label)
    {
        _fields.Add(new Field(_length, word, label, format));
        if (!_labels[label].IsBound || !format.CanReach(_labels[label].Offset - _length))
        {
            OpenFields open = OpenOf(format);
            open.Fields.Add(_fields.Count - 1);
            _nextCheck = Math.Min(_nextCheck, _length + (format.Reach / 2));
        }
    }

    private OpenFields OpenOf(FieldFormat format)
    {
        foreach (OpenFields open in _open)
        {
            if (open.Format == format)
            {
                return open;
            }
        }

        // The branch of islands last: islands for others add to it.
        var added = new OpenFields(format, []);
        _open.Insert(format == fixedWidth!.BranchField ? _open.Count : 0, added);
        return added;
    }

    private void CheckFields(bool isEnd)
    {
        _nextCheck = int.MaxValue;
        int skip = -1; // label behind the island
        for (int i = 0; i < _open.Count; i++)
        {
            OpenFields open = _open[i];
            DropReached(open);
            if (open.Fields.Count == 0)
            {
                continue;
            }

            int due = _fields[open.Fields[0]].Offset + (open.Format.Reach / 2);
            bool isWanted = open.Format.IsBranch ? isEnd || _length >= due : !isEnd && _length >= due;
            bool isFurthest = open.Format == fixedWidth!.BranchField && fixedWidth.FarBranch is null;
            if (!isWanted || isFurthest)
            {
                _nextCheck = Math.Min(_nextCheck, isFurthest ? int.MaxValue : due);
                continue;
            }

            if (skip < 0 && !isEnd)
            {
                skip = NewLabel().Index;
                _fields.Add(new Field(_length, fixedWidth.Branch, skip, fixedWidth.BranchField));
                EmitInt32((int)fixedWidth.Branch);
            }

            if (open.Format.IsBranch)
            {
                EmitVeneers(open);
            }
            else
            {
                EmitPoolIsland();
                DropReached(open);
            }
        }

        if (skip >= 0)
        {
            _labels[skip] = Here;
        }
    }

    private void DropReached(OpenFields open)
    {
        int kept = 0;
        for (int i = 0; i < open.Fields.Count; i++)
        {
            Field field = _fields[open.Fields[i]];
            if (!_labels[field.Label].IsBound || !open.Format.CanReach(_labels[field.Label].Offset - field.Offset))
            {
                open.Fields[kept++] = open.Fields[i];
            }
        }

        open.Fields.RemoveRange(kept, open.Fields.Count - kept);
    }

    private void EmitVeneers(OpenFields open)
    {
        _veneers.Clear();
        foreach (int index in open.Fields)
        {
            Field field = _fields[index];
            int veneer = -1;
            for (int i = _veneers.Count - 2; i >= 0 && veneer < 0; i -= 2)
            {
                veneer = _veneers[i] == field.Label ? _veneers[i + 1] : -1;
            }

            if (veneer < 0)
            {
                veneer = NewLabel().Index;
                _labels[veneer] = Here;
                _veneers.Add(field.Label);
                _veneers.Add(veneer);
                EmitVeneer(open.Format, field.Label);
            }

            _fields[index] = field with { Label = veneer };
        }

        open.Fields.Clear();
    }

    private void EmitVeneer(FieldFormat from, int label)
    {
        if (from != fixedWidth!.BranchField)
        {
            AddField(fixedWidth.Branch, fixedWidth.BranchField, label);
            EmitInt32((int)fixedWidth.Branch);
            return;
        }

        foreach (FieldWord word in fixedWidth.FarBranch!)
        {
            AddField(word.Word, word.Field, label);
            EmitInt32((int)word.Word);
        }
    }

    private void EmitPoolIsland()
    {
        for (int size = 16; size >= 4; size /= 2)
        {
            foreach (PoolData entry in _pool)
            {
                if (!_labels[entry.Label].IsBound && entry.Alignment == size)
                {
                    int start = (_length + size - 1) & -size;
                    Reserve(start + entry.Bytes - _length);
                    _code.AsSpan(_length, start + entry.Bytes - _length).Clear();
                    _labels[entry.Label] = Here with { Offset = start };
                    _length = start + entry.Bytes;
                }
            }
        }

        _alignment = Math.Max(_alignment, 16);
    }

    private void PatchFields(Span<byte> code, ReadOnlySpan<int> labels)
    {
        foreach (Field field in _fields)
        {
            uint word = field.Format.Insert(field.Word, BoundOffset(labels, field.Label) - field.Offset);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(code[field.Offset..], word);
        }
    }

    private readonly record struct Field(int Offset, uint Word, int Label, FieldFormat Format);

    private sealed record OpenFields(FieldFormat Format, List<int> Fields);
}
