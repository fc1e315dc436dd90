// Waiting for other threads and waking them. Which threads wait where is the platform's business: a shared memory lies at one address for all of
// them. Checks come in the order of Wasmtime's: alignment, bounds, whether the memory is shared.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Calls;

internal static unsafe partial class BuiltinFunctions
{
    private const long NanosecondsPerTick = 100;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long AtomicWait32(VMContext* vmctx, long memory, long index, long offset, long expected, long timeout) =>
        Wait(vmctx, memory, (ulong)index, (ulong)offset, sizeof(uint), (ulong)expected, timeout);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long AtomicWait64(VMContext* vmctx, long memory, long index, long offset, long expected, long timeout) =>
        Wait(vmctx, memory, (ulong)index, (ulong)offset, sizeof(ulong), (ulong)expected, timeout);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long AtomicNotify(VMContext* vmctx, long memory, long index, long offset, long count)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            MemoryInstance target = instance.Memories[memory];
            if (FindAddressProblem(target, (ulong)index, (ulong)offset, sizeof(uint)) is var problem and not TrapCode.None)
            {
                return Trap(instance, problem);
            }

            // Nobody can wait on a memory of one thread.
            return target.Type.IsShared
                ? Synchronization(instance).WakeByAddress(target.Base + (nuint)index + (nuint)offset, (uint)count)
                : 0;
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    private static long Wait(VMContext* vmctx, long memory, ulong index, ulong offset, int size, ulong expected, long timeout)
    {
        try
        {
            Instance instance = InstanceOf(vmctx);
            MemoryInstance target = instance.Memories[memory];
            TrapCode problem = FindAddressProblem(target, index, offset, size);
            problem = problem == TrapCode.None && !target.Type.IsShared ? TrapCode.AtomicWaitNonSharedMemory : problem;
            if (problem != TrapCode.None)
            {
                return Trap(instance, problem);
            }

            // What stands in memory is little-endian, what the platform compares is not everywhere.
            expected = BitConverter.IsLittleEndian ? expected
                : size == sizeof(uint) ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((uint)expected)
                : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(expected);
            TimeSpan limit = timeout < 0 ? TimeSpan.FromTicks(-1) : TimeSpan.FromTicks(((timeout - 1) / NanosecondsPerTick) + 1);
            limit = timeout == 0 ? TimeSpan.Zero : limit;
            return (long)Synchronization(instance).WaitOnAddress(target.Base + (nuint)index + (nuint)offset, expected, size, limit);
        }
        catch (Exception exception)
        {
            return Fail(vmctx, exception);
        }
    }

    private static TrapCode FindAddressProblem(MemoryInstance memory, ulong index, ulong offset, int size)
    {
        ulong address = index + offset;
        return (address & (ulong)(size - 1)) != 0 ? TrapCode.UnalignedAtomic
            : address < index || !memory.Contains(address, (ulong)size) ? TrapCode.MemoryOutOfBounds
            : TrapCode.None;
    }

    private static ISynchronization Synchronization(Instance instance) => instance.Store.Engine.Platform.Synchronization
        ?? throw new PlatformException("wait for other threads: the platform has no ISynchronization", 0);
}
