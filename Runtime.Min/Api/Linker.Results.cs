using System;
using Wasmtime.Min.Calls;

namespace Wasmtime.Min;

// Functions of the host with several results, which they return as a tuple.
public sealed partial class Linker
{
    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<TResult1, TResult2>(string module, string name, Func<(TResult1, TResult2)> callback) =>
        Add(module, name, [], TwoResults<TResult1, TResult2>.Types, new FuncThunk<(TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, TResult1, TResult2>(string module, string name, Func<T1, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, TResult1, TResult2>(string module, string name, Func<T1, T2, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, T2, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, TResult1, TResult2>(string module, string name, Func<T1, T2, T3, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, T2, T3, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult1, TResult2>(string module, string name, Func<T1, T2, T3, T4, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, T2, T3, T4, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult1, TResult2>(string module, string name, Func<T1, T2, T3, T4, T5, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, T2, T3, T4, T5, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult1, TResult2>(string module, string name, Func<T1, T2, T3, T4, T5, T6, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], TwoResults<TResult1, TResult2>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<TResult1, TResult2, TResult3>(string module, string name, Func<(TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<(TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, TResult1, TResult2, TResult3>(string module, string name, Func<T1, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, TResult1, TResult2, TResult3>(string module, string name, Func<T1, T2, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, T2, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, TResult1, TResult2, TResult3>(string module, string name, Func<T1, T2, T3, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, T2, T3, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult1, TResult2, TResult3>(string module, string name, Func<T1, T2, T3, T4, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, T2, T3, T4, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult1, TResult2, TResult3>(string module, string name, Func<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult1, TResult2, TResult3>(string module, string name, Func<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2, TResult3>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2, TResult3>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2, TResult3>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2, TResult3>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<(TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<(TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, T2, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, T2, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, T2, T3, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, T2, T3, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, T2, T3, T4, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, T2, T3, T4, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<TResult1, TResult2>(string module, string name, Func<Caller, (TResult1, TResult2)> callback) =>
        Add(module, name, [], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<(TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, TResult1, TResult2>(string module, string name, Func<Caller, T1, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, TResult1, TResult2>(string module, string name, Func<Caller, T1, T2, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, T2, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, TResult1, TResult2>(string module, string name, Func<Caller, T1, T2, T3, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, T2, T3, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult1, TResult2>(string module, string name, Func<Caller, T1, T2, T3, T4, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, T2, T3, T4, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult1, TResult2>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult1, TResult2>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], TwoResults<TResult1, TResult2>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2), TwoResults<TResult1, TResult2>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<TResult1, TResult2, TResult3>(string module, string name, Func<Caller, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<(TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, T2, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, T2, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, T2, T3, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, T2, T3, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, T2, T3, T4, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, T2, T3, T4, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2, TResult3>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], ThreeResults<TResult1, TResult2, TResult3>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3), ThreeResults<TResult1, TResult2, TResult3>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<(TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, T2, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, T2, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, T2, T3, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, T2, T3, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, T2, T3, T4, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, T2, T3, T4, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult1, TResult2, TResult3, TResult4>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3, TResult4)> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], FourResults<TResult1, TResult2, TResult3, TResult4>.Types, new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, (TResult1, TResult2, TResult3, TResult4), FourResults<TResult1, TResult2, TResult3, TResult4>>(callback));
}
