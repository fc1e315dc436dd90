using System;

namespace Wasmtime.Min.Tests.Stress;

/// <summary>What a thread of the soak has done.</summary>
internal sealed class SoakCounts
{
    internal long Rounds, Instances, Traps, Exceptions, Grown, Collections;
}

/// <summary>An instance of soak.wat in a store of its own. Every result is compared with one that the host computes.</summary>
internal sealed class SoakGuest : IDisposable
{
    private const int Calls = 200, Throws = 5, Nodes = 300;

    // Traps by the number that the export takes. The last one runs through a whole stack: once in so many rounds.
    private const int RoundsPerOverflow = 500;

    private static readonly TrapCode[] Kinds =
    [
        TrapCode.Unreachable, TrapCode.MemoryOutOfBounds, TrapCode.MemoryOutOfBounds, TrapCode.IntegerDivideByZero, TrapCode.UninitializedElement,
        TrapCode.UndefinedElement, TrapCode.NullReference, TrapCode.ArrayOutOfBounds, TrapCode.CastFailure, TrapCode.StackOverflow,
    ];

    private static readonly long RunResult = ComputeRun();

    private readonly Store _store;
    private readonly SoakCounts _counts;
    private readonly Tag _fault;
    private readonly Tag _object;
    private readonly Func<int, long> _run;
    private readonly Func<int, long>[] _catching;
    private readonly Action<int> _throw;
    private readonly Action<int> _throwObject;
    private readonly Func<int, int> _growMemory;
    private readonly Func<int, int> _growTable;
    private readonly Func<int, long> _collect;
    private readonly Func<long> _kept;
    private readonly Action<int> _trap;
    private int _pages = 2;
    private int _elements = 3;

    internal SoakGuest(Engine engine, Module module, SoakCounts counts)
    {
        _counts = counts;
        _store = new Store(engine);
        var linker = new Linker(engine);
        linker.DefineFunction<int>("host", "relay", n => _throw!(n));
        linker.DefineFunction<int>("host", "raise", n => throw new WasmException(_fault!, n, 3L * n));
        Instance instance = linker.Instantiate(_store, module);
        _fault = instance.GetTag("fault")!;
        _object = instance.GetTag("object")!;
        _run = instance.GetFunction<int, long>("run")!;
        _catching = Array.ConvertAll(
            (string[])["frames", "references", "across_host", "from_host"], name => instance.GetFunction<int, long>(name)!);
        _throw = instance.GetAction<int>("throw")!;
        _throwObject = instance.GetAction<int>("throw_object")!;
        _growMemory = instance.GetFunction<int, int>("grow_memory")!;
        _growTable = instance.GetFunction<int, int>("grow_table")!;
        _collect = instance.GetFunction<int, long>("collect")!;
        _kept = instance.GetFunction<long>("kept")!;
        _trap = instance.GetAction<int>("trap")!;
        counts.Instances++;
    }

    public void Dispose() => _store.Dispose();

    /// <summary>Does everything once.</summary>
    internal void Round(long round)
    {
        Expect("run", RunResult, _run(Calls));
        foreach (Func<int, long> catching in _catching)
        {
            Expect("a sum over exceptions", 2L * Throws * (Throws + 1), catching(Throws));
            _counts.Exceptions += Throws;
        }

        Escape(_throw, _fault, 7);
        using (_store.OpenScope())
        {
            WasmException thrown = Escape(_throwObject, _object, 11);
            Expect("a field of what was thrown", 11, ((StructRef)thrown.Values[0].AsReference()!).GetField(0).AsInt32());
        }

        Grow();
        Expect("collect", (long)Nodes * (Nodes - 1) / 2, _collect(Nodes));
        if (round % 16 == 0)
        {
            _store.CollectGarbage();
            _counts.Collections++;
        }

        Expect("kept", (long)Nodes * (Nodes - 1) / 2, _kept());
        int kinds = round % RoundsPerOverflow == 0 ? Kinds.Length : Kinds.Length - 1;
        for (int i = 0; i < kinds; i++)
        {
            Trap(i);
        }
    }

    private static long ComputeRun()
    {
        long sum = 0;
        for (uint i = 0; i < Calls; i++)
        {
            sum += ((i & 1) == 0 ? 2 * i : i * i) + (i & 7) + 1 + i;
        }

        return sum;
    }

    private void Grow()
    {
        const int MostPages = 64, MostElements = 64;
        int expected = _pages + 1 <= MostPages ? _pages : -1;
        Expect("grow_memory", expected, _growMemory(1));
        _pages += expected < 0 ? 0 : 1;
        Expect("growing beyond the limit", -1, _growMemory(MostPages));
        expected = _elements + 2 <= MostElements ? _elements : -1;
        Expect("grow_table", expected, _growTable(2));
        _elements += expected < 0 ? 0 : 2;
        _counts.Grown += 2;
    }

    private WasmException Escape(Action<int> action, Tag tag, int value)
    {
        try
        {
            action(value);
        }
        catch (WasmException exception) when (exception.Tag == tag)
        {
            _counts.Exceptions++;
            return exception;
        }

        throw new StressException("an exception that nobody catches did not reach the host");
    }

    private void Trap(int kind)
    {
        try
        {
            _trap(kind);
        }
        catch (TrapException trap) when (trap.Code == Kinds[kind])
        {
            _counts.Traps++;
            return;
        }

        throw new StressException($"{Kinds[kind]} did not come");
    }

    private static void Expect(string what, long expected, long found)
    {
        if (found != expected)
        {
            throw new StressException($"{what}: expected {expected}, found {found}");
        }
    }
}
