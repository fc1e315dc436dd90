// The calls below Win32 (ntdll, winternl.h and ntifs.h): the only ones that open relative to a handle.
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Windows.Interop;

/// <summary>ntifs.h. Every call returns an NTSTATUS; negative is failure.</summary>
internal static partial class Ntdll
{
    internal const uint Success = 0, Pending = 0x103, BufferOverflow = 0x8000_0005, NoMoreFiles = 0x8000_0006;
    internal const uint EndOfFile = 0xC000_0011, AccessDenied = 0xC000_0022, PipeBroken = 0xC000_014B, PipeClosing = 0xC000_00B1, PipeDisconnected = 0xC000_00B0;
    internal const uint InvalidInfoClass = 0xC000_0003, InvalidParameter = 0xC000_000D, NotSupported = 0xC000_00BB, NotImplemented = 0xC000_0002;
    internal const uint NoSuchFile = 0xC000_000F;

    // ACCESS_MASK.
    internal const uint ReadData = 1, WriteData = 2, AppendData = 4, ReadAttributes = 0x80, WriteAttributes = 0x100, Delete = 0x1_0000, Synchronize = 0x10_0000;

    internal const uint ShareAll = 7;

    // Dispositions and options of NtCreateFile.
    internal const uint FileOpen = 1, FileCreate = 2;
    internal const uint DirectoryFile = 1, WriteThrough = 2, Synchronous = 0x20, OpenReparsePoint = 0x20_0000;

    /// <summary>OBJ_CASE_INSENSITIVE.</summary>
    internal const uint CaseInsensitive = 0x40;

    internal const uint AttributeReadOnly = 1, AttributeDirectory = 0x10, AttributeNormal = 0x80, AttributeReparsePoint = 0x400;
    internal const uint TagMountPoint = 0xA000_0003, TagSymbolicLink = 0xA000_000C;

    internal static bool IsError(uint status) => (int)status < 0;

    /// <summary><c>NTSTATUS NtCreateFile(PHANDLE, ACCESS_MASK, POBJECT_ATTRIBUTES, PIO_STATUS_BLOCK, PLARGE_INTEGER, ULONG, ULONG, ULONG, ULONG, PVOID, ULONG)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "NtCreateFile")]
    internal static unsafe partial uint CreateFile(
        out nint file, uint access, ObjectAttributes* what, out IoStatus result, long* size, uint attributes, uint share, uint disposition, uint options, void* extended, uint length);

    /// <summary><c>NTSTATUS NtReadFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG, PLARGE_INTEGER, PULONG)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "NtReadFile")]
    internal static unsafe partial uint ReadFile(nint file, nint signal, nint routine, nint context, IoStatus* result, void* buffer, uint length, long* offset, uint* key);

    /// <summary><c>NTSTATUS NtWriteFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG, PLARGE_INTEGER, PULONG)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "NtWriteFile")]
    internal static unsafe partial uint WriteFile(nint file, nint signal, nint routine, nint context, IoStatus* result, void* buffer, uint length, long* offset, uint* key);

    /// <summary><c>NTSTATUS NtQueryInformationFile(HANDLE, PIO_STATUS_BLOCK, PVOID, ULONG, FILE_INFORMATION_CLASS)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "NtQueryInformationFile")]
    internal static unsafe partial uint QueryInformationFile(nint file, out IoStatus result, void* buffer, uint length, FileInformation kind);

    /// <summary><c>NTSTATUS NtSetInformationFile(HANDLE, PIO_STATUS_BLOCK, PVOID, ULONG, FILE_INFORMATION_CLASS)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "NtSetInformationFile")]
    internal static unsafe partial uint SetInformationFile(nint file, out IoStatus result, void* buffer, uint length, FileInformation kind);

    /// <summary><c>NTSTATUS NtQueryDirectoryFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG, FILE_INFORMATION_CLASS, BOOLEAN, PUNICODE_STRING, BOOLEAN)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "NtQueryDirectoryFile")]
    internal static unsafe partial uint QueryDirectoryFile(
        nint file, nint signal, nint routine, nint context, out IoStatus result, void* buffer, uint length, FileInformation kind, byte isSingle, UnicodeString* pattern, byte restarts);

    /// <summary><c>NTSTATUS NtFsControlFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, ULONG, PVOID, ULONG, PVOID, ULONG)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "NtFsControlFile")]
    internal static unsafe partial uint FsControlFile(
        nint file, nint signal, nint routine, nint context, out IoStatus result, uint code, void* input, uint inputLength, void* output, uint outputLength);

    /// <summary><c>NTSTATUS NtFlushBuffersFile(HANDLE, PIO_STATUS_BLOCK)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "NtFlushBuffersFile")]
    internal static partial uint FlushBuffersFile(nint file, out IoStatus result);

    /// <summary><c>NTSTATUS NtClose(HANDLE)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "NtClose")]
    internal static partial uint Close(nint handle);

    /// <summary><c>NTSTATUS RtlDosPathNameToNtPathName_U_WithStatus(PCWSTR, PUNICODE_STRING, PWSTR *, PVOID)</c>: what a name of Win32 means below it.</summary>
    [LibraryImport("ntdll", EntryPoint = "RtlDosPathNameToNtPathName_U_WithStatus")]
    internal static unsafe partial uint DosPathNameToNtPathName(char* name, UnicodeString* path, nint part, nint relative);

    /// <summary><c>void RtlFreeUnicodeString(PUNICODE_STRING)</c>.</summary>
    [LibraryImport("ntdll", EntryPoint = "RtlFreeUnicodeString")]
    internal static unsafe partial void FreeUnicodeString(UnicodeString* text);
}
