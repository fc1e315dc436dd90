using System.Collections.Generic;

namespace Wasmtime.Min.Wasi;

/// <summary>What a WASI program gets from its host. Not thread-safe; read once, when the functions are defined.</summary>
/// <remarks>
/// Texts reach the guest as UTF-8; bytes that are none can be given in the form of <see cref="Platform.NameText"/>, as names of files on POSIX systems.
/// </remarks>
public sealed class WasiConfiguration
{
    /// <summary>Arguments, the program's name first.</summary>
    public IList<string> Arguments { get; } = [];

    /// <summary>Environment variables in order.</summary>
    public IList<KeyValuePair<string, string>> Environment { get; } = [];

    /// <summary>
    /// Directories the guest may use. They are opened when the functions are defined, and stay the directories that
    /// they were then, whatever becomes of their names.
    /// </summary>
    public IList<PreopenedDirectory> Directories { get; } = [];

    /// <summary>Standard input; null: the process's.</summary>
    public WasiInput? Input { get; set; }

    /// <summary>Standard output; null: the process's.</summary>
    public WasiOutput? Output { get; set; }

    /// <summary>Standard error; null: the process's.</summary>
    public WasiOutput? Error { get; set; }
}
