using Wasmtime.Min.Calls;

namespace Wasmtime.Min;

/// <summary>Who calls a host function. Valid during that call.</summary>
public readonly struct Caller
{
    private readonly nuint _vmctx;

    internal Caller(Store store, nuint vmctx)
    {
        Store = store;
        _vmctx = vmctx;
    }

    /// <summary>The store.</summary>
    public Store Store { get; }

    /// <summary>The calling instance; null when the host itself calls.</summary>
    public Instance? Instance
    {
        get
        {
            Store.ThrowIfDisposed();
            return GuestCall.InstanceAt(_vmctx);
        }
    }

    /// <summary>An export of the calling instance, or null.</summary>
    public External? GetExport(string name) => Instance?.GetExport(name);

    /// <summary>An exported memory of the calling instance, or null.</summary>
    public Memory? GetMemory(string name) => Instance?.GetMemory(name);

    /// <summary>An exported function of the calling instance, or null.</summary>
    public Function? GetFunction(string name) => Instance?.GetFunction(name);
}
