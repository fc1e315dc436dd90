namespace Wasmtime.Min.Platform;

/// <summary>Stacks for guest code alone: no managed frame ever stands on one.</summary>
/// <remarks>
/// Every member is thread-safe. Switching between stacks (<c>wasmtime_fiber_switch</c>) is a stub of the artifact, not of the platform: it changes
/// nothing but registers.
/// </remarks>
public interface IFibers
{
    /// <summary>A stack with a guard below it. <c>wasmtime_fiber_init</c>.</summary>
    /// <param name="length">In bytes; a multiple of the page size.</param>
    /// <returns>The address behind its highest byte, aligned to 16.</returns>
    /// <exception cref="PlatformException">There is not so much memory.</exception>
    nuint CreateStack(nuint length);

    /// <summary>Gives back a stack that nothing runs on.</summary>
    /// <param name="top">What <see cref="CreateStack"/> returned; 0 does nothing.</param>
    /// <param name="length">The length that was asked for.</param>
    void FreeStack(nuint top, nuint length);
}
