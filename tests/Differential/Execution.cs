// Runs a module and writes down all that can be seen of it.
using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Differential;

/// <summary>What a module did.</summary>
internal static class Execution
{
    /// <summary>Stands behind the output of a program that failed.</summary>
    internal const string Failed = "failed";

    private const string Returned = "returned";

    /// <summary>Compiles and runs a module; the result is the same for all engines and options that are right.</summary>
    /// <param name="module">The module.</param>
    /// <param name="options">How to compile it.</param>
    /// <param name="engine">Where to run it.</param>
    internal static string Observe(GeneratedModule module, CompileOptions options, Engine engine)
    {
        var seen = new StringBuilder();
        Instantiate(module, options, engine, seen, instance =>
        {
            Function run = instance.GetFunction("run")!;
            foreach ((int first, long second) in ModuleGenerator.Runs)
            {
                seen.Append(CultureInfo.InvariantCulture, $"run {first} {second}: {Outcome(run, [first, second])}\n");
                State(instance, seen);
            }
        });
        return seen.ToString();
    }

    /// <summary>Runs a module as a program.</summary>
    /// <returns>What it prints, and <see cref="Failed"/> if it ends with a trap or an exception.</returns>
    internal static string Print(GeneratedModule module, CompileOptions options, Engine engine)
    {
        var printed = new StringBuilder();
        Instantiate(module, options, engine, printed, instance =>
            printed.Append(Outcome(instance.GetFunction("_start")!, []) == Returned ? "" : Failed));
        return printed.ToString();
    }

    private static void Instantiate(GeneratedModule module, CompileOptions options, Engine engine, StringBuilder printed, Action<Instance> use)
    {
        byte[] artifact = ArtifactCompiler.Compile(
            Encoding.UTF8.GetBytes(module.Text),
            options with { Threads = 1, Deterministic = module.NeedsCanonicalNans });
        using var loaded = Module.Load(engine, artifact);
        using var store = new Store(engine) { Fuel = long.MaxValue };
        store.SetEpochDeadline(1_000_000);
        var linker = new Linker(engine);
        Memory? memory = null;
        linker.DefineFunction("wasi_snapshot_preview1", "fd_write", (int _, int vectors, int _, int written) =>
        {
            ReadOnlySpan<byte> text = memory!.GetSpan(memory.Read<uint>((ulong)vectors), memory.Read<int>((ulong)vectors + 4));
            memory.Write((ulong)written, text.Length);
            printed.Append(Encoding.ASCII.GetString(text));
            return 0;
        });
        Instance instance = linker.Instantiate(store, loaded);
        memory = instance.GetMemory("memory");
        use(instance);
    }

    private static string Outcome(Function function, Value[] arguments)
    {
        try
        {
            function.Invoke(arguments, []);
            return Returned;
        }
        catch (TrapException trap)
        {
            return $"trap {trap.Code}";
        }
        catch (WasmException)
        {
            return "exception";
        }
    }

    private static void State(Instance instance, StringBuilder seen)
    {
        foreach (Export export in instance.Module.Exports)
        {
            switch (instance.GetExport(export.Name))
            {
                case Memory memory:
                    byte[] hash = SHA256.HashData(memory.GetSpan());
                    seen.Append(CultureInfo.InvariantCulture, $"  {export.Name}: {memory.Size} pages {Convert.ToHexStringLower(hash.AsSpan(0, 8))}\n");
                    break;
                case Global global:
                    Value value = global.GetValue();
                    seen.Append(CultureInfo.InvariantCulture, $"  {export.Name}: {value.ToHighBits():x}_{value.ToBits():x16}\n");
                    break;
            }
        }
    }
}
