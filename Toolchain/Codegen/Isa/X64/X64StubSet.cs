using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>The stubs of x86_64.</summary>
/// <param name="layout">Offsets.</param>
/// <param name="host">The host's convention.</param>
internal sealed class X64StubSet(StubLayout layout, X64HostAbi host) : StubSet
{
    /// <inheritdoc/>
    public override StubCode Entry(Signature signature) => X64Stubs.Entry(layout, host, signature);

    /// <inheritdoc/>
    public override StubCode Exit(Signature signature) => X64Stubs.Exit(layout, host, signature);

    /// <inheritdoc/>
    public override StubCode Builtin(int index, bool canTrap, bool throws) => X64Stubs.Builtin(layout, host, index, canTrap, throws);

    /// <inheritdoc/>
    public override StubCode Trap(int raiseTrapIndex) => X64Stubs.Trap(layout, host, raiseTrapIndex);

    /// <inheritdoc/>
    public override StubCode TrapHandler(int dataDistance) => X64Stubs.TrapHandler(layout, host, dataDistance);
}
