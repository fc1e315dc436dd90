using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>pthread.h, and system calls that the C library has no function for.</summary>
internal static partial class Libc
{
    /// <summary><c>pthread_t pthread_self(void)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_self")]
    internal static partial nint PThreadSelf();

    /// <summary><c>int pthread_getattr_np(pthread_t thread, pthread_attr_t *attr)</c>. 0, or an error number.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_getattr_np")]
    internal static partial int PThreadGetAttributes(nint thread, nint attributes);

    /// <summary><c>int pthread_attr_getstack(const pthread_attr_t *attr, void **stackaddr, size_t *stacksize)</c>. 0, or an error number.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_attr_getstack")]
    internal static partial int PThreadAttributesGetStack(nint attributes, out nuint address, out nuint size);

    /// <summary><c>int pthread_attr_destroy(pthread_attr_t *attr)</c>. 0, or an error number.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_attr_destroy")]
    internal static partial int PThreadAttributesDestroy(nint attributes);

    /// <summary><c>unsigned long getauxval(unsigned long type)</c>, sys/auxv.h. The value, or 0 where there is none.</summary>
    [LibraryImport(Library, EntryPoint = "getauxval")]
    internal static partial nuint GetAuxiliaryValue(nuint type);

    /// <summary><c>int getrlimit(int resource, struct rlimit *limits)</c>, sys/resource.h; soft and hard limit, 8 bytes each. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "getrlimit")]
    internal static unsafe partial int GetResourceLimit(int resource, ulong* limits);

    /// <summary><c>int pthread_key_create(pthread_key_t *key, void (*destructor)(void *))</c>. 0, or an error number.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_key_create")]
    internal static partial int PThreadKeyCreate(out uint key, nint destructor);

    /// <summary><c>int pthread_setspecific(pthread_key_t key, const void *value)</c>. 0, or an error number.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_setspecific")]
    internal static partial int PThreadSetSpecific(uint key, nint value);

    /// <summary><c>long syscall(long number, ...)</c>. The result, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
}
