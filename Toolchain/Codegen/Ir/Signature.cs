using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Parameter and result types of a call.</summary>
/// <param name="parameters">In order.</param>
/// <param name="results">In order.</param>
public sealed class Signature(IrType[] parameters, IrType[] results) : IEquatable<Signature>
{
    /// <summary>Parameter types.</summary>
    public ReadOnlySpan<IrType> Params => parameters;

    /// <summary>Result types.</summary>
    public ReadOnlySpan<IrType> Results => results;

    /// <summary>Whether these are its types.</summary>
    public bool Has(ReadOnlySpan<IrType> parameterTypes, ReadOnlySpan<IrType> resultTypes) =>
        Params.SequenceEqual(parameterTypes) && Results.SequenceEqual(resultTypes);

    /// <inheritdoc/>
    public bool Equals(Signature? other) => other is not null && Has(other.Params, other.Results);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Signature);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (IrType type in parameters)
        {
            hash.Add(type);
        }

        hash.Add(-1);
        foreach (IrType type in results)
        {
            hash.Add(type);
        }

        return hash.ToHashCode();
    }
}
