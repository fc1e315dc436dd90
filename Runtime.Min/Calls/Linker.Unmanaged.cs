using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min;

public sealed unsafe partial class Linker
{
    /// <summary>
    /// Defines an unmanaged function, which the guest reaches without passing through managed code of the runtime.
    /// </summary>
    /// <param name="module">Module name.</param>
    /// <param name="name">Name.</param>
    /// <param name="type">Parameters and results.</param>
    /// <param name="function">
    /// A C function or a static method with <c>UnmanagedCallersOnly</c>. Its parameters are a context (see <see cref="UserDataOf"/>), the caller (opaque, may be
    /// null), and an array of 8-byte slots: arguments from the first slot on (v128 takes two), to be overwritten by the results. It returns 0, or what
    /// <see cref="Trap"/> returns, to trap. It must not throw.
    /// </param>
    /// <param name="userData">Anything; <see cref="UserDataOf"/> gives it back.</param>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    public void DefineUnmanaged(
        string module, string name, FunctionType type, delegate* unmanaged[Cdecl]<void*, void*, ulong*, int> function, nint userData = 0)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (function is null)
        {
            throw new ArgumentNullException(nameof(function));
        }

        Add(module, name, new HostDefinition(type, null, (nuint)function, userData));
    }

    /// <summary>The user data that an unmanaged function was defined with.</summary>
    /// <param name="context">Its first argument.</param>
    public static nint UserDataOf(void* context) => ((VMHostContext*)context)->Handle; // SAFETY: by contract what the stub passed.

    /// <summary>Prepares a trap in an unmanaged function, which returns the result next.</summary>
    /// <param name="context">The function's first argument.</param>
    /// <param name="code">The reason.</param>
    /// <returns>1.</returns>
    public static int Trap(void* context, TrapCode code)
    {
        // SAFETY: by contract what the stub passed: a host function's context, in a live store.
        StoreRuntime.Of((VMStoreContext*)((VMHostContext*)context)->StoreContext).SetTrap(code);
        return 1;
    }
}
