using System;
using System.Threading;
using Wasmtime.Min.Toolchain.Cli.Commands;
using Wasmtime.Min.Toolchain.Cli.Files;
using Wasmtime.Min.Toolchain.Artifacts;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>Compiles input files for commands, and words what goes wrong.</summary>
internal static class Compilation
{
    /// <summary>Parses, validates and compiles a file.</summary>
    /// <exception cref="CommandException">It is refused; or the compiler found a fault of its own.</exception>
    internal static CompiledModule Compile(
        ModuleFile file, CompileOptions options, DumpCollector? dumps, CommandContext context, StageTimes? times = null)
    {
        times?.Begin();
        WasmModule module = file.Parse(options.Features, decodeBodies: false);
        times?.End("parse");
        using Progress progress = Progress.On(context, "functions compiled");
        int total = module.Functions.Count - module.ImportedFunctionCount + 1;
        int begun = 0;
        try
        {
            return file.Guard(() => ModuleCompiler.Compile(module, options, Begin, times));
        }
        catch (CompilerBugException error)
        {
            string rerun = error.FunctionIndex < 0 ? "" : $" --dump ir,opt,lower,regalloc,asm --func {error.FunctionIndex}";
            throw new CommandException(
                $"{file.Path}: {error.Message}; to see more: {CommandTable.ProgramName} compile {file.Path} --verify-each{rerun}, with the options of this run");
        }

        DumpSink? Begin(int function)
        {
            progress.Report(Math.Min(Interlocked.Increment(ref begun), total), total); // a few are begun twice
            return dumps?.For(function);
        }
    }

    /// <summary>The bytes of an artifact.</summary>
    internal static byte[] Artifact(CompiledModule module) => ArtifactWriter.Write(module);

    /// <summary>Writes an artifact to a file.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    internal static void WriteArtifact(CompiledModule module, string path, InputFile input, CommandContext context) =>
        OutputFile.Write(path, input, context, file =>
        {
            if (file.CanSeek)
            {
                ArtifactWriter.Write(module, file);
            }
            else
            {
                file.Write(ArtifactWriter.Write(module));
            }
        });
}
