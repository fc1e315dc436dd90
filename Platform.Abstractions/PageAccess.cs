namespace Wasmtime.Min.Platform;

/// <summary>What may be done with a page. Write and execute together do not exist.</summary>
public enum PageAccess : byte
{
    /// <summary>Nothing: every access faults.</summary>
    None,

    /// <summary>Reading.</summary>
    Read,

    /// <summary>Reading and writing.</summary>
    ReadWrite,

    /// <summary>Reading and executing.</summary>
    ReadExecute,
}
