// Windows on AMD64: offsets in CONTEXT and EXCEPTION_RECORD (winnt.h).
namespace Wasmtime.Min.Platform.Windows.Abi;

/// <summary>Numbers of Windows on AMD64.</summary>
internal static class WindowsX64
{
    internal const uint ContextFlagsRegister = 0x44, ContextRsp = 0x98, ContextRbp = 0xa0, ContextR14 = 0xe8, ContextRip = 0xf8;

    /// <summary>ExceptionInformation[1]: the address of an access violation.</summary>
    internal const uint RecordFaultAddress = 40;
}
