// The `run` command over Runtime.Min, for both programs: load, give it WASI, call the entry, report what happened. What goes
// wrong outside of the guest is a RunFailure; a trap is printed here, because its exit code differs.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Wasi;

namespace Wasmtime.Min.Running;

/// <summary>One run of one artifact.</summary>
/// <param name="settings">What the command line says.</param>
/// <param name="console">Where results and errors go.</param>
internal sealed class GuestRun(RunSettings settings, IRunConsole console)
{
    private const string CommandEntry = "_start";
    private const string ReactorEntry = "_initialize";

    // As in Wasmtime: what a shell says of its own begins behind it, and a system would cut off what is larger than a byte.
    private const int LastExitCode = 125;

    private Store? _store;

    /// <summary>Makes the engine that runs it; the host's unless something else is set.</summary>
    internal Func<Engine> CreateEngine { get; init; } = static () => new Engine(HostPlatform.Create());

    /// <summary>Runs it and returns the exit code.</summary>
    /// <param name="load">Gets the module.</param>
    /// <param name="operands">The file as it was given, then what the guest gets.</param>
    /// <exception cref="RunFailure">It could not be run.</exception>
    /// <exception cref="UsageException">The operands do not fit the function that was asked for.</exception>
    internal int Run(Func<Engine, Module> load, string[] operands)
    {
        string file = operands[0];
        try
        {
            return RunGuest(load, operands);
        }
        catch (WasiExitException exit)
        {
            return exit.ExitCode is >= 0 and <= LastExitCode
                ? exit.ExitCode
                : throw new RunFailure($"{file}: the program wants to exit with {exit.ExitCode}; codes go from 0 to {LastExitCode}");
        }
        catch (TrapException trap)
        {
            console.WriteError(TrapText.Format(file, settings.Invoke, trap));
            if (_store?.LimitReached is { } limit)
            {
                console.WriteError($"note: the guest did not get all it asked for: limited by {LimitText.OptionOf(limit)}\n");
            }

            return ExitCode.Trap;
        }
        catch (Exception error) when (error is WasmException or ArtifactException or LinkException or PlatformException or ResourceLimitException)
        {
            string reason = error is ResourceLimitException { Limit: { } limit } ? $"{error.Message}: limited by {LimitText.OptionOf(limit)}" : error.Message;
            throw new RunFailure(reason.AsSpan().StartsWith(file) ? reason : $"{file}: {reason}");
        }
        catch (PreopenException error)
        {
            throw new RunFailure(error.Message);
        }
    }

    private int RunGuest(Func<Engine, Module> load, string[] operands)
    {
        using Engine engine = CreateEngine();
        long began = Stopwatch.GetTimestamp();
        using Module module = load(engine);
        ReportStep("load", began);
        RefuseIdleLimits(module, operands[0]);

        began = Stopwatch.GetTimestamp();
        using var store = new Store(engine, LimitText.LimitsOf(settings));
        _store = store;
        store.Fuel = settings.Fuel ?? long.MaxValue;
        var linker = new Linker(engine);
        using IDisposable wasi = DefineWasi(linker, operands);
        if (settings.TimeoutSeconds is { } seconds)
        {
            store.SetEpochDeadline(1);
            Interrupt(engine, seconds);
        }

        Instance instance = linker.Instantiate(store, module);
        ReportStep("instantiate", began);
        return settings.Invoke is { } name ? Invoke(instance, name, operands) : RunProgram(instance, operands);
    }

    // A limit that the code never looks at would be worse than none: whoever set it relies on it.
    private void RefuseIdleLimits(Module module, string file)
    {
        if (settings.Fuel is not null && !module.HasFuelChecks)
        {
            throw new RunFailure($"{file}: --fuel cannot limit it: it was compiled without fuel checks; compile with --fuel-checks");
        }

        if (settings.TimeoutSeconds is not null && !module.HasEpochChecks)
        {
            throw new RunFailure($"{file}: --timeout cannot interrupt it: it was compiled without epoch checks; compile with --epoch-checks");
        }
    }

    // A command has _start; a reactor has only _initialize; a module with neither has done all it does when it was instantiated.
    private int RunProgram(Instance instance, string[] operands)
    {
        Function? initialize = instance.GetFunction(ReactorEntry);
        if (instance.GetFunction(CommandEntry) is { } start)
        {
            Call(start, []);
        }
        else if (initialize is not null)
        {
            Call(initialize, []);
        }
        else if (operands.Length > 1)
        {
            throw new UsageException($"{operands[0]} has no function '{CommandEntry}' for '{operands[1]}'; --invoke NAME calls an export");
        }

        return ExitCode.Success;
    }

    private int Invoke(Instance instance, string name, string[] operands)
    {
        Function function = instance.GetFunction(name) ?? throw new RunFailure($"{operands[0]}: has no exported function '{name}'");
        Value[] arguments = ValueText.Parse(function.FunctionType, name, operands.AsSpan(1));
        if (instance.GetFunction(ReactorEntry) is { } initialize)
        {
            initialize.Invoke();
        }

        foreach (Value result in Call(function, arguments))
        {
            console.Write(ValueText.Format(result) + "\n");
        }

        return ExitCode.Success;
    }

    private Value[] Call(Function function, Value[] arguments)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            return function.Invoke(arguments);
        }
        finally
        {
            if (settings.ShowTime)
            {
                long nanoseconds = (long)Stopwatch.GetElapsedTime(began).TotalNanoseconds;
                console.WriteError($"BENCH_RUN_NS {nanoseconds}\n");
            }
        }
    }

    private IDisposable DefineWasi(Linker linker, string[] operands)
    {
        var configuration = new WasiConfiguration();
        configuration.Arguments.Add(NameOf(operands[0]));
        for (int i = 1; i < operands.Length; i++)
        {
            configuration.Arguments.Add(operands[i]);
        }

        foreach (KeyValuePair<string, string> variable in settings.Environment)
        {
            configuration.Environment.Add(variable);
        }

        foreach (PreopenedDirectory directory in settings.Directories)
        {
            configuration.Directories.Add(directory);
        }

        return WasiLinker.Define(linker, configuration);
    }

    private static string NameOf(string path)
    {
        int start = path.Length;
        while (start > 0 && path[start - 1] != '/' && (path[start - 1] != '\\' || !OperatingSystem.IsWindows()))
        {
            start--;
        }

        return path[start..];
    }

    private static void Interrupt(Engine engine, int seconds)
    {
        var thread = new Thread(() =>
        {
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
            try
            {
                engine.IncrementEpoch();
            }
            catch (ObjectDisposedException)
            {
                // The guest was done before.
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
    }

    private void ReportStep(string step, long began)
    {
        if (settings.ShowTime)
        {
            long microseconds = (long)Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            console.WriteError($"{step} {microseconds} us\n");
        }
    }
}
