using System;

namespace Wasmtime.Min.Tests.Stress;

/// <summary>A kind of trap: the export that causes it, its code, the function that it happens in, and the words of its message.</summary>
internal sealed record TrapKind(string Export, TrapCode Code, string Function, string Words)
{
    internal static readonly TrapKind[] All =
    [
        new("unreachable", TrapCode.Unreachable, "at_unreachable", "wasm `unreachable` instruction executed"),
        new("load", TrapCode.MemoryOutOfBounds, "at_load", "out of bounds memory access"),
        new("store", TrapCode.MemoryOutOfBounds, "at_store", "out of bounds memory access"),
        new("zero", TrapCode.IntegerDivideByZero, "at_zero", "integer divide by zero"),
        new("overflow", TrapCode.IntegerOverflow, "at_overflow", "integer overflow"),
        new("null", TrapCode.UninitializedElement, "at_null", "uninitialized element"),
        new("signature", TrapCode.IndirectCallTypeMismatch, "at_signature", "indirect call type mismatch"),
        new("element", TrapCode.UndefinedElement, "at_element", "undefined element: out of bounds table access"),
        new("fill", TrapCode.MemoryOutOfBounds, "at_fill", "out of bounds memory access"),
        new("forever", TrapCode.StackOverflow, "at_forever", "call stack exhausted"),
    ];

    /// <summary>Checks code, place and text of a trap.</summary>
    /// <returns>Its wasm offset.</returns>
    internal long CheckWhole(TrapException trap)
    {
        Check(trap);
        if (trap.Frames[0].WasmOffset is not long offset || offset <= 0)
        {
            throw new StressException($"{Export}: the trap has no wasm offset");
        }

        // A stack overflow has more frames than a backtrace holds; all others end at the export.
        TrapFrame last = trap.Frames[^1];
        if (Code != TrapCode.StackOverflow && (trap.Frames.Count != 2 || last.FunctionName is not null || last.WasmOffset is not > 0))
        {
            throw new StressException($"{Export}: the backtrace is {trap.Message}");
        }

        string expected = $"wasm trap: {Words}\nwasm backtrace:\n    0: 0x{offset:x} - traps!{Function}";
        return trap.Message.StartsWith(expected, StringComparison.Ordinal)
            ? offset
            : throw new StressException($"{Export}: the message is '{trap.Message}', not '{expected}...'");
    }

    /// <summary>Checks code and function of a trap, without allocating.</summary>
    internal void Check(TrapException trap)
    {
        if (trap.Code != Code || trap.Frames.Count == 0 || trap.Frames[0].FunctionName != Function)
        {
            throw new StressException($"{Export}: expected {Code} in {Function}, found {trap.Message}");
        }
    }
}
