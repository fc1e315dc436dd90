using System.IO;

namespace Wasmtime.Min.Tests.Bench;

/// <summary>Loading artifacts from files, and making instances of them.</summary>
internal static class LoadFigures
{
    private const int Runs = 400;
    private const double Load = 40, Instantiate = 10, ChecksPer4MiB = 1000;

    internal static void Measure(Engine engine, string folder, Report report)
    {
        string small = Path.Combine(folder, Guests.SmallCode + ".cwasm");
        string large = Path.Combine(folder, Guests.LargeCode + ".cwasm");
        double largeVouched = LoadTime(engine, large, ModuleTrust.Vouched);
        report.Time("load, vouched for: 30 KB of code", LoadTime(engine, small, ModuleTrust.Vouched), "us", Load);
        report.Time("load, vouched for: 3 MB of code", largeVouched, "us", Load);
        double checks = LoadTime(engine, large, ModuleTrust.Check) - largeVouched;
        double length = new FileInfo(large).Length;
        report.Time($"default checks of that file, for each 4 MiB of its {length / (1 << 20):0.0}", checks * (4 << 20) / length, "us", ChecksPer4MiB);

        foreach (string guest in (string[])[Guests.NoData, Guests.Data])
        {
            using Module module = Module.Load(engine, Path.Combine(folder, guest + ".cwasm"));
            var linker = new Linker(engine);
            Store store = null!;
            double store1 = Clock.Median(Runs, () => new Store(engine), static made => made.Dispose());
            double both = Clock.Median(
                Runs,
                () =>
                {
                    store = new Store(engine);
                    return linker.Instantiate(store, module);
                },
                made => store.Dispose());
            report.Time(guest == Guests.Data ? "new store and instance, 1 MiB data segment" : "new store and instance, memory without data", both / 1000, "us", Instantiate);
            report.Time("  of which the store", store1 / 1000, "us", null);
        }
    }

    private static double LoadTime(Engine engine, string path, ModuleTrust trust) =>
        Clock.Median(Runs, () => Module.Load(engine, path, trust), static module => module.Dispose()) / 1000;
}
