// Many scripts on several threads; reports come back in the order of the scripts, whatever the threads do.
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Wasmtime.Min.Toolchain.Cli.Files;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Runs a list of scripts.</summary>
internal static class WastSuite
{
    // Guest code runs on the worker's stack, and scripts exhaust it on purpose.
    private const int WorkerStackSize = 16 << 20;

    /// <summary>The scripts that paths stand for: files themselves, folders by all <c>*.wast</c> below, in ordinal order.</summary>
    internal static List<string> Collect(ReadOnlySpan<string> paths)
    {
        List<string> files = [];
        foreach (string path in paths)
        {
            if (!Directory.Exists(path))
            {
                files.Add(path);
                continue;
            }

            string[] found = Directory.GetFiles(path, "*.wast", SearchOption.AllDirectories);
            Array.Sort(found, StringComparer.Ordinal);
            files.AddRange(found);
        }

        return files;
    }

    /// <summary>Runs scripts and hands each report to <paramref name="take"/>, on the calling thread and in order.</summary>
    /// <param name="files">Paths.</param>
    /// <param name="threads">Number of threads, at least 1.</param>
    /// <param name="createEngine">Makes the engine of a script.</param>
    /// <param name="adjustFeatures">Changes the features that a script would get, or null.</param>
    /// <param name="take">Gets the reports.</param>
    internal static void Run(
        IReadOnlyList<string> files,
        int threads,
        Func<WastNeeds, IWastEngine> createEngine,
        Func<WasmFeatures, WasmFeatures>? adjustFeatures,
        Action<WastReport> take)
    {
        var results = new WastReport?[files.Count];
        var failures = new CommandException?[files.Count];
        var done = new ManualResetEventSlim[files.Count];
        for (int i = 0; i < done.Length; i++)
        {
            done[i] = new ManualResetEventSlim();
        }

        int next = -1;
        int workers = Math.Min(threads, files.Count);
        for (int i = 0; i < workers; i++)
        {
            new Thread(Work, WorkerStackSize) { IsBackground = true }.Start();
        }

        for (int i = 0; i < files.Count; i++)
        {
            done[i].Wait();
            if (failures[i] is { } failure)
            {
                throw failure;
            }

            take(results[i]!);
            results[i] = null;
        }

        void Work()
        {
            for (int i = Interlocked.Increment(ref next); i < files.Count; i = Interlocked.Increment(ref next))
            {
                try
                {
                    results[i] = WastRunner.Run(files[i], InputFile.Read(files[i]).Bytes, createEngine, adjustFeatures);
                }
                catch (CommandException error)
                {
                    failures[i] = error;
                }

                done[i].Set();
            }
        }
    }
}
