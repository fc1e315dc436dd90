using System;
using System.Diagnostics.CodeAnalysis;

namespace Wasmtime.Min;

// Exported functions with several results as delegates that return a tuple: TryGetFunction("divide", out Func<int, int, (int, int)>? divide).
public sealed partial class Instance
{
    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<(TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, T2, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<(TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, T2, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2, TResult3>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<(TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, T2, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }

    /// <summary>An exported function as a delegate; false if there is none of that name and type.</summary>
    public bool TryGetFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2, TResult3, TResult4>(string name, [NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3, TResult4)>? function)
    {
        function = null;
        return GetFunction(name)?.TryWrap(out function) ?? false;
    }
}
