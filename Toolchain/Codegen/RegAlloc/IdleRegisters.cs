// Which registers nobody needs around a gap, for moves that want one more: to break a cycle, or to copy from slot to slot. The ranges of
// all registers are sorted when the first question comes; most functions never ask.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Finds idle registers after the scan; questions come with positions that never fall.</summary>
internal sealed class IdleRegisters
{
    private readonly int[] _cursor = new int[RegisterBlocks.Registers];
    private readonly int[] _end = new int[RegisterBlocks.Registers];
    private long[] _keys = new long[256]; // register, then start
    private int[] _ends = new int[256];
    private int _count;
    private bool _isBuilt;
    private IntervalSet _intervals = null!;
    private RegisterBlocks _blocks = null!;
    private MachineEnvironment _environment = null!;

    internal void Begin(IntervalSet intervals, RegisterBlocks blocks, MachineEnvironment environment)
    {
        (_intervals, _blocks, _environment) = (intervals, blocks, environment);
        _isBuilt = false;
    }

    /// <summary>
    /// A register of a class that is idle from before the gap in front of an instruction until behind the instruction, other than
    /// those in <paramref name="taken"/>; none if all are needed.
    /// </summary>
    internal Allocation Find(RegClass registerClass, int inst, RegisterMask taken)
    {
        if (!_isBuilt)
        {
            Build();
        }

        int from = (inst * 4) - 2, to = (inst * 4) + 4;
        foreach (Reg register in _environment.RegistersOf(registerClass))
        {
            int code = register.Code;
            if (!taken.Has(code) && !IsNeeded(code, from, to) && !_blocks.IsBlocked(code, from, to))
            {
                return Allocation.OfRegister(code);
            }
        }

        return Allocation.None;
    }

    private bool IsNeeded(int register, int from, int to)
    {
        int cursor = _cursor[register];
        while (cursor < _end[register] && _ends[cursor] <= from)
        {
            cursor++;
        }

        _cursor[register] = cursor;
        return cursor < _end[register] && (int)_keys[cursor] < to;
    }

    private void Build()
    {
        _isBuilt = true;
        _count = 0;
        _blocks.StartScan();
        for (int i = 0; i < _intervals.Count; i++)
        {
            ref IntervalSet.Interval item = ref _intervals.Items[i];
            if (item.Location < 0)
            {
                continue;
            }

            for (int range = item.FirstRange; range != IntervalSet.None; range = _intervals.Ranges[range].Next)
            {
                Add(item.Location, _intervals.Ranges[range]);
            }
        }

        Array.Sort(_keys, _ends, 0, _count);
        int at = 0;
        for (int register = 0; register < RegisterBlocks.Registers; register++)
        {
            _cursor[register] = at;
            while (at < _count && (int)(_keys[at] >> 32) == register)
            {
                at++;
            }

            _end[register] = at;
        }
    }

    private void Add(int register, in IntervalSet.Range range)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _ends, _count * 2);
        }

        _keys[_count] = ((long)register << 32) | (uint)range.From;
        _ends[_count++] = range.To;
    }
}
