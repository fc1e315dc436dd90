using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Tests.Bench;

/// <summary>Calls between host and guest.</summary>
internal static unsafe class CallFigures
{
    private const int Rounds = 40;
    private const int PerRound = 200_000;
    private const double ToGuest = 10, ToDelegate = 12, ToUnmanaged = 6;

    private static int _sum;

    internal static void Measure(Engine engine, string folder, Report report)
    {
        using Module module = Module.Load(engine, Path.Combine(folder, "calls.cwasm"));
        using var store = new Store(engine);
        var linker = new Linker(engine);
        linker.DefineFunction("host", "nop", static () => { });
        linker.DefineFunction("host", "add", static (int a, int b) => a + b);
        linker.DefineUnmanaged("raw", "nop", new FunctionType([], []), &Nop);
        linker.DefineUnmanaged("raw", "add", new FunctionType([ValueKind.Int32, ValueKind.Int32], [ValueKind.Int32]), &Add);
        Instance instance = linker.Instantiate(store, module);

        Action nop = instance.GetAction("nop")!;
        Func<int, int, int, int> add3 = instance.GetFunction<int, int, int, int>("add3")!;
        Figure(report, "managed to wasm: no parameters", ToGuest, count =>
        {
            for (int i = 0; i < count; i++)
            {
                nop();
            }
        });
        Figure(report, "managed to wasm: three parameters, a result", ToGuest, count =>
        {
            int sum = 0;
            for (int i = 0; i < count; i++)
            {
                sum += add3(i, 1, 2);
            }

            _sum += sum;
        });
        Action<int> hostNop = instance.GetAction<int>("host_nop")!;
        Func<int, int> hostAdd = instance.GetFunction<int, int>("host_add")!;
        Action<int> rawNop = instance.GetAction<int>("raw_nop")!;
        Func<int, int> rawAdd = instance.GetFunction<int, int>("raw_add")!;
        Figure(report, "wasm to managed, delegate: no parameters", ToDelegate, hostNop);
        Figure(report, "wasm to managed, delegate: two parameters, a result", ToDelegate, count => _sum += hostAdd(count));
        Figure(report, "wasm to managed, unmanaged pointer: no parameters", ToUnmanaged, rawNop);
        Figure(report, "wasm to managed, unmanaged pointer: two, a result", ToUnmanaged, count => _sum += rawAdd(count));
    }

    private static void Figure(Report report, string name, double bound, Action<int> calls)
    {
        report.Time(name, Clock.Best(Rounds, PerRound, calls), "ns", bound);
        long before = GC.GetAllocatedBytesForCurrentThread();
        calls(PerRound);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        report.Allocated($"  allocated by {PerRound} calls", allocated);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Nop(void* userData, void* caller, ulong* values) => 0;

    // SAFETY: the type that was given with the function has two arguments, and their slots hold the result.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Add(void* userData, void* caller, ulong* values)
    {
        values[0] = (uint)((int)values[0] + (int)values[1]);
        return 0;
    }
}
