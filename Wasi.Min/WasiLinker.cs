using System;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Wasi;

/// <summary>Gives a linker the functions of <c>wasi_snapshot_preview1</c>.</summary>
public static class WasiLinker
{
    /// <summary>Defines all functions for one guest. Dispose the result when the guest is done: it closes the guest's files.</summary>
    /// <param name="linker">Where.</param>
    /// <param name="configuration">What the guest gets.</param>
    /// <exception cref="InvalidOperationException">The linker has them already.</exception>
    /// <exception cref="PreopenException">A directory cannot be opened; nothing was defined.</exception>
    /// <exception cref="ArgumentException">An argument or a variable holds a character 0.</exception>
    public static IDisposable Define(Linker linker, WasiConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(configuration);
        var host = new Preview1Host(configuration, WasiSystem.Of(linker.Engine.Platform));
        linker.DefineOnDemand(Preview1Functions.ModuleName, name => Preview1Functions.Find(name) is { } function
            ? new OnDemandFunction(TypeOf(function), CallbackOf(function, host))
            : null);
        return host;
    }

    private static SlotCallback CallbackOf(Preview1Function function, Preview1Host host) => (caller, slots) =>
    {
        host.Store = caller.Store;
        Errno result = Preview1Functions.Call(function, host, new GuestMemory(caller.GetMemory("memory")), slots);
        if (function.HasResult)
        {
            slots[0] = (ulong)result;
        }
    };

    private static FunctionType TypeOf(Preview1Function function)
    {
        var parameters = new ValueKind[function.Parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = function.Parameters[i] == 'I' ? ValueKind.Int64 : ValueKind.Int32;
        }

        return new FunctionType(parameters, function.HasResult ? [ValueKind.Int32] : []);
    }
}
