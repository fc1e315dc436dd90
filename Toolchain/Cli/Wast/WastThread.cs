using System;
using System.Threading;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>A thread of a script: <c>(thread $name ...)</c>.</summary>
internal sealed class WastThread
{
    private readonly Thread _thread;
    private readonly WastReport _report;

    private WastThread(IWastEngine engine, WastReport report, Action run)
    {
        _report = report;
        _thread = new Thread(() =>
        {
            using (engine)
            {
                run();
            }
        })
        {
            IsBackground = true,
        };
    }

    /// <summary>Starts a thread.</summary>
    /// <param name="engine">Used by the thread alone; disposed at its end.</param>
    /// <param name="report">What the thread writes to.</param>
    /// <param name="run">What it runs; throws nothing.</param>
    internal static WastThread Start(IWastEngine engine, WastReport report, Action run)
    {
        var thread = new WastThread(engine, report, run);
        thread._thread.Start();
        return thread;
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>What happened.</returns>
    internal WastReport Join()
    {
        _thread.Join();
        return _report;
    }
}
