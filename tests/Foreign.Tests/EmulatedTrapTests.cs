using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>Traps in the emulated rig, those of the hardware included, say the same as on this machine: message, functions, places.</summary>
[TestClass]
public sealed class EmulatedTrapTests
{
    private const string Module = """
        (module (memory 1) (table 2 funcref) (type $none (func))
          (func $load (param i32) (result i32) (i32.load (local.get 0)))
          (func $deep (param i32) (result i32) (i32.add (i32.const 1) (call $deep (i32.add (local.get 0) (i32.const 1)))))
          (func $divide (param i32) (result i32) (i32.div_s (i32.const 7) (local.get 0)))
          (func (export "load") (drop (call $load (i32.const -4))))
          (func (export "store") (v128.store (i32.const 65530) (v128.const i64x2 1 2)))
          (func (export "zero") (drop (call $divide (i32.const 0))))
          (func (export "overflow") (drop (call $deep (i32.const 0))))
          (func (export "unreachable") (unreachable))
          (func (export "null") (call_indirect (type $none) (i32.const 1)))
          (func (export "element") (call_indirect (type $none) (i32.const 2)))
          (func (export "conversion") (drop (i64.trunc_f64_s (f64.const nan)))))
        """;

    private static readonly string[] Functions = ["load", "store", "zero", "overflow", "unreachable", "null", "element", "conversion"];

    [TestMethod]
    [DataRow("aarch64")]
    [DataRow("riscv64")]
    [DataRow("s390x")]
    public void Traps_say_the_same_under_emulation(string isa)
    {
        string module = Path.GetTempFileName();
        try
        {
            File.WriteAllText(module, Module);
            foreach (string function in Functions)
            {
                ProgramRun actual = Machines.RunEmulated(isa, "--invoke", function, module);
                ProgramRun expected = Machines.RunHere("run", "--invoke", function, module);
                StringAssert.Contains(expected.Error, "wasm backtrace", function);
                Assert.AreEqual(expected, actual, function);
            }
        }
        finally
        {
            File.Delete(module);
        }
    }
}
