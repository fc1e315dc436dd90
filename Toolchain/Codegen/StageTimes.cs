// Where the time of a compilation goes (--time-passes). Each compiling thread has an object of its own and reports the end of each stage;
// the time since the previous report belongs to that stage. A compilation that nobody watches has no such object and pays a null check.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Wasmtime.Min.Toolchain.Codegen;

/// <summary>Time and number of runs of each stage, in the order in which stages first ended, and who took a cheaper way. Not thread-safe.</summary>
public sealed class StageTimes
{
    private readonly List<Entry> _entries = [];
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);
    private long _last = Stopwatch.GetTimestamp();

    private readonly record struct Entry(string Stage, long Ticks, int Runs);

    /// <summary>Starts the clock of the next stage; what passed since the last report belongs to none.</summary>
    public void Begin() => _last = Stopwatch.GetTimestamp();

    /// <summary>Ends a stage and begins the next.</summary>
    /// <param name="stage">Name of the stage that ended.</param>
    public void End(string stage)
    {
        long now = Stopwatch.GetTimestamp();
        Add(new Entry(stage, now - _last, 1));
        _last = now;
    }

    /// <summary>Says that a function took a cheaper way than others do.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="stage">The stage that would have been beyond measure.</param>
    /// <param name="reason">What there is too much of, and what was done instead.</param>
    public void Note(string function, string stage, string reason) => _notes.Add($"{function}: {stage}: {reason}");

    /// <summary>Adds what another thread measured.</summary>
    public void Add(StageTimes other)
    {
        foreach (Entry entry in other._entries)
        {
            Add(entry);
        }

        _notes.UnionWith(other._notes);
    }

    /// <summary>
    /// A table: milliseconds, share and runs of each stage, and the sum, then the notes. With several threads it is the time of all together.
    /// </summary>
    public string Format()
    {
        long total = 0;
        foreach (Entry entry in _entries)
        {
            total += entry.Ticks;
        }

        var text = new StringBuilder("stage                     ms  share     runs\n");
        foreach (Entry entry in _entries)
        {
            Append(text, entry.Stage, entry.Ticks, total).Append(CultureInfo.InvariantCulture, $" {entry.Runs,8}\n");
        }

        Append(text, "total", total, total).Append('\n');
        foreach (string note in _notes)
        {
            text.Append(note).Append('\n');
        }

        return text.ToString();
    }

    private static StringBuilder Append(StringBuilder text, string stage, long ticks, long total) => text.Append(
        CultureInfo.InvariantCulture,
        $"{stage,-18} {ticks * 1e3 / Stopwatch.Frequency,9:F2} {ticks * 100.0 / Math.Max(1, total),5:F1}%");

    // A compilation has some twenty stages.
    private void Add(Entry added)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            Entry entry = _entries[i];
            if (entry.Stage == added.Stage)
            {
                _entries[i] = entry with { Ticks = entry.Ticks + added.Ticks, Runs = entry.Runs + added.Runs };
                return;
            }
        }

        _entries.Add(added);
    }
}
