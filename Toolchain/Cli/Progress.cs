using System;
using System.Diagnostics;
using System.IO;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>
/// One line on a terminal that says how far long work is. It shows itself only when the work takes noticeably long, is
/// rewritten in place, and is gone when the work ends. Calls may come from any thread.
/// </summary>
/// <param name="error">Where the line stands, or null: not a terminal.</param>
/// <param name="what">What is being counted, for example <c>functions compiled</c>.</param>
internal sealed class Progress(TextWriter? error, string what) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly object _lock = new();
    private long _lastShown = Stopwatch.GetTimestamp();
    private int _length;

    /// <summary>The progress of a command, silent unless it runs on a terminal.</summary>
    internal static Progress On(CommandContext context, string what) => new(context.IsInteractive ? context.Error : null, what);

    /// <summary>So much is done now.</summary>
    internal void Report(int done, int total)
    {
        if (error is null || Stopwatch.GetElapsedTime(_lastShown) < Interval)
        {
            return;
        }

        lock (_lock)
        {
            string text = $"{done} of {total} {what}";
            error.Write('\r' + text.PadRight(_length));
            _length = text.Length;
            _lastShown = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        if (_length > 0)
        {
            error!.Write('\r' + new string(' ', _length) + '\r');
        }
    }
}
