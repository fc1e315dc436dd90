// Loads a mutant, gives it whatever it asks for, and touches whatever it offers, on a platform that puts pages that fault beside every block of the
// heap: one step too far ends the process.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.Simulated;
using Wasmtime.Min.Traps;

namespace Wasmtime.Min.Tests.ArtifactFuzz;

/// <summary>What became of a mutant.</summary>
internal enum Fate
{
    /// <summary>The loader refused it.</summary>
    Refused,

    /// <summary>It loaded; what it asks for cannot be given, or is more than is allowed.</summary>
    NotLinked,

    /// <summary>It was instantiated and used.</summary>
    Used,
}

/// <summary>An engine that mutants are tried with; renewed now and then, because it remembers types.</summary>
/// <param name="runsCode">
/// False: the seal of mutants was made right again, so their code was compiled for other tables and must not run. An executor takes its place that does
/// nothing; what is tried is everything that the runtime itself does with the tables.
/// </param>
internal sealed class Victim(bool runsCode) : IDisposable
{
    private const int MostLoads = 1000;
    private const ulong MostPages = 16, MostElements = 1000;

    private readonly SimulatedPlatform _platform = new(new PosixPlatform(), new Simulation { GuardsHeap = true, InstallsHandlers = runsCode });
    private Engine? _engine;
    private int _loads;

    /// <summary>Tries one.</summary>
    /// <exception cref="Exception">Anything that the API does not document: a defect.</exception>
    internal Fate Try(byte[] artifact)
    {
        if (_engine is null || _loads++ == MostLoads)
        {
            Dispose();
            _loads = 0;
            _engine = new Engine(_platform, null, runsCode ? null : new IdleExecutor());
        }

        try
        {
            using Module module = Module.Load(_engine, artifact);
            Look(module);
            using var store = new Store(_engine, new ResourceLimits { MemorySize = 1 << 20, TableElements = MostElements, GcHeapSize = 1 << 20, TotalSize = 16 << 20 });
            store.Fuel = 2000;
            try
            {
                Use(Instantiate(store, module));
                store.CollectGarbage();
                return Fate.Used;
            }
            catch (Exception error) when (error is LinkException or TrapException or ResourceLimitException or PlatformException or WasmException)
            {
                return Fate.NotLinked;
            }
        }
        catch (ArtifactException error) when (error.Problem is not null)
        {
            return Fate.Refused;
        }
    }

    /// <summary>What was never given back, in words.</summary>
    internal IReadOnlyList<string> Leaks => _platform.Leaks;

    public void Dispose()
    {
        _engine?.Dispose();
        _engine = null;
    }

    private static void Look(Module module)
    {
        _ = module.Name;
        _ = module.CustomSections("note");
        foreach (Import import in module.Imports)
        {
            _ = import.Type.ToString();
        }

        foreach (Export export in module.Exports)
        {
            _ = export.Type.ToString();
        }

        List<TrapFrame> frames = [];
        for (uint offset = 0; offset < module.Code.TextLength; offset += 61)
        {
            module.Code.Describe(offset, isReturn: offset % 2 != 0, frames);
            _ = module.Code.TrapAt(offset);
            _ = module.Code.TrapOfCall(offset);
            _ = module.Code.TryFindHandler(offset, out _);
            StackMapTable.Map map = module.Code.StackMaps.Find(offset);
            while (map.Next(out _))
            {
            }
        }
    }

    private static Instance Instantiate(Store store, Module module)
    {
        List<External> imports = [];
        foreach (Import import in module.Imports)
        {
            imports.Add(Make(store, import.Type));
        }

        return Instance.Create(store, module, imports.ToArray());
    }

    private static void Use(Instance instance)
    {
        foreach (Export export in instance.Module.Exports)
        {
            switch (instance.GetExport(export.Name))
            {
                case Memory { Length: > 0 } memory:
                    memory.Write(0, memory.Read<byte>(memory.Length - 1));
                    memory.Grow(1);
                    break;
                case Table { Size: > 0 } table:
                    Value last = table.GetElement(table.Size - 1);
                    if (!last.IsNull) // what was never set is null, also where the type says that it is not
                    {
                        table.SetElement(0, last);
                    }

                    break;
                case Global global:
                    _ = global.GetValue();
                    break;
                case Function function:
                    Call(function);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Call(Function function)
    {
        IReadOnlyList<ValueKind> parameters = function.FunctionType.Parameters;
        var arguments = new Value[parameters.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = parameters[i] >= ValueKind.FuncRef ? Value.Null(parameters[i]) : Value.FromBits(parameters[i], 3);
        }

        try
        {
            function.Invoke(arguments);
        }
        catch (Exception error) when (error is TrapException or WasmException or ArgumentException or InvalidOperationException)
        {
            // Other data, other ways; null where a type has none; an export whose type has no stub.
        }
    }

    private static External Make(Store store, ExternType type) => type switch
    {
        FunctionExternType function => Function.FromCallback(store, function.Type, static (_, _, _) => { }),
        MemoryExternType memory when memory.Minimum <= MostPages =>
            memory.IsShared
                ? throw new LinkException("shared")
                : new Memory(store, memory.Minimum, memory.Maximum, memory.Is64Bit),
        TableExternType table when table.Minimum <= MostElements =>
            new Table(store, table.Element, Value.Null(table.Element), table.Minimum, table.Maximum, table.Is64Bit),
        GlobalExternType global => new Global(
            store, global.Value, global.Value >= ValueKind.FuncRef ? Value.Null(global.Value) : Value.FromBits(global.Value, 3), global.IsMutable),
        TagExternType tag when tag.Type.Results.Count == 0 => new Tag(store, tag.Type),
        _ => throw new LinkException($"nothing to import: {type}"),
    };

    private sealed unsafe class IdleExecutor : IExecutor
    {
        public nuint StackEnd => 0;

        public TrapHandler TrapHandler { get; } = new();

        public int Enter(nuint entryStub, VMStoreContext* context, nuint calleeVmctx, nuint code, ulong* values, int slots)
        {
            new Span<ulong>(values, slots).Clear(); // SAFETY: the caller has made so many.
            return 0;
        }

        public nuint GuestAddressOf(nuint function) => function;
    }
}
