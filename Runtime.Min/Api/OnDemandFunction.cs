using System;

namespace Wasmtime.Min;

/// <summary>A function of the host that is made when a guest asks for it (<see cref="Linker.DefineOnDemand"/>).</summary>
/// <param name="type">Its type.</param>
/// <param name="callback">What it does.</param>
public sealed class OnDemandFunction(FunctionType type, SlotCallback callback)
{
    /// <summary>Its type.</summary>
    public FunctionType Type { get; } = type ?? throw new ArgumentNullException(nameof(type));

    /// <summary>What it does.</summary>
    public SlotCallback Callback { get; } = callback ?? throw new ArgumentNullException(nameof(callback));
}
