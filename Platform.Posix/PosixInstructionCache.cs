// Code that a processor has just written is data to it: on Arm64 and RISC-V what fetches instructions may see what was there before. Code is
// always published at addresses that nothing was executed at since they were mapped, so no processor has fetched anything from there
// ahead of time; what remains is to write the code out to where instructions are fetched from, once, for all of them.
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Makes written code visible as instructions.</summary>
internal static class PosixInstructionCache
{
    // The C compiler's support library. libc does not have the function, and no system call stands for it.
    private const string CompilerLibrary = "libgcc_s.so.1";
    private const string ClearCache = "__clear_cache";

    /// <summary>Called after the code is written and before anybody knows its address.</summary>
    internal static unsafe void Synchronize(Isa isa, nuint start, nuint length)
    {
        if (isa == Isa.Riscv64)
        {
            // Of all threads of the process.
            if (Libc.SystemCall(LinuxProcessor.Riscv64FlushCache, (nint)start, (nint)(start + length), 0, 0, 0, 0) != 0)
            {
                throw PosixVirtualMemory.Failed("synchronise instruction caches");
            }
        }
        else if (isa == Isa.Arm64 && Find() is not 0 and var function)
        {
            // SAFETY: void __clear_cache(void *begin, void *end), which reads nothing but the addresses; both are of a mapping of the caller's.
            ((delegate* unmanaged<nuint, nuint, void>)function)(start, start + length);
        }
    }

    // Without that library (a static program on musl) the kernel's own care has to do: it cleans each page when it first becomes executable,
    // and pages of code are fresh.
    private static nint Find()
    {
        return NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), ClearCache, out nint function)
            || (NativeLibrary.TryLoad(CompilerLibrary, out nint library) && NativeLibrary.TryGetExport(library, ClearCache, out function))
            ? function
            : 0;
    }
}
