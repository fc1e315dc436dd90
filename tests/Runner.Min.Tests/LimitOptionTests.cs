using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Runner;

/// <summary>Options that bound what a guest may use are named where they are hit.</summary>
[TestClass]
public sealed class LimitOptionTests
{
    private const string Greedy = """
        (module
          (type $bytes (array (mut i8)))
          (type $list (struct (field (ref null $bytes)) (field (ref null $list))))
          (memory 1)
          (table $table 10 funcref)
          (global $head (mut (ref null $list)) (ref.null $list))
          (func (export "memory") (loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) unreachable)
          (func (export "table") (loop $more (br_if $more (i32.ne (table.grow $table (ref.null func) (i32.const 1000)) (i32.const -1)))) unreachable)
          (func (export "objects")
            (loop $more
              (global.set $head (struct.new $list (array.new_default $bytes (i32.const 10000)) (global.get $head)))
              (br $more))))
        """;

    [TestMethod]
    [DataRow("--max-memory", "1M", "memory")]
    [DataRow("--max-table", "5000", "table")]
    [DataRow("--max-gc-heap", "2M", "objects")]
    [DataRow("--max-total", "4M", "memory")]
    [DataRow("--max-total", "4M", "table")]
    [DataRow("--max-total", "4M", "objects")]
    public void A_limit_that_a_guest_ran_into_is_named_with_its_trap(string option, string value, string export)
    {
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Greedy);
        Assert.AreEqual(134, run.Run("run", option, value, "--invoke", export, "m.cwasm"));
        Assert.EndsWith($"note: the guest did not get all it asked for: limited by {option}\n", run.Error);
    }

    [TestMethod]
    [DataRow("--max-memory", "1K", "a memory of 65536 bytes is larger than the store allows")]
    [DataRow("--max-table", "5", "a table of 10 elements is larger than the store allows")]
    [DataRow("--max-total", "60K", "are more than the store allows in all")]
    public void A_limit_that_leaves_no_room_to_begin_is_named(string option, string value, string reason)
    {
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Greedy);
        Assert.AreEqual(1, run.Run("run", option, value, "--invoke", "memory", "m.cwasm"));
        Assert.StartsWith("wasmtime-min: m.cwasm: ", run.Error);
        Assert.EndsWith($"{reason}: limited by {option}\n", run.Error);
    }
}
