namespace Wasmtime.Min;

/// <summary>An import is missing, or what was given for it has another type.</summary>
public sealed class LinkException : InstantiationException
{
    /// <summary>Reports why a module cannot be instantiated.</summary>
    public LinkException(string message)
        : base(message)
    {
    }

    /// <summary>Nothing was defined for an import.</summary>
    internal static LinkException Unknown(string module, string name) =>
        new($"unknown import: `{module}::{name}` has not been defined");

    /// <summary>What was defined does not fit.</summary>
    internal static LinkException Incompatible(string module, string name, string expected, string found) =>
        new($"incompatible import type for `{module}::{name}`: expected {expected}, found {found}");
}
