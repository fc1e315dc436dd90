using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>Whose calling convention the host's functions have.</summary>
public enum HostConvention : byte
{
    /// <summary>The one that POSIX systems have on the instruction set.</summary>
    Posix,

    /// <summary>That of Windows.</summary>
    Windows,
}

/// <summary>The stubs of one instruction set and host ABI; what each does is said at the top of the file that assembles them.</summary>
public abstract class StubSet
{
    /// <summary><c>int entry(VMStoreContext*, nuint calleeVmctx, nuint code, ulong* values)</c>, host to wasm: 0, or 1 after unwinding.</summary>
    public abstract StubCode Entry(Signature signature);

    /// <summary>Wasm to a host function of this signature.</summary>
    public abstract StubCode Exit(Signature signature);

    /// <summary>Calls entry <paramref name="index"/> of the builtin table.</summary>
    /// <param name="index">Number of the builtin.</param>
    /// <param name="canTrap">A result that says so unwinds.</param>
    /// <param name="throws">Any other result goes to the handler that the store context names; it never returns.</param>
    public abstract StubCode Builtin(int index, bool canTrap, bool throws);

    /// <summary>Raises the trap of the place that calls it.</summary>
    public abstract StubCode Trap(int raiseTrapIndex);

    /// <summary>What the system calls when the processor faults: a POSIX signal handler, or whatever the convention has in its place.</summary>
    /// <param name="dataDistance">Bytes from the handler's first byte to its data page.</param>
    public abstract StubCode TrapHandler(int dataDistance);
}
