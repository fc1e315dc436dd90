using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>What was disposed says so, whoever asks and whatever for; and what others still need stays.</summary>
[TestClass]
public sealed class DisposedTests
{
    private const string Everything = """
        (module $named
          (import "host" "f" (func $f (param i32)))
          (memory (export "memory") 1)
          (table (export "table") 2 funcref)
          (global (export "global") (mut i32) (i32.const 5))
          (tag (export "tag") (param i32))
          (func (export "run") (result i32) (i32.const 7))
          (func (export "call") (call $f (i32.const 1)))
          (@custom "note" "text"))
        """;

    [TestMethod]
    public void Members_of_a_disposed_module_throw()
    {
        using var engine = new Engine(new PosixPlatform());
        using var store = new Store(engine);
        Module module = Module.Load(engine, TestArtifacts.Compile(Everything));
        module.Dispose();
        module.Dispose();
        Throws(() => _ = module.Name);
        Throws(() => _ = module.Imports);
        Throws(() => _ = module.Exports);
        Throws(() => module.VerifyIdentity());
        Throws(() => module.CustomSections("note"));
        Throws(() => new Linker(engine).Instantiate(store, module));
        Throws(() => Instance.Create(store, module));
        Assert.AreEqual(32, module.Identity.Length);
        Assert.IsFalse(module.HasFuelChecks);
    }

    [TestMethod]
    public void An_instance_does_not_need_its_disposed_module()
    {
        using var engine = new Engine(new PosixPlatform());
        var store = new Store(engine);
        Linker linker = WithHost(engine);
        Instance instance;
        using (Module module = Module.Load(engine, TestArtifacts.Compile(Everything)))
        {
            instance = linker.Instantiate(store, module);
        }

        Assert.AreEqual(7, instance.GetFunction<int>("run")!());
        linker.DefineInstance("again", instance);
        Throws(() => _ = instance.Module.Exports);
        Throws(() => linker.Instantiate(store, instance.Module));
        store.Dispose();
    }

    [TestMethod]
    public void Members_of_everything_in_a_disposed_store_throw()
    {
        using var engine = new Engine(new PosixPlatform());
        using Module module = Module.Load(engine, TestArtifacts.Compile(Everything));
        var store = new Store(engine);
        Linker linker = WithHost(engine, out Func<Caller> last);
        Instance instance = linker.Instantiate(store, module);
        Memory memory = instance.GetMemory("memory")!;
        Table table = instance.GetTable("table")!;
        Global global = instance.GetGlobal("global")!;
        Tag tag = instance.GetTag("tag")!;
        Function function = instance.GetFunction("run")!;
        Func<int> typed = function.WrapFunc<int>()!;
        instance.GetAction("call")!();
        store.Dispose();
        store.Dispose();
        Throws(() => instance.GetExport("memory"));
        Throws(() => instance.GetFunction("run"));
        Throws(() => memory.GetSpan());
        Throws(() => memory.GetSpan(0, 1));
        Throws(() => memory.Read<int>(0));
        Throws(() => memory.Write(0, 1));
        Throws(() => memory.ReadString(0, 1));
        Throws(() => memory.WriteString(0, "x"));
        Throws(() => memory.ReadNullTerminatedString(0));
        Throws(() => memory.Grow(1));
        Throws(() => _ = memory.Size);
        Throws(() => _ = memory.Length);
        Throws(() => _ = memory.Type);
        Throws(() => table.GetElement(0));
        Throws(() => table.SetElement(0, Value.Null(ValueKind.FuncRef)));
        Throws(() => table.Grow(1, Value.Null(ValueKind.FuncRef)));
        Throws(() => _ = table.Size);
        Throws(() => _ = table.Type);
        Throws(() => global.GetValue());
        Throws(() => global.SetValue(1));
        Throws(() => function.Invoke());
        Throws(() => function.Invoke([], new Value[1]));
        Throws(() => function.WrapFunc<int>());
        Throws(() => typed());
        Throws(() => _ = last().Instance);
        Throws(() => last().GetMemory("memory"));
        Throws(() => _ = store.Fuel);
        Throws(() => store.Fuel = 1);
        Throws(() => store.SetEpochDeadline(1));
        Throws(() => store.CollectGarbage());
        Throws(() => store.OpenScope());
        Throws(() => linker.Instantiate(store, module));
        Throws(() => linker.GetDefinition(store, "host", "f"));
        Throws(() => linker.DefineInstance("m", instance));
        Throws(() => Instance.Create(store, module));
        Throws(() => new Memory(store, 1));
        Throws(() => new Table(store, ValueKind.FuncRef, Value.Null(ValueKind.FuncRef), 1));
        Throws(() => new Global(store, ValueKind.Int32, 1));
        Throws(() => new Tag(store, tag.FunctionType));
        Throws(() => Function.FromCallback(store, function.FunctionType, static (_, _, _) => { }));
        Throws(() => ExnRef.New(store, tag, 1));
        Throws(() => AnyRef.FromExternal(store, "x"));
    }

    [TestMethod]
    public void Nothing_is_made_with_a_disposed_engine()
    {
        byte[] artifact = TestArtifacts.Compile(Everything);
        var engine = new Engine(new PosixPlatform());
        engine.Dispose();
        engine.Dispose();
        Throws(() => new Store(engine));
        Throws(() => Module.Load(engine, artifact));
        Throws(() => Module.Load(engine, "/no/such/file"));
        Throws(() => new SharedMemory(engine, 1, 2));
        Throws(engine.IncrementEpoch);
    }

    [TestMethod]
    public void Modules_and_stores_outlive_their_disposed_engine()
    {
        var engine = new Engine(new PosixPlatform());
        Module module = Module.Load(engine, TestArtifacts.Compile(Everything));
        var store = new Store(engine);
        Linker linker = WithHost(engine);
        engine.Dispose();
        Instance instance = linker.Instantiate(store, module);
        instance.GetAction("call")!();
        Assert.AreEqual(7, instance.GetFunction<int>("run")!());
        Assert.HasCount(1, module.Imports);
        store.Dispose();
        module.Dispose();
    }

    private static Linker WithHost(Engine engine) => WithHost(engine, out _);

    private static Linker WithHost(Engine engine, out Func<Caller> last)
    {
        Caller seen = default;
        var linker = new Linker(engine);
        linker.DefineFunction("host", "f", new FunctionType([ValueKind.Int32], default), (Caller caller, ReadOnlySpan<Value> _, Span<Value> _) => seen = caller);
        last = () => seen;
        return linker;
    }

    private static void Throws(Action action) => Assert.ThrowsExactly<ObjectDisposedException>(action);

    private static void Throws<T>(Func<T> function) => Assert.ThrowsExactly<ObjectDisposedException>(() => _ = function());
}
