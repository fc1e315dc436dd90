// What is in a directory, in an order that lasts: by a number made of the name, which is the cookie. Windows remembers a place in a listing for each handle, but
// cannot be sent to one; this way a listing goes on behind any entry, also after the directory has changed, and every handle has the same cookies.
// The whole directory is read at its beginning (cookie 0) and kept until the handle is closed or begins again.
using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows.Files;

/// <summary>The entries of a directory.</summary>
internal sealed class DirectoryListing
{
    private const int BufferBytes = 1 << 16;
    private const int MostNameBytes = WindowsNames.MostUnits * 3;

    // Entries as IFileSystem.ReadDirectory hands them out, and for each its cookie and where it begins, in the order of the cookies.
    private byte[] _entries = [];
    private ulong[] _cookies = [];
    private int[] _offsets = [];
    private int _length;
    private int _count;
    private bool _isFilled;

    internal void Clear()
    {
        Return(ref _entries);
        Return(ref _cookies);
        Return(ref _offsets);
        (_length, _count, _isFilled) = (0, 0, false);
    }

    /// <summary>See <see cref="IFileSystem.ReadDirectory"/>.</summary>
    internal SystemError Read(nint directory, ulong cookie, Span<byte> buffer, out int length)
    {
        length = 0;
        if (cookie == 0 || !_isFilled)
        {
            SystemError error = Fill(directory);
            if (error != SystemError.None)
            {
                Clear();
                return error;
            }
        }

        int found = _cookies.AsSpan(0, _count).BinarySearch(cookie);
        for (int i = found < 0 ? ~found : found + 1; i < _count; i++)
        {
            DirectoryEntryHeader entry = DirectoryEntryHeader.Read(_entries.AsSpan(_offsets[i], _length - _offsets[i]), out ReadOnlySpan<byte> name);
            if (!(entry with { Next = _cookies[i] }).TryAppend(buffer, ref length, name))
            {
                return length == 0 ? SystemError.Overflow : SystemError.None;
            }
        }

        return SystemError.None;
    }

    // Through a handle of its own: wine gives each handle the listing that it had first.
    private SystemError Fill(nint directory)
    {
        Clear();
        SystemError error = NtFiles.OpenAgain(directory, Ntdll.ReadData, out nint again);
        if (error == SystemError.None)
        {
            error = ReadAll(again);
            _ = Ntdll.Close(again);
        }

        return error;
    }

    private unsafe SystemError ReadAll(nint directory)
    {
        byte[] records = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            fixed (byte* pointer = records)
            {
                for (byte restarts = 1; ; restarts = 0)
                {
                    // SAFETY: the system fills at most as many bytes as the array has, which is pinned.
                    uint status = Ntdll.QueryDirectoryFile(
                        directory, 0, 0, 0, out IoStatus result, pointer, BufferBytes, FileInformation.IdFullDirectory, 0, null, restarts);
                    if (status is Ntdll.NoMoreFiles or Ntdll.NoSuchFile)
                    {
                        break;
                    }

                    if (Ntdll.IsError(status))
                    {
                        return NtStatusErrors.Of(status);
                    }

                    AddRecords(records.AsSpan(0, (int)result.Information));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(records);
        }

        Array.Sort(_cookies, _offsets, 0, _count);
        for (int i = 1; i < _count; i++)
        {
            _cookies[i] = Math.Max(_cookies[i], _cookies[i - 1] + 1); // two names with one number
        }

        _isFilled = true;
        return SystemError.None;
    }

    private void AddRecords(ReadOnlySpan<byte> records)
    {
        uint next;
        do
        {
            DirectoryRecord record = MemoryMarshal.Read<DirectoryRecord>(records);
            ReadOnlySpan<char> name = MemoryMarshal.Cast<byte, char>(records.Slice(DirectoryRecord.NameOffset, (int)record.NameLength));
            if (name is not ("." or ".."))
            {
                Add(record, name);
            }

            next = record.NextOffset;
            records = records[(int)next..];
        }
        while (next != 0);
    }

    private void Add(in DirectoryRecord record, ReadOnlySpan<char> name)
    {
        Span<byte> bytes = stackalloc byte[MostNameBytes];
        if (Utf8.FromUtf16(name, bytes, out _, out int nameLength) != OperationStatus.Done)
        {
            return; // longer than a name can be
        }

        Grow(ref _entries, _length, DirectoryEntryHeader.Size + nameLength);
        Grow(ref _cookies, _count, 1);
        Grow(ref _offsets, _count, 1);
        _cookies[_count] = CookieOf(bytes[..nameLength]);
        _offsets[_count++] = _length;
        var entry = new DirectoryEntryHeader(0, record.Index, nameLength, FileFacts.KindOf(record.Attributes, record.ExtendedSize));
        _ = entry.TryAppend(_entries, ref _length, bytes[..nameLength]); // there is room
    }

    // FNV-1a, and a mixture of its bits; neither 0 nor negative, and not so large that an entry more could not follow.
    private static ulong CookieOf(ReadOnlySpan<byte> name)
    {
        ulong hash = 0xcbf2_9ce4_8422_2325;
        foreach (byte unit in name)
        {
            hash = (hash ^ unit) * 0x100_0000_01b3;
        }

        hash ^= hash >> 32;
        return ((hash * 0x9e37_79b9_7f4a_7c15) >> 2) + 1;
    }

    private static void Grow<T>(ref T[] array, int used, int more)
    {
        if (used + more > array.Length)
        {
            T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(2 * array.Length, used + more));
            array.AsSpan(0, used).CopyTo(larger);
            Return(ref array);
            array = larger;
        }
    }

    private static void Return<T>(ref T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array);
            array = [];
        }
    }
}
