using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>What macOS alone has: pthread.h, sys/sysctl.h, libkern/OSCacheControl.h.</summary>
internal static partial class Libc
{
    /// <summary><c>void *pthread_get_stackaddr_np(pthread_t thread)</c>. The end of the stack: its highest address.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_get_stackaddr_np")]
    internal static partial nuint PThreadGetStackEnd(nint thread);

    /// <summary><c>size_t pthread_get_stacksize_np(pthread_t thread)</c>. Bytes, without the guard.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_get_stacksize_np")]
    internal static partial nuint PThreadGetStackSize(nint thread);

    /// <summary><c>void pthread_jit_write_protect_np(int enabled)</c>: whether this thread may execute (1) or write (0) pages of MAP_JIT.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_jit_write_protect_np")]
    internal static partial void PThreadProtectJit(int enabled);

    /// <summary><c>void sys_icache_invalidate(void *start, size_t len)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "sys_icache_invalidate")]
    internal static partial void InvalidateInstructionCache(nint start, nuint length);

    /// <summary><c>int sysctlbyname(const char *name, void *oldp, size_t *oldlenp, void *newp, size_t newlen)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "sysctlbyname", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SystemControl(string name, nint value, nint length, nint newValue, nuint newLength);
}
