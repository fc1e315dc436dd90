using System;

namespace Wasmtime.Min.Wasi;

/// <summary>A directory that a guest may use.</summary>
/// <param name="host">Its path on the host.</param>
/// <param name="guest">Its name for the guest.</param>
public readonly struct PreopenedDirectory(string host, string guest)
{
    /// <summary>Its path on the host.</summary>
    public string Host { get; } = host ?? throw new ArgumentNullException(nameof(host));

    /// <summary>Its name for the guest.</summary>
    public string Guest { get; } = guest ?? throw new ArgumentNullException(nameof(guest));

    /// <summary>The same from a path on the host and a name for the guest, so that a pair can be added to a list.</summary>
    public static implicit operator PreopenedDirectory((string Host, string Guest) pair) => new(pair.Host, pair.Guest);
}
