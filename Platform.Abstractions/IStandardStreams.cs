namespace Wasmtime.Min.Platform;

/// <summary>
/// The three streams that a program begins with. The handles are used through <see cref="IHandles"/>, belong to the process and are never closed;
/// <see cref="FileHandle.None"/> where the program was started without one: reading it is the end at once, writing it fails.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public interface IStandardStreams
{
    /// <summary>Standard input.</summary>
    FileHandle Input { get; }

    /// <summary>Standard output.</summary>
    FileHandle Output { get; }

    /// <summary>Standard error.</summary>
    FileHandle Error { get; }
}
