// The commands of wasmtime-aot, and the one place where exceptions become a line on standard error and an exit code.
using System;
using System.Text;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Commands;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>Selects and runs a command.</summary>
internal static class CommandTable
{
    internal const string ProgramName = "wasmtime-aot";

    // Set to show where in this program an unexpected exception arose.
    private const string BacktraceVariable = "WASMTIME_MIN_BACKTRACE";

    /// <summary>All commands, in the order of the help text.</summary>
    internal static Command[] Commands { get; } =
    [
        new CompileCommand(),
        new RunCommand(),
        new ValidateCommand(),
        new PrintCommand(),
        new ParseCommand(),
        new WastCommand(),
        new ObjdumpCommand(),
    ];

    /// <summary>Runs the command that <paramref name="arguments"/> name and returns the exit code of the process.</summary>
    internal static int Run(ReadOnlySpan<string> arguments, CommandContext context)
    {
        try
        {
            int code = RunGuarded(arguments, context);
            context.Output.Flush();
            return code;
        }
        catch (OutputException error) when (error.IsBrokenPipe)
        {
            return ExitCode.ClosedPipe;
        }
        catch (OutputException error)
        {
            context.Error.Write($"{ProgramName}: {error.Message}\n");
            return ExitCode.Failure;
        }
    }

    private static int RunGuarded(ReadOnlySpan<string> arguments, CommandContext context)
    {
        if (arguments.Length == 0)
        {
            context.Error.Write($"{ProgramName}: needs a command\n{Help()}");
            return ExitCode.WrongUse;
        }

        switch (arguments[0])
        {
            case "--help" or "-h" or "help":
                context.Output.Write(Help());
                return ExitCode.Success;
            case "--version" or "-V":
                context.Output.Write($"{ProgramName} {Version}\n");
                return ExitCode.Success;
            default:
                break;
        }

        Command? command = Array.Find(Commands, Matches(arguments[0]));
        if (command is null)
        {
            context.Error.Write($"{ProgramName}: unknown command '{arguments[0]}'; --help lists the commands\n");
            return ExitCode.WrongUse;
        }

        if (arguments.Length >= 2 && arguments[1] is "--help" or "-h")
        {
            context.Output.Write(command.Help());
            return ExitCode.Success;
        }

        return RunCommand(command, arguments[1..], context);
    }

    private static int RunCommand(Command command, ReadOnlySpan<string> arguments, CommandContext context)
    {
        try
        {
            return command.Run(arguments, context);
        }
        catch (UsageException error)
        {
            context.Error.Write($"{ProgramName} {command.Name}: {error.Message}\n{command.UsageLine}\n");
            return ExitCode.WrongUse;
        }
        catch (Exception error) when (error is CommandException or RunFailure)
        {
            context.Error.Write($"{ProgramName}: {error.Message}\n");
            return ExitCode.Failure;
        }
        catch (Exception error) when (Shortage.Describe(error) is { } shortage)
        {
            context.Error.Write($"{ProgramName}: {shortage}\n");
            return ExitCode.Failure;
        }
        catch (Exception error) when (error is not OutputException && Environment.GetEnvironmentVariable(BacktraceVariable) is null)
        {
            string kind = error.GetType().Name;
            context.Error.Write(
                $"{ProgramName}: internal error in '{command.Name}': {kind}: {error.Message} "
                + $"(a bug of this program; {BacktraceVariable}=1 shows where)\n");
            return ExitCode.Failure;
        }
    }

    private static string Version => typeof(CommandTable).Assembly.GetName().Version?.ToString(3) ?? "";

    private static Predicate<Command> Matches(string name) => command => command.Name == name;

    private static string Help()
    {
        var text = new StringBuilder();
        text.Append("usage: ").Append(ProgramName).Append(" COMMAND [OPTIONS] ...\n\ncommands:\n");
        foreach (Command command in Commands)
        {
            text.Append("  ").Append(command.Name.PadRight(12)).Append(command.Summary).Append('\n');
        }

        text.Append($"\n'{ProgramName} COMMAND --help' lists the options of a command\n");
        return text.ToString();
    }
}
