// The functions of the runtime that generated code calls. A row is the whole definition: number, name for listings, signature. The
// stub of a row passes its arguments, i64 or references, as C arguments behind the vmctx. A row that can trap returns a number below
// -1 to unwind; -1 itself is a result (memory.grow, table.grow), and no other result is negative.
// Numbers stand in artifacts: rows are added at the end, and a change of a row is a new stub ABI version.
namespace Wasmtime.Min.Calls;

/// <summary>Number of a runtime function: its place in the builtin table.</summary>
internal enum Builtin : byte
{
    /// <summary>(memory, delta in pages) -> former size in pages, or -1.</summary>
    MemoryGrow,

    /// <summary>(memory, start, byte, length).</summary>
    MemoryFill,

    /// <summary>(target memory, target, source memory, source, length).</summary>
    MemoryCopy,

    /// <summary>(memory in the upper half and segment in the lower, target, source, length).</summary>
    MemoryInit,

    /// <summary>(segment).</summary>
    DataDrop,

    /// <summary>(table, delta, initial element) -> former size, or -1.</summary>
    TableGrow,

    /// <summary>(table, start, element, length).</summary>
    TableFill,

    /// <summary>(target table, target, source table, source, length).</summary>
    TableCopy,

    /// <summary>(table in the upper half and segment in the lower, target, source, length).</summary>
    TableInit,

    /// <summary>(segment).</summary>
    ElemDrop,

    /// <summary>() The fuel account is negative.</summary>
    OutOfFuel,

    /// <summary>() The epoch deadline was reached.</summary>
    EpochReached,

    /// <summary>() The trap of the place that called the trap stub. Never returns to wasm.</summary>
    RaiseTrap,

    /// <summary>(memory, index, offset, expected, timeout in ns) -> 0 woken, 1 not equal, 2 timed out.</summary>
    AtomicWait32,

    /// <summary>(memory, index, offset, expected, timeout in ns) -> 0 woken, 1 not equal, 2 timed out.</summary>
    AtomicWait64,

    /// <summary>(memory, index, offset, count) -> threads woken.</summary>
    AtomicNotify,

    /// <summary>() Throws the exception that stands in the store context. Goes to its handler or out of the guest, never back.</summary>
    Throw,

    /// <summary>(exnref) Throws that exception; goes to its handler or out of the guest, never back.</summary>
    ThrowRef,

    /// <summary>() -> reference to the exception that a handler was just given, whose values it has not yet read. May collect.</summary>
    CaptureException,

    /// <summary>(type word, size in bytes) -> object with undefined fields. May collect, like all rows that give an object.</summary>
    GcAllocate,

    /// <summary>(type word, length) -> array of zeros.</summary>
    GcAllocateArray,

    /// <summary>(type word, segment, start, length) -> array.</summary>
    ArrayNewData,

    /// <summary>(type word, segment, start, length) -> array.</summary>
    ArrayNewElem,

    /// <summary>(array, start, lower half of the element, upper half, length).</summary>
    ArrayFill,

    /// <summary>(target array, start, source array, start, length).</summary>
    ArrayCopy,

    /// <summary>(segment, array, start, start in the segment, length).</summary>
    ArrayInitData,

    /// <summary>(segment, array, start, start in the segment, length).</summary>
    ArrayInitElem,
}

/// <summary>One runtime function.</summary>
/// <param name="Builtin">Its number.</param>
/// <param name="Name">Its name in listings and symbol tables.</param>
/// <param name="ParamCount">Number of i64 parameters behind the vmctx; at most <see cref="Builtins.MaxParams"/>.</param>
/// <param name="HasResult">Whether wasm gets the i64 that it returns.</param>
/// <param name="CanTrap">Whether a return value below -1 unwinds; -1 itself is a result (<c>memory.grow</c>, <c>table.grow</c>).</param>
/// <param name="CanThrow">Whether any other return value goes to the handler that the store context names.</param>
internal readonly record struct BuiltinRow(
    Builtin Builtin, string Name, int ParamCount, bool HasResult, bool CanTrap, bool CanThrow = false);

/// <summary>The table of runtime functions.</summary>
internal static class Builtins
{
    /// <summary>Most parameters that a row may have besides the vmctx.</summary>
    internal const int MaxParams = 5;

    /// <summary>All rows, each at the place of its number.</summary>
    internal static readonly BuiltinRow[] Rows =
    [
        new(Builtin.MemoryGrow, "memory_grow", 2, HasResult: true, CanTrap: false),
        new(Builtin.MemoryFill, "memory_fill", 4, HasResult: false, CanTrap: true),
        new(Builtin.MemoryCopy, "memory_copy", 5, HasResult: false, CanTrap: true),
        new(Builtin.MemoryInit, "memory_init", 4, HasResult: false, CanTrap: true),
        new(Builtin.DataDrop, "data_drop", 1, HasResult: false, CanTrap: false),
        new(Builtin.TableGrow, "table_grow", 3, HasResult: true, CanTrap: true),
        new(Builtin.TableFill, "table_fill", 4, HasResult: false, CanTrap: true),
        new(Builtin.TableCopy, "table_copy", 5, HasResult: false, CanTrap: true),
        new(Builtin.TableInit, "table_init", 4, HasResult: false, CanTrap: true),
        new(Builtin.ElemDrop, "elem_drop", 1, HasResult: false, CanTrap: false),
        new(Builtin.OutOfFuel, "out_of_fuel", 0, HasResult: false, CanTrap: true),
        new(Builtin.EpochReached, "epoch_reached", 0, HasResult: false, CanTrap: true),
        new(Builtin.RaiseTrap, "raise_trap", 0, HasResult: false, CanTrap: true),
        new(Builtin.AtomicWait32, "atomic_wait32", 5, HasResult: true, CanTrap: true),
        new(Builtin.AtomicWait64, "atomic_wait64", 5, HasResult: true, CanTrap: true),
        new(Builtin.AtomicNotify, "atomic_notify", 4, HasResult: true, CanTrap: true),
        new(Builtin.Throw, "throw", 0, HasResult: false, CanTrap: true, CanThrow: true),
        new(Builtin.ThrowRef, "throw_ref", 1, HasResult: false, CanTrap: true, CanThrow: true),
        new(Builtin.CaptureException, "capture_exception", 0, HasResult: true, CanTrap: true),
        new(Builtin.GcAllocate, "gc_allocate", 2, HasResult: true, CanTrap: true),
        new(Builtin.GcAllocateArray, "gc_allocate_array", 2, HasResult: true, CanTrap: true),
        new(Builtin.ArrayNewData, "array_new_data", 4, HasResult: true, CanTrap: true),
        new(Builtin.ArrayNewElem, "array_new_elem", 4, HasResult: true, CanTrap: true),
        new(Builtin.ArrayFill, "array_fill", 5, HasResult: false, CanTrap: true),
        new(Builtin.ArrayCopy, "array_copy", 5, HasResult: false, CanTrap: true),
        new(Builtin.ArrayInitData, "array_init_data", 5, HasResult: false, CanTrap: true),
        new(Builtin.ArrayInitElem, "array_init_elem", 5, HasResult: false, CanTrap: true),
    ];

    /// <summary>Number of runtime functions.</summary>
    internal static int Count => Rows.Length;

    /// <summary>The row of a number.</summary>
    internal static ref readonly BuiltinRow Of(Builtin builtin) => ref Rows[(int)builtin];
}
