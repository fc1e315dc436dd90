namespace Wasmtime.Min;

/// <summary>Something of a store that can be imported and exported.</summary>
public abstract class External
{
    private protected External(Store store) => Store = store;

    /// <summary>The store it belongs to.</summary>
    public Store Store { get; }

    /// <summary>What it is.</summary>
    public abstract ExternalKind Kind { get; }

    /// <summary>Its type as it is now: sizes are the present ones.</summary>
    public abstract ExternType Type { get; }
}
