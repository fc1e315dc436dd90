// Hours, if one likes, of everything that a guest can do, on several threads: results must stay right, and memory must stay flat. Each thread
// keeps one store for the whole time and makes another for each round; modules are loaded anew now and then.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;

namespace Wasmtime.Min.Tests.Stress;

/// <summary>The soak.</summary>
internal static class Soak
{
    private const int StackSize = 1 << 20;
    private const int RoundsPerModule = 100;
    private const int RoundsPerManagedCollection = 1000;
    private const int Samples = 8;
    private const int WarmUpSamples = 2;

    /// <summary>What resident memory may be above its value at the end of the warm-up, at every later sample.</summary>
    private const double MostGrowthInMiB = 8;

    internal static void Run(Engine engine, string folder, TimeSpan time, int threadCount)
    {
        string[] paths = [Path.Combine(folder, "soak.cwasm"), Path.Combine(folder, "soak-checked.cwasm")];
        var counts = new SoakCounts[threadCount];
        var failures = new List<Exception>();
        bool isDone = false;
        var threads = new Thread[threadCount];
        for (int i = 0; i < threadCount; i++)
        {
            SoakCounts own = counts[i] = new SoakCounts();
            string path = paths[i % paths.Length];
            threads[i] = new Thread(
                () =>
                {
                    try
                    {
                        Work(engine, path, own, ref isDone);
                    }
                    catch (Exception failure)
                    {
                        lock (failures)
                        {
                            failures.Add(failure);
                        }
                    }
                },
                StackSize);
            threads[i].Start();
        }

        // A sample each minute, or eight of a shorter run.
        TimeSpan period = time >= TimeSpan.FromMinutes(Samples) ? TimeSpan.FromMinutes(1) : time / Samples;
        int samples = (int)(time / period);
        double[] resident = new double[samples];
        long began = Stopwatch.GetTimestamp();
        int taken = 0;
        while (taken < samples && failures.Count == 0)
        {
            TimeSpan left = (period * (taken + 1)) - Stopwatch.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
            {
                Thread.Sleep(left);
            }

            resident[taken] = ResidentMiB();
            Console.WriteLine(Describe(Stopwatch.GetElapsedTime(began), counts, resident[taken]));
            taken++;
        }

        Volatile.Write(ref isDone, true);
        Array.ForEach(threads, static thread => thread.Join());
        if (failures.Count > 0)
        {
            throw new StressException($"{failures.Count} threads failed, the first: {failures[0]}");
        }

        Judge(resident);
    }

    private static void Judge(double[] resident)
    {
        double warm = resident[WarmUpSamples - 1];
        double most = 0;
        foreach (double value in resident.AsSpan(WarmUpSamples))
        {
            most = Math.Max(most, value);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"resident memory: {warm:0.0} MiB after sample {WarmUpSamples}, at most {most:0.0} later (bound {warm + MostGrowthInMiB:0.0})"));
        if (most > warm + MostGrowthInMiB)
        {
            throw new StressException("resident memory grows");
        }
    }

    private static void Work(Engine engine, string path, SoakCounts counts, ref bool isDone)
    {
        using Module lasting = Module.Load(engine, path);
        using var old = new SoakGuest(engine, lasting, counts);
        Module module = Module.Load(engine, path);
        try
        {
            for (long round = 0; !Volatile.Read(ref isDone); round++)
            {
                if (round % RoundsPerModule == RoundsPerModule - 1)
                {
                    module.Dispose();
                    module = Module.Load(engine, path);
                }

                using (var fresh = new SoakGuest(engine, module, counts))
                {
                    fresh.Round(round);
                }

                old.Round(round);
                if (round % RoundsPerManagedCollection == 0)
                {
                    GC.Collect();
                }

                counts.Rounds++;
            }
        }
        finally
        {
            module.Dispose();
        }
    }

    private static string Describe(TimeSpan time, SoakCounts[] all, double resident)
    {
        var sum = new SoakCounts();
        foreach (SoakCounts counts in all)
        {
            sum.Rounds += counts.Rounds;
            sum.Instances += counts.Instances;
            sum.Traps += counts.Traps;
            sum.Exceptions += counts.Exceptions;
            sum.Grown += counts.Grown;
            sum.Collections += counts.Collections;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{time.TotalSeconds,6:0} s: {sum.Rounds} rounds, {sum.Instances} instances, {sum.Traps} traps, {sum.Exceptions} exceptions, {sum.Grown} grown, {sum.Collections} collections; resident {resident:0.0} MiB");
    }

    // Second number of /proc/self/statm, in pages.
    private static double ResidentMiB()
    {
        GC.Collect();
        string[] numbers = File.ReadAllText("/proc/self/statm").Split(' ');
        return long.Parse(numbers[1], CultureInfo.InvariantCulture) * (double)Environment.SystemPageSize / (1 << 20);
    }
}
