using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>signal.h. The structures are passed as raw bytes: their layouts differ per system (see Abi/).</summary>
internal static partial class Libc
{
    /// <summary><c>int sigaction(int signum, const struct sigaction *act, struct sigaction *oldact)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "sigaction", SetLastError = true)]
    internal static partial int SigAction(int signal, nint action, nint previous);

    /// <summary><c>int sigaltstack(const stack_t *ss, stack_t *old_ss)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "sigaltstack", SetLastError = true)]
    internal static partial int SigAltStack(nint stack, nint previous);
}
