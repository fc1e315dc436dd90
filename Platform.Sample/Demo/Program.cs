// Runs demo.wat and the WASI program files.wat, compiled for a system without virtual memory and signals, on the sample platform. See run.sh.
using System;
using Wasmtime.Min.Wasi;

namespace Wasmtime.Min.Platform.Sample.Demo;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("usage: Platform.Sample.Demo demo.cwasm files.cwasm");
            return 2;
        }

        try
        {
            using var engine = new Engine(new SamplePlatform());
            RunModule(engine, arguments[0]);
            return RunProgram(engine, arguments[1]);
        }
        catch (Exception error) when (error is ArtifactException or LinkException or PlatformException or TrapException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    // A program of WASI: its files are in the platform's memory, its output is the platform's.
    private static int RunProgram(Engine engine, string path)
    {
        using Module module = Module.Load(engine, path);
        using var store = new Store(engine);
        var linker = new Linker(engine);
        var configuration = new WasiConfiguration();
        configuration.Arguments.Add("files");
        configuration.Directories.Add(("/", "/"));
        using IDisposable wasi = WasiLinker.Define(linker, configuration);
        try
        {
            linker.Instantiate(store, module).GetFunction("_start")!.Invoke();
            return 0;
        }
        catch (WasiExitException exit)
        {
            return exit.ExitCode;
        }
    }

    private static void RunModule(Engine engine, string path)
    {
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
