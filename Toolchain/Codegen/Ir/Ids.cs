// Numbers that must not be mixed up, each in a type of its own. All are dense: they index arrays of the function.
using System.Globalization;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>A node of a function: block parameter, pure node, instruction or terminator.</summary>
/// <param name="Id">Index of the node; -1 for none.</param>
public readonly record struct Value(int Id)
{
    /// <summary>No value.</summary>
    public static readonly Value None = new(-1);

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => Id < 0;

    /// <inheritdoc/>
    public override string ToString() => "v" + Id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A basic block of a function; block 0 is the entry.</summary>
/// <param name="Id">Index of the block; -1 for none.</param>
public readonly record struct Block(int Id)
{
    /// <summary>No block.</summary>
    public static readonly Block None = new(-1);

    /// <summary>The block where every function begins; its parameters are the function's.</summary>
    public static readonly Block Entry = new(0);

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => Id < 0;

    /// <inheritdoc/>
    public override string ToString() => "block" + Id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One outgoing edge of a terminator, with its block arguments.</summary>
/// <param name="Id">Index of the edge in its function.</param>
public readonly record struct Edge(int Id);

/// <summary>A signature that a function's calls use.</summary>
/// <param name="Id">Index in the function's list.</param>
public readonly record struct SignatureId(int Id);

/// <summary>An address that is known when all code is laid out; the number is chosen by the caller of code generation.</summary>
/// <param name="Number">The caller's number.</param>
public readonly record struct SymbolId(uint Number);

/// <summary>A local variable during construction; becomes values and block parameters.</summary>
/// <param name="Id">Index of the variable.</param>
public readonly record struct Variable(int Id);

/// <summary>A piece of the function's frame with an address.</summary>
/// <param name="Id">Index of the slot.</param>
public readonly record struct StackSlot(int Id);
