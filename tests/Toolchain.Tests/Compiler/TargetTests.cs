// What the systems of one instruction set differ in.
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Tests.Toolchain.Compiler;

[TestClass]
public sealed class TargetTests
{
    // A store whose address only a check or a fault can stop, and a division.
    private static readonly byte[] Source = Encoding.UTF8.GetBytes(
        "(module (memory 1) (func (param i32 i32) (i32.store (local.get 0) (i32.div_u (local.get 0) (local.get 1)))))");

    [TestMethod]
    [DataRow("x86_64-linux", true)]
    [DataRow("x86_64-macos", false)]
    [DataRow("x86_64-windows", false)]
    [DataRow("aarch64-linux", true)]
    [DataRow("aarch64-macos", false)]
    [DataRow("aarch64-windows", false)]
    public void Traps_are_faults_only_where_the_system_passes_them_on(string target, bool areFaults)
    {
        var options = new CompileOptions { Target = target };
        Assert.AreEqual(areFaults, options.SignalsBasedTraps);
        byte[] byDefault = ArtifactCompiler.Compile(Source, options);
        CollectionAssert.AreEqual(ArtifactCompiler.Compile(Source, options with { SignalsBasedTraps = areFaults }), byDefault);
        CollectionAssert.AreNotEqual(ArtifactCompiler.Compile(Source, options with { SignalsBasedTraps = !areFaults }), byDefault);
    }

    [TestMethod]
    public void Code_for_macOS_is_that_of_Linux_with_checks()
    {
        foreach (string isa in (string[])["x86_64", "aarch64"])
        {
            CollectionAssert.AreEqual(
                ArtifactCompiler.Compile(Source, new CompileOptions { Target = $"{isa}-linux", SignalsBasedTraps = false }),
                ArtifactCompiler.Compile(Source, new CompileOptions { Target = $"{isa}-macos" }));
        }
    }

    [TestMethod]
    public void The_register_that_systems_keep_on_Arm64_is_not_allocated()
    {
        Reg[] registers = Targets.ForIsa(Isa.Arm64)!.Environment.RegistersOf(RegClass.Int).ToArray();
        Assert.IsTrue(registers.Any(static register => register.Code == 19), "x19");
        Assert.IsFalse(registers.Any(static register => register.Code == 18), "x18");
    }
}
