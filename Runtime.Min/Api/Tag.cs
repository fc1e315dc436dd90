using System;

namespace Wasmtime.Min;

/// <summary>What exceptions are told apart by: each tag is different from all others, whatever its type.</summary>
public sealed class Tag : External
{
    /// <summary>Makes a tag of the host, for guests to import.</summary>
    /// <param name="store">Where.</param>
    /// <param name="type">Its parameters are the values that an exception carries; it has no results.</param>
    /// <exception cref="ArgumentException">The type has results.</exception>
    public Tag(Store store, FunctionType type)
        : base(store)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(type);
        store.ThrowIfDisposed();
        if (type.Results.Count != 0)
        {
            throw new ArgumentException("the type of a tag has no results", nameof(type));
        }

        FunctionType = type;
        TypeId = store.Engine.Types.IdOf(type);
        Address = store.AddTag(this);
    }

    internal Tag(Store store, uint typeId)
        : base(store)
    {
        FunctionType = store.Engine.Types.FunctionTypeOf(typeId);
        TypeId = typeId;
        Address = store.AddTag(this);
    }

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Tag;

    /// <inheritdoc/>
    public override ExternType Type => new TagExternType(FunctionType);

    /// <summary>Its parameters are the values that an exception carries.</summary>
    public FunctionType FunctionType { get; }

    internal uint TypeId { get; }

    /// <summary>How its exceptions are laid out as objects.</summary>
    internal Gc.GcShape Shape => Store.Engine.Types.ShapeOf(TypeId);

    /// <summary>What generated code knows it by: the address of its <see cref="Layout.VMTag"/>.</summary>
    internal nuint Address { get; }

    /// <summary>Slots of a value array that the values of an exception take.</summary>
    internal int SlotCount => FunctionType.ParameterSlots;
}
