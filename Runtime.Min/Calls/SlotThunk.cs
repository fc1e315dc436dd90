using System;

namespace Wasmtime.Min.Calls;

/// <summary>Calls a callback with the slots themselves.</summary>
internal sealed unsafe class SlotThunk(FunctionType type, SlotCallback callback) : HostThunk
{
    private readonly int _slots = type.SlotCount;

    // SAFETY: the stub has made room for the slots of the type.
    internal override void Invoke(Store store, Caller caller, ulong* values) => callback(caller, new Span<ulong>(values, _slots));
}
