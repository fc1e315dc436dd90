using System;
using System.Diagnostics.CodeAnalysis;
using Wasmtime.Min.Calls;

namespace Wasmtime.Min;

// Functions with several results as delegates that return a tuple. What is wanted shows in the type of the variable, as C# cannot choose among
// methods by what they return: TryWrap(out Func<int, (int, int)>? divide).
public sealed partial class Function
{
    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<TResult1, TResult2>([NotNullWhen(true)] out Func<(TResult1, TResult2)>? function) =>
        (function = Is([], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<(TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, T2, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, T2, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, T2, T3, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, T2, T3, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, T2, T3, T4, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, T2, T3, T4, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], TwoResults<TResult1, TResult2>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<(TResult1, TResult2, TResult3)>? function) =>
        (function = Is([], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<(TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, T2, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, T2, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, T2, T3, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, T2, T3, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, T2, T3, T4, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, T2, T3, T4, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2, TResult3>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<(TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<(TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, T2, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, T2, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, T2, T3, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, T2, T3, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, T2, T3, T4, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, T2, T3, T4, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;

    /// <summary>The function as a delegate; false if its type is another.</summary>
    public bool TryWrap<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2, TResult3, TResult4>([NotNullWhen(true)] out Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3, TResult4)>? function) =>
        (function = Is([Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types) ? new TypedFunc<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(this).Invoke : null) is not null;
}
