using Wasmtime.Min.Layout;

namespace Wasmtime.Min.Calls;

/// <summary>Runs entry stubs where the process itself cannot: another instruction set, or an interpreter.</summary>
internal unsafe interface IExecutor
{
    /// <summary>Does what the entry stub at <paramref name="entryStub"/> does: see the stub ABI.</summary>
    /// <returns>0, or 1 after unwinding.</returns>
    int Enter(nuint entryStub, VMStoreContext* context, nuint calleeVmctx, nuint code, ulong* values);
}
