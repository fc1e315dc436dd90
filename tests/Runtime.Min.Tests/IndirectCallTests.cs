using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Calls through tables that hold functions of other instances, however they got there: caller and callee each see their own instance.</summary>
[TestClass]
public sealed class IndirectCallTests
{
    private const string Callee = """
        (module
          (global $own i32 (i32.const 2))
          (func (export "f") (result i32) (global.get $own))
          (func $f (result i32) (global.get $own))
          (global (export "ref") funcref (ref.func $f))
          (table (export "table") 1 1 funcref)
          (elem (i32.const 0) $f))
        """;

    // What puts the foreign function into the table.
    [TestMethod]
    [DataRow("(table $t 1 1 funcref) (elem (table $t) (i32.const 0) func $foreign)", "")]
    [DataRow("(table $t 1 1 funcref) (elem (table $t) (i32.const 0) funcref (global.get $ref))", "")]
    [DataRow("(table $t 1 1 funcref (ref.func $foreign))", "")]
    [DataRow("(table $t 1 1 funcref (global.get $ref))", "")]
    [DataRow("(table $t 1 funcref) (elem declare func $foreign)", "(table.set $t (i32.const 0) (ref.func $foreign))")]
    [DataRow("(table $t 1 funcref)", "(table.fill $t (i32.const 0) (global.get $ref) (i32.const 1))")]
    [DataRow("(table $t 1 funcref) (elem $e func $foreign)", "(table.init $t $e (i32.const 0) (i32.const 0) (i32.const 1))")]
    [DataRow("(table $t 1 funcref)", "(table.copy $t $imported (i32.const 0) (i32.const 0) (i32.const 1))")]
    [DataRow("(table $t 0 funcref)", "(drop (table.grow $t (global.get $ref) (i32.const 1)))")]
    [DataRow("(table $t 1 1 funcref) (table $u (export \"u\") 1 funcref) (elem (table $t) (i32.const 0) func $foreign)", "")]
    public void Foreign_functions_run_in_their_instance(string table, string statement)
    {
        foreach (OptLevel level in (OptLevel[])[OptLevel.None, OptLevel.Speed])
        {
            using var rig = new Rig(new CompileOptions { OptLevel = level, VerifyEach = true });
            rig.Linker.DefineInstance("callee", rig.Instantiate(Callee));
            Instance caller = rig.Instantiate($"""
                (module
                  (import "callee" "f" (func $foreign (result i32)))
                  (import "callee" "ref" (global $ref funcref))
                  (import "callee" "table" (table $imported 1 1 funcref))
                  {table}
                  (global $own i32 (i32.const 1))
                  (func (export "run") (result i32)
                    {statement}
                    (i32.add (i32.mul (call_indirect $t (result i32) (i32.const 0)) (i32.const 10)) (global.get $own)))
                  (func (export "run_imported") (result i32)
                    (i32.add (i32.mul (call_indirect $imported (result i32) (i32.const 0)) (i32.const 10)) (global.get $own))))
                """);
            Assert.AreEqual(21, caller.GetFunction<int>("run")!());
            Assert.AreEqual(21, caller.GetFunction<int>("run_imported")!());
        }
    }

    [TestMethod]
    public void The_embedder_puts_a_foreign_function_into_an_exported_table()
    {
        using var rig = new Rig();
        Instance callee = rig.Instantiate(Callee);
        Instance caller = rig.Instantiate("""
            (module
              (table $t (export "t") 1 1 funcref)
              (elem (i32.const 0) $mine)
              (global $own i32 (i32.const 1))
              (func $mine (result i32) (global.get $own))
              (func (export "run") (result i32)
                (i32.add (i32.mul (call_indirect $t (result i32) (i32.const 0)) (i32.const 10)) (global.get $own))))
            """);
        System.Func<int> run = caller.GetFunction<int>("run")!;
        Assert.AreEqual(11, run());
        caller.GetTable("t")!.SetElement(0, Value.FromFunction(callee.GetFunction("f")));
        Assert.AreEqual(21, run());
    }

    [TestMethod]
    public void An_own_function_that_tail_calls_out_of_the_instance_comes_back_to_it()
    {
        using var rig = new Rig();
        rig.Linker.DefineInstance("callee", rig.Instantiate(Callee));
        Instance caller = rig.Instantiate("""
            (module
              (import "callee" "f" (func $foreign (result i32)))
              (table $t 2 2 funcref)
              (elem (i32.const 0) $mine $leaves)
              (global $own i32 (i32.const 1))
              (func $mine (result i32) (global.get $own))
              (func $leaves (result i32) (return_call $foreign))
              (func (export "run") (param i32) (result i32)
                (i32.add (i32.mul (call_indirect $t (result i32) (local.get 0)) (i32.const 10)) (global.get $own))))
            """);
        System.Func<int, int> run = caller.GetFunction<int, int>("run")!;
        Assert.AreEqual(11, run(0));
        Assert.AreEqual(21, run(1));
    }
}
