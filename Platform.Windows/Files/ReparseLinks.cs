// Symbolic links of Windows are reparse points: data of a file or directory. What one says is kept with backslashes, so that programs of Windows can follow
// it, and read with slashes; no name holds either. Links to volumes and junctions say an absolute name ("\??\C:\..."), which leads out of any directory.
using System;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows.Files;

/// <summary>What symbolic links say.</summary>
internal static unsafe class ReparseLinks
{
    private const int MostTargetUnits = 4095;

    /// <summary>Reads a link that is open; <see cref="SystemError.Invalid"/> if it is none.</summary>
    internal static SystemError Read(nint file, Span<byte> buffer, out int length)
    {
        Span<byte> data = stackalloc byte[ReparseData.MostBytes];
        length = 0;
        SystemError error = GetText(file, data, out Span<char> text);
        if (error == SystemError.None)
        {
            _ = Utf8.FromUtf16(text, buffer, out _, out length); // what does not fit is left out
        }

        return error;
    }

    /// <summary>How many bytes <see cref="Read"/> would give.</summary>
    internal static SystemError GetLength(nint file, out int length)
    {
        Span<byte> data = stackalloc byte[ReparseData.MostBytes];
        SystemError error = GetText(file, data, out Span<char> text);
        length = System.Text.Encoding.UTF8.GetByteCount(text);
        return error;
    }

    /// <summary>Makes a new, empty file or directory a link.</summary>
    /// <param name="file">Open for writing.</param>
    /// <param name="target">UTF-8, with slashes.</param>
    internal static SystemError Set(nint file, ReadOnlySpan<byte> target)
    {
        Span<char> text = stackalloc char[MostTargetUnits];
        SystemError error = ConvertTarget(target, text, out int units);
        if (error != SystemError.None)
        {
            return error;
        }

        int bytes = units * sizeof(char);
        Span<byte> data = stackalloc byte[ReparseData.MostBytes + sizeof(ReparseData)];
        ref ReparseData header = ref MemoryMarshal.AsRef<ReparseData>(data);
        header = new ReparseData
        {
            Tag = Ntdll.TagSymbolicLink,
            DataLength = (ushort)(ReparseData.LinkTextOffset - ReparseData.HeaderBytes + (2 * bytes)),
            TargetLength = (ushort)bytes,
            PrintOffset = (ushort)bytes,
            PrintLength = (ushort)bytes,
            Flags = ReparseData.Relative,
        };
        MemoryMarshal.AsBytes(text[..units]).CopyTo(data[ReparseData.LinkTextOffset..]);
        MemoryMarshal.AsBytes(text[..units]).CopyTo(data[(ReparseData.LinkTextOffset + bytes)..]);

        // SAFETY: the data lies on the stack and is as long as said.
        fixed (byte* pointer = data)
        {
            uint length = (uint)(ReparseData.LinkTextOffset + (2 * bytes));
            return NtStatusErrors.Of(Ntdll.FsControlFile(file, 0, 0, 0, out _, ReparseData.Set, pointer, length, null, 0));
        }
    }

    /// <summary>Whether a link can say this, so that nothing has to be made to find out.</summary>
    internal static SystemError CheckTarget(ReadOnlySpan<byte> target)
    {
        Span<char> text = stackalloc char[MostTargetUnits];
        return ConvertTarget(target, text, out _);
    }

    private static SystemError ConvertTarget(ReadOnlySpan<byte> target, Span<char> text, out int units)
    {
        units = 0;
        if (target.IsEmpty)
        {
            return SystemError.NoEntry;
        }

        if (target.ContainsAny((byte)'\\', (byte)0))
        {
            return SystemError.IllegalSequence;
        }

        System.Buffers.OperationStatus status = Utf8.ToUtf16(target, text, out _, out units, replaceInvalidSequences: false);
        text[..units].Replace('/', '\\');
        return status == System.Buffers.OperationStatus.DestinationTooSmall || 2 * units * sizeof(char) > ReparseData.MostBytes - ReparseData.LinkTextOffset
            ? SystemError.NameTooLong
            : status == System.Buffers.OperationStatus.Done ? SystemError.None : SystemError.IllegalSequence;
    }

    // The text with slashes, a part of the data; nothing of it is believed.
    private static SystemError GetText(nint file, Span<byte> data, out Span<char> text)
    {
        text = default;
        uint length;

        // SAFETY: the system fills at most as many bytes as the span has.
        fixed (byte* pointer = data)
        {
            uint status = Ntdll.FsControlFile(file, 0, 0, 0, out IoStatus result, ReparseData.Get, null, 0, pointer, (uint)data.Length);
            if (Ntdll.IsError(status))
            {
                return NtStatusErrors.Of(status);
            }

            length = (uint)result.Information;
        }

        ReparseData header = MemoryMarshal.Read<ReparseData>(data);
        int start = header.Tag switch
        {
            Ntdll.TagSymbolicLink => ReparseData.LinkTextOffset,
            Ntdll.TagMountPoint => ReparseData.MountTextOffset,
            _ => -1,
        };
        if (start < 0)
        {
            return SystemError.Invalid;
        }

        start += header.TargetOffset;
        if (start % sizeof(char) != 0 || start + header.TargetLength > length)
        {
            return SystemError.Io;
        }

        text = MemoryMarshal.Cast<byte, char>(data.Slice(start, header.TargetLength));
        text.Replace('\\', '/');
        return SystemError.None;
    }
}
