// artifact-fuzz: see README.md. The process that was started watches another one that does the work, so that a crash is reported with the number of the
// mutant that did it, and a mutant that never ends is found.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Threading;

namespace Wasmtime.Min.Tests.ArtifactFuzz;

internal static class Program
{
    private const string Usage = "usage: artifact-fuzz [--mutants N] [--seconds N] [--first N] [--threads N] | artifact-fuzz --only N";
    private const int MostThreads = 64;
    private const long SlotSize = 64; // a cache line for each thread

    private static readonly TimeSpan LongestMutant = TimeSpan.FromSeconds(60);

    private static int Main(string[] arguments)
    {
        (long first, long mutants, long seconds, long threads, long only, string? progress) =
            (0, long.MaxValue / 2, 60, Environment.ProcessorCount, -1, null);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            bool isNumber = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
            switch (arguments[i])
            {
                case "--mutants" when isNumber:
                    mutants = number;
                    break;
                case "--seconds" when isNumber:
                    seconds = number;
                    break;
                case "--first" when isNumber:
                    first = number;
                    break;
                case "--threads" when isNumber && number is > 0 and <= MostThreads:
                    threads = number;
                    break;
                case "--only" when isNumber:
                    only = number;
                    break;
                case "--progress" when value.Length != 0:
                    progress = value;
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }

        return only >= 0 ? Worker.Explain(only)
            : progress is not null ? Work(first, mutants, seconds, (int)threads, progress)
            : Watch(arguments, (int)threads);
    }

    private static int Watch(string[] arguments, int threads)
    {
        string progress = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.OpenWrite(progress))
            {
                file.SetLength(threads * SlotSize);
            }

            var start = new ProcessStartInfo(Environment.ProcessPath!);
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            {
                start.ArgumentList.Add(typeof(Program).Assembly.Location);
            }

            foreach (string argument in (string[])[.. arguments, "--progress", progress])
            {
                start.ArgumentList.Add(argument);
            }

            using Process child = Process.Start(start)!;
            return Follow(child, progress, threads);
        }
        finally
        {
            File.Delete(progress);
        }
    }

    private static int Follow(Process child, string progress, int threads)
    {
        var seen = new long[threads];
        var since = new long[threads];
        while (!child.WaitForExit(1000))
        {
            long[] now = Read(progress, threads);
            for (int i = 0; i < threads; i++)
            {
                if (now[i] != seen[i] || now[i] == 0)
                {
                    (seen[i], since[i]) = (now[i], Stopwatch.GetTimestamp());
                }
                else if (now[i] > 0 && Stopwatch.GetElapsedTime(since[i]) > LongestMutant)
                {
                    child.Kill();
                    Console.WriteLine($"FAILED: mutant {now[i] - 1} does not end");
                    return 1;
                }
            }
        }

        if (child.ExitCode > 1)
        {
            Console.WriteLine($"FAILED: the process died with code {child.ExitCode} at one of the mutants {string.Join(", ", Array.ConvertAll(Read(progress, threads), static n => n - 1))}");
        }

        return child.ExitCode;
    }

    private static long[] Read(string progress, int threads)
    {
        var numbers = new long[threads];
        byte[] bytes = File.ReadAllBytes(progress);
        for (int i = 0; i < threads; i++)
        {
            numbers[i] = BitConverter.ToInt64(bytes, (int)(i * SlotSize));
        }

        return numbers;
    }

    private static int Work(long first, long mutants, long seconds, int threads, string progress)
    {
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(progress, FileMode.Open);
        using MemoryMappedViewAccessor view = file.CreateViewAccessor();
        long began = Stopwatch.GetTimestamp();
        var workers = new List<Worker>();
        var running = new List<Thread>();
        for (int i = 0; i < threads; i++)
        {
            long slot = i * SlotSize;
            var worker = new Worker(first + i, first + mutants, threads, TimeSpan.FromSeconds(seconds), number => view.Write(slot, number + 1));
            var thread = new Thread(worker.Run);
            workers.Add(worker);
            running.Add(thread);
            thread.Start();
        }

        running.ForEach(static thread => thread.Join());
        long tried = 0, used = 0, notLinked = 0;
        int failures = 0;
        foreach (Worker worker in workers)
        {
            (tried, used, notLinked, failures) = (tried + worker.Tried, used + worker.Used, notLinked + worker.NotLinked, failures + worker.Failures);
        }

        double time = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{tried} mutants from number {first}, {tried / time:f0} a second: {tried - used - notLinked} refused, {notLinked} not linked, {used} used, {failures} failed"));
        return failures == 0 ? 0 : 1;
    }
}
