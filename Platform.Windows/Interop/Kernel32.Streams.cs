using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Windows.Interop;

/// <summary>processenv.h, fileapi.h, consoleapi.h, namedpipeapi.h, synchapi.h, sysinfoapi.h and profileapi.h.</summary>
internal static partial class Kernel32
{
    /// <summary>Results of <see cref="GetFileType"/>.</summary>
    internal const uint TypeDisk = 1, TypeCharacters = 2, TypePipe = 3;

    internal const uint StandardInput = unchecked((uint)-10), StandardOutput = unchecked((uint)-11), StandardError = unchecked((uint)-12);

    /// <summary><c>HANDLE GetStdHandle(DWORD nStdHandle)</c>. 0 or -1: there is none.</summary>
    [LibraryImport(Library, EntryPoint = "GetStdHandle")]
    internal static partial nint GetStdHandle(uint number);

    /// <summary><c>DWORD GetFileType(HANDLE hFile)</c>. 0: unknown.</summary>
    [LibraryImport(Library, EntryPoint = "GetFileType")]
    internal static partial uint GetFileType(nint file);

    /// <summary><c>BOOL GetConsoleMode(HANDLE hConsoleHandle, LPDWORD lpMode)</c>. Fails where it is no console.</summary>
    [LibraryImport(Library, EntryPoint = "GetConsoleMode")]
    internal static partial int GetConsoleMode(nint console, out uint mode);

    /// <summary><c>BOOL PeekNamedPipe(HANDLE, LPVOID, DWORD, LPDWORD, LPDWORD, LPDWORD)</c>; anonymous pipes, too. Fails where the other end is closed.</summary>
    [LibraryImport(Library, EntryPoint = "PeekNamedPipe")]
    internal static unsafe partial int PeekNamedPipe(nint pipe, void* buffer, uint length, uint* read, uint* available, uint* left);

    /// <summary><c>DWORD WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds)</c>. 0: signaled.</summary>
    [LibraryImport(Library, EntryPoint = "WaitForSingleObject")]
    internal static partial uint WaitForSingleObject(nint handle, uint milliseconds);

    /// <summary><c>void Sleep(DWORD dwMilliseconds)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "Sleep")]
    internal static partial void Sleep(uint milliseconds);

    /// <summary><c>BOOL SwitchToThread(void)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "SwitchToThread")]
    internal static partial int SwitchToThread();

    /// <summary><c>void GetSystemTimePreciseAsFileTime(LPFILETIME)</c>: 100 ns since 1601.</summary>
    [LibraryImport(Library, EntryPoint = "GetSystemTimePreciseAsFileTime")]
    internal static partial void GetSystemTime(out long time);

    /// <summary><c>BOOL QueryPerformanceCounter(LARGE_INTEGER *)</c>; never fails.</summary>
    [LibraryImport(Library, EntryPoint = "QueryPerformanceCounter")]
    internal static partial int QueryPerformanceCounter(out long count);

    /// <summary><c>BOOL QueryPerformanceFrequency(LARGE_INTEGER *)</c>; never fails.</summary>
    [LibraryImport(Library, EntryPoint = "QueryPerformanceFrequency")]
    internal static partial int QueryPerformanceFrequency(out long frequency);

    /// <summary><c>BOOL GetProcessTimes(HANDLE, LPFILETIME, LPFILETIME, LPFILETIME, LPFILETIME)</c>; the last two in 100 ns.</summary>
    [LibraryImport(Library, EntryPoint = "GetProcessTimes")]
    internal static partial int GetProcessTimes(nint process, out long created, out long ended, out long kernel, out long user);

    /// <summary><c>BOOL GetThreadTimes(HANDLE, LPFILETIME, LPFILETIME, LPFILETIME, LPFILETIME)</c>; the last two in 100 ns.</summary>
    [LibraryImport(Library, EntryPoint = "GetThreadTimes")]
    internal static partial int GetThreadTimes(nint thread, out long created, out long ended, out long kernel, out long user);

    /// <summary><c>HANDLE GetCurrentThread(void)</c>; needs no closing.</summary>
    [LibraryImport(Library, EntryPoint = "GetCurrentThread")]
    internal static partial nint GetCurrentThread();
}
