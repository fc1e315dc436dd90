namespace Wasmtime.Min.Running;

/// <summary>Where <c>run</c> prints what is not the guest's own output.</summary>
internal interface IRunConsole
{
    /// <summary>Writes to standard output.</summary>
    void Write(string text);

    /// <summary>Writes to standard error.</summary>
    void WriteError(string text);
}

/// <summary>Exit codes of both programs.</summary>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int Failure = 1;
    internal const int WrongUse = 2;

    /// <summary>A guest that trapped: 128 + SIGABRT, as if a native program had aborted.</summary>
    internal const int Trap = 134;

    /// <summary>Nobody reads the output any more: 128 + SIGPIPE, and nothing is said, as for any filter.</summary>
    internal const int ClosedPipe = 141;
}
