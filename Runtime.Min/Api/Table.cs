using System;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>A table of references.</summary>
public sealed class Table : External
{
    private Table(TableInstance inner)
        : base(inner.Store) => Inner = inner;

    /// <summary>Makes a table of the host, for guests to import.</summary>
    /// <param name="store">Where.</param>
    /// <param name="type">Type of its elements: references.</param>
    /// <param name="initialValue">What all elements are at first.</param>
    /// <param name="minimum">Size.</param>
    /// <param name="maximum">Largest size; null: none of its own.</param>
    /// <param name="is64Bit">Whether indices have 64 bits.</param>
    /// <exception cref="ArgumentException">The value is not of the type, or that belongs to another engine or is not one of references.</exception>
    public Table(Store store, ValType type, Value initialValue, ulong minimum, ulong? maximum = null, bool is64Bit = false)
        : base(store)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.ThrowIfDisposed();
        type.CheckEngine(store.Engine);
        if (!type.IsReference)
        {
            throw new ArgumentOutOfRangeException(nameof(type), "tables hold references");
        }

        Inner = store.AddTable(new TableExternType(type, minimum, maximum, is64Bit), store.AllocateBlock(Layout.VMTable.SizeInBytes));
        Inner.Api = this;
        Inner.Fill(0, Encode(initialValue), minimum);
    }

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Table;

    /// <inheritdoc/>
    public override ExternType Type => new TableExternType(Inner.Type.ElementType, Size, Inner.Type.Maximum, Inner.Type.Is64Bit);

    /// <summary>Number of elements.</summary>
    public ulong Size => Checked().Length;

    internal TableInstance Inner { get; }

    /// <summary>An element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that index.</exception>
    public Value GetElement(ulong index)
    {
        ulong element = CheckedAt(index).Get(index);
        return Value.Read(Store, Inner.Type.ElementType.Wasm, [element]);
    }

    /// <summary>Changes an element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that index.</exception>
    /// <exception cref="ArgumentException">The value is not of the table's type.</exception>
    public void SetElement(ulong index, Value value) => CheckedAt(index).Set(index, Encode(value));

    /// <summary>Grows the table.</summary>
    /// <param name="delta">Elements to add.</param>
    /// <param name="initialValue">What they are.</param>
    /// <returns>The former size, or -1 if it cannot grow so far.</returns>
    public long Grow(ulong delta, Value initialValue) => Checked().Grow(delta, Encode(initialValue));

    internal static Table Of(TableInstance inner) => inner.Api ??= new Table(inner);

    private ulong Encode(Value value)
    {
        Span<ulong> slot = stackalloc ulong[1];
        value.Write(Store, Inner.Type.ElementType.Wasm, slot);
        return slot[0];
    }

    private TableInstance CheckedAt(ulong index) => index < Checked().Length
        ? Inner
        : throw new ArgumentOutOfRangeException(nameof(index), $"element {index} of a table of {Inner.Length}");

    private TableInstance Checked()
    {
        Store.ThrowIfDisposed();
        return Inner;
    }
}
