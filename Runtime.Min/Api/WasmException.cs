using System;
using System.Collections.Generic;
using Wasmtime.Min.Gc;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>
/// An exception of WebAssembly. A call of a guest throws it when the guest did not catch it; a function of the host throws it for the guest that called.
/// </summary>
/// <remarks>One that a guest threw keeps the objects that it refers to alive for as long as it is reachable itself, whatever scope it leaves.</remarks>
public sealed class WasmException : WasmtimeException
{
    // Made by a guest: the values as the guest left them; references among them are roots of the store, in the order of their slots.
    private readonly ulong[]? _slots;
    private readonly int[] _roots = [];
    private Value[]? _values;
    private bool _isPassedOn;

    /// <summary>Makes an exception that a function of the host can throw.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="values">One for each parameter of the tag.</param>
    /// <exception cref="ArgumentException">The values do not fit the tag.</exception>
    public WasmException(Tag tag, params ReadOnlySpan<Value> values)
    {
        ArgumentNullException.ThrowIfNull(tag);
        CheckCount(tag, values.Length);
        Write(tag, values, stackalloc ulong[tag.SlotCount]);
        Tag = tag;
        _values = values.ToArray();
        Frames = [];
    }

    private WasmException(Tag tag, ReadOnlySpan<ulong> slots, IReadOnlyList<TrapFrame> frames)
    {
        Tag = tag;
        Frames = frames;
        _slots = slots.ToArray();
        GcField[] fields = tag.Shape.Fields;
        if (tag.Shape.TracedOffsets.Length != 0)
        {
            _roots = new int[tag.Shape.TracedOffsets.Length];
            int next = 0;
            foreach (GcField field in fields)
            {
                if (field.IsTraced)
                {
                    _roots[next++] = tag.Store.Heap.Roots.Add((uint)_slots[SlotOf(field)], this);
                }
            }
        }
    }

    /// <summary>Its tag.</summary>
    public Tag Tag { get; }

    /// <summary>What it carries.</summary>
    /// <exception cref="InvalidOperationException">It has references, and went on into a guest before anybody asked for them.</exception>
    public IReadOnlyList<Value> Values => _values ??= ReadValues();

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
        ref VMStoreContext context = ref store.Runtime.Context;
        Tag tag = store.TagAt(context.PendingTag);
        return new WasmException(tag, Native.Span<ulong>(context.ExceptionBuffer, tag.SlotCount), store.Runtime.CaptureFrames());
    }

    /// <summary>An exception that the guest holds by reference.</summary>
    internal static WasmException Of(Tag tag, ReadOnlySpan<ulong> slots) => new(tag, slots, []);

    /// <summary>Puts it on its way in a store whose guest has called the host.</summary>
    /// <returns>Whether the guest handles it.</returns>
    internal bool TryRaise(Store store)
    {
        ref VMStoreContext context = ref store.Runtime.Context;
        if (Tag.Store != store || context.EntryRecord == 0)
        {
            return false;
        }

        Span<ulong> target = Native.Span<ulong>(context.ExceptionBuffer, Tag.SlotCount);
        if (_slots is null || _isPassedOn)
        {
            Write(Tag, _values ?? ReadValues(), target);
        }
        else
        {
            RefreshSlots();
            _slots.AsSpan().CopyTo(target);
        }

        context.PendingTag = Tag.Address;
        bool isHandled = store.Runtime.TryFindHandler();
        if (isHandled && !_isPassedOn)
        {
            // The guest has it now. Its roots would otherwise wait for .NET to collect it.
            _isPassedOn = true;
            foreach (int root in _roots)
            {
                store.Heap.Roots.RemoveOwned(root);
            }
        }

        return isHandled;
    }

    /// <summary>Checks the number of values.</summary>
    /// <exception cref="ArgumentException">It is not that of the tag.</exception>
    internal static void CheckCount(Tag tag, int count)
    {
        if (count != tag.FunctionType.Parameters.Count)
        {
            throw new ArgumentException($"the tag takes {tag.FunctionType.Parameters.Count} values, not {count}");
        }
    }

    /// <summary>Puts values into slots.</summary>
    /// <exception cref="ArgumentException">A value is not of its type.</exception>
    internal static void Write(Tag tag, ReadOnlySpan<Value> values, Span<ulong> slots)
    {
        ReadOnlySpan<WasmType> types = tag.FunctionType.ParameterTypes;
        for (int i = 0; i < values.Length; i++)
        {
            values[i].Write(tag.Store, types[i], slots);
            slots = slots[types[i].SlotCount..];
        }
    }

    private static int SlotOf(in GcField field) => (field.Offset - GcLayout.ExceptionHeaderSize) / sizeof(ulong);

    private void RefreshSlots()
    {
        int next = 0;
        foreach (GcField field in _roots.Length == 0 ? [] : Tag.Shape.Fields)
        {
            if (field.IsTraced)
            {
                _slots![SlotOf(field)] = Tag.Store.Heap.Roots[_roots[next++]];
            }
        }
    }

    private Value[] ReadValues()
    {
        if (_isPassedOn && _roots.Length != 0)
        {
            throw new InvalidOperationException("the exception has gone on into the guest, and its references with it");
        }

        Tag.Store.ThrowIfDisposed();
        RefreshSlots();
        GcField[] fields = Tag.Shape.Fields;
        var values = new Value[fields.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value.Read(Tag.Store, fields[i].Type, _slots.AsSpan(SlotOf(fields[i])));
        }

        return values;
    }
}
