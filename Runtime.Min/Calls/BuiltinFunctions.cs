// Bodies of the runtime functions: C functions that generated code reaches through its builtin stubs. Arguments are i64; indices are those
// of the caller's module. A function that can trap returns -2 after storing why; its stub unwinds then. No exception leaves them.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Calls;

/// <summary>What generated code calls in the runtime.</summary>
internal static unsafe partial class BuiltinFunctions
{
    private const long Done = 0;
    private const long Unwind = -2;
    private const long CannotGrow = -1;

    /// <summary>The C function of a row.</summary>
    internal static nuint AddressOf(Builtin builtin) => builtin switch
    {
        Builtin.MemoryGrow => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long>)&MemoryGrow,
        Builtin.MemoryFill => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long>)&MemoryFill,
        Builtin.MemoryCopy => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long, long>)&MemoryCopy,
        Builtin.MemoryInit => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long>)&MemoryInit,
        Builtin.DataDrop => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long>)&DataDrop,
        Builtin.TableGrow => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long>)&TableGrow,
        Builtin.TableFill => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long>)&TableFill,
        Builtin.TableCopy => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long, long>)&TableCopy,
        Builtin.TableInit => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long>)&TableInit,
        Builtin.ElemDrop => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long>)&ElemDrop,
        Builtin.OutOfFuel => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long>)&OutOfFuel,
        Builtin.EpochReached => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long>)&EpochReached,
        Builtin.RaiseTrap => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long>)&RaiseTrap,
        Builtin.AtomicWait32 => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long, long>)&AtomicWait32,
        Builtin.AtomicWait64 => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long, long>)&AtomicWait64,
        Builtin.AtomicNotify => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long>)&AtomicNotify,
        Builtin.Throw => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long>)&Throw,
        Builtin.ThrowRef => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long>)&ThrowRef,
        Builtin.CaptureException => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long>)&CaptureException,
        Builtin.GcAllocate => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long>)&GcAllocate,
        Builtin.GcAllocateArray => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long>)&GcAllocateArray,
        Builtin.ArrayNewData => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long>)&ArrayNewData,
        Builtin.ArrayNewElem => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long>)&ArrayNewElem,
        Builtin.ArrayFill => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long, long>)&ArrayFill,
        Builtin.ArrayCopy => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long, long>)&ArrayCopy,
        Builtin.ArrayInitData => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long, long>)&ArrayInitData,
        Builtin.ArrayInitElem => (nuint)(delegate* unmanaged[Cdecl]<VMContext*, long, long, long, long, long, long>)&ArrayInitElem,
    };

    // SAFETY of all functions below: the builtin stub passes the vmctx of a live instance; its handle is freed only with the store.
    private static Instance InstanceOf(VMContext* vmctx) => Unsafe.As<Instance>(GCHandle.FromIntPtr(vmctx->InstanceHandle).Target!);

    private static ref VMSegment DataSegment(Instance instance, uint index) =>
        ref Native.At<VMSegment>(instance.Vmctx + (nuint)instance.Module.Layout.DataSegment((int)index));

    private static ref VMSegment ElementSegment(Instance instance, uint index) =>
        ref Native.At<VMSegment>(instance.Vmctx + (nuint)instance.Module.Layout.ElementSegment((int)index));

    private static long Trap(Instance instance, TrapCode code)
    {
        instance.Store.Runtime.SetTrap(code);
        return Unwind;
    }

    private static long Fail(VMContext* vmctx, Exception exception)
    {
        InstanceOf(vmctx).Store.Runtime.SetFailure(exception);
        return Unwind;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long MemoryGrow(VMContext* vmctx, long memory, long delta)
    {
        try
        {
            return InstanceOf(vmctx).Memories[memory].Grow((ulong)delta);
        }
        catch (OutOfMemoryException)
        {
            return CannotGrow;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long MemoryFill(VMContext* vmctx, long memory, long start, long value, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            MemoryInstance target = instance.Memories[memory];
            if (!target.Contains((ulong)start, (ulong)length))
            {
                return Trap(instance, TrapCode.MemoryOutOfBounds);
            }

            Native.Fill(target.Base + (nuint)start, (byte)value, (ulong)length);
            return Done;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long MemoryCopy(VMContext* vmctx, long targetMemory, long start, long sourceMemory, long from, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            MemoryInstance target = instance.Memories[targetMemory];
            MemoryInstance source = instance.Memories[sourceMemory];
            if (!target.Contains((ulong)start, (ulong)length) || !source.Contains((ulong)from, (ulong)length))
            {
                return Trap(instance, TrapCode.MemoryOutOfBounds);
            }

            Native.Copy(target.Base + (nuint)start, source.Base + (nuint)from, (ulong)length);
            return Done;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long MemoryInit(VMContext* vmctx, long memoryAndSegment, long start, long from, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            MemoryInstance target = instance.Memories[memoryAndSegment >>> 32];
            ref VMSegment segment = ref DataSegment(instance, (uint)memoryAndSegment);
            if (!target.Contains((ulong)start, (ulong)length) || !IsInside(segment, from, length))
            {
                return Trap(instance, TrapCode.MemoryOutOfBounds);
            }

            Native.Copy(target.Base + (nuint)start, segment.Base + (nuint)from, (ulong)length);
            return Done;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long DataDrop(VMContext* vmctx, long segment)
    {
        DataSegment(InstanceOf(vmctx), (uint)segment).Length = 0;
        return Done;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long TableGrow(VMContext* vmctx, long table, long delta, long element)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            TableInstance target = instance.Tables[table];
            return target.IsGrowthBeyondAddresses((ulong)delta)
                ? Trap(instance, TrapCode.TableTooLarge)
                : target.Grow((ulong)delta, (ulong)element);
        }
        catch (OutOfMemoryException)
        {
            return CannotGrow;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long TableFill(VMContext* vmctx, long table, long start, long element, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            TableInstance target = instance.Tables[table];
            if (!target.Contains((ulong)start, (ulong)length))
            {
                return Trap(instance, TrapCode.TableOutOfBounds);
            }

            target.Fill((ulong)start, (ulong)element, (ulong)length);
            return Done;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long TableCopy(VMContext* vmctx, long targetTable, long start, long sourceTable, long from, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            TableInstance target = instance.Tables[targetTable];
            TableInstance source = instance.Tables[sourceTable];
            if (!target.Contains((ulong)start, (ulong)length) || !source.Contains((ulong)from, (ulong)length))
            {
                return Trap(instance, TrapCode.TableOutOfBounds);
            }

            Native.Copy(
                target.ElementAddress((ulong)start), source.ElementAddress((ulong)from), (ulong)length * (ulong)target.ElementSize);
            return Done;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long TableInit(VMContext* vmctx, long tableAndSegment, long start, long from, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            TableInstance target = instance.Tables[tableAndSegment >>> 32];
            ref VMSegment segment = ref ElementSegment(instance, (uint)tableAndSegment);
            if (!target.Contains((ulong)start, (ulong)length) || !IsInside(segment, from, length))
            {
                return Trap(instance, TrapCode.TableOutOfBounds);
            }

            ulong size = (ulong)target.ElementSize;
            Native.Copy(target.ElementAddress((ulong)start), segment.Base + ((nuint)from * (nuint)size), (ulong)length * size);
            return Done;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long ElemDrop(VMContext* vmctx, long segment)
    {
        ElementSegment(InstanceOf(vmctx), (uint)segment).Length = 0;
        return Done;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OutOfFuel(VMContext* vmctx) => Trap(InstanceOf(vmctx), TrapCode.OutOfFuel);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long EpochReached(VMContext* vmctx) => Trap(InstanceOf(vmctx), TrapCode.Interrupt);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long RaiseTrap(VMContext* vmctx)
    {
        StoreRuntime.Of((VMStoreContext*)vmctx->StoreContext).SetTrapOfCaller();
        return Unwind;
    }

    private static bool IsInside(in VMSegment segment, long start, long length) =>
        (ulong)start <= segment.Length && (ulong)length <= segment.Length - (ulong)start;
}
