using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Wasmtime.Min.Tests.Bench;

/// <summary>
/// Atomic accesses of a guest beside the same loops over .NET's own, which the AOT compiler makes the bare instruction of: lock xadd, lock cmpxchg,
/// mov, xchg. Nobody else uses the memory.
/// </summary>
internal static class AtomicFigures
{
    private const int Rounds = 40;
    private const int PerRound = 200_000;
    private const int Address = 64;

    // What an access may cost, divided by the bare one: the loops around them are two compilers'.
    private const double Bound = 1.2;

    private static int _cell32;
    private static long _cell64;
    private static long _sink;

    internal static void Measure(Engine engine, string folder, Report report)
    {
        using Module module = Module.Load(engine, Path.Combine(folder, "atomics.cwasm"));
        using var store = new Store(engine);
        Instance instance = new Linker(engine).Instantiate(store, module);
        Memory memory = instance.GetMemory("memory")!;
        Pair(report, "i32.atomic.rmw.add", Int32(instance, memory, "add32"), Add32);
        Pair(report, "i64.atomic.rmw.add", Int64(instance, memory, "add64"), Add64);
        Pair(report, "i32.atomic.rmw.cmpxchg", Int32(instance, memory, "cmpxchg32"), CompareExchange32);
        Pair(report, "i64.atomic.rmw.cmpxchg", Int64(instance, memory, "cmpxchg64"), CompareExchange64);
        Pair(report, "i32.atomic.load", Int32(instance, memory, "load32"), Load32);
        Pair(report, "i32.atomic.store", Int32(instance, memory, "store32"), Store32);
    }

    private static void Pair(Report report, string name, Func<int, long> guest, Func<int, long> bare)
    {
        if (guest(1000) != bare(1000))
        {
            throw new InvalidOperationException($"{name}: the guest and .NET come to different results");
        }

        double instruction = Clock.Best(Rounds, PerRound, count => _sink += bare(count));
        report.Time(name, Clock.Best(Rounds, PerRound, count => _sink += guest(count)), "ns", instruction * Bound);
        report.Time("  bare instruction", instruction, "ns", null);
    }

    // Both begin with the same value in memory: compare-exchange finds what it expects each time.
    private static Func<int, long> Int32(Instance instance, Memory memory, string export)
    {
        Func<int, int, int> function = instance.GetFunction<int, int, int>(export)!;
        return count =>
        {
            BitConverter.TryWriteBytes(memory.GetSpan(Address, sizeof(int)), count);
            return function(Address, count);
        };
    }

    private static Func<int, long> Int64(Instance instance, Memory memory, string export)
    {
        Func<int, int, long> function = instance.GetFunction<int, int, long>(export)!;
        return count =>
        {
            BitConverter.TryWriteBytes(memory.GetSpan(Address, sizeof(long)), (long)count);
            return function(Address, count);
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Add32(int count)
    {
        ref int cell = ref _cell32;
        cell = count;
        int sum = 0;
        for (int n = count; n != 0; n--)
        {
            sum += Interlocked.Add(ref cell, n) - n;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Add64(int count)
    {
        ref long cell = ref _cell64;
        cell = count;
        long sum = 0;
        for (int n = count; n != 0; n--)
        {
            sum += Interlocked.Add(ref cell, n) - n;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long CompareExchange32(int count)
    {
        ref int cell = ref _cell32;
        cell = count;
        int sum = 0;
        for (int n = count; n != 0; n--)
        {
            sum += Interlocked.CompareExchange(ref cell, n - 1, n);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long CompareExchange64(int count)
    {
        ref long cell = ref _cell64;
        cell = count;
        long sum = 0;
        for (int n = count; n != 0; n--)
        {
            sum += Interlocked.CompareExchange(ref cell, n - 1, n);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Load32(int count)
    {
        ref int cell = ref _cell32;
        cell = count;
        int sum = 0;
        for (int n = count; n != 0; n--)
        {
            sum += Volatile.Read(ref cell);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Store32(int count)
    {
        ref int cell = ref _cell32;
        for (int n = count; n != 0; n--)
        {
            Interlocked.Exchange(ref cell, n);
        }

        return Volatile.Read(ref cell);
    }
}
