// Allocation of garbage-collected objects and the array instructions that are not inline code. References arrive as their 32 bits; generated
// code has checked them for null. Each function has the frame that keeps exceptions inside: what could share it, a delegate or a pointer to the
// body, would be one more indirect call for each array that is made.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime.Min.Gc;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Calls;

internal static unsafe partial class BuiltinFunctions
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long GcAllocate(VMContext* vmctx, long typeWord, long size)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            return instance.Store.Heap.TryAllocate((uint)typeWord, (ulong)size, out uint reference) ? reference : Trap(instance, TrapCode.GcHeapOutOfMemory);
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long GcAllocateArray(VMContext* vmctx, long typeWord, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            return NewArray(instance, (uint)typeWord, (uint)length, out uint reference) ? reference : Unwind;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long ArrayNewData(VMContext* vmctx, long typeWord, long segmentIndex, long from, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            return NewFromSegment(instance, (uint)typeWord, DataSegment(instance, (uint)segmentIndex), isData: true, from, length);
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long ArrayNewElem(VMContext* vmctx, long typeWord, long segmentIndex, long from, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            return NewFromSegment(instance, (uint)typeWord, ElementSegment(instance, (uint)segmentIndex), isData: false, from, length);
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long ArrayFill(VMContext* vmctx, long array, long start, long low, long high, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            if (!IsInside(instance, array, start, length))
            {
                return Trap(instance, TrapCode.ArrayOutOfBounds);
            }

            int size = instance.Store.Heap.ShapeOf((uint)array).ElementSize;
            nuint address = ElementAddress(instance, array, start, size);
            switch (size)
            {
                case 1:
                    Native.Fill(address, (byte)low, (ulong)length);
                    break;
                case 2:
                    Native.Span<ushort>(address, (int)length).Fill((ushort)low);
                    break;
                case 4:
                    Native.Span<uint>(address, (int)length).Fill((uint)low);
                    break;
                case 8:
                    Native.Span<ulong>(address, (int)length).Fill((ulong)low);
                    break;
                default:
                    Native.Span<UInt128>(address, (int)length).Fill(new UInt128((ulong)high, (ulong)low));
                    break;
            }

            return Done;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long ArrayCopy(VMContext* vmctx, long target, long start, long source, long from, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            if (!IsInside(instance, target, start, length) || !IsInside(instance, source, from, length))
            {
                return Trap(instance, TrapCode.ArrayOutOfBounds);
            }

            int size = instance.Store.Heap.ShapeOf((uint)target).ElementSize;
            Native.Copy(
                ElementAddress(instance, target, start, size), ElementAddress(instance, source, from, size), (ulong)(length * size));
            return Done;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long ArrayInitData(VMContext* vmctx, long segmentIndex, long array, long start, long from, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            return FromSegment(instance, array, start, DataSegment(instance, (uint)segmentIndex), isData: true, from, length);
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long ArrayInitElem(VMContext* vmctx, long segmentIndex, long array, long start, long from, long length)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            return FromSegment(instance, array, start, ElementSegment(instance, (uint)segmentIndex), isData: false, from, length);
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    private static long NewFromSegment(Instance instance, uint typeWord, in VMSegment segment, bool isData, long from, long length)
    {
        int size = ElementSize(instance, typeWord);
        if (!TryLocate(segment, isData, from, length, size, out nuint source))
        {
            return Trap(instance, isData ? TrapCode.MemoryOutOfBounds : TrapCode.TableOutOfBounds);
        }

        if (!NewArray(instance, typeWord, (uint)length, out uint reference))
        {
            return Unwind;
        }

        Native.Copy(ElementAddress(instance, reference, 0, size), source, (ulong)(length * size));
        return reference;
    }

    private static long FromSegment(Instance instance, long array, long start, in VMSegment segment, bool isData, long from, long length)
    {
        int size = instance.Store.Heap.ShapeOf((uint)array).ElementSize;
        if (!IsInside(instance, array, start, length))
        {
            return Trap(instance, TrapCode.ArrayOutOfBounds);
        }

        if (!TryLocate(segment, isData, from, length, size, out nuint source))
        {
            return Trap(instance, isData ? TrapCode.MemoryOutOfBounds : TrapCode.TableOutOfBounds);
        }

        Native.Copy(ElementAddress(instance, array, start, size), source, (ulong)(length * size));
        return Done;
    }

    // Places of data segments count bytes, those of element segments count elements. Collections move no segment.
    private static bool TryLocate(in VMSegment segment, bool isData, long from, long length, int size, out nuint source)
    {
        source = segment.Base + (nuint)(isData ? from : from * size);
        return IsInside(segment, from, isData ? length * size : length);
    }

    // False after storing the trap.
    private static bool NewArray(Instance instance, uint typeWord, uint length, out uint reference)
    {
        GcHeap heap = instance.Store.Heap;
        if (heap.TryAllocateArray(typeWord, length, out reference))
        {
            return true;
        }

        bool isPossible = GcLayout.ArraySize(length, ElementSize(instance, typeWord)) <= GcHeap.MostPossible;
        _ = Trap(instance, isPossible ? TrapCode.GcHeapOutOfMemory : TrapCode.AllocationTooLarge);
        return false;
    }

    private static int ElementSize(Instance instance, uint typeWord) =>
        instance.Store.Engine.Types.ShapeOf(typeWord & GcLayout.TypeIdMask).ElementSize;

    private static bool IsInside(Instance instance, long array, long start, long length)
    {
        uint available = Native.At<uint>(instance.Store.Heap.AddressOf((uint)array) + GcLayout.LengthOffset);
        return (ulong)start <= available && (ulong)length <= available - (ulong)start;
    }

    private static nuint ElementAddress(Instance instance, long array, long index, int size) =>
        instance.Store.Heap.AddressOf((uint)array) + GcLayout.HeaderSize + (nuint)(index * size);
}
