using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Windows.Interop;

/// <summary>fileapi.h and handleapi.h.</summary>
internal static partial class Kernel32
{
    internal const nint InvalidHandle = -1;
    internal const uint GenericRead = 0x8000_0000;
    internal const uint ShareRead = 1, ShareDelete = 4;
    internal const uint OpenExisting = 3;

    /// <summary><c>HANDLE CreateFileW(LPCWSTR, DWORD, DWORD, LPSECURITY_ATTRIBUTES, DWORD, DWORD, HANDLE)</c>. -1: failure.</summary>
    [LibraryImport(Library, EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    internal static partial nint CreateFile(
        string path, uint access, uint share, nint security, uint disposition, uint attributes, nint template);

    /// <summary><c>BOOL GetFileSizeEx(HANDLE hFile, PLARGE_INTEGER lpFileSize)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "GetFileSizeEx", SetLastError = true)]
    internal static partial int GetFileSize(nint file, out long length);

    /// <summary>OVERLAPPED of a file that is read synchronously: where to read.</summary>
    internal struct Overlapped
    {
        internal nuint Internal;
        internal nuint InternalHigh;
        internal ulong Offset;
        internal nint Event;
    }

    /// <summary><c>BOOL ReadFile(HANDLE, LPVOID, DWORD, LPDWORD, LPOVERLAPPED)</c>. At the end of the file it fails.</summary>
    [LibraryImport(Library, EntryPoint = "ReadFile", SetLastError = true)]
    internal static unsafe partial int ReadFile(nint file, byte* buffer, uint length, out uint read, Overlapped* place);

    /// <summary><c>BOOL CloseHandle(HANDLE hObject)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "CloseHandle", SetLastError = true)]
    internal static partial int CloseHandle(nint handle);
}
