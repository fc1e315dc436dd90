using System;

namespace Wasmtime.Min.Wasi.Preview1;

/// <summary>A function's implementation. Its result is the number of an <see cref="Errno"/>.</summary>
/// <remarks>Not the enumeration itself: a delegate's result can be boxed, and all of .NET's printing of enumerations would be in a published program for that.</remarks>
internal delegate ushort Preview1Handler(Preview1Host host, GuestMemory memory, ReadOnlySpan<ulong> arguments);

/// <summary>A function of preview 1.</summary>
/// <param name="name">Its name.</param>
/// <param name="parameters">A letter for each parameter: i for i32, I for i64.</param>
/// <param name="handler">What it does.</param>
/// <param name="hasResult">Whether it returns an errno.</param>
internal sealed class Preview1Function(string name, string parameters, Preview1Handler handler, bool hasResult = true)
{
    internal string Name { get; } = name;

    internal string Parameters { get; } = parameters;

    internal Preview1Handler Handler { get; } = handler;

    internal bool HasResult { get; } = hasResult;
}

/// <summary>The table of functions, and what all of them have in common.</summary>
internal static partial class Preview1Functions
{
    internal const string ModuleName = "wasi_snapshot_preview1";

    internal static Preview1Function[] All { get; } = Build();

    /// <summary>The function of a name, or null.</summary>
    internal static Preview1Function? Find(string name)
    {
        foreach (Preview1Function function in All)
        {
            if (function.Name == name)
            {
                return function;
            }
        }

        return null;
    }

    /// <summary>Calls a function.</summary>
    internal static Errno Call(Preview1Function function, Preview1Host host, GuestMemory memory, ReadOnlySpan<ulong> arguments)
    {
        try
        {
            return (Errno)function.Handler(host, memory, arguments);
        }
        catch (GuestFaultException)
        {
            return Errno.Fault;
        }
    }
}
