using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Calls;

/// <summary>Calls over value arrays.</summary>
internal static unsafe class GuestCall
{
    /// <summary>Calls a function of guest or host.</summary>
    /// <param name="function">The callee.</param>
    /// <param name="slots">Arguments, then results.</param>
    internal static void Call(Function function, Span<ulong> slots)
    {
        // SAFETY: the array has the slots of the function's type, and is pinned for the call.
        fixed (ulong* values = slots)
        {
            Call(function, values);
        }
    }

    /// <summary>Calls a function of guest or host.</summary>
    internal static void Call(Function function, ulong* values)
    {
        if (function.Host is { } host)
        {
            host.Invoke(values);
            return;
        }

        ref VMFuncRef reference = ref Native.At<VMFuncRef>(function.FuncRef);
        function.Store.Runtime.SetSlots(function.FunctionType.SlotCount);
        function.Store.Runtime.Enter(function.EntryStub, reference.Vmctx, reference.WasmCall, values);
    }

    /// <summary>Runs the initialiser of an instance.</summary>
    internal static void CallInitializer(StoreRuntime runtime, nuint entryStub, nuint vmctx, nuint code)
    {
        ulong none = 0;
        runtime.SetSlots(0);
        runtime.Enter(entryStub, vmctx, code, &none);
    }

    /// <summary>The instance that a vmctx belongs to; null for the host's.</summary>
    internal static Instance? InstanceAt(nuint vmctx)
    {
        if (vmctx == 0)
        {
            return null;
        }

        // SAFETY: exit stubs pass the vmctx of the instance that called, or a host function's context, which the magic tells apart.
        var context = (VMContext*)vmctx;
        return context->Magic == VMContext.MagicValue
            ? Unsafe.As<Instance>(GCHandle.FromIntPtr(context->InstanceHandle).Target)
            : null;
    }
}

/// <summary>Runs a callback that takes values of any type. Allocates two arrays for each call.</summary>
internal sealed unsafe class CallbackThunk(FunctionType type, HostCallback callback) : HostThunk
{
    internal override void Invoke(Store store, Caller caller, ulong* values)
    {
        ReadOnlySpan<WasmType> parameters = type.ParameterTypes;
        ReadOnlySpan<WasmType> resultTypes = type.ResultTypes;
        var arguments = new Value[parameters.Length];

        // SAFETY: the stub made the array for this type.
        var slots = new Span<ulong>(values, type.SlotCount);
        int slot = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            arguments[i] = Value.Read(store, parameters[i], slots[slot..]);
            slot += parameters[i].SlotCount;
        }

        var results = new Value[resultTypes.Length];
        callback(caller, arguments, results);
        slot = 0;
        for (int i = 0; i < resultTypes.Length; i++)
        {
            results[i].Write(store, resultTypes[i], slots[slot..]);
            slot += resultTypes[i].SlotCount;
        }
    }
}
