using System.Globalization;
using System.Text;

namespace Wasmtime.Min.Running;

/// <summary>A trap as Wasmtime's users know it: what was run, the backtrace, the reason.</summary>
internal static class TrapText
{
    /// <summary>The lines for standard error.</summary>
    /// <param name="file">The module or artifact, as it was given.</param>
    /// <param name="invoked">The export that was called, or null for the program's entry.</param>
    /// <param name="trap">What happened.</param>
    internal static string Format(string file, string? invoked, TrapException trap)
    {
        var text = new StringBuilder();
        text.Append("Error: failed to run main module `").Append(file).Append("`\n\nCaused by:\n");
        text.Append("    0: failed to invoke ").Append(invoked is null ? "command default" : $"`{invoked}`").Append('\n');
        int last = 1;
        if (trap.Frames.Count > 0)
        {
            last = 2;
            text.Append("    1: error while executing at wasm backtrace:\n");
            for (int i = 0; i < trap.Frames.Count; i++)
            {
                string number = i.ToString(CultureInfo.InvariantCulture);
                text.Append(number.PadLeft(12)).Append(": ").Append(trap.Frames[i].ToString()).Append('\n');
            }
        }

        return text.Append("    ").Append(last).Append(": wasm trap: ").Append(TrapCodes.Describe(trap.Code)).Append('\n').ToString();
    }
}
