// Throwing. The exception stands in the store context (tag and values); what is left to do is to find who handles it.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min.Calls;

internal static unsafe partial class BuiltinFunctions
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Throw(VMContext* vmctx) => Raise(vmctx);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long ThrowRef(VMContext* vmctx, long exception)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            if ((uint)exception == 0)
            {
                return Trap(instance, TrapCode.NullReference);
            }

            instance.Store.Heap.ReleaseException((uint)exception);
            return Raise(vmctx);
        }
        catch (Exception failure)
        {
            return Fail(vmctx, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long CaptureException(VMContext* vmctx)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            return instance.Store.Heap.TryCaptureException(out uint reference) ? reference : Trap(instance, TrapCode.GcHeapOutOfMemory);
        }
        catch (Exception failure)
        {
            return Fail(vmctx, failure);
        }
    }

    private static long Raise(VMContext* vmctx)
    {
        try
        {
            StoreRuntime runtime = StoreRuntime.Of((VMStoreContext*)vmctx->StoreContext);
            if (runtime.TryFindHandler())
            {
                return Done;
            }

            Store store = InstanceOf(vmctx).Store;
            runtime.SetFailure(WasmException.Pending(store));
            return Unwind;
        }
        catch (Exception failure)
        {
            return Fail(vmctx, failure);
        }
    }
}
