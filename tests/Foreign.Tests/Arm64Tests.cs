using System;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>
/// .NET itself on Arm64: Platform.Posix, the trap handler and both command lines as linux-arm64 programs under qemu, CoreCLR and NativeAOT.
/// </summary>
[TestClass]
public sealed class Arm64Tests
{
    [TestMethod]
    public void Platform_passes_the_conformance_suite()
    {
        QemuArm64 arm = Machines.NeedArm64();
        ProgramRun run = arm.Run(
            arm.Publish("tests/Platform.Contract", "Platform.Contract"), "--progress", "off", "--filter", "FullyQualifiedName~HostContractTests");
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
    }

    [TestMethod]
    public void Programs_compiled_on_this_machine_run_there()
    {
        QemuArm64 arm = Machines.NeedArm64();
        ExamplePrograms.Check(arm, arm.PublishNative("Runner.Min", "wasmtime-min"));
    }

    [TestMethod]
    public void Traps_end_a_program_with_message_and_backtrace()
    {
        QemuArm64 arm = Machines.NeedArm64();
        const string Trapping = """
            (module (memory 1)
              (func $load (param i32) (result i32) (i32.load (local.get 0)))
              (func $deep (param i32) (result i32) (i32.add (i32.const 1) (call $deep (i32.add (local.get 0) (i32.const 1)))))
              (func $zero (export "zero") (drop (i32.div_u (i32.const 1) (i32.const 0))))
              (func $overflow (export "overflow") (drop (call $deep (i32.const 0))))
              (func $outside (export "outside") (drop (call $load (i32.const -4)))))
            """;
        foreach (bool signals in (bool[])[false, true])
        {
            string artifact = arm.Compile("trap", Encoding.UTF8.GetBytes(Trapping), signals);
            AssertTrap(arm, artifact, "outside", "out of bounds memory access", "load");
            AssertTrap(arm, artifact, "zero", "integer divide by zero", "zero");
            AssertTrap(arm, artifact, "overflow", "call stack exhausted", "deep");
        }
    }

    [TestMethod]
    public void Threads_trap_beside_collections_and_null_references_of_dotnet()
    {
        QemuArm64 arm = Machines.NeedArm64();
        string program = arm.PublishNative("tests/Stress", "stress");
        byte[] guest = Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(QemuArm64.Root(), "tests", "Stress", "guests", "traps.wat")));
        arm.Compile("traps", guest);
        arm.Compile("traps-checked", guest, signals: false);
        ProgramRun run = arm.Run(program, ".", "--traps", "500", "--overflows", "50", "--nested", "5", "--rounds", "20", "--threads", "8");
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
        StringAssert.Contains(run.Output, "all as expected", StringComparison.Ordinal);
    }

    [TestMethod]
    public void The_compiler_makes_the_same_artifacts_there()
    {
        QemuArm64 arm = Machines.NeedArm64();
        string compiler = arm.Publish("Toolchain/Cli", "wasmtime-aot");
        foreach (string target in (string[])["aarch64-linux", "x86_64-linux", "riscv64-linux", "s390x-linux"])
        {
            string module = Path.Combine(QemuArm64.Root(), "examples", "wordcount.wasm");
            ProgramRun there = arm.Run(compiler, "compile", "--target", target, module, "-o", "there.cwasm");
            Assert.AreEqual(0, there.ExitCode, there.Output + there.Error);
            ProgramRun here = arm.Start("dotnet", [QemuArm64.HostCompiler, "compile", "--target", target, module, "-o", "here.cwasm"]);
            Assert.AreEqual(0, here.ExitCode, here.Output + here.Error);
            CollectionAssert.AreEqual(
                File.ReadAllBytes(Path.Combine(arm.Folder, "here.cwasm")), File.ReadAllBytes(Path.Combine(arm.Folder, "there.cwasm")), target);
        }
    }

    private static void AssertTrap(QemuArm64 arm, string artifact, string function, string message, string frame)
    {
        ProgramRun run = arm.Run(arm.PublishNative("Runner.Min", "wasmtime-min"), "run", "--invoke", function, artifact);
        StringAssert.Contains(run.Error, message, StringComparison.Ordinal);
        StringAssert.Contains(run.Error, "!" + frame, StringComparison.Ordinal);
        Assert.AreEqual(134, run.ExitCode, run.Error);
    }
}
