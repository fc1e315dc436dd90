using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Windows.Interop;

/// <summary>processthreadsapi.h, errhandlingapi.h and synchapi.h.</summary>
internal static partial class Kernel32
{
    internal const uint Infinite = uint.MaxValue;

    /// <summary>PF_ARM_V81_ATOMIC_INSTRUCTIONS_AVAILABLE, PF_ARM_V82_DP_INSTRUCTIONS_AVAILABLE (winnt.h).</summary>
    internal const uint ArmAtomics = 34, ArmDotProducts = 43;

    private const string Synchronization = "api-ms-win-core-synch-l1-2-0";

    /// <summary><c>HANDLE GetCurrentProcess(void)</c>; needs no closing.</summary>
    [LibraryImport(Library, EntryPoint = "GetCurrentProcess")]
    internal static partial nint GetCurrentProcess();

    /// <summary><c>BOOL IsProcessorFeaturePresent(DWORD ProcessorFeature)</c>; features that this Windows does not know are not there.</summary>
    [LibraryImport(Library, EntryPoint = "IsProcessorFeaturePresent")]
    internal static partial int IsProcessorFeaturePresent(uint feature);

    /// <summary><c>BOOL FlushInstructionCache(HANDLE hProcess, LPCVOID lpBaseAddress, SIZE_T dwSize)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "FlushInstructionCache", SetLastError = true)]
    internal static partial int FlushInstructionCache(nint process, nuint address, nuint length);

    /// <summary><c>void GetCurrentThreadStackLimits(PULONG_PTR LowLimit, PULONG_PTR HighLimit)</c>.</summary>
    [LibraryImport(Library, EntryPoint = "GetCurrentThreadStackLimits")]
    internal static partial void GetCurrentThreadStackLimits(out nuint low, out nuint high);

    /// <summary><c>PVOID AddVectoredExceptionHandler(ULONG First, PVECTORED_EXCEPTION_HANDLER Handler)</c>. Null: failure.</summary>
    [LibraryImport(Library, EntryPoint = "AddVectoredExceptionHandler", SetLastError = true)]
    internal static partial nint AddVectoredExceptionHandler(uint first, nuint handler);

    /// <summary><c>ULONG RemoveVectoredExceptionHandler(PVOID Handle)</c>. 0: failure.</summary>
    [LibraryImport(Library, EntryPoint = "RemoveVectoredExceptionHandler", SetLastError = true)]
    internal static partial uint RemoveVectoredExceptionHandler(nint handle);

    /// <summary><c>BOOL WaitOnAddress(volatile VOID *Address, PVOID CompareAddress, SIZE_T AddressSize, DWORD dwMilliseconds)</c>.</summary>
    [LibraryImport(Synchronization, EntryPoint = "WaitOnAddress", SetLastError = true)]
    internal static partial int WaitOnAddress(nint address, nint compare, nuint size, uint milliseconds);

    /// <summary><c>void WakeByAddressSingle(PVOID Address)</c>.</summary>
    [LibraryImport(Synchronization, EntryPoint = "WakeByAddressSingle")]
    internal static partial void WakeByAddressSingle(nint address);

    /// <summary><c>void WakeByAddressAll(PVOID Address)</c>.</summary>
    [LibraryImport(Synchronization, EntryPoint = "WakeByAddressAll")]
    internal static partial void WakeByAddressAll(nint address);
}
