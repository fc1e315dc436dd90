// Executes scripts over Runtime.Min in this process: each module is compiled to an artifact, loaded from memory and linked.
// Module `spectest` is half a compiled module (globals, tables, memory) and half host functions (the prints).
using System;
using System.Collections.Generic;
using System.Threading;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Makes an engine for each script; all of them share what does not depend on the script.</summary>
/// <param name="processor">What runs the code.</param>
/// <param name="options">How modules are compiled; features come from the script.</param>
/// <param name="config">Settings of the engine.</param>
internal sealed class RuntimeEngines(Processor processor, CompileOptions options, Config? config = null) : IDisposable
{
    private const string SpectestText = """
        (module
          (global (export "global_i32") i32 (i32.const 666))
          (global (export "global_i64") i64 (i64.const 666))
          (global (export "global_f32") f32 (f32.const 0x1.4d4cccp+9))
          (global (export "global_f64") f64 (f64.const 0x1.4d4cccccccccdp+9))
          (table (export "table") 10 20 funcref)
          (table (export "table64") i64 10 20 funcref)
          (memory (export "memory") 1 2)
          (memory (export "shared_memory") 1 2 shared))
        """;

    private readonly Engine _engine = processor.CreateEngine(config);
    private readonly Lazy<byte[]> _spectest = new(
        () => ArtifactCompiler.Compile(System.Text.Encoding.UTF8.GetBytes(SpectestText), options with { Features = WasmFeatures.All, Threads = 1 }),
        LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The engine of a script with these needs.</summary>
    internal IWastEngine Create(WastNeeds needs) => new RuntimeEngine(
        _engine,
        _spectest.Value,
        options with { Features = needs.Features, Deterministic = options.Deterministic || needs.CanonicalNans, Threads = 1 });

    public void Dispose() => _engine.Dispose();
}

/// <summary>Runs the modules of a script natively, in one store.</summary>
internal sealed class RuntimeEngine : IWastEngine
{
    private const string Spectest = "spectest";

    private readonly CompileOptions _options;
    private readonly Engine _engine;
    private readonly Store _store;
    private readonly Linker _linker;
    private readonly List<Module> _modules = [];
    private readonly byte[] _spectest;

    internal RuntimeEngine(Engine engine, byte[] spectest, CompileOptions options)
    {
        _spectest = spectest;
        _options = options;
        _engine = engine;
        _store = new Store(engine) { Fuel = long.MaxValue };
        _linker = new Linker(engine) { AllowShadowing = true };
        _linker.DefineInstance(Spectest, _linker.Instantiate(_store, Load(spectest)));
        _linker.DefineFunction("wasmtime", "gc", new FunctionType(Array.Empty<ValueKind>(), default), (_, _, _) => _store.CollectGarbage());
        DefinePrint("print");
        DefinePrint("print_i32", ValueKind.Int32);
        DefinePrint("print_i64", ValueKind.Int64);
        DefinePrint("print_f32", ValueKind.Float32);
        DefinePrint("print_f64", ValueKind.Float64);
        DefinePrint("print_i32_f32", ValueKind.Int32, ValueKind.Float32);
        DefinePrint("print_f64_f64", ValueKind.Float64, ValueKind.Float64);
    }

    public object Compile(WasmModule module)
    {
        try
        {
            return Load(ArtifactCompiler.Compile(module, _options));
        }
        catch (UnsupportedFeatureException error)
        {
            throw new WastUnsupportedException(error.Feature);
        }
    }

    public object Instantiate(object module)
    {
        try
        {
            return _linker.Instantiate(_store, (Module)module);
        }
        catch (LinkException error)
        {
            throw new WastLinkException(error.Message);
        }
        catch (TrapException trap)
        {
            throw new WastTrapException(Words(trap.Code));
        }
        catch (WasmException exception)
        {
            throw new WastGuestException(exception.Message);
        }
        catch (ResourceLimitException error)
        {
            throw new WastTrapException(error.Message);
        }
    }

    public void Register(string name, object instance)
    {
        if (instance is SharedExports shared)
        {
            foreach ((string export, Memory memory) in shared.Memories)
            {
                _linker.Define(name, export, memory);
            }

            return;
        }

        _linker.DefineInstance(name, (Instance)instance);
    }

    public IWastEngine CreateThread() => new RuntimeEngine(_engine, _spectest, _options);

    public object Share(object instance, IWastEngine thread)
    {
        var exporter = (Instance)instance;
        Store store = ((RuntimeEngine)thread)._store;
        var shared = new SharedExports([]);
        foreach (Export export in exporter.Module.Exports)
        {
            if (exporter.GetMemory(export.Name) is { Type: MemoryExternType { IsShared: true } } memory)
            {
                using SharedMemory handle = memory.Share();
                shared.Memories.Add((export.Name, handle.In(store)));
            }
        }

