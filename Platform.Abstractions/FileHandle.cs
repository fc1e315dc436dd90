namespace Wasmtime.Min.Platform;

/// <summary>
/// An open file, directory or stream. The number is the platform's own (a descriptor of POSIX, a HANDLE of Windows); whoever opened a handle
/// closes it, once. It stays what was opened, whatever becomes of the name that it was opened by.
/// </summary>
/// <param name="Value">The platform's number.</param>
public readonly record struct FileHandle(nint Value)
{
    /// <summary>No handle. Every member that takes one answers <see cref="SystemError.BadHandle"/> to it.</summary>
    public static FileHandle None => new(-1);

    /// <summary>Whether it is <see cref="None"/>.</summary>
    public bool IsNone => Value == -1;
}

/// <summary>A piece of native memory, for calls that take several; two words in this order, as <c>struct iovec</c>.</summary>
/// <param name="Address">First byte; stays valid and in its place during the call.</param>
/// <param name="Length">In bytes; may be 0.</param>
public readonly record struct MemoryBlock(nuint Address, nuint Length);
