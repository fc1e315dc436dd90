// Results of typed functions. One stands for itself; several are a tuple. Which it is must be known when a method is compiled, since there is no
// reflection here: so it is an argument of the generic classes of calls and thunks.
using System.Runtime.CompilerServices;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Calls;

/// <summary>Reads and writes what a typed function returns.</summary>
/// <typeparam name="TResult">A value, or a tuple of values.</typeparam>
internal unsafe interface IResults<TResult>
{
    /// <summary>The wasm types, in order.</summary>
    static abstract WasmType[] Types { get; }

    /// <summary>Reads results.</summary>
    static abstract TResult Read(Store store, ulong* values);

    /// <summary>Writes results.</summary>
    static abstract void Write(Store store, ulong* values, TResult results);
}

/// <summary>One result.</summary>
internal readonly unsafe struct OneResult<TResult> : IResults<TResult>
{
    public static WasmType[] Types => [Slot<TResult>.Type];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TResult Read(Store store, ulong* values) => Slot<TResult>.Read(store, values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Store store, ulong* values, TResult results) => Slot<TResult>.Write(store, values, results);
}

/// <summary>Two results.</summary>
internal readonly unsafe struct TwoResults<TResult1, TResult2> : IResults<(TResult1, TResult2)>
{
    public static WasmType[] Types => [Slot<TResult1>.Type, Slot<TResult2>.Type];

    public static (TResult1, TResult2) Read(Store store, ulong* values)
    {
        TResult1 r1 = Slot<TResult1>.Read(store, values);
        ulong* next = values + Slot<TResult1>.Size;
        TResult2 r2 = Slot<TResult2>.Read(store, next);
        return (r1, r2);
    }

    public static void Write(Store store, ulong* values, (TResult1, TResult2) results)
    {
        Slot<TResult1>.Write(store, values, results.Item1);
        ulong* next = values + Slot<TResult1>.Size;
        Slot<TResult2>.Write(store, next, results.Item2);
    }
}

/// <summary>Three results.</summary>
internal readonly unsafe struct ThreeResults<TResult1, TResult2, TResult3> : IResults<(TResult1, TResult2, TResult3)>
{
    public static WasmType[] Types => [Slot<TResult1>.Type, Slot<TResult2>.Type, Slot<TResult3>.Type];

    public static (TResult1, TResult2, TResult3) Read(Store store, ulong* values)
    {
        TResult1 r1 = Slot<TResult1>.Read(store, values);
        ulong* next = values + Slot<TResult1>.Size;
        TResult2 r2 = Slot<TResult2>.Read(store, next);
        next += Slot<TResult2>.Size;
        TResult3 r3 = Slot<TResult3>.Read(store, next);
        return (r1, r2, r3);
    }

    public static void Write(Store store, ulong* values, (TResult1, TResult2, TResult3) results)
    {
        Slot<TResult1>.Write(store, values, results.Item1);
        ulong* next = values + Slot<TResult1>.Size;
        Slot<TResult2>.Write(store, next, results.Item2);
        next += Slot<TResult2>.Size;
        Slot<TResult3>.Write(store, next, results.Item3);
    }
}

/// <summary>Four results.</summary>
internal readonly unsafe struct FourResults<TResult1, TResult2, TResult3, TResult4> : IResults<(TResult1, TResult2, TResult3, TResult4)>
{
    public static WasmType[] Types => [Slot<TResult1>.Type, Slot<TResult2>.Type, Slot<TResult3>.Type, Slot<TResult4>.Type];

    public static (TResult1, TResult2, TResult3, TResult4) Read(Store store, ulong* values)
    {
        TResult1 r1 = Slot<TResult1>.Read(store, values);
        ulong* next = values + Slot<TResult1>.Size;
        TResult2 r2 = Slot<TResult2>.Read(store, next);
        next += Slot<TResult2>.Size;
        TResult3 r3 = Slot<TResult3>.Read(store, next);
        next += Slot<TResult3>.Size;
        TResult4 r4 = Slot<TResult4>.Read(store, next);
        return (r1, r2, r3, r4);
    }

    public static void Write(Store store, ulong* values, (TResult1, TResult2, TResult3, TResult4) results)
    {
        Slot<TResult1>.Write(store, values, results.Item1);
        ulong* next = values + Slot<TResult1>.Size;
        Slot<TResult2>.Write(store, next, results.Item2);
        next += Slot<TResult2>.Size;
        Slot<TResult3>.Write(store, next, results.Item3);
        next += Slot<TResult3>.Size;
        Slot<TResult4>.Write(store, next, results.Item4);
    }
}
