using System;

namespace Wasmtime.Min.Platform;

/// <summary>What a handle is waited for.</summary>
public enum WaitFor : byte
{
    /// <summary>Reading would not block: there are bytes, or it is the end, or an error.</summary>
    Read = 0,

    /// <summary>Writing would not block, or fails at once.</summary>
    Write,
}

/// <summary>One handle of <see cref="IHandles.Wait"/>, and how it turned out.</summary>
/// <param name="Handle">The handle.</param>
/// <param name="For">What is waited for.</param>
public record struct WaitItem(FileHandle Handle, WaitFor For)
{
    /// <summary>Result: whether it need not be waited for any longer. An error counts; the read or write that follows reports it.</summary>
    public bool IsReady { get; set; }

    /// <summary>Result: whether the other end is closed (of a pipe, a socket, a terminal).</summary>
    public bool IsHangup { get; set; }

    /// <summary>Result: bytes that can be read without blocking, where the system knows it; else 0.</summary>
    public ulong Available { get; set; }

    /// <summary>Result: <see cref="SystemError.BadHandle"/> for what is no handle, which is ready at once; else <see cref="SystemError.None"/>.</summary>
    public SystemError Error { get; set; }
}

/// <summary>
/// Open handles, whatever they belong to: files and directories of <see cref="IFileSystem"/>, streams of <see cref="IStandardStreams"/>. Errors are
/// results, never exceptions, and no member allocates managed memory.
/// </summary>
/// <remarks>
/// Every member is thread-safe as far as the system is; closing a handle that another thread uses is the caller's fault. No member outlasts what it
/// is documented to wait for, and none is interrupted by a signal but <see cref="Wait"/>. Present wherever <see cref="IFileSystem"/> or
/// <see cref="IStandardStreams"/> is.
/// </remarks>
public interface IHandles
{
    /// <summary>
    /// Reads at the handle's position, as much as there is at once. On a handle of <see cref="IFileSystem.Open"/> it never blocks for longer than a
    /// disk takes; on one of <see cref="IStandardStreams"/> it blocks until there is something (<see cref="Wait"/> tells whether it would). POSIX <c>readv</c>.
    /// </summary>
    /// <param name="handle">The handle.</param>
    /// <param name="blocks">Where to, in order; any number, of which a system may fill only the first ones.</param>
    /// <param name="count">Bytes read; 0 at the end, or if the blocks hold none.</param>
    SystemError Read(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count);

    /// <summary>
    /// Writes at the handle's position, or at the end with <see cref="OpenOptions.Append"/>. On a handle of <see cref="IFileSystem.Open"/> it never
    /// blocks; on one of <see cref="IStandardStreams"/> it blocks until something was taken, and a write of at most 4096 bytes never blocks after
    /// <see cref="Wait"/> said so. POSIX <c>writev</c>.
    /// </summary>
    /// <param name="handle">The handle.</param>
    /// <param name="blocks">Where from, in order; any number.</param>
    /// <param name="count">Bytes written; may be less than there are.</param>
    /// <returns><see cref="SystemError.Pipe"/> where nobody reads any more; the process gets no signal.</returns>
    SystemError Write(FileHandle handle, ReadOnlySpan<MemoryBlock> blocks, out nuint count);

    /// <summary>Waits until a handle is ready, until the time is over or until a signal comes. Regular files are always ready. POSIX <c>poll</c>.</summary>
    /// <param name="items">What to wait for; the results are written to it. With none it waits for the time alone.</param>
    /// <param name="timeout">Zero: only look. Negative: no limit. A system may round it up to its own resolution, never down.</param>
    /// <param name="ready">How many items are ready; 0 when the time is over.</param>
    /// <returns><see cref="SystemError.Interrupted"/> after a signal; the caller waits again for the rest of its time.</returns>
    SystemError Wait(Span<WaitItem> items, TimeSpan timeout, out int ready);

    /// <summary>What a handle is. POSIX <c>fstat</c>.</summary>
    SystemError GetStatus(FileHandle handle, out FileStatus status);

    /// <summary>Whether a handle is a terminal, on which a person sees what is written before a line ends. POSIX <c>isatty</c>.</summary>
    bool IsTerminal(FileHandle handle);

    /// <summary>Closes a handle. POSIX <c>close</c>.</summary>
    /// <param name="handle">A handle that is not one of <see cref="IStandardStreams"/>.</param>
    /// <returns>What a delayed write reports; the handle is gone all the same.</returns>
    SystemError Close(FileHandle handle);
}
