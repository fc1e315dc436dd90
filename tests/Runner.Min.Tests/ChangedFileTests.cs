using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Runner;

/// <summary>What becomes of a program whose artifact is changed while it runs.</summary>
[TestClass]
public sealed class ChangedFileTests
{
    // Runs in one loop of a few bytes until somebody ends it.
    private const string Endless = """
        (module
          (memory (export "memory") 1)
          (func (export "spin") (loop $again (i32.store (i32.const 0) (i32.const 1)) (br $again))))
        """;

    [TestMethod]
    public void A_program_whose_artifact_is_cut_off_ends_and_does_not_spin()
    {
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Endless);
        using Process process = run.Start("run", "--invoke", "spin", "m.cwasm");
        WaitUntilItRuns(process);
        using (FileStream file = File.OpenWrite(Path.Combine(run.Folder, "m.cwasm")))
        {
            file.SetLength(0);
        }

        Assert.IsTrue(process.WaitForExit(60_000), "it goes on, or spins on the fault");
        Assert.IsGreaterThan(128, process.ExitCode, "ended by a signal");
    }

    [TestMethod]
    public void A_program_whose_artifact_is_replaced_goes_on()
    {
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Endless);
        run.Compile("other.cwasm", "(module)");
        using Process process = run.Start("run", "--invoke", "spin", "m.cwasm");
        WaitUntilItRuns(process);
        File.Move(Path.Combine(run.Folder, "other.cwasm"), Path.Combine(run.Folder, "m.cwasm"), overwrite: true);
        File.Delete(Path.Combine(run.Folder, "m.cwasm"));
        Assert.IsFalse(process.WaitForExit(1000));
        process.Kill();
        process.WaitForExit();
    }

    // The guest is what takes time: nothing else of the program runs for so long.
    private static void WaitUntilItRuns(Process process)
    {
        long began = Stopwatch.GetTimestamp();
        while (process.TotalProcessorTime < TimeSpan.FromSeconds(2) && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
        {
            Assert.IsFalse(process.HasExited);
            Thread.Sleep(50);
            process.Refresh();
        }
    }
}
