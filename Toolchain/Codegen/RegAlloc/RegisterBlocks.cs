// When physical registers are not free: around instructions with fixed operands, and across clobbers. Kept as one event list per
// register, built backwards and walked forwards by the scan.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Blocked stretches of every physical register.</summary>
internal sealed class RegisterBlocks
{
    internal const int Registers = 64;

    private readonly int[] _first = new int[Registers];
    private readonly int[] _cursor = new int[Registers];
    private Stretch[] _stretches = new Stretch[256];
    private int _count;

    private struct Stretch
    {
        internal int From;
        internal int To;
        internal int Next;
    }

    internal void Clear()
    {
        Array.Fill(_first, -1);
        _count = 0;
    }

    /// <summary>Blocks a register; calls come with falling positions, touching stretches are joined.</summary>
    internal void Add(int register, int from, int to)
    {
        int first = _first[register];
        if (first >= 0 && to >= _stretches[first].From)
        {
            _stretches[first].From = Math.Min(_stretches[first].From, from);
            _stretches[first].To = Math.Max(_stretches[first].To, to);
            return;
        }

        if (_count == _stretches.Length)
        {
            Array.Resize(ref _stretches, _count * 2);
        }

        _stretches[_count] = new Stretch { From = from, To = to, Next = first };
        _first[register] = _count++;
    }

    internal void StartScan() => _first.CopyTo(_cursor.AsSpan());

    /// <summary>Whether a register is blocked somewhere in a stretch; starts must not fall from call to call.</summary>
    internal bool IsBlocked(int register, int from, int to)
    {
        int stretch = _cursor[register];
        while (stretch >= 0 && _stretches[stretch].To <= from)
        {
            stretch = _stretches[stretch].Next;
        }

        _cursor[register] = stretch;
        return stretch >= 0 && _stretches[stretch].From < to;
    }

    /// <summary>
    /// First position at or behind the start of an interval where the register is blocked while the interval needs it, or
    /// <see cref="int.MaxValue"/>. Starts of intervals must not fall from call to call.
    /// </summary>
    internal int FirstConflict(int register, IntervalSet intervals, int interval)
    {
        int range = intervals.Items[interval].FirstRange;
        int start = intervals.Ranges[range].From;
        int stretch = _cursor[register];
        while (stretch >= 0 && _stretches[stretch].To <= start)
        {
            stretch = _stretches[stretch].Next;
        }

        _cursor[register] = stretch;
        while (stretch >= 0 && range != IntervalSet.None)
        {
            ref Stretch blocked = ref _stretches[stretch];
            ref IntervalSet.Range needed = ref intervals.Ranges[range];
            int from = Math.Max(blocked.From, needed.From);
            if (from < Math.Min(blocked.To, needed.To))
            {
                return from;
            }

            if (blocked.To <= needed.To)
            {
                stretch = blocked.Next;
            }
            else
            {
                range = needed.Next;
            }
        }

        return int.MaxValue;
    }
}
