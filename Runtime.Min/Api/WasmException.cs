using System;
using System.Collections.Generic;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>
/// An exception of WebAssembly. A call of a guest throws it when the guest did not catch it; a function of the host throws it for the guest that called.
/// </summary>
public sealed class WasmException : Exception
{
    private readonly Value[] _values;

    /// <summary>Makes an exception that a function of the host can throw.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="values">One for each parameter of the tag.</param>
    /// <exception cref="ArgumentException">The values do not fit the tag.</exception>
    public WasmException(Tag tag, params ReadOnlySpan<Value> values)
        : this(tag, values.ToArray(), [])
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (values.Length != tag.FunctionType.Parameters.Count)
        {
            throw new ArgumentException($"the tag takes {tag.FunctionType.Parameters.Count} values, not {values.Length}", nameof(values));
        }

        Write(tag, _values, stackalloc ulong[tag.SlotCount]);
    }

    private WasmException(Tag tag, Value[] values, IReadOnlyList<TrapFrame> frames)
    {
        Tag = tag;
        _values = values;
        Frames = frames;
    }

    /// <summary>Its tag.</summary>
    public Tag Tag { get; }

    /// <summary>What it carries.</summary>
    public IReadOnlyList<Value> Values => _values;

    /// <summary>Guest code that was active where it was thrown last, innermost first; empty if the host made it.</summary>
    public IReadOnlyList<TrapFrame> Frames { get; }

    /// <summary>What happened, in Wasmtime's words, and the backtrace.</summary>
    public override string Message
    {
        get
        {
            string text = "thrown Wasm exception";
            for (int i = 0; i < Frames.Count; i++)
            {
                text += (i == 0 ? "\nwasm backtrace:" : "") + $"\n  {i,3}: {Frames[i]}";
            }

            return text;
        }
    }

    /// <summary>The exception that is on its way in a store, with the guest's frames, which are alive.</summary>
    internal static WasmException Pending(Store store)
    {
        ref Layout.VMStoreContext context = ref store.Runtime.Context;
        Tag tag = store.TagAt(context.PendingTag);
        ReadOnlySpan<WasmType> types = tag.FunctionType.ParameterTypes;
        ReadOnlySpan<ulong> slots = Native.Span<ulong>(context.ExceptionBuffer, tag.SlotCount);
        var values = new Value[types.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value.Read(store, types[i], slots);
            slots = slots[types[i].SlotCount..];
        }

        return new WasmException(tag, values, store.Runtime.CaptureFrames());
    }

    /// <summary>Puts it on its way in a store whose guest has called the host.</summary>
    /// <returns>Whether the guest handles it.</returns>
    internal bool TryRaise(Store store)
    {
        ref Layout.VMStoreContext context = ref store.Runtime.Context;
        if (Tag.Store != store || context.EntryRecord == 0)
        {
            return false;
        }

        Write(Tag, _values, Native.Span<ulong>(context.ExceptionBuffer, Tag.SlotCount));
        context.PendingTag = Tag.Address;
        return store.Runtime.TryFindHandler();
    }

    private static void Write(Tag tag, ReadOnlySpan<Value> values, Span<ulong> slots)
    {
        ReadOnlySpan<WasmType> types = tag.FunctionType.ParameterTypes;
        for (int i = 0; i < values.Length; i++)
        {
            values[i].Write(tag.Store, types[i], slots);
            slots = slots[types[i].SlotCount..];
        }
    }
}
