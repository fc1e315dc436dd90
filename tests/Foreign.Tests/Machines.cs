using System;
using System.IO;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

// Programs under wine and qemu wait as much as they compute.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>Each machine is set up once for all tests, and only if one asks for it; a test that cannot have it says why.</summary>
[TestClass]
public static class Machines
{
    private static readonly Lock Gate = new();

    private static Wine? _wine;
    private static QemuArm64? _arm64;

    [AssemblyCleanup]
    public static void Remove()
    {
        _wine?.Dispose();
        _arm64?.Dispose();
    }

    /// <summary>Runs <c>wasmtime-aot</c> on this machine.</summary>
    internal static ProgramRun RunHere(params string[] arguments) => ProgramRun.Of("dotnet", [PublishedPrograms.HostCompiler, .. arguments], Path.GetTempPath());

    /// <summary>Runs <c>wasmtime-aot run</c> in the emulated rig.</summary>
    internal static ProgramRun RunEmulated(string isa, params string[] arguments)
    {
        ProgramRun run = RunHere(["run", "--isa", isa, .. arguments]);
        if (run.ExitCode == 1 && run.Error.Contains("qemu-", StringComparison.Ordinal) && run.Error.Contains("not installed", StringComparison.Ordinal))
        {
            Assert.Inconclusive(run.Error);
        }

        return run;
    }

    internal static Wine NeedWine()
    {
        string missing = "";
        lock (Gate)
        {
            return _wine ??= Wine.TryCreate(out missing) ?? throw new AssertInconclusiveException(missing);
        }
    }

    internal static QemuArm64 NeedArm64()
    {
        string missing = "";
        lock (Gate)
        {
            return _arm64 ??= QemuArm64.TryCreate(out missing) ?? throw new AssertInconclusiveException(missing);
        }
    }
}
