using System;
using System.Globalization;

namespace Wasmtime.Min.Tests.Bench;

/// <summary>Prints figures, one a line, and remembers which were above their bound.</summary>
internal sealed class Report
{
    /// <summary>Figures of time above their bound: noise of a busy machine does that too.</summary>
    internal int Slow { get; private set; }

    /// <summary>Calls that allocated: no noise does that.</summary>
    internal int Allocating { get; private set; }

    /// <summary>A time.</summary>
    /// <param name="name">What.</param>
    /// <param name="value">How much.</param>
    /// <param name="unit">Of what.</param>
    /// <param name="bound">At most so much; null: for information.</param>
    internal void Time(string name, double value, string unit, double? bound)
    {
        bool isSlow = value > bound;
        Slow += isSlow ? 1 : 0;
        string limit = bound is { } most ? string.Create(CultureInfo.InvariantCulture, $"  at most {most:0.##}") : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-54} {value,9:0.00} {unit,-3}{limit}{(isSlow ? "  ABOVE" : "")}"));
    }

    /// <summary>Managed bytes that a number of calls allocated.</summary>
    internal void Allocated(string name, long bytes)
    {
        Allocating += bytes > 0 ? 1 : 0;
        Console.WriteLine($"{name,-54} {bytes,9} B    at most 0{(bytes > 0 ? "  ABOVE" : "")}");
    }
}
