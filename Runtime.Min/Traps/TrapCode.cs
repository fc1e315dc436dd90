// Why wasm stopped. The numbers stand in artifacts, so a member never changes its own. Messages are those that Wasmtime's users
// know; the specification's suite expects their beginnings.
namespace Wasmtime.Min;

/// <summary>The reason of a trap.</summary>
public enum TrapCode : byte
{
    /// <summary>No trap; never thrown.</summary>
    None = 0,

    /// <summary>The instruction <c>unreachable</c>.</summary>
    Unreachable = 1,

    /// <summary>Access to a linear memory outside its bounds.</summary>
    MemoryOutOfBounds = 2,

    /// <summary>Access to a table outside its bounds.</summary>
    TableOutOfBounds = 3,

    /// <summary>Indirect call of an element outside the table.</summary>
    UndefinedElement = 4,

    /// <summary>Indirect call of a null element.</summary>
    UninitializedElement = 5,

    /// <summary>Indirect call of a function of another type.</summary>
    IndirectCallTypeMismatch = 6,

    /// <summary>Integer division or remainder by zero.</summary>
    IntegerDivideByZero = 7,

    /// <summary>The result of a division or conversion does not fit.</summary>
    IntegerOverflow = 8,

    /// <summary>A NaN was converted to an integer.</summary>
    BadConversionToInteger = 9,

    /// <summary>Too many nested calls, or frames too large.</summary>
    StackOverflow = 10,

    /// <summary>The store's fuel is used up.</summary>
    OutOfFuel = 11,

    /// <summary>The store's epoch deadline was reached, or its interruption asked for.</summary>
    Interrupt = 12,

    /// <summary>Use of a null reference where none is allowed.</summary>
    NullReference = 13,

    /// <summary>Access to an array outside its bounds.</summary>
    ArrayOutOfBounds = 14,

    /// <summary>A reference could not be cast to the type that was asked for.</summary>
    CastFailure = 15,

    /// <summary>An atomic access at an address that is not a multiple of its size.</summary>
    UnalignedAtomic = 16,

    /// <summary>An object does not fit the GC heap.</summary>
    AllocationTooLarge = 17,

    /// <summary>A wait on a memory that is not shared.</summary>
    AtomicWaitNonSharedMemory = 18,

    /// <summary>The GC heap is as large as it may be, and all of it is in use.</summary>
    GcHeapOutOfMemory = 19,

    /// <summary><c>table.grow</c> to a size that no address space has.</summary>
    TableTooLarge = 20,
}

/// <summary>Names and messages of trap codes.</summary>
public static class TrapCodes
{
    /// <summary>Number of codes; every byte below it is a member of <see cref="TrapCode"/>.</summary>
    internal const int Count = (int)TrapCode.TableTooLarge + 1;

    /// <summary>The message without prefix.</summary>
    public static string Describe(TrapCode code) => code switch
    {
        TrapCode.None => "no trap",
        TrapCode.Unreachable => "wasm `unreachable` instruction executed",
        TrapCode.MemoryOutOfBounds => "out of bounds memory access",
        TrapCode.TableOutOfBounds => "out of bounds table access",
        TrapCode.UndefinedElement => "undefined element: out of bounds table access",
        TrapCode.UninitializedElement => "uninitialized element",
        TrapCode.IndirectCallTypeMismatch => "indirect call type mismatch",
        TrapCode.IntegerDivideByZero => "integer divide by zero",
        TrapCode.IntegerOverflow => "integer overflow",
        TrapCode.BadConversionToInteger => "invalid conversion to integer",
        TrapCode.StackOverflow => "call stack exhausted",
        TrapCode.OutOfFuel => "all fuel consumed by WebAssembly",
        TrapCode.Interrupt => "interrupt",
        TrapCode.NullReference => "null reference",
        TrapCode.ArrayOutOfBounds => "out of bounds array access",
        TrapCode.CastFailure => "cast failure",
        TrapCode.UnalignedAtomic => "unaligned atomic",
        TrapCode.AllocationTooLarge => "allocation size too large",
        TrapCode.AtomicWaitNonSharedMemory => "expected shared memory",
        TrapCode.GcHeapOutOfMemory => "GC heap out of memory",
        TrapCode.TableTooLarge => "failed to allocate table: its size in bytes overflows",
    };
}
