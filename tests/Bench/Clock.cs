using System;
using System.Diagnostics;

namespace Wasmtime.Min.Tests.Bench;

/// <summary>Times short operations on a machine that others use too.</summary>
internal static class Clock
{
    /// <summary>
    /// Nanoseconds of one operation: the best of <paramref name="rounds"/> rounds, because everything that disturbs a round makes it longer.
    /// </summary>
    /// <param name="rounds">Number of rounds; one more comes before and does not count.</param>
    /// <param name="perRound">Operations in a round.</param>
    /// <param name="round">Does them.</param>
    internal static double Best(int rounds, int perRound, Action<int> round)
    {
        round(perRound);
        double best = double.MaxValue;
        for (int i = 0; i < rounds; i++)
        {
            long began = Stopwatch.GetTimestamp();
            round(perRound);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalNanoseconds);
        }

        return best / perRound;
    }

    /// <summary>Nanoseconds of one operation that has to be undone outside of the time: the median of single runs.</summary>
    internal static double Median<T>(int runs, Func<T> operation, Action<T> undo)
    {
        var times = new double[runs];
        for (int i = -1; i < runs; i++)
        {
            long began = Stopwatch.GetTimestamp();
            T result = operation();
            double time = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
            undo(result);
            if (i >= 0)
            {
                times[i] = time;
            }
        }

        Array.Sort(times);
        return times[runs / 2];
    }
}
