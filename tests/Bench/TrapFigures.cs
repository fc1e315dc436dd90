using System;
using System.IO;

namespace Wasmtime.Min.Tests.Bench;

/// <summary>From the fault to the handler of the caller.</summary>
internal static class TrapFigures
{
    private const int Rounds = 20;
    private const int PerRound = 1000;
    private const double Trap = 6;

    internal static void Measure(Engine engine, string folder, Report report)
    {
        using Module module = Module.Load(engine, Path.Combine(folder, "traps.cwasm"));
        using Module checking = Module.Load(engine, Path.Combine(folder, "traps-checked.cwasm"));
        using var store = new Store(engine);
        var linker = new Linker(engine);
        linker.DefineFunction("host", "nest", static (int depth) => { });
        Instance instance = linker.Instantiate(store, module);
        Figure(report, instance, "memory out of bounds, found by a fault", "load");
        Figure(report, linker.Instantiate(store, checking), "memory out of bounds, found by a check", "load");
        Figure(report, instance, "unreachable", "unreachable");
        Figure(report, instance, "division by zero", "zero");
        Figure(report, instance, "division overflow", "overflow");
        Figure(report, instance, "indirect call of null", "null");
        Figure(report, instance, "indirect call of another type", "signature");
        Figure(report, instance, "raised by the runtime", "fill");
    }

    private static void Figure(Report report, Instance instance, string name, string export)
    {
        Action trap = instance.GetAction(export)!;
        int caught = 0;
        double time = Clock.Best(Rounds, PerRound, count =>
        {
            for (int i = 0; i < count; i++)
            {
                try
                {
                    trap();
                }
                catch (TrapException)
                {
                    caught++;
                }
            }
        });
        if (caught != (Rounds + 1) * PerRound)
        {
            throw new InvalidOperationException($"{export} did not trap each time");
        }

        report.Time("trap to catch: " + name, time / 1000, "us", Trap);
    }
}
