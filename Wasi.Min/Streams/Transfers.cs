// Reading and writing. A file is there at once; a stream may make its reader wait. The process's own streams wait by themselves, which is one call of
// the system; but whoever may be interrupted, or wants no wait, asks first whether they would.
using System;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Wasi.Clocks;
using Wasmtime.Min.Wasi.FileSystem;

namespace Wasmtime.Min.Wasi.Streams;

/// <summary>Transfers between descriptors with a handle and native memory.</summary>
/// <param name="handles">The platform's handles.</param>
/// <param name="waiting">How to wait.</param>
internal sealed class Transfers(IHandles? handles, Waiting waiting)
{
    /// <summary>Reads what there is, and waits until there is something.</summary>
    /// <param name="descriptor">Open for reading.</param>
    /// <param name="blocks">Where to.</param>
    /// <param name="isNonBlocking">Do not wait: <see cref="SystemError.WouldBlock"/>.</param>
    /// <param name="count">Bytes read; 0 at the end.</param>
    internal SystemError Read(Descriptor descriptor, ReadOnlySpan<MemoryBlock> blocks, bool isNonBlocking, out nuint count)
    {
        count = 0;
        if (descriptor.Handle.IsNone || handles is null)
        {
            return SystemError.None; // the process has no such stream
        }

        bool asks = Asks(descriptor, isNonBlocking);
        while (true)
        {
            if (asks && WaitFor(descriptor.Handle, Platform.WaitFor.Read, isNonBlocking) is var refusal and not SystemError.None)
            {
                return refusal;
            }

            SystemError error = handles.Read(descriptor.Handle, blocks, out count);
            if (error != SystemError.WouldBlock || isNonBlocking)
            {
                return error;
            }

            asks = true;
        }
    }

    /// <summary>Writes, and waits until all is written where that can take long; a file may take less than there is.</summary>
    /// <param name="descriptor">Open for writing.</param>
    /// <param name="blocks">Where from.</param>
    /// <param name="isNonBlocking">Do not wait: what was taken, or <see cref="SystemError.WouldBlock"/>.</param>
    /// <param name="count">Bytes written.</param>
    internal SystemError Write(Descriptor descriptor, ReadOnlySpan<MemoryBlock> blocks, bool isNonBlocking, out nuint count)
    {
        count = 0;
        if (descriptor.Handle.IsNone || handles is null)
        {
            return SystemError.BadHandle;
        }

        if (!Asks(descriptor, isNonBlocking))
        {
            SystemError error = handles.Write(descriptor.Handle, blocks, out count);
            if (error != SystemError.WouldBlock)
            {
                return error;
            }
        }

        Span<MemoryBlock> piece = stackalloc MemoryBlock[HostLimits.Vectors];
        while (Cut(blocks, count, piece, out int used))
        {
            SystemError error = WaitFor(descriptor.Handle, Platform.WaitFor.Write, isNonBlocking);
            nuint written = 0;
            error = error == SystemError.None ? handles.Write(descriptor.Handle, piece[..used], out written) : error;
            count += written;
            if (error != SystemError.None && (error != SystemError.WouldBlock || isNonBlocking))
            {
                return count > 0 ? SystemError.None : error; // what went wrong comes again with the next call
            }
        }

        return SystemError.None;
    }

    private bool Asks(Descriptor descriptor, bool isNonBlocking) =>
        descriptor.Kind == DescriptorKind.Stream && (isNonBlocking || waiting.IsLimited || !descriptor.MayBlock);

    private SystemError WaitFor(FileHandle handle, WaitFor what, bool isNonBlocking)
    {
        Span<WaitItem> item = [new WaitItem(handle, what)];
        SystemError error = isNonBlocking ? waiting.Look(item, out int ready) : waiting.Wait(item, until: null, out ready);
        return error == SystemError.None && ready == 0 ? SystemError.WouldBlock : error;
    }

    // What comes behind the bytes that are written, as much as a stream takes without blocking.
    private static bool Cut(ReadOnlySpan<MemoryBlock> blocks, nuint done, Span<MemoryBlock> piece, out int used)
    {
        nuint room = HostLimits.StreamPieceBytes;
        used = 0;
        foreach (MemoryBlock block in blocks)
        {
            nuint skipped = nuint.Min(done, block.Length);
            done -= skipped;
            nuint length = nuint.Min(block.Length - skipped, room);
            if (length > 0)
            {
                piece[used++] = new MemoryBlock(block.Address + skipped, length);
                room -= length;
            }
        }

        return used > 0;
    }
}
