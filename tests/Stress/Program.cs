// Traps, as many as one likes, a soak of everything, or a race with the file system; on CoreCLR and on NativeAOT: README.md.
using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Tests.Stress;

internal static class Program
{
    private const string Usage =
        "usage: stress FOLDER [--traps N] [--overflows N] [--nested N] [--threads N] [--rounds N] | stress FOLDER --soak MINUTES [--threads N] | stress FOLDER --escapes N";

    private const int CrowdThreads = 16, SoakThreads = 4;

    private static int Main(string[] arguments)
    {
        if (!TryParse(arguments, out Settings settings))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        try
        {
            if (settings.Escapes is { } opens)
            {
                Escapes.Run(arguments[0], opens);
                Console.WriteLine("all as expected");
                return 0;
            }

            using var engine = new Engine(new PosixPlatform());
            if (settings.Soak is { } time)
            {
                Soak.Run(engine, arguments[0], time, settings.Threads ?? SoakThreads);
                Console.WriteLine("all as expected");
                return 0;
            }

            int threads = settings.Threads ?? CrowdThreads;
            using Module bySignals = Module.Load(engine, Path.Combine(arguments[0], "traps.cwasm"));
            using Module byChecks = Module.Load(engine, Path.Combine(arguments[0], "traps-checked.cwasm"));
            foreach (Module module in (Module[])[bySignals, byChecks])
            {
                string mode = module == bySignals ? "signals" : "checks";
                foreach (TrapKind kind in TrapKind.All)
                {
                    int count = kind.Code == TrapCode.StackOverflow ? settings.Overflows : settings.Traps;
                    Step($"{count} x {kind.Export}, by {mode}", () => TrapLoop.Run(engine, module, kind, count));
                }

                Step($"{settings.Nested} x {Nesting.Depth} nested host calls, by {mode}", () => Nesting.Run(engine, module, settings.Nested));
            }

            Step(
                $"{threads} threads, {settings.Rounds} rounds each, beside collections and null references",
                () => Crowd.Run(engine, [bySignals, byChecks], threads, settings.Rounds));
            Console.WriteLine("all as expected");
            return 0;
        }
        catch (StressException error)
        {
            Console.WriteLine($"FAILED: {error.Message}");
            return 1;
        }
    }

    private static void Step(string name, Action action)
    {
        long began = Stopwatch.GetTimestamp();
        action();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-76} {Stopwatch.GetElapsedTime(began).TotalSeconds,7:0.0} s"));
    }

    private static bool TryParse(string[] arguments, out Settings settings)
    {
        settings = new Settings();
        if (arguments.Length % 2 == 0)
        {
            return false;
        }

        for (int i = 1; i < arguments.Length; i += 2)
        {
            if (arguments[i] == "--soak")
            {
                if (!double.TryParse(arguments[i + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double minutes) || minutes <= 0)
                {
                    return false;
                }

                settings = settings with { Soak = TimeSpan.FromMinutes(minutes) };
                continue;
            }

            if (!int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            {
                return false;
            }

            Settings? changed = arguments[i] switch
            {
                "--traps" => settings with { Traps = value },
                "--overflows" => settings with { Overflows = value },
                "--nested" => settings with { Nested = value },
                "--threads" => settings with { Threads = value },
                "--rounds" => settings with { Rounds = value },
                "--escapes" => settings with { Escapes = value },
                _ => null,
            };
            if (changed is null)
            {
                return false;
            }

            settings = changed;
        }

        return true;
    }
}

/// <summary>How often. The defaults are what the product promises to survive.</summary>
internal sealed record Settings
{
    /// <summary>Traps of each kind.</summary>
    internal int Traps { get; init; } = 1_000_000;

    /// <summary>Stack overflows; each walks through a whole stack.</summary>
    internal int Overflows { get; init; } = 10_000;

    /// <summary>Towers of nested host calls.</summary>
    internal int Nested { get; init; } = 1_000;

    /// <summary>Threads that trap, or soak, at once.</summary>
    internal int? Threads { get; init; }

    /// <summary>Rounds through all kinds for each thread.</summary>
    internal int Rounds { get; init; } = 5_000;

    /// <summary>So many opens in a race with somebody who exchanges directories instead.</summary>
    internal int? Escapes { get; init; }

    /// <summary>A soak of this time instead.</summary>
    internal TimeSpan? Soak { get; init; }
}

/// <summary>Something was not as it has to be.</summary>
internal sealed class StressException(string message) : Exception(message);
