// Reading and writing files. Every transfer says where: the position of a handle is ours (OpenFile.Position), so that none moves another's.
using System;
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows.Files;

/// <summary>Bytes from and to files.</summary>
internal static unsafe class FileTransfer
{
    private const uint MostBytes = 1 << 30;

    // FILE_WRITE_TO_END_OF_FILE.
    private const long AtEnd = -1;

    internal static SystemError Read(OpenFile file, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        lock (file)
        {
            SystemError error = ReadAt(file, blocks, file.Position, out count);
            file.Position += (long)count;
            return error;
        }
    }

    internal static SystemError Write(OpenFile file, ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        lock (file)
        {
            if (!file.IsAppending)
            {
                SystemError error = WriteAt(file, blocks, file.Position, out count);
                file.Position += (long)count;
                return error;
            }

            SystemError appendError = WriteAt(file, blocks, AtEnd, out count);
            if (count > 0 && FileFacts.GetSize(file.Handle, out ulong size) == SystemError.None)
            {
                file.Position = (long)size;
            }

            return appendError;
        }
    }

    internal static SystemError ReadAt(OpenFile file, ReadOnlySpan<MemoryBlock> blocks, long offset, out nuint count)
    {
        count = 0;
        if (!file.IsForReading)
        {
            return SystemError.BadHandle;
        }

        if (file.Kind == FileKind.Directory)
        {
            return SystemError.IsDirectory;
        }

        foreach (MemoryBlock block in blocks)
        {
            for (nuint done = 0; done < block.Length;)
            {
                // SAFETY: what is read ends with the block, which by contract stays in its place; the handle waits for the end of the transfer.
                long place = offset + (long)count;
                IoStatus result = default;
                uint length = (uint)nuint.Min(block.Length - done, MostBytes);
                uint status = Ntdll.ReadFile(file.Handle, 0, 0, 0, &result, (void*)(block.Address + done), length, &place, null);
                if (Ntdll.IsError(status))
                {
                    return count > 0 || status == Ntdll.EndOfFile ? SystemError.None : NtStatusErrors.Of(status);
                }

                done += result.Information;
                count += result.Information;
                if (result.Information < length)
                {
                    return SystemError.None;
                }
            }
        }

        return SystemError.None;
    }

    internal static SystemError WriteAt(OpenFile file, ReadOnlySpan<MemoryBlock> blocks, long offset, out nuint count)
    {
        count = 0;
        if (!file.IsForWriting)
        {
            return SystemError.BadHandle;
        }

        foreach (MemoryBlock block in blocks)
        {
            for (nuint done = 0; done < block.Length;)
            {
                // SAFETY: as for reading.
                long place = offset == AtEnd ? AtEnd : offset + (long)count;
                if (place < AtEnd)
                {
                    return count > 0 ? SystemError.None : SystemError.FileTooLarge;
                }

                IoStatus result = default;
                uint length = (uint)nuint.Min(block.Length - done, MostBytes);
                uint status = Ntdll.WriteFile(file.Handle, 0, 0, 0, &result, (void*)(block.Address + done), length, &place, null);
                if (Ntdll.IsError(status))
                {
                    return count > 0 ? SystemError.None : NtStatusErrors.Of(status);
                }

                done += result.Information;
                count += result.Information;
                if (result.Information < length)
                {
                    return SystemError.None;
                }
            }
        }

        return SystemError.None;
    }
}
