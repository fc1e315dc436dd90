using System;

namespace Wasmtime.Min.Calls;

/// <summary>A name of two parts, as imports have it.</summary>
/// <remarks>Not a tuple: one of references compares by code that .NET shares among all types, and a trimmed program then holds the means to make types while it runs.</remarks>
/// <param name="module">The first part.</param>
/// <param name="name">The second part.</param>
internal readonly struct LinkName(string module, string name) : IEquatable<LinkName>
{
    private readonly string _module = module;
    private readonly string _name = name;

    public bool Equals(LinkName other) => _name == other._name && _module == other._module;

    public override bool Equals(object? obj) => obj is LinkName other && Equals(other);

    public override int GetHashCode() => (_module.GetHashCode() * 31) + _name.GetHashCode();
}
