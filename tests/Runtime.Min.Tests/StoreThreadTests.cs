using System;
using System.Diagnostics;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>A store is for one thread at a time, and says so instead of crashing.</summary>
[TestClass]
public sealed class StoreThreadTests
{
    // How long threads try to meet: on a busy machine they may run one after the other for a while.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(300), Most = TimeSpan.FromSeconds(60);

    // The recursion makes frames that a second thread would have to overwrite; the call out makes nested entries possible.
    private const string Deep = """
        (module
          (import "host" "back" (func $back))
          (func $deep (export "deep") (param i32) (result i32)
            (if (result i32) (i32.eqz (local.get 0))
              (then (i32.const 0))
              (else (i32.add (i32.const 1) (call $deep (i32.sub (local.get 0) (i32.const 1)))))))
          (func (export "out") (result i32) (call $back) (call $deep (i32.const 30)))
          (func (export "trap") unreachable))
        """;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Several_threads_in_one_store_are_an_exception_and_no_crash(bool callsOut)
    {
        using var rig = new Rig();
        Func<int, int>? deep = null;
        rig.Linker.DefineFunction("host", "back", () => { _ = deep!(20); });
        Instance instance = rig.Instantiate(Deep);
        deep = instance.GetFunction<int, int>("deep");
        Func<int> call = callsOut ? instance.GetFunction<int>("out")! : () => deep!(30);
        int refused = 0, wrong = 0;
        long began = Stopwatch.GetTimestamp();
        using var barrier = new Barrier(4);
        OnThreads(4, () =>
        {
            barrier.SignalAndWait();
            while (Stopwatch.GetElapsedTime(began) is var elapsed && (elapsed < Least || (elapsed < Most && Volatile.Read(ref refused) == 0)))
            {
                try
                {
                    Interlocked.Add(ref wrong, call() == 30 ? 0 : 1);
                }
                catch (InvalidOperationException error)
                {
                    Assert.Contains("several threads", error.Message);
                    Interlocked.Increment(ref refused);
                }
            }
        });
        Assert.IsGreaterThan(0, refused, "threads never met");
        Assert.AreEqual(0, wrong);
        Assert.AreEqual(30, call());
    }

    [TestMethod]
    public void A_thread_that_comes_while_another_is_inside_is_refused_and_the_other_goes_on()
    {
        using var rig = new Rig();
        Instance? instance = null;
        Exception? seen = null;
        rig.Linker.DefineFunction("host", "back", () => OnThreads(1, () => seen = Assert.Throws<Exception>(() => instance!.GetFunction("deep")!.Invoke(5))));
        instance = rig.Instantiate(Deep);
        Assert.AreEqual(30, instance.GetFunction<int>("out")!());
        Assert.IsInstanceOfType<InvalidOperationException>(seen);
        Assert.AreEqual(30, instance.GetFunction<int>("out")!());
    }

    [TestMethod]
    public void Threads_may_take_turns()
    {
        using var rig = new Rig();
        rig.Linker.DefineFunction("host", "back", static () => { });
        Instance instance = rig.Instantiate(Deep);
        Func<int> call = instance.GetFunction<int>("out")!;
        Action trap = instance.GetAction("trap")!;
        object turn = new();
        OnThreads(4, () =>
        {
            for (int i = 0; i < 500; i++)
            {
                lock (turn)
                {
                    Assert.AreEqual(30, call());
                    Assert.ThrowsExactly<TrapException>(trap);
                }
            }
        });
    }

    private static void OnThreads(int count, Action action)
    {
        Exception? failure = null;
        var threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            threads[i] = new Thread(() =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.IsNull(failure, $"{failure}");
    }
}
