using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>The repository's examples on another machine.</summary>
internal static class ExamplePrograms
{
    /// <summary>Runs them, with explicit checks and with hardware faults.</summary>
    internal static void Check(PublishedPrograms machine, string runner)
    {
        File.WriteAllText(Path.Combine(machine.Folder, "words.txt"), "the cat and the dog and the bird\n");
        foreach (bool signals in (bool[])[false, true])
        {
            ProgramRun hello = Run(machine, runner, "hello", signals, "one", "two words");
            Assert.AreEqual(0, hello.ExitCode, hello.Error);
            StringAssert.Contains(hello.Output, "two words", StringComparison.Ordinal);

            ProgramRun words = Run(machine, runner, "wordcount", signals, "words.txt");
            Assert.AreEqual(0, words.ExitCode, words.Error);
            StringAssert.Contains(words.Output, "the", StringComparison.Ordinal);
        }
    }

    private static ProgramRun Run(PublishedPrograms machine, string runner, string name, bool signals, params string[] arguments)
    {
        string artifact = machine.Compile(name, File.ReadAllBytes(Path.Combine(PublishedPrograms.Root(), "examples", name + ".wasm")), signals);
        return machine.Run(runner, ["run", "--dir", ".", artifact, .. arguments]);
    }
}
