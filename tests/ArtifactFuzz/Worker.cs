using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Wasmtime.Min.Tests.ArtifactFuzz;

/// <summary>One thread's share of the mutants.</summary>
/// <param name="first">Number of its first one.</param>
/// <param name="end">Behind the last number of all.</param>
/// <param name="step">From one of its numbers to the next.</param>
/// <param name="time">How long it works at most.</param>
/// <param name="report">Gets each number before it is tried.</param>
internal sealed class Worker(long first, long end, int step, TimeSpan time, Action<long> report)
{
    private const int MostFailures = 5;

    internal long Tried { get; private set; }

    internal long Used { get; private set; }

    internal long NotLinked { get; private set; }

    internal int Failures { get; private set; }

    /// <summary>Makes one mutant, says what was changed, and tries it.</summary>
    internal static int Explain(long number)
    {
        using var running = new Victim(runsCode: true);
        using var idle = new Victim(runsCode: false);
        List<string> changes = [];
        byte[] mutant = Make(Mutators(), number, out bool runsCode, out string sample, changes);
        Console.WriteLine($"sample '{sample}', seal {(runsCode ? "kept, code runs" : "renewed, code does not run")}: {string.Join("; ", changes)}");
        Console.WriteLine((runsCode ? running : idle).Try(mutant));
        return 0;
    }

    /// <summary>Works until the numbers or the time are used up.</summary>
    internal void Run()
    {
        Mutator[] mutators = Mutators();
        using var running = new Victim(runsCode: true);
        using var idle = new Victim(runsCode: false);
        long began = Stopwatch.GetTimestamp();
        for (long number = first; number < end && Failures < MostFailures; number += step)
        {
            report(number);
            byte[] mutant = Make(mutators, number, out bool runsCode, out string sample, null);
            Try(runsCode ? running : idle, mutant, number, sample);
            if ((++Tried & 0xff) == 0 && Stopwatch.GetElapsedTime(began) > time)
            {
                break;
            }
        }

        report(-1);
        running.Dispose();
        idle.Dispose();
        foreach (string leak in (string[])[.. running.Leaks, .. idle.Leaks])
        {
            Failures++;
            Console.WriteLine($"FAILED: never given back: {leak}");
        }
    }

    private void Try(Victim victim, byte[] mutant, long number, string sample)
    {
        try
        {
            Fate fate = victim.Try(mutant);
            Used += fate == Fate.Used ? 1 : 0;
            NotLinked += fate == Fate.NotLinked ? 1 : 0;
        }
        catch (Exception error)
        {
            Failures++;
            Console.WriteLine($"FAILED: mutant {number} of '{sample}': {error}");
        }
    }

    private static Mutator[] Mutators() => Array.ConvertAll(Sample.All, static sample => new Mutator(sample));

    // One of two keeps the seal and runs the code.
    private static byte[] Make(Mutator[] mutators, long number, out bool runsCode, out string sample, List<string>? changes)
    {
        var dice = new Dice((ulong)number);
        Mutator mutator = mutators[dice.Below(mutators.Length)];
        runsCode = dice.Below(2) == 0;
        sample = mutator.Sample.Name;
        return mutator.Make(ref dice, renewsContract: !runsCode, changes);
    }
}
