using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

// Typed calls: wrap a function once, call the delegate as often as you like without allocation.
public sealed partial class Function
{
    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action? WrapAction() =>
        Is([], []) ? new TypedAction(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1>? WrapAction<T1>() =>
        Is([Slot<T1>.Type], []) ? new TypedAction<T1>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1, T2>? WrapAction<T1, T2>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type], []) ? new TypedAction<T1, T2>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1, T2, T3>? WrapAction<T1, T2, T3>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], []) ? new TypedAction<T1, T2, T3>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1, T2, T3, T4>? WrapAction<T1, T2, T3, T4>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], []) ? new TypedAction<T1, T2, T3, T4>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1, T2, T3, T4, T5>? WrapAction<T1, T2, T3, T4, T5>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], []) ? new TypedAction<T1, T2, T3, T4, T5>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1, T2, T3, T4, T5, T6>? WrapAction<T1, T2, T3, T4, T5, T6>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], []) ? new TypedAction<T1, T2, T3, T4, T5, T6>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1, T2, T3, T4, T5, T6, T7>? WrapAction<T1, T2, T3, T4, T5, T6, T7>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], []) ? new TypedAction<T1, T2, T3, T4, T5, T6, T7>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8>? WrapAction<T1, T2, T3, T4, T5, T6, T7, T8>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], []) ? new TypedAction<T1, T2, T3, T4, T5, T6, T7, T8>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8, T9>? WrapAction<T1, T2, T3, T4, T5, T6, T7, T8, T9>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], []) ? new TypedAction<T1, T2, T3, T4, T5, T6, T7, T8, T9>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>? WrapAction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], []) ? new TypedAction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<TResult>? WrapFunc<TResult>() =>
        Is([], [Slot<TResult>.Type]) ? new TypedFunc<TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, TResult>? WrapFunc<T1, TResult>() =>
        Is([Slot<T1>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, T2, TResult>? WrapFunc<T1, T2, TResult>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, T2, TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, T2, T3, TResult>? WrapFunc<T1, T2, T3, TResult>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, T2, T3, TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, T2, T3, T4, TResult>? WrapFunc<T1, T2, T3, T4, TResult>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, T2, T3, T4, TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, T2, T3, T4, T5, TResult>? WrapFunc<T1, T2, T3, T4, T5, TResult>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, T2, T3, T4, T5, TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, T2, T3, T4, T5, T6, TResult>? WrapFunc<T1, T2, T3, T4, T5, T6, TResult>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, T2, T3, T4, T5, T6, TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, T2, T3, T4, T5, T6, T7, TResult>? WrapFunc<T1, T2, T3, T4, T5, T6, T7, TResult>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>? WrapFunc<T1, T2, T3, T4, T5, T6, T7, T8, TResult>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>? WrapFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult, OneResult<TResult>>(this).Invoke : null;

    /// <summary>The function as a delegate; null if its type is another.</summary>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>? WrapFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>() =>
        Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], [Slot<TResult>.Type]) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult, OneResult<TResult>>(this).Invoke : null;

    private bool Is(ReadOnlySpan<WasmType> parameters, ReadOnlySpan<WasmType> results) =>
        FunctionType.ParameterTypes.SequenceEqual(parameters) && FunctionType.ResultTypes.SequenceEqual(results);
}
