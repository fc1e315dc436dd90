// What an embedder holds of objects in the guest's heap. Objects move, so a handle is a slot that the collector updates. It keeps its object
// alive until it is disposed, or the scope in which it was made, or the store.
using System;

namespace Wasmtime.Min;

/// <summary>A reference other than null into the guest's heap: an <see cref="AnyRef"/> or an <see cref="ExnRef"/>.</summary>
/// <remarks>Dispose it, or make it inside of a <see cref="RootScope"/>: it keeps its object alive.</remarks>
public abstract class GcRef : IDisposable
{
    private const int NoSlot = -1;

    private int _slot = NoSlot;

    private protected GcRef(Store store) => Store = store;

    /// <summary>The store whose heap the object is in.</summary>
    public Store Store { get; }

    /// <summary>The reference as it is now.</summary>
    internal virtual uint Reference
    {
        get
        {
            ObjectDisposedException.ThrowIf(_slot == NoSlot, this);
            Store.ThrowIfDisposed();
            return Store.Heap.Roots[_slot];
        }
    }

    /// <summary>Whether both are the same object, or the same i31: <c>ref.eq</c>.</summary>
    public bool IsSame(GcRef? other) => other is not null && other.Store == Store && other.Reference == Reference;

#pragma warning disable CA1816 // nothing here or below has a finalizer to suppress
    /// <summary>Gives the reference up; the object lives on as long as something else refers to it.</summary>
    public void Dispose()
    {
        if (_slot != NoSlot)
        {
            Store.Heap.Roots.Remove(_slot);
            _slot = NoSlot;
        }
    }
#pragma warning restore CA1816

    private protected void Root(uint reference)
    {
        _slot = Store.Heap.Roots.Add(reference);
        Store.CurrentScope?.Add(this);
    }
}
