// Microbenchmarks of the runtime: calls, traps, atomics, loading, instantiation. README.md says how to run them and what fails when.
using System;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Tests.Bench;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["generate", var target])
        {
            Guests.Write(target);
            return 0;
        }

        bool isCheck = arguments is [_, "--check"];
        if (arguments.Length != 1 && !isCheck)
        {
            Console.Error.WriteLine("usage: bench generate FOLDER | bench FOLDER [--check]");
            return 2;
        }

        var report = new Report();
        using var engine = new Engine(new PosixPlatform());
        CallFigures.Measure(engine, arguments[0], report);
        TrapFigures.Measure(engine, arguments[0], report);
        AtomicFigures.Measure(engine, arguments[0], report);
        LoadFigures.Measure(engine, arguments[0], report);
        Console.WriteLine($"{report.Slow} times above their bound, {report.Allocating} calls that allocate");
        return report.Allocating > 0 || (isCheck && report.Slow > 0) ? 1 : 0;
    }
}
