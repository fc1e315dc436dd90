using System;
using System.Collections.Generic;
using Wasmtime.Min.Wasi;

namespace Wasmtime.Min.CommandLine;

/// <summary>What the <c>run</c> command of both programs was told, and the rows of its options.</summary>
internal sealed class RunSettings
{
    // As many as a thread can sleep for: 24 days.
    private const int LongestTimeout = int.MaxValue / 1000;

    /// <summary>Name of an export to call instead of the WASI entry point.</summary>
    internal string? Invoke { get; set; }

    /// <summary>Preopened directories: host path, guest path.</summary>
    internal List<PreopenedDirectory> Directories { get; } = [];

    /// <summary>Environment of the guest, in the order given.</summary>
    internal List<KeyValuePair<string, string>> Environment { get; } = [];

    /// <summary>Units of fuel, or null for no limit; needs an artifact compiled with fuel checks.</summary>
    internal ulong? Fuel { get; set; }

    /// <summary>Seconds until the guest is interrupted, or null; needs an artifact compiled with epoch checks.</summary>
    internal int? TimeoutSeconds { get; set; }

    /// <summary>Most bytes that one linear memory may have, or null.</summary>
    internal ulong? MaxMemory { get; set; }

    /// <summary>Most elements that one table may have, or null.</summary>
    internal ulong? MaxTable { get; set; }

    /// <summary>Most bytes that objects of the garbage-collected heap may take, or null.</summary>
    internal ulong? MaxGcHeap { get; set; }

    /// <summary>Most bytes that memories, tables, objects and instances may take together, or null.</summary>
    internal ulong? MaxTotal { get; set; }

    /// <summary>Skip the CRC of the artifact: the caller vouches for the file.</summary>
    internal bool TrustArtifact { get; set; }

    /// <summary>Print on standard error what loading, instantiating and running took.</summary>
    internal bool ShowTime { get; set; }

    /// <summary>All options of <c>run</c>; the only place that defines them.</summary>
    internal static Option<RunSettings>[] Options { get; } =
    [
        new("--invoke", "NAME", "call this export; the arguments are its parameters", static (s, v) => s.Invoke = v),
        new("--dir", "HOST[::GUEST]", "give the guest this directory, under the name GUEST", static (s, v) => s.AddDirectory(v!)),
        new("--env", "NAME=VALUE", "set an environment variable of the guest", static (s, v) => s.AddVariable(v!)),
        new("--fuel", "N", "trap after N units of fuel (artifact needs --fuel-checks)",
            static (s, v) => s.Fuel = OptionValue.Number("--fuel", v)),
        new("--timeout", "SECONDS", "interrupt the guest after so long (artifact needs --epoch-checks)",
            static (s, v) => s.TimeoutSeconds = OptionValue.Int("--timeout", v, 1, LongestTimeout)),
        new("--max-memory", "BYTES", "most bytes that one memory may grow to",
            static (s, v) => s.MaxMemory = OptionValue.Number("--max-memory", v)),
        new("--max-table", "ELEMENTS", "most elements that one table may grow to",
            static (s, v) => s.MaxTable = OptionValue.Number("--max-table", v)),
        new("--max-gc-heap", "BYTES", "most bytes that garbage-collected objects may take",
            static (s, v) => s.MaxGcHeap = OptionValue.Number("--max-gc-heap", v)),
        new("--max-total", "BYTES", "most bytes that memories, tables and objects may take together",
            static (s, v) => s.MaxTotal = OptionValue.Number("--max-total", v)),
        new("--trust", null, "skip the checks whose cost grows with the artifact: you vouch for the file", static (s, _) => s.TrustArtifact = true),
        new("--time", null, "print what loading, instantiating and running took", static (s, _) => s.ShowTime = true),
    ];

    private void AddDirectory(string value)
    {
        int separator = value.AsSpan().IndexOf("::");
        (string host, string guest) = separator < 0 ? (value, value) : (value[..separator], value[(separator + 2)..]);
        if (host.Length == 0 || guest.Length == 0)
        {
            throw new UsageException($"--dir takes HOST[::GUEST], neither of them empty, not '{value}'");
        }

        Directories.Add(new PreopenedDirectory(host, guest));
    }

    private void AddVariable(string value)
    {
        int equals = value.AsSpan().IndexOf('=');
        if (equals <= 0)
        {
            throw new UsageException($"--env takes NAME=VALUE, not '{value}'");
        }

        Environment.Add(new(value[..equals], value[(equals + 1)..]));
    }
}
