using System.Collections.Generic;
using System.IO;

namespace Wasmtime.Min.Wasi;

/// <summary>What a WASI program gets from its host. Not thread-safe; read once, when the functions are defined.</summary>
public sealed class WasiConfiguration
{
    /// <summary>Arguments, the program's name first.</summary>
    public IList<string> Arguments { get; } = [];

    /// <summary>Environment variables in order.</summary>
    public IList<KeyValuePair<string, string>> Environment { get; } = [];

    /// <summary>Directories the guest may use: path on the host, name for the guest.</summary>
    public IList<(string Host, string Guest)> Directories { get; } = [];

    /// <summary>Standard input; null: the process's.</summary>
    public Stream? Input { get; set; }

    /// <summary>Standard output; null: the process's.</summary>
    public Stream? Output { get; set; }

    /// <summary>Standard error; null: the process's.</summary>
    public Stream? Error { get; set; }
}
