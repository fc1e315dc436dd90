// Exceptions that the guest holds references to. A reference looks to the collector like an i31, a number and nothing to follow: twice the place in the
// list, plus one. An exception that is thrown again by its reference and caught by reference keeps its place, so a loop that passes one on adds nothing.
using System.Collections.Generic;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min.Vm;

/// <summary>The captured exceptions of a store; they live as long as it does.</summary>
internal sealed class ExceptionTable
{
    private readonly List<(nuint Tag, ulong[] Values)> _exceptions = [(0, [])];
    private uint _released;

    /// <summary>A reference to the exception that is on its way.</summary>
    internal uint Capture(Store store, ref VMStoreContext context)
    {
        ulong[] values = Native.Span<ulong>(context.ExceptionBuffer, store.TagAt(context.PendingTag).SlotCount).ToArray();
        if (_released != 0 && IsSame(_exceptions[(int)_released], context.PendingTag, values))
        {
            return Encode(_released);
        }

        _exceptions.Add((context.PendingTag, values));
        return Encode((uint)_exceptions.Count - 1);
    }

    /// <summary>Puts an exception on its way again.</summary>
    internal void Release(uint reference, ref VMStoreContext context)
    {
        _released = reference >> 1;
        (nuint tag, ulong[] values) = _exceptions[(int)_released];
        context.PendingTag = tag;
        System.MemoryExtensions.CopyTo(values, Native.Span<ulong>(context.ExceptionBuffer, values.Length));
    }

    /// <summary>Shows the collector the references among the values.</summary>
    internal void Visit(Store store, Gc.GcHeap heap)
    {
        foreach ((nuint tag, ulong[] values) in _exceptions)
        {
            int slot = 0;
            foreach (WasmType type in tag == 0 ? default : store.TagAt(tag).FunctionType.ParameterTypes)
            {
                if (type.IsReference && TypeRegistry.KindOf(type) != ValueKind.FuncRef)
                {
                    uint reference = (uint)values[slot];
                    heap.Visit(ref reference);
                    values[slot] = reference;
                }

                slot += type.SlotCount;
            }
        }
    }

    // Exceptions have no identity that a guest could see: equal contents are as good.
    private static bool IsSame((nuint Tag, ulong[] Values) known, nuint tag, ulong[] values) =>
        known.Tag == tag && System.MemoryExtensions.SequenceEqual<ulong>(known.Values, values);

    private static uint Encode(uint number) => checked((number << 1) | 1);
}
