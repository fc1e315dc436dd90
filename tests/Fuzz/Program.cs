// Watches a process that tries changed modules: whatever ends it early, or keeps it at one of them, is found with its seed.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Wasmtime.Min.Tests.Fuzz;

internal static class Program
{
    private const string WorkerSwitch = "--worker";

    // Real time that one input may take on a machine that has other things to do.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static int Main(string[] arguments)
    {
        (int first, int count, int seconds, int? show) = (1, 10_000, int.MaxValue / 1000, null);
        (string save, string? stateFile) = (Path.GetTempPath(), null);
        List<string> folders = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            switch (arguments[i])
            {
                case "--first" when isNumber:
                    (first, i) = (number, i + 1);
                    break;
                case "--count" when isNumber:
                    (count, i) = (number, i + 1);
                    break;
                case "--seconds" when isNumber:
                    (seconds, i) = (number, i + 1);
                    break;
                case "--show" when isNumber:
                    (show, i) = (number, i + 1);
                    break;
                case "--save" when value.Length != 0:
                    (save, i) = (value, i + 1);
                    break;
                case WorkerSwitch when value.Length != 0:
                    (stateFile, i) = (value, i + 1);
                    break;
                case var folder when Directory.Exists(folder):
                    folders.Add(folder);
                    break;
                default:
                    Console.Error.WriteLine("usage: fuzz [--first SEED] [--count N] [--seconds S] [--show SEED] [--save FOLDER] FOLDER...");
                    return 2;
            }
        }

        if (show is int one)
        {
            var worker = new Worker(Corpus.Read(folders));
            using Stream output = Console.OpenStandardOutput();
            output.Write(worker.InputOf(one));
            string? problem = worker.Try(one);
            Console.Error.WriteLine(problem ?? "nothing is wrong");
            return problem is null ? 0 : 1;
        }

        return stateFile is not null
            ? new Worker(Corpus.Read(folders)).Run(first, count, TimeSpan.FromSeconds(seconds), stateFile)
            : Watch(first, count, TimeSpan.FromSeconds(seconds), folders, save);
    }

    private static int Watch(int first, int count, TimeSpan time, List<string> folders, string save)
    {
        var clock = Stopwatch.StartNew();
        Corpus corpus = Corpus.Read(folders);
        Console.WriteLine($"{corpus.Binaries.Count} modules, {corpus.Texts.Count} texts, seeds from {first}");
        (int compiled, int refused, int findings) = (0, 0, 0);
        int next = first;
        while (next < first + count && clock.Elapsed < time)
        {
            (int seed, string problem, int compiledNow, int refusedNow) = RunWorker(next, first + count - next, time - clock.Elapsed, folders);
            (compiled, refused, next) = (compiled + compiledNow, refused + refusedNow, seed);
            if (problem.Length != 0)
            {
                findings++;
                int culprit = seed - 1;
                string file = Path.Combine(save, string.Create(CultureInfo.InvariantCulture, $"fuzz-{culprit}"));
                File.WriteAllBytes(file, new Worker(corpus).InputOf(culprit));
                Console.WriteLine($"seed {culprit}, {file}: {problem}");
            }
        }

        Console.WriteLine($"{next - first} inputs in {clock.Elapsed.TotalSeconds:F0} s: {compiled} compiled, {refused} refused, {findings} wrong");
        return findings == 0 ? 0 : 1;
    }

    // Returns the seed to go on with; the one before it is at fault if there is a problem.
    private static (int Next, string Problem, int Compiled, int Refused) RunWorker(int first, int count, TimeSpan time, List<string> folders)
    {
        string stateFile = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
            if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            {
                start.ArgumentList.Add(typeof(Program).Assembly.Location);
            }

            foreach (string argument in (string[])[WorkerSwitch, stateFile, "--first", Text(first), "--count", Text(count), "--seconds", Text((int)time.TotalSeconds + 1), .. folders])
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Process.Start(start)!;
            System.Threading.Tasks.Task<string> output = process.StandardOutput.ReadToEndAsync();
            System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
            int at = -1;
            for (var sinceChange = Stopwatch.StartNew(); !process.WaitForExit(500);)
            {
                int now = SeedIn(stateFile, -1);
                if (now != at)
                {
                    at = now;
                    sinceChange.Restart();
                }
                else if (sinceChange.Elapsed > Patience)
                {
                    process.Kill();
                    process.WaitForExit();
                    return (SeedIn(stateFile, first) + 1, $"still not done after {Patience.TotalSeconds:F0} s", 0, 0);
                }
            }

            string[] lines = output.Result.Split('\n', 2);
            string[] numbers = lines[0].Split(' ');
            if (numbers.Length != 3)
            {
                return (SeedIn(stateFile, first) + 1, $"the process ended with code {process.ExitCode}: {error.Result}", 0, 0);
            }

            return (Number(numbers[0]), lines[1].Trim(), Number(numbers[1]), Number(numbers[2]));
        }
        finally
        {
            File.Delete(stateFile);
        }
    }

    private static int SeedIn(string stateFile, int otherwise)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        using FileStream state = new(stateFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return state.ReadAtLeast(bytes, sizeof(int), throwOnEndOfStream: false) == sizeof(int) ? BitConverter.ToInt32(bytes) : otherwise;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
