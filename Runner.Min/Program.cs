// wasmtime-min: runs artifacts. Everything that costs start-up time is left out: no Console writers, no culture data.
using System;
using System.Text;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Running;

namespace Wasmtime.Min.Runner;

internal static class Program
{
    private const string Name = "wasmtime-min";
    private const string RunUsage = "usage: wasmtime-min run [OPTIONS] FILE.cwasm [ARGS...]\n";

    private static int Main(string[] arguments) => Run(ProcessArguments.Exact(arguments), new StandardConsole());

    private static int Run(ReadOnlySpan<string> arguments, StandardConsole console)
    {
        switch (arguments.Length == 0 ? "" : arguments[0])
        {
            case "run":
                return RunArtifact(arguments[1..], console);
            case "--help" or "-h" or "help":
                console.Write($"{RunUsage}Runs an artifact made by wasmtime-aot; '{Name} run --help' lists the options.\n");
                return ExitCode.Success;
            case "--version" or "-V":
                console.Write($"{Name} {typeof(Program).Assembly.GetName().Version?.ToString(3)}\n");
                return ExitCode.Success;
            case "":
                console.WriteError($"{Name}: needs a command: {Name} run [OPTIONS] FILE.cwasm [ARGS...]\n");
                return ExitCode.WrongUse;
            default:
                console.WriteError($"{Name}: unknown command '{arguments[0]}'; --help lists what there is\n");
                return ExitCode.WrongUse;
        }
    }

    private static int RunArtifact(ReadOnlySpan<string> arguments, StandardConsole console)
    {
        if (arguments.Length > 0 && arguments[0] is "--help" or "-h")
        {
            var help = new StringBuilder(RunUsage).Append("runs an artifact; what follows it belongs to the guest program\n\noptions:\n");
            OptionParser.AppendHelp<RunSettings>(help, RunSettings.Options);
            console.Write(help.ToString());
            return ExitCode.Success;
        }

        try
        {
            var settings = new RunSettings();
            string[] operands = [.. OptionParser.Parse(arguments, RunSettings.Options, settings, stopAtFirst: true)];
            if (operands.Length == 0)
            {
                throw new UsageException("needs an artifact: run [OPTIONS] FILE.cwasm [ARGS...]");
            }

            ModuleTrust trust = settings.TrustArtifact ? ModuleTrust.Vouched : ModuleTrust.Check;
            return new GuestRun(settings, console).Run(engine => Module.Load(engine, operands[0], trust), operands);
        }
        catch (UsageException error)
        {
            console.WriteError($"{Name} run: {error.Message}\n");
            return ExitCode.WrongUse;
        }
        catch (RunFailure error)
        {
            console.WriteError($"{Name}: {error.Message}\n");
            return ExitCode.Failure;
        }
        catch (Exception error)
        {
            console.WriteError($"{Name}: internal error: {error.GetType().Name}: {error.Message} (a bug of this program)\n");
            return ExitCode.Failure;
        }
    }
}
