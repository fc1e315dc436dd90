using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

// Functions of the host with typed parameters: int, uint, long, ulong, float, double, UInt128, Function, AnyRef, object.
public sealed partial class Linker
{
    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction(string module, string name, Action callback) =>
        Add(module, name, [], [], new ActionThunk(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1>(string module, string name, Action<T1> callback) =>
        Add(module, name, [Slot<T1>.Type], [], new ActionThunk<T1>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2>(string module, string name, Action<T1, T2> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], [], new ActionThunk<T1, T2>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3>(string module, string name, Action<T1, T2, T3> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], [], new ActionThunk<T1, T2, T3>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4>(string module, string name, Action<T1, T2, T3, T4> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], [], new ActionThunk<T1, T2, T3, T4>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5>(string module, string name, Action<T1, T2, T3, T4, T5> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], [], new ActionThunk<T1, T2, T3, T4, T5>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6>(string module, string name, Action<T1, T2, T3, T4, T5, T6> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], [], new ActionThunk<T1, T2, T3, T4, T5, T6>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7>(string module, string name, Action<T1, T2, T3, T4, T5, T6, T7> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], [], new ActionThunk<T1, T2, T3, T4, T5, T6, T7>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8>(string module, string name, Action<T1, T2, T3, T4, T5, T6, T7, T8> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], [], new ActionThunk<T1, T2, T3, T4, T5, T6, T7, T8>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9>(string module, string name, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], [], new ActionThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(string module, string name, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], [], new ActionThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction(string module, string name, Action<Caller> callback) =>
        Add(module, name, [], [], new CallerActionThunk(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1>(string module, string name, Action<Caller, T1> callback) =>
        Add(module, name, [Slot<T1>.Type], [], new CallerActionThunk<T1>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2>(string module, string name, Action<Caller, T1, T2> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], [], new CallerActionThunk<T1, T2>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3>(string module, string name, Action<Caller, T1, T2, T3> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], [], new CallerActionThunk<T1, T2, T3>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4>(string module, string name, Action<Caller, T1, T2, T3, T4> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], [], new CallerActionThunk<T1, T2, T3, T4>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5>(string module, string name, Action<Caller, T1, T2, T3, T4, T5> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], [], new CallerActionThunk<T1, T2, T3, T4, T5>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6>(string module, string name, Action<Caller, T1, T2, T3, T4, T5, T6> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], [], new CallerActionThunk<T1, T2, T3, T4, T5, T6>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7>(string module, string name, Action<Caller, T1, T2, T3, T4, T5, T6, T7> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], [], new CallerActionThunk<T1, T2, T3, T4, T5, T6, T7>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8>(string module, string name, Action<Caller, T1, T2, T3, T4, T5, T6, T7, T8> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], [], new CallerActionThunk<T1, T2, T3, T4, T5, T6, T7, T8>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9>(string module, string name, Action<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], [], new CallerActionThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(string module, string name, Action<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], [], new CallerActionThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<TResult>(string module, string name, Func<TResult> callback) =>
        Add(module, name, [], [Slot<TResult>.Type], new FuncThunk<TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, TResult>(string module, string name, Func<T1, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type], [Slot<TResult>.Type], new FuncThunk<T1, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, TResult>(string module, string name, Func<T1, T2, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], [Slot<TResult>.Type], new FuncThunk<T1, T2, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, TResult>(string module, string name, Func<T1, T2, T3, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], [Slot<TResult>.Type], new FuncThunk<T1, T2, T3, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult>(string module, string name, Func<T1, T2, T3, T4, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], [Slot<TResult>.Type], new FuncThunk<T1, T2, T3, T4, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], [Slot<TResult>.Type], new FuncThunk<T1, T2, T3, T4, T5, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, T6, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], [Slot<TResult>.Type], new FuncThunk<T1, T2, T3, T4, T5, T6, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], [Slot<TResult>.Type], new FuncThunk<T1, T2, T3, T4, T5, T6, T7, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], [Slot<TResult>.Type], new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], [Slot<TResult>.Type], new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], [Slot<TResult>.Type], new FuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<TResult>(string module, string name, Func<Caller, TResult> callback) =>
        Add(module, name, [], [Slot<TResult>.Type], new CallerFuncThunk<TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, TResult>(string module, string name, Func<Caller, T1, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, TResult>(string module, string name, Func<Caller, T1, T2, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, T2, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, TResult>(string module, string name, Func<Caller, T1, T2, T3, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, T2, T3, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, T2, T3, T4, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, T2, T3, T4, T5, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, T2, T3, T4, T5, T6, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult, OneResult<TResult>>(callback));

    /// <summary>Defines a function of the host.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    /// <exception cref="ArgumentException">A type has no counterpart in WebAssembly.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult> callback) =>
        Add(module, name, [Slot<T1>.Type, Slot<T2>.Type, Slot<T3>.Type, Slot<T4>.Type, Slot<T5>.Type, Slot<T6>.Type, Slot<T7>.Type, Slot<T8>.Type, Slot<T9>.Type, Slot<T10>.Type], [Slot<TResult>.Type], new CallerFuncThunk<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult, OneResult<TResult>>(callback));

    private void Add(string module, string name, WasmType[] parameters, WasmType[] results, HostThunk thunk)
    {
        if (parameters.AsSpan().Contains(WasmType.None) || results.AsSpan().Contains(WasmType.None))
        {
            throw new ArgumentException(
                $"`{module}::{name}`: parameters of a typed function are int, uint, long, ulong, float, double, UInt128, Function, AnyRef, or object; "
                + "its result is one of them, or a tuple of two to four");
        }

        Add(module, name, new HostDefinition(new FunctionType(parameters, results), thunk, 0, 0));
    }
}
