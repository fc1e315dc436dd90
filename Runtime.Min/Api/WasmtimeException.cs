using System;

namespace Wasmtime.Min;

/// <summary>
/// Base of what this library throws because of a guest or of its artifact: <see cref="ArtifactException"/> when it is loaded,
/// <see cref="InstantiationException"/> when it is instantiated, <see cref="TrapException"/> and <see cref="WasmException"/> when it runs.
/// </summary>
/// <remarks>
/// Not below it: what the system refuses (<see cref="Platform.PlatformException"/>), what the embedder does wrong (<see cref="ArgumentException"/>,
/// <see cref="InvalidOperationException"/>, <see cref="ObjectDisposedException"/>), and whatever the embedder's own functions throw, which passes through the guest as it is.
/// </remarks>
public abstract class WasmtimeException : Exception
{
    private protected WasmtimeException()
    {
    }

    private protected WasmtimeException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// A module cannot be instantiated as things are: an import does not fit (<see cref="LinkException"/>), or the store allows no more
/// (<see cref="ResourceLimitException"/>). A trap of the start function is a <see cref="TrapException"/>.
/// </summary>
public abstract class InstantiationException : WasmtimeException
{
    private protected InstantiationException(string message)
        : base(message)
    {
    }
}
