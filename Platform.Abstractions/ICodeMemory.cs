using System;

namespace Wasmtime.Min.Platform;

/// <summary>Memory that holds machine code. No page of it is ever writable and executable at once.</summary>
/// <remarks>Every member is thread-safe. Wasmtime calls this custom code memory.</remarks>
public interface ICodeMemory
{
    /// <summary>
    /// Copies code into memory of its own, makes it executable, and lets every processor see it (instruction caches included).
    /// </summary>
    /// <param name="code">Position-independent code, followed by whatever it reads.</param>
    /// <param name="alignment">Of the first byte; a power of two, at most the page size.</param>
    /// <returns>Address of the first byte.</returns>
    /// <exception cref="PlatformException">There is no memory, or the system allows no new code.</exception>
    nuint PublishCode(ReadOnlySpan<byte> code, nuint alignment);

    /// <summary>
    /// Publishes code with data at a fixed distance: the data is zero at first, and stays readable and writable. For the trap handler.
    /// </summary>
    /// <param name="code">The code.</param>
    /// <param name="dataDistance">Bytes from the first byte of code to the data; at least the code's length, a multiple of the page size.</param>
    /// <param name="dataLength">In bytes; rounded up to pages.</param>
    /// <returns>Address of the code, at the start of a page.</returns>
    /// <exception cref="PlatformException">There is no memory, or the system allows no new code.</exception>
    nuint PublishCodeWithData(ReadOnlySpan<byte> code, nuint dataDistance, nuint dataLength);

    /// <summary>Maps code straight from a file, executable and shared with whoever maps it too.</summary>
    /// <param name="file">A file of <see cref="IPlatform.OpenFile"/>; it may be closed before the code is given back.</param>
    /// <param name="offset">First byte; a multiple of the page size.</param>
    /// <param name="length">In bytes.</param>
    /// <returns>Address of the first byte, or 0 where the system cannot: the runtime publishes a copy then.</returns>
    nuint MapCode(in PlatformFile file, ulong offset, nuint length);

    /// <summary>Gives back code of any of the other members. No thread may be running in it.</summary>
    /// <param name="address">What the other member returned.</param>
    /// <param name="length">Length of the code; with <see cref="PublishCodeWithData"/> the distance plus the data.</param>
    void UnpublishCode(nuint address, nuint length);
}
