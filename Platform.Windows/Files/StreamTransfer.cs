// Reading and writing the standard streams: pipes, consoles, files that others have positions in, too.
using System;
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows.Files;

/// <summary>Bytes from and to streams.</summary>
internal static unsafe class StreamTransfer
{
    private const uint MostBytes = 1 << 20;

    // Blocks of up to so many bytes together go out in one call.
    private const int GatheredBytes = 4096;

    /// <summary>Reads into the first block that holds anything: behind what is there, another read would wait.</summary>
    internal static SystemError Read(OpenFile file, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        if (!file.IsForReading)
        {
            return SystemError.BadHandle;
        }

        MemoryBlock block = FirstOf(blocks);
        if (block.Length == 0)
        {
            return SystemError.None;
        }

        // SAFETY: the block is the caller's and stays in its place; nothing outlives the call, which waits for the end of the transfer.
        IoStatus result = default;
        uint status = Ntdll.ReadFile(file.Handle, 0, 0, 0, &result, (void*)block.Address, (uint)nuint.Min(block.Length, MostBytes), null, null);
        status = Finish(file.Handle, status, &result);
        count = Ntdll.IsError(status) ? 0 : result.Information;
        return status is Ntdll.EndOfFile or Ntdll.PipeBroken or Ntdll.PipeClosing or Ntdll.PipeDisconnected ? SystemError.None : NtStatusErrors.Of(status);
    }

    internal static SystemError Write(OpenFile file, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        if (!file.IsForWriting)
        {
            return SystemError.BadHandle;
        }

        nuint total = 0;
        foreach (MemoryBlock block in blocks)
        {
            total += block.Length;
        }

        if (total == 0)
        {
            return SystemError.None;
        }

        if (total > GatheredBytes)
        {
            return Write(file, FirstOf(blocks), out count);
        }

        // SAFETY: the blocks are the caller's, and together they fit.
        Span<byte> gathered = stackalloc byte[GatheredBytes];
        int length = 0;
        foreach (MemoryBlock block in blocks)
        {
            new ReadOnlySpan<byte>((void*)block.Address, (int)block.Length).CopyTo(gathered[length..]);
            length += (int)block.Length;
        }

        fixed (byte* pointer = gathered)
        {
            return Write(file, new MemoryBlock((nuint)pointer, (nuint)length), out count);
        }
    }

    private static SystemError Write(OpenFile file, MemoryBlock block, out nuint count)
    {
        // SAFETY: as for reading.
        IoStatus result = default;
        uint status = Ntdll.WriteFile(file.Handle, 0, 0, 0, &result, (void*)block.Address, (uint)nuint.Min(block.Length, MostBytes), null, null);
        status = Finish(file.Handle, status, &result);
        count = Ntdll.IsError(status) ? 0 : result.Information;
        return NtStatusErrors.Of(status);
    }

    private static MemoryBlock FirstOf(ReadOnlySpan<MemoryBlock> blocks)
    {
        foreach (MemoryBlock block in blocks)
        {
            if (block.Length > 0)
            {
                return block;
            }
        }

        return default;
    }

    // A stream that somebody opened for overlapped transfers answers before it is done.
    private static uint Finish(nint file, uint status, IoStatus* result)
    {
        if (status == Ntdll.Pending)
        {
            _ = Kernel32.WaitForSingleObject(file, Kernel32.Infinite);
            status = (uint)result->Status;
        }

        return status;
    }
}
