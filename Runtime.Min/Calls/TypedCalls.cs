// Typed calls into the guest, one class for each number of parameters: values go straight from the stack to the entry stub. An object of
// these classes is made once, when a function is wrapped; calling it allocates nothing. Nor does it clear the places of the values first: arguments
// are written before the guest reads them, and results before the host does.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Calls;

/// <summary>
/// Room on the stack for the values of a typed call: ten of two slots each. A structure rather than stackalloc, which the compiler guards
/// with a cookie that every call would pay for.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 10 * 2 * sizeof(ulong))]
internal struct CallSlots;

/// <summary>
/// What typed calls share: the callee, looked up once. Without an entry stub (0) the call takes the way that all calls can take: functions of
/// the host, and code that this process cannot run itself.
/// </summary>
internal abstract unsafe class TypedCall
{
    private readonly nuint _entryStub;
    private readonly nuint _vmctx;
    private readonly nuint _code;
    private readonly StoreRuntime _runtime;
    private readonly Function _function;

    private protected TypedCall(Function function)
    {
        Store = function.Store;
        Store.ThrowIfDisposed();
        _runtime = Store.Runtime;
        _function = function;
        if (function.Host is null && _runtime.RunsNatively)
        {
            ref VMFuncRef reference = ref Native.At<VMFuncRef>(function.FuncRef);
            _entryStub = function.EntryStub;
            _vmctx = reference.Vmctx;
            _code = reference.WasmCall;
        }
    }

    private protected Store Store { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void Call(ulong* values)
    {
        if (_entryStub != 0)
        {
            _runtime.EnterNatively(_entryStub, _vmctx, _code, values);
        }
        else
        {
            CallSlowly(values);
        }
    }

    private void CallSlowly(ulong* values)
    {
        Store.ThrowIfDisposed();
        GuestCall.Call(_function, values);
    }
}

/// <summary>No parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction(Function function) : TypedCall(function)
{
    internal void Invoke()
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        Call(values);
    }
}

/// <summary>One parameter, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        Slot<T1>.Write(Store, values, a1);
        Call(values);
    }
}

/// <summary>Two parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1, T2>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1, T2 a2)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        Call(values);
    }
}

/// <summary>Three parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1, T2, T3>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1, T2 a2, T3 a3)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        Call(values);
    }
}

/// <summary>Four parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1, T2, T3, T4>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1, T2 a2, T3 a3, T4 a4)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        Call(values);
    }
}

/// <summary>Five parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1, T2, T3, T4, T5>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        Call(values);
    }
}

/// <summary>Six parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1, T2, T3, T4, T5, T6>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        Call(values);
    }
}

/// <summary>Seven parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1, T2, T3, T4, T5, T6, T7>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        next += Slot<T6>.Size;
        Slot<T7>.Write(Store, next, a7);
        Call(values);
    }
}

/// <summary>Eight parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1, T2, T3, T4, T5, T6, T7, T8>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        next += Slot<T6>.Size;
        Slot<T7>.Write(Store, next, a7);
        next += Slot<T7>.Size;
        Slot<T8>.Write(Store, next, a8);
        Call(values);
    }
}

/// <summary>Nine parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1, T2, T3, T4, T5, T6, T7, T8, T9>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        next += Slot<T6>.Size;
        Slot<T7>.Write(Store, next, a7);
        next += Slot<T7>.Size;
        Slot<T8>.Write(Store, next, a8);
        next += Slot<T8>.Size;
        Slot<T9>.Write(Store, next, a9);
        Call(values);
    }
}

/// <summary>Ten parameters, no result.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedAction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Function function) : TypedCall(function)
{
    internal void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9, T10 a10)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        next += Slot<T6>.Size;
        Slot<T7>.Write(Store, next, a7);
        next += Slot<T7>.Size;
        Slot<T8>.Write(Store, next, a8);
        next += Slot<T8>.Size;
        Slot<T9>.Write(Store, next, a9);
        next += Slot<T9>.Size;
        Slot<T10>.Write(Store, next, a10);
        Call(values);
    }
}

/// <summary>No parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke()
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>One parameter, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        Slot<T1>.Write(Store, values, a1);
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>Two parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, T2, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1, T2 a2)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>Three parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, T2, T3, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1, T2 a2, T3 a3)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>Four parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, T2, T3, T4, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>Five parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, T2, T3, T4, T5, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>Six parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, T2, T3, T4, T5, T6, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>Seven parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, T2, T3, T4, T5, T6, T7, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        next += Slot<T6>.Size;
        Slot<T7>.Write(Store, next, a7);
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>Eight parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        next += Slot<T6>.Size;
        Slot<T7>.Write(Store, next, a7);
        next += Slot<T7>.Size;
        Slot<T8>.Write(Store, next, a8);
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>Nine parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        next += Slot<T6>.Size;
        Slot<T7>.Write(Store, next, a7);
        next += Slot<T7>.Size;
        Slot<T8>.Write(Store, next, a8);
        next += Slot<T8>.Size;
        Slot<T9>.Write(Store, next, a9);
        Call(values);
        return TResults.Read(Store, values);
    }
}

/// <summary>Ten parameters, results.</summary>
[SkipLocalsInit]
internal sealed unsafe class TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult, TResults>(Function function) : TypedCall(function)
    where TResults : IResults<TResult>
{
    internal TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9, T10 a10)
    {
        CallSlots slots;
        ulong* values = (ulong*)&slots; // SAFETY: room for two slots for each value
        ulong* next = values;
        Slot<T1>.Write(Store, next, a1);
        next += Slot<T1>.Size;
        Slot<T2>.Write(Store, next, a2);
        next += Slot<T2>.Size;
        Slot<T3>.Write(Store, next, a3);
        next += Slot<T3>.Size;
        Slot<T4>.Write(Store, next, a4);
        next += Slot<T4>.Size;
        Slot<T5>.Write(Store, next, a5);
        next += Slot<T5>.Size;
        Slot<T6>.Write(Store, next, a6);
        next += Slot<T6>.Size;
        Slot<T7>.Write(Store, next, a7);
        next += Slot<T7>.Size;
        Slot<T8>.Write(Store, next, a8);
        next += Slot<T8>.Size;
        Slot<T9>.Write(Store, next, a9);
        next += Slot<T9>.Size;
        Slot<T10>.Write(Store, next, a10);
        Call(values);
        return TResults.Read(Store, values);
    }
}
