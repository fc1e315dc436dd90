using System;
using System.Collections.Generic;

namespace Wasmtime.Min;

/// <summary>References to the guest's objects that are made while it is the innermost scope of its store are given up with it.</summary>
public sealed class RootScope : IDisposable
{
    private readonly List<GcRef> _references = [];
    private readonly RootScope? _outer;
    private bool _isDisposed;

    internal RootScope(Store store)
    {
        Store = store;
        _outer = store.CurrentScope;
        store.CurrentScope = this;
    }

    /// <summary>The store.</summary>
    public Store Store { get; }

    /// <summary>Gives all its references up.</summary>
    /// <exception cref="InvalidOperationException">A scope inside of it is still open.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        if (Store.CurrentScope != this)
        {
            throw new InvalidOperationException("scopes end in the reverse order of their beginnings");
        }

        _isDisposed = true;
        Store.CurrentScope = _outer;
        foreach (GcRef reference in _references)
        {
            reference.Dispose();
        }
    }

    internal void Add(GcRef reference) => _references.Add(reference);
}
