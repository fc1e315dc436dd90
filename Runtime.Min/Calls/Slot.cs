// How a .NET type stands in a value array. Everything here depends on T alone, so the JIT and the AOT compiler leave one branch of each
// method: reading an int is one load.
using System;
using System.Runtime.CompilerServices;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Calls;

/// <summary>Conversions of <typeparamref name="T"/>: int, uint, long, ulong, float, double, UInt128, Function, or object.</summary>
internal static unsafe class Slot<T>
{
    /// <summary>8-byte slots of a value.</summary>
    internal static int Size
    {
        // Left to itself, the AOT compiler calls this, and it is most of what a typed call does besides calling.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(UInt128) ? 2 : 1;
    }

    /// <summary>The wasm type; <see cref="WasmType.None"/> where there is none, which is no function's.</summary>
    internal static WasmType Type => typeof(T) == typeof(int) || typeof(T) == typeof(uint) ? WasmType.I32
        : typeof(T) == typeof(long) || typeof(T) == typeof(ulong) ? WasmType.I64
        : typeof(T) == typeof(float) ? WasmType.F32
        : typeof(T) == typeof(double) ? WasmType.F64
        : typeof(T) == typeof(UInt128) ? WasmType.V128
        : typeof(T) == typeof(Function) ? WasmType.FuncRef
        : typeof(T) == typeof(object) ? WasmType.ExternRef
        : typeof(T) == typeof(AnyRef) ? WasmType.AnyRef
        : WasmType.None;

    /// <summary>Reads a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Read(Store store, ulong* slot)
    {
        // SAFETY: 'slot' has Size slots; the reinterpretations are between a type and itself, which typeof has shown.
        if (typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(float)
            || typeof(T) == typeof(long) || typeof(T) == typeof(ulong) || typeof(T) == typeof(double) || typeof(T) == typeof(UInt128))
        {
            return Unsafe.ReadUnaligned<T>(slot);
        }

        return ReadReference(store, *slot);
    }

    /// <summary>Writes a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(Store store, ulong* slot, T value)
    {
        // SAFETY: as in Read.
        if (typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(float))
        {
            *slot = Unsafe.As<T, uint>(ref value);
        }
        else if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong) || typeof(T) == typeof(double) || typeof(T) == typeof(UInt128))
        {
            Unsafe.WriteUnaligned(slot, value);
        }
        else
        {
            *slot = WriteReference(store, value);
        }
    }

    private static T ReadReference(Store store, ulong slot)
    {
        object? reference = typeof(T) == typeof(Function) ? store.FunctionAt((nuint)slot)
            : typeof(T) == typeof(AnyRef) ? AnyRef.Of(store, (uint)slot)
            : AnyRef.ToExternal(store, (uint)slot);
        return Unsafe.As<object?, T>(ref reference);
    }

    private static ulong WriteReference(Store store, T value)
    {
        object? reference = Unsafe.As<T, object?>(ref value);
        return typeof(T) == typeof(Function)
            ? store.AddressOf((Function?)reference, WasmType.FuncRef)
            : typeof(T) == typeof(AnyRef) ? AnyRef.Checked(store, (AnyRef?)reference, WasmType.AnyRef)
            : AnyRef.FromExternal(store, reference, WasmType.ExternRef);
    }
}
