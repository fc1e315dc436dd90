using Wasmtime.Min.Layout;
using Wasmtime.Min.Traps;

namespace Wasmtime.Min.Calls;

/// <summary>Runs entry stubs where the process itself cannot: another instruction set, or an interpreter.</summary>
internal unsafe interface IExecutor
{
    /// <summary>Does what the entry stub at <paramref name="entryStub"/> does: see the stub ABI.</summary>
    /// <param name="entryStub">The stub.</param>
    /// <param name="context">Context of the store.</param>
    /// <param name="calleeVmctx">The callee's context.</param>
    /// <param name="code">The callee.</param>
    /// <param name="values">Arguments, then results.</param>
    /// <param name="slots">How many of them there are at most; so many are readable and writable.</param>
    /// <returns>0, or 1 after unwinding.</returns>
    int Enter(nuint entryStub, VMStoreContext* context, nuint calleeVmctx, nuint code, ulong* values, int slots);

    /// <summary>End of the stack that code entered by this thread runs on: above all frames.</summary>
    nuint StackEnd { get; }

    /// <summary>The handler of faults where the code runs.</summary>
    TrapHandler TrapHandler { get; }

    /// <summary>The address that generated code calls in order to get to a function of this process.</summary>
    /// <param name="function">Address of an unmanaged function with at most eight arguments that are integers or pointers.</param>
    nuint GuestAddressOf(nuint function);
}
