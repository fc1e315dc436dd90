// A function of the host inside one store. The guest calls its exit stub with a VMHostContext in place of a vmctx; the stub calls
// the edge below, which finds this object by its handle and runs the typed thunk. Nothing is allocated on the way.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Calls;

/// <summary>What runs when the guest calls: reads arguments from a value array, writes results to it.</summary>
internal abstract unsafe class HostThunk
{
    /// <summary>Runs the function of the host.</summary>
    internal abstract void Invoke(Store store, Caller caller, ulong* values);
}

/// <summary>A host function before it belongs to a store: what a linker holds.</summary>
/// <param name="type">Its type.</param>
/// <param name="thunk">What runs; null for an unmanaged function.</param>
/// <param name="unmanaged">Address of the unmanaged function.</param>
/// <param name="userData">Given to the unmanaged function.</param>
internal sealed class HostDefinition(FunctionType type, HostThunk? thunk, nuint unmanaged, nint userData)
{
    /// <summary>Tells definitions apart.</summary>
    internal ulong Number { get; } = ObjectNumber.Next();

    internal FunctionType Type { get; } = type;

    internal HostThunk? Thunk { get; } = thunk;

    internal nuint Unmanaged { get; } = unmanaged;

    internal nint UserData { get; } = userData;
}

/// <summary>A host function of a store.</summary>
internal sealed unsafe class HostFunction
{
    private const nuint Alignment = 16;
    private const nuint BlockSize = VMHostContext.SizeInBytes + VMFuncRef.SizeInBytes + 8;

    private readonly IPlatform _platform;
    private readonly Store _store;
    private readonly nuint _block;
    private GCHandle _handle;

    /// <exception cref="PlatformException">There is no memory.</exception>
    internal HostFunction(Store store, HostDefinition definition, uint typeId)
    {
        _store = store;
        _platform = store.Engine.Platform;
        Definition = definition;
        TypeId = typeId;

        // SAFETY: the block is this object's until Free; the store frees it after the last call.
        _block = _platform.AllocateHeap(BlockSize, Alignment);
        var context = (VMHostContext*)_block;
        context->Magic = VMHostContext.MagicValue;
        context->StoreContext = store.Runtime.ContextAddress;
        context->TypeId = typeId;
        if (definition.Thunk is null)
        {
            context->EdgeFunction = AddressForGuest(definition.Unmanaged);
            context->Handle = definition.UserData;
        }
        else
        {
            _handle = GCHandle.Alloc(this);
            context->EdgeFunction = AddressForGuest((nuint)(delegate* unmanaged[Cdecl]<VMHostContext*, nuint, ulong*, int>)&Edge);
            context->Handle = GCHandle.ToIntPtr(_handle);
        }

        var funcRef = (VMFuncRef*)FuncRefAddress;
        funcRef->TypeId = typeId;
        funcRef->Vmctx = _block;
    }

    internal HostDefinition Definition { get; }

    internal uint TypeId { get; }

    internal nuint FuncRefAddress => _block + VMHostContext.SizeInBytes;

    internal bool HasStub => ((VMFuncRef*)FuncRefAddress)->WasmCall != 0;

    /// <summary>Sets the code that the guest calls: the exit stub of its signature in some artifact of the store.</summary>
    internal void SetStub(nuint exitStub) => ((VMFuncRef*)FuncRefAddress)->WasmCall = exitStub;

    /// <summary>Calls it from the host, without generated code in between.</summary>
    internal void Invoke(ulong* values)
    {
        if (Definition.Thunk is { } thunk)
        {
            thunk.Invoke(_store, new Caller(_store, 0), values);
            return;
        }

        // SAFETY: whoever defined it promised this signature; 'values' has the slots of its type.
        int status = ((delegate* unmanaged[Cdecl]<VMHostContext*, nuint, ulong*, int>)Definition.Unmanaged)(
            (VMHostContext*)_block, 0, values);
        if (status != 0)
        {
            throw _store.Runtime.TakeTrap();
        }
    }

    internal void Free()
    {
        if (_handle.IsAllocated)
        {
            _handle.Free();
        }

        _platform.FreeHeap(_block, BlockSize, Alignment);
    }

    private nuint AddressForGuest(nuint function) => _store.Engine.Executor is { } executor ? executor.GuestAddressOf(function) : function;

    // The exit stub has recorded the guest's frames. 2: to the handler that was found; 1: out of the guest.
    private static int RaiseFromHost(Store store, WasmException exception)
    {
        try
        {
            if (exception.TryRaise(store))
            {
                return 2;
            }

            store.Runtime.SetFailure(exception);
        }
        catch (Exception failure)
        {
            store.Runtime.SetFailure(failure);
        }

        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Edge(VMHostContext* context, nuint callerVmctx, ulong* values)
    {
        // SAFETY: the exit stub passes the context that its func ref names; its handle is alive as long as the store.
        var function = Unsafe.As<HostFunction>(GCHandle.FromIntPtr(context->Handle).Target!);
        Store store = function._store;
        try
        {
            function.Definition.Thunk!.Invoke(store, new Caller(store, callerVmctx), values);
            return 0;
        }
        catch (TrapException trap) when (trap.Frames.Count == 0)
        {
            store.Runtime.SetTrap(trap.Code);
            return 1;
        }
        catch (WasmException exception)
        {
            return RaiseFromHost(store, exception);
        }
        catch (Exception exception)
        {
            store.Runtime.SetFailure(exception);
            return 1;
        }
    }
}
