using System;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>A global variable.</summary>
public sealed class Global : External
{
    internal Global(Store store, GlobalExternType definition, nuint address)
        : base(store)
    {
        Definition = definition;
        Address = address;
    }

    /// <summary>Makes a global of the host, for guests to import.</summary>
    /// <param name="store">Where.</param>
    /// <param name="type">Type of its value.</param>
    /// <param name="initialValue">Its value.</param>
    /// <param name="isMutable">Whether it can change.</param>
    /// <exception cref="ArgumentException">The value is not of the type, or that belongs to another engine.</exception>
    public Global(Store store, ValType type, Value initialValue, bool isMutable = false)
        : base(store)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.ThrowIfDisposed();
        type.CheckEngine(store.Engine);
        Definition = new GlobalExternType(type, isMutable);
        Address = store.AllocateBlock(VmLayout.GlobalSize);
        initialValue.Write(store, Definition.ValueType.Wasm, Slots);
        if (type.Kind > ValueKind.FuncRef)
        {
            store.AddTracedGlobal(Address);
        }
    }

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Global;

    /// <inheritdoc/>
    public override ExternType Type => Definition;

    /// <summary>Whether it can change.</summary>
    public bool IsMutable => Definition.IsMutable;

    internal GlobalExternType Definition { get; }

    internal nuint Address { get; }

    private Span<ulong> Slots => Native.Span<ulong>(Address, VmLayout.GlobalSize / sizeof(ulong));

    /// <summary>The value.</summary>
    public Value GetValue()
    {
        Store.ThrowIfDisposed();
        return Value.Read(Store, Definition.ValueType.Wasm, Slots);
    }

    /// <summary>Changes the value.</summary>
    /// <exception cref="InvalidOperationException">It cannot change.</exception>
    /// <exception cref="ArgumentException">The value is not of its type.</exception>
    public void SetValue(Value value)
    {
        Store.ThrowIfDisposed();
        if (!IsMutable)
        {
            throw new InvalidOperationException("the global is not mutable");
        }

        value.Write(Store, Definition.ValueType.Wasm, Slots);
    }
}
