using System;

namespace Wasmtime.Min.Wasi;

/// <summary>A function's implementation.</summary>
internal delegate Errno WasiHandler(WasiHost host, GuestMemory memory, ReadOnlySpan<ulong> arguments);

/// <summary>A function of WASI.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">A letter for each parameter: i for i32, I for i64.</param>
/// <param name="Handler">What it does.</param>
/// <param name="HasResult">Whether it returns an errno.</param>
internal sealed record WasiFunction(string Name, string Parameters, WasiHandler Handler, bool HasResult = true);

/// <summary>The table of functions, and what all of them have in common.</summary>
internal static partial class WasiFunctions
{
    internal const string ModuleName = "wasi_snapshot_preview1";

    internal static WasiFunction[] All { get; } = Build();

    /// <summary>The function of a name, or null.</summary>
    internal static WasiFunction? Find(string name)
    {
        foreach (WasiFunction function in All)
        {
            if (function.Name == name)
            {
                return function;
            }
        }

        return null;
    }

    /// <summary>Calls a function; failures that have an errno become one.</summary>
    internal static Errno Call(WasiFunction function, WasiHost host, GuestMemory memory, ReadOnlySpan<ulong> arguments)
    {
        try
        {
            return function.Handler(host, memory, arguments);
        }
        catch (Exception exception) when (HostErrors.ErrnoOf(exception) is not null)
        {
            return HostErrors.ErrnoOf(exception) ?? Errno.Io;
        }
    }
}
