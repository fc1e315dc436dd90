using System;

namespace Wasmtime.Min;

/// <summary>What a module imports or exports.</summary>
public enum ExternalKind : byte
{
    /// <summary>A function.</summary>
    Function,

    /// <summary>A table.</summary>
    Table,

    /// <summary>A linear memory.</summary>
    Memory,

    /// <summary>A global variable.</summary>
    Global,

    /// <summary>An exception tag.</summary>
    Tag,
}

/// <summary>The type of something that can be imported or exported.</summary>
public abstract class ExternType
{
    private protected ExternType()
    {
    }

    /// <summary>What it is.</summary>
    public abstract ExternalKind Kind { get; }
}

/// <summary>The type of a function.</summary>
public sealed class FunctionExternType : ExternType
{
    internal FunctionExternType(FunctionType type) => Type = type;

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Function;

    /// <summary>Parameters and results.</summary>
    public FunctionType Type { get; }

    /// <inheritdoc/>
    public override string ToString() => Type.ToString();
}

/// <summary>The type of a memory.</summary>
public sealed class MemoryExternType : ExternType
{
    internal const int DefaultPageSize = 65536;

    internal MemoryExternType(ulong minimum, ulong? maximum, bool is64Bit, bool isShared, int pageSizeLog2)
    {
        Minimum = minimum;
        Maximum = maximum;
        Is64Bit = is64Bit;
        IsShared = isShared;
        PageSize = 1 << pageSizeLog2;
    }

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Memory;

    /// <summary>Initial size in pages.</summary>
    public ulong Minimum { get; }

    /// <summary>Largest size in pages, or null.</summary>
    public ulong? Maximum { get; }

    /// <summary>Whether addresses have 64 bits.</summary>
    public bool Is64Bit { get; }

    /// <summary>Whether threads share it.</summary>
    public bool IsShared { get; }

    /// <summary>Bytes of a page.</summary>
    public int PageSize { get; }

    /// <summary>The type of a memory that a host wants to make.</summary>
    /// <exception cref="ArgumentException">There is no such type.</exception>
    internal static MemoryExternType OfHost(ulong minimum, ulong? maximum, bool is64Bit, bool isShared, int pageSize)
    {
        if (pageSize is not (1 or DefaultPageSize))
        {
            throw new ArgumentException($"pages have 1 or {DefaultPageSize} bytes, not {pageSize}", nameof(pageSize));
        }

        return maximum < minimum
            ? throw new ArgumentException($"a maximum of {maximum} pages is below the minimum of {minimum}", nameof(maximum))
            : new MemoryExternType(minimum, maximum, is64Bit, isShared, pageSize == 1 ? 0 : 16);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"(memory{(Is64Bit ? " i64" : "")} {Minimum}{(Maximum is ulong most ? $" {most}" : "")}{(IsShared ? " shared" : "")}"
        + $"{(PageSize == DefaultPageSize ? "" : $" (pagesize {PageSize})")})";
}

/// <summary>The type of a table.</summary>
public sealed class TableExternType : ExternType
{
    internal TableExternType(ValType element, ulong minimum, ulong? maximum, bool is64Bit)
    {
        ElementType = element;
        Minimum = minimum;
        Maximum = maximum;
        Is64Bit = is64Bit;
    }

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Table;

    /// <summary>Type of the elements.</summary>
    public ValType ElementType { get; }

    /// <summary>Kind of the elements.</summary>
    public ValueKind Element => ElementType.Kind;

    /// <summary>Initial size.</summary>
    public ulong Minimum { get; }

    /// <summary>Largest size, or null.</summary>
    public ulong? Maximum { get; }

    /// <summary>Whether indices have 64 bits.</summary>
    public bool Is64Bit { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"(table{(Is64Bit ? " i64" : "")} {Minimum}{(Maximum is ulong most ? $" {most}" : "")} {ElementType})";
}

/// <summary>The type of a global variable.</summary>
public sealed class GlobalExternType : ExternType
{
    internal GlobalExternType(ValType value, bool isMutable)
    {
        ValueType = value;
        IsMutable = isMutable;
    }

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Global;

    /// <summary>Type of the value.</summary>
    public ValType ValueType { get; }

    /// <summary>Kind of the value.</summary>
    public ValueKind Value => ValueType.Kind;

    /// <summary>Whether it can change.</summary>
    public bool IsMutable { get; }

    /// <inheritdoc/>
    public override string ToString() => IsMutable ? $"(global (mut {ValueType}))" : $"(global {ValueType})";
}

/// <summary>The type of an exception tag.</summary>
public sealed class TagExternType : ExternType
{
    internal TagExternType(FunctionType type) => Type = type;

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Tag;

    /// <summary>The values of an exception are the parameters.</summary>
    public FunctionType Type { get; }

    /// <inheritdoc/>
    public override string ToString() => $"(tag {Type})";
}

/// <summary>An import of a module.</summary>
/// <param name="ModuleName">The module it is expected from.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Type">What is expected.</param>
public sealed record Import(string ModuleName, string Name, ExternType Type);

/// <summary>An export of a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
public sealed record Export(string Name, ExternType Type);
