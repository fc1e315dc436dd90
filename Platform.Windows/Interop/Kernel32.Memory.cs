using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Windows.Interop;

/// <summary>memoryapi.h. BOOL is 0 for failure; the reason is the last error.</summary>
internal static partial class Kernel32
{
    internal const string Library = "kernel32";

    internal const uint MemCommit = 0x1000, MemReserve = 0x2000, MemDecommit = 0x4000, MemRelease = 0x8000;
    internal const uint PageNoAccess = 1, PageReadOnly = 2, PageReadWrite = 4, PageExecuteRead = 0x20;
    internal const uint FileMapRead = 4;

    /// <summary><c>LPVOID VirtualAlloc(LPVOID lpAddress, SIZE_T dwSize, DWORD flAllocationType, DWORD flProtect)</c>. Null: failure.</summary>
    [LibraryImport(Library, EntryPoint = "VirtualAlloc", SetLastError = true)]
    internal static partial nuint VirtualAlloc(nuint address, nuint length, uint type, uint protection);

    /// <summary><c>BOOL VirtualFree(LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "VirtualFree", SetLastError = true)]
    internal static partial int VirtualFree(nuint address, nuint length, uint type);

    /// <summary><c>BOOL VirtualProtect(LPVOID lpAddress, SIZE_T dwSize, DWORD flNewProtect, PDWORD lpflOldProtect)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "VirtualProtect", SetLastError = true)]
    internal static partial int VirtualProtect(nuint address, nuint length, uint protection, out uint previous);

    /// <summary><c>HANDLE CreateFileMappingW(HANDLE, LPSECURITY_ATTRIBUTES, DWORD, DWORD, DWORD, LPCWSTR)</c>. Null: failure.</summary>
    [LibraryImport(Library, EntryPoint = "CreateFileMappingW", SetLastError = true)]
    internal static partial nint CreateFileMapping(
        nint file, nint security, uint protection, uint lengthHigh, uint lengthLow, nint name);

    /// <summary><c>LPVOID MapViewOfFile(HANDLE, DWORD, DWORD, DWORD, SIZE_T)</c>. Null: failure.</summary>
    [LibraryImport(Library, EntryPoint = "MapViewOfFile", SetLastError = true)]
    internal static partial nuint MapViewOfFile(nint mapping, uint access, uint offsetHigh, uint offsetLow, nuint length);

    /// <summary><c>BOOL UnmapViewOfFile(LPCVOID lpBaseAddress)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "UnmapViewOfFile", SetLastError = true)]
    internal static partial int UnmapViewOfFile(nuint address);
}
