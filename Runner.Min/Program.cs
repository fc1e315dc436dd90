// wasmtime-min: runs artifacts. What costs start-up time or size is left out: no console of .NET, no culture data, no reflection (so an exception has no
// name here).
using System;
using System.Text;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Running;

namespace Wasmtime.Min.Runner;

internal static class Program
{
    private const string Name = "wasmtime-min";
    private const string RunUsage = "usage: wasmtime-min run [OPTIONS] FILE.cwasm [ARGS...]\n";

    // The platform comes first: it takes the numbers of standard streams that are closed, before anything else is opened under them.
    private static int Main(string[] arguments)
    {
        IPlatform platform = HostPlatform.Create();
        var console = new StandardConsole(platform);
        try
        {
            return Run(platform, ProcessArguments.Exact(arguments), console);
        }
        catch (RunFailure error)
        {
            if (error.Code != ExitCode.ClosedPipe)
            {
                console.WriteError($"{Name}: {error.Message}\n");
            }

            return error.Code;
        }
    }

    private static int Run(IPlatform platform, ReadOnlySpan<string> arguments, StandardConsole console)
    {
        switch (arguments.Length == 0 ? "" : arguments[0])
        {
            case "run":
                return RunArtifact(platform, arguments[1..], console);
            case "--help" or "-h" or "help":
                console.Write($"{RunUsage}Runs an artifact made by wasmtime-aot; '{Name} run --help' lists the options.\n");
                return ExitCode.Success;
            case "--version" or "-V":
                console.Write($"{Name} {ProgramVersion.Text}\n");
                return ExitCode.Success;
            case "":
                console.WriteError($"{Name}: needs a command: {Name} run [OPTIONS] FILE.cwasm [ARGS...]\n");
                return ExitCode.WrongUse;
            default:
                console.WriteError($"{Name}: unknown command '{arguments[0]}'; --help lists what there is\n");
                return ExitCode.WrongUse;
        }
    }

    private static int RunArtifact(IPlatform platform, ReadOnlySpan<string> arguments, StandardConsole console)
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
            return new GuestRun(settings, console) { CreateEngine = () => new Engine(platform) }.Run(engine => Module.Load(engine, operands[0], trust), operands);
        }
        catch (UsageException error)
        {
            console.WriteError($"{Name} run: {error.Message}\n");
            return ExitCode.WrongUse;
        }
        catch (Exception error) when (error is not RunFailure)
        {
            console.WriteError($"{Name}: internal error: {error.Message} (a bug of this program)\n");
            return ExitCode.Failure;
        }
    }
}