        return shared;
    }

    public WastActual[] Invoke(object instance, string name, IReadOnlyList<WastValue> arguments)
    {
        Function function = ((Instance)instance).GetFunction(name) ?? throw new WastFailureException($"no function \"{name}\"");
        if (function.FunctionType.Parameters.Count != arguments.Count)
        {
            throw new WastFailureException($"\"{name}\" takes {function.FunctionType.Parameters.Count} arguments, not {arguments.Count}");
        }

        var values = new Value[arguments.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ToValue(arguments[i], function.FunctionType.Parameters[i]);
        }

        try
        {
            return Array.ConvertAll(function.Invoke(values), static value => ToActual(value));
        }
        catch (TrapException trap)
        {
            throw new WastTrapException(Words(trap.Code));
        }
        catch (WasmException exception)
        {
            throw new WastGuestException(exception.Message);
        }
    }

    public WastActual Get(object instance, string name) => ((Instance)instance).GetGlobal(name) is { } global
        ? ToActual(global.GetValue())
        : throw new WastFailureException($"no global \"{name}\"");

    public void Dispose()
    {
        _store.Dispose();
        foreach (Module module in _modules)
        {
            module.Dispose();
        }
    }

    /// <summary>What a thread sees of an instance of another one: its shared memories.</summary>
    private sealed record SharedExports(List<(string Name, Memory Memory)> Memories);

    private Module Load(byte[] artifact)
    {
        Module module = Module.Load(_engine, artifact);
        _modules.Add(module);
        return module;
    }

    private void DefinePrint(string name, params ReadOnlySpan<ValueKind> parameters) =>
        _linker.DefineFunction(Spectest, name, new FunctionType(parameters, []), static (_, _, _) => { });

    // The suite's words where they differ from Wasmtime's, which the runtime speaks.
    private static string Words(TrapCode code) => code == TrapCode.Unreachable ? "unreachable" : TrapCodes.Describe(code);

    private Value ToValue(WastValue value, ValueKind parameter) => value.Kind switch
    {
        WastValueKind.I32 => Value.FromBits(ValueKind.Int32, value.Bits),
        WastValueKind.I64 => Value.FromBits(ValueKind.Int64, value.Bits),
        WastValueKind.F32 => Value.FromBits(ValueKind.Float32, value.Bits),
        WastValueKind.F64 => Value.FromBits(ValueKind.Float64, value.Bits),
        WastValueKind.V128 => Value.FromBits(ValueKind.V128, value.Bits, value.HighBits),
        WastValueKind.RefNull => Value.Null(parameter),
        WastValueKind.RefExtern => Value.FromExternal(value.Bits),
        WastValueKind.RefHost => Value.FromReference(AnyRef.FromExternal(_store, value.Bits)),
        WastValueKind.RefFunc or WastValueKind.RefI31 or WastValueKind.RefStruct or WastValueKind.RefArray
            or WastValueKind.RefAny or WastValueKind.RefEq or WastValueKind.RefExn or WastValueKind.Either
            or WastValueKind.Component => throw new WastFailureException($"{WastActual.Describe(value)} cannot be an argument"),
    };

    private static WastActual ToActual(AnyRef reference) => reference switch
    {
        I31Ref => new WastActual(WastValueKind.RefI31),
        StructRef => new WastActual(WastValueKind.RefStruct),
        ArrayRef => new WastActual(WastValueKind.RefArray),
        _ => new WastActual(WastValueKind.RefHost, reference.AsExternal() is ulong number ? number : 0),
    };

    private static WastActual ToActual(Value value)
    {
        if (value.Kind >= ValueKind.FuncRef && value.IsNull)
        {
            return new WastActual(WastValueKind.RefNull);
        }

        return value.Kind switch
        {
            ValueKind.Int32 => new WastActual(WastValueKind.I32, value.ToBits()),
            ValueKind.Int64 => new WastActual(WastValueKind.I64, value.ToBits()),
            ValueKind.Float32 => new WastActual(WastValueKind.F32, value.ToBits()),
            ValueKind.Float64 => new WastActual(WastValueKind.F64, value.ToBits()),
            ValueKind.V128 => new WastActual(WastValueKind.V128, value.ToBits(), value.ToHighBits()),
            ValueKind.FuncRef => new WastActual(WastValueKind.RefFunc),
            ValueKind.ExternRef => new WastActual(WastValueKind.RefExtern, value.AsExternal() is ulong number ? number : 0),
            ValueKind.AnyRef => ToActual(value.AsReference()!),
            ValueKind.ExnRef => new WastActual(WastValueKind.RefExn),
        };
    }
}
