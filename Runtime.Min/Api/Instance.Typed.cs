using System;

namespace Wasmtime.Min;

// Exported functions as delegates.
public sealed partial class Instance
{
    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action? GetAction(string name) => GetFunction(name)?.WrapAction();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1>? GetAction<T1>(string name) => GetFunction(name)?.WrapAction<T1>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1, T2>? GetAction<T1, T2>(string name) => GetFunction(name)?.WrapAction<T1, T2>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1, T2, T3>? GetAction<T1, T2, T3>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1, T2, T3, T4>? GetAction<T1, T2, T3, T4>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1, T2, T3, T4, T5>? GetAction<T1, T2, T3, T4, T5>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1, T2, T3, T4, T5, T6>? GetAction<T1, T2, T3, T4, T5, T6>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5, T6>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1, T2, T3, T4, T5, T6, T7>? GetAction<T1, T2, T3, T4, T5, T6, T7>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5, T6, T7>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8>? GetAction<T1, T2, T3, T4, T5, T6, T7, T8>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5, T6, T7, T8>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8, T9>? GetAction<T1, T2, T3, T4, T5, T6, T7, T8, T9>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5, T6, T7, T8, T9>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>? GetAction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<TResult>? GetFunction<TResult>(string name) => GetFunction(name)?.WrapFunc<TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, TResult>? GetFunction<T1, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, T2, TResult>? GetFunction<T1, T2, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, T2, T3, TResult>? GetFunction<T1, T2, T3, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, T2, T3, T4, TResult>? GetFunction<T1, T2, T3, T4, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, T2, T3, T4, T5, TResult>? GetFunction<T1, T2, T3, T4, T5, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, T2, T3, T4, T5, T6, TResult>? GetFunction<T1, T2, T3, T4, T5, T6, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, T6, TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, T2, T3, T4, T5, T6, T7, TResult>? GetFunction<T1, T2, T3, T4, T5, T6, T7, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, T6, T7, TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>? GetFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, T6, T7, T8, TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>? GetFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>();

    /// <summary>An exported function as a delegate; null if there is none of that name and type.</summary>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>? GetFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>();
}
