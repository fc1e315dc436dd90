using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min;

/// <summary>An artifact is damaged, or this platform cannot run it. The message says where, what was expected, and what to do.</summary>
public sealed class ArtifactException : WasmtimeException
{
    /// <summary>Reports a problem with an artifact as a whole.</summary>
    public ArtifactException(string message)
        : base(message)
    {
    }

    /// <summary>Reports damage at a place.</summary>
    /// <param name="section">Name of the part that is damaged.</param>
    /// <param name="offset">Offset in bytes in it.</param>
    /// <param name="problem">What was found and what was expected.</param>
    public ArtifactException(string section, long offset, string problem)
        : base($"artifact section '{section}', offset 0x{offset:x}: {problem}")
    {
        Section = section;
        Offset = offset;
    }

    internal ArtifactException(ArtifactProblem id, string message)
        : this(message) => Problem = id;

    internal ArtifactException(ArtifactProblem id, string section, long offset, string problem)
        : this(section, offset, problem) => Problem = id;

    /// <summary>Name of the damaged part; null where the artifact as a whole does not fit.</summary>
    public string? Section { get; }

    /// <summary>Offset in bytes in <see cref="Section"/>.</summary>
    public long Offset { get; }

    /// <summary>The reader's check that failed; null for what is no check of the reader.</summary>
    internal ArtifactProblem? Problem { get; }
}
