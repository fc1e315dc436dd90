// Runs demo.wat, compiled for a system without virtual memory and signals, on the sample platform. See run.sh.
using System;

namespace Wasmtime.Min.Platform.Sample.Demo;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 1)
        {
            Console.Error.WriteLine("usage: Platform.Sample.Demo demo.cwasm");
            return 2;
        }

        try
        {
            Run(arguments[0]);
            return 0;
        }
        catch (Exception error) when (error is ArtifactException or LinkException or PlatformException)
        {
            Console.Error.WriteLine($"{arguments[0]}: {error.Message}");
            return 1;
        }
    }

    private static void Run(string path)
    {
        using var engine = new Engine(new SamplePlatform());
        using Module module = Module.Load(engine, path);
        using var store = new Store(engine);
        var linker = new Linker(engine);
        linker.DefineFunction<int>("host", "print", (Action<int>)(static number => Console.Write($"{number} ")));
        Instance instance = linker.Instantiate(store, module);

        const int Limit = 1_000_000;
        Value primes = instance.GetFunction("primes")!.Invoke(Limit)[0];
        Console.WriteLine($"... {primes.AsInt32()} primes below {Limit}, in {instance.GetMemory("memory")!.Size} pages of memory");
        try
        {
            instance.GetFunction("peek")!.Invoke(-1);
        }
        catch (TrapException trap)
        {
            Console.WriteLine($"and a trap without signals: {trap.Message}");
        }
    }
}
