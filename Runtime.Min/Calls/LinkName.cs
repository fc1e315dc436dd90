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

    // Names come from the host alone: nobody puts many of one hash into a linker. A string's own hash needs random numbers of the system.
    public override int GetHashCode()
    {
        int hash = 0;
        foreach (char unit in _module)
        {
            hash = (hash * 31) + unit;
        }

        foreach (char unit in _name)
        {
            hash = (hash * 31) + unit;
        }

        return hash;
    }
}
