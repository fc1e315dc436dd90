// Functions of the host with typed parameters, one class for each number of them; those that take the caller too are in CallerThunks.cs. The JIT and
// the AOT compiler specialise them for the types in use, so a call reads its arguments with plain loads and allocates nothing.
using System;

namespace Wasmtime.Min.Calls;

/// <summary>No parameters, no result.</summary>
internal sealed unsafe class ActionThunk(Action function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        function();
    }
}

/// <summary>One parameter, no result.</summary>
internal sealed unsafe class ActionThunk<T1>(Action<T1> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        function(a1);
    }
}

/// <summary>Two parameters, no result.</summary>
internal sealed unsafe class ActionThunk<T1, T2>(Action<T1, T2> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        function(a1, a2);
    }
}

/// <summary>Three parameters, no result.</summary>
internal sealed unsafe class ActionThunk<T1, T2, T3>(Action<T1, T2, T3> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        function(a1, a2, a3);
    }
}

/// <summary>Four parameters, no result.</summary>
internal sealed unsafe class ActionThunk<T1, T2, T3, T4>(Action<T1, T2, T3, T4> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        function(a1, a2, a3, a4);
    }
}

/// <summary>Five parameters, no result.</summary>
internal sealed unsafe class ActionThunk<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        function(a1, a2, a3, a4, a5);
    }
}

/// <summary>Six parameters, no result.</summary>
internal sealed unsafe class ActionThunk<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        function(a1, a2, a3, a4, a5, a6);
    }
}

/// <summary>Seven parameters, no result.</summary>
internal sealed unsafe class ActionThunk<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        next += Slot<T6>.Size;
        T7 a7 = Slot<T7>.Read(store, next);
        function(a1, a2, a3, a4, a5, a6, a7);
    }
}

/// <summary>Eight parameters, no result.</summary>
internal sealed unsafe class ActionThunk<T1, T2, T3, T4, T5, T6, T7, T8>(Action<T1, T2, T3, T4, T5, T6, T7, T8> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        next += Slot<T6>.Size;
        T7 a7 = Slot<T7>.Read(store, next);
        next += Slot<T7>.Size;
        T8 a8 = Slot<T8>.Read(store, next);
        function(a1, a2, a3, a4, a5, a6, a7, a8);
    }
}

/// <summary>Nine parameters, no result.</summary>
internal sealed unsafe class ActionThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        next += Slot<T6>.Size;
        T7 a7 = Slot<T7>.Read(store, next);
        next += Slot<T7>.Size;
        T8 a8 = Slot<T8>.Read(store, next);
        next += Slot<T8>.Size;
        T9 a9 = Slot<T9>.Read(store, next);
        function(a1, a2, a3, a4, a5, a6, a7, a8, a9);
    }
}

/// <summary>Ten parameters, no result.</summary>
internal sealed unsafe class ActionThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> function) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        next += Slot<T6>.Size;
        T7 a7 = Slot<T7>.Read(store, next);
        next += Slot<T7>.Size;
        T8 a8 = Slot<T8>.Read(store, next);
        next += Slot<T8>.Size;
        T9 a9 = Slot<T9>.Read(store, next);
        next += Slot<T9>.Size;
        T10 a10 = Slot<T10>.Read(store, next);
        function(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10);
    }
}

/// <summary>No parameters, results.</summary>
internal sealed unsafe class FuncThunk<TResult, TResults>(Func<TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        TResults.Write(store, values, function());
    }
}

/// <summary>One parameter, results.</summary>
internal sealed unsafe class FuncThunk<T1, TResult, TResults>(Func<T1, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        TResults.Write(store, values, function(a1));
    }
}

/// <summary>Two parameters, results.</summary>
internal sealed unsafe class FuncThunk<T1, T2, TResult, TResults>(Func<T1, T2, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        TResults.Write(store, values, function(a1, a2));
    }
}

/// <summary>Three parameters, results.</summary>
internal sealed unsafe class FuncThunk<T1, T2, T3, TResult, TResults>(Func<T1, T2, T3, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        TResults.Write(store, values, function(a1, a2, a3));
    }
}

/// <summary>Four parameters, results.</summary>
internal sealed unsafe class FuncThunk<T1, T2, T3, T4, TResult, TResults>(Func<T1, T2, T3, T4, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        TResults.Write(store, values, function(a1, a2, a3, a4));
    }
}

/// <summary>Five parameters, results.</summary>
internal sealed unsafe class FuncThunk<T1, T2, T3, T4, T5, TResult, TResults>(Func<T1, T2, T3, T4, T5, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        TResults.Write(store, values, function(a1, a2, a3, a4, a5));
    }
}

/// <summary>Six parameters, results.</summary>
internal sealed unsafe class FuncThunk<T1, T2, T3, T4, T5, T6, TResult, TResults>(Func<T1, T2, T3, T4, T5, T6, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        TResults.Write(store, values, function(a1, a2, a3, a4, a5, a6));
    }
}

/// <summary>Seven parameters, results.</summary>
internal sealed unsafe class FuncThunk<T1, T2, T3, T4, T5, T6, T7, TResult, TResults>(Func<T1, T2, T3, T4, T5, T6, T7, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        next += Slot<T6>.Size;
        T7 a7 = Slot<T7>.Read(store, next);
        TResults.Write(store, values, function(a1, a2, a3, a4, a5, a6, a7));
    }
}

/// <summary>Eight parameters, results.</summary>
internal sealed unsafe class FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, TResult, TResults>(Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        next += Slot<T6>.Size;
        T7 a7 = Slot<T7>.Read(store, next);
        next += Slot<T7>.Size;
        T8 a8 = Slot<T8>.Read(store, next);
        TResults.Write(store, values, function(a1, a2, a3, a4, a5, a6, a7, a8));
    }
}

/// <summary>Nine parameters, results.</summary>
internal sealed unsafe class FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult, TResults>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        next += Slot<T6>.Size;
        T7 a7 = Slot<T7>.Read(store, next);
        next += Slot<T7>.Size;
        T8 a8 = Slot<T8>.Read(store, next);
        next += Slot<T8>.Size;
        T9 a9 = Slot<T9>.Read(store, next);
        TResults.Write(store, values, function(a1, a2, a3, a4, a5, a6, a7, a8, a9));
    }
}

/// <summary>Ten parameters, results.</summary>
internal sealed unsafe class FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult, TResults>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult> function) : HostThunk
    where TResults : IResults<TResult>
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        T1 a1 = Slot<T1>.Read(store, values);
        ulong* next = values + Slot<T1>.Size;
        T2 a2 = Slot<T2>.Read(store, next);
        next += Slot<T2>.Size;
        T3 a3 = Slot<T3>.Read(store, next);
        next += Slot<T3>.Size;
        T4 a4 = Slot<T4>.Read(store, next);
        next += Slot<T4>.Size;
        T5 a5 = Slot<T5>.Read(store, next);
        next += Slot<T5>.Size;
        T6 a6 = Slot<T6>.Read(store, next);
        next += Slot<T6>.Size;
        T7 a7 = Slot<T7>.Read(store, next);
        next += Slot<T7>.Size;
        T8 a8 = Slot<T8>.Read(store, next);
        next += Slot<T8>.Size;
        T9 a9 = Slot<T9>.Read(store, next);
        next += Slot<T9>.Size;
        T10 a10 = Slot<T10>.Read(store, next);
        TResults.Write(store, values, function(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10));
    }
}
