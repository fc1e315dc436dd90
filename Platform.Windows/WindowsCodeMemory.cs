// Code: written to fresh pages, then made executable and never writable again. It is not mapped from files: views begin at multiples of 64 KiB of
// a file, the code of an artifact at multiples of a page.
using System;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>Code memory of Windows.</summary>
internal sealed class WindowsCodeMemory(nuint pageSize) : ICodeMemory
{
    public nuint PublishCode(ReadOnlySpan<byte> code, nuint alignment) => Publish(code, (nuint)code.Length, (nuint)code.Length);

    public nuint PublishCodeWithData(ReadOnlySpan<byte> code, nuint dataDistance, nuint dataLength) =>
        (nuint)code.Length <= dataDistance && dataDistance % pageSize == 0
            ? Publish(code, dataDistance, dataDistance + dataLength)
            : throw new PlatformException($"publish {code.Length} bytes of code with data {dataDistance} bytes behind", 0);

    public nuint MapCode(in PlatformFile file, ulong offset, nuint length) => 0;

    public void UnpublishCode(nuint address, nuint length)
    {
        if (Kernel32.VirtualFree(address, 0, Kernel32.MemRelease) == 0)
        {
            throw WindowsVirtualMemory.Failed($"give back {length} bytes of code");
        }
    }

    private static unsafe nuint Publish(ReadOnlySpan<byte> code, nuint executable, nuint total)
    {
        nuint address = Kernel32.VirtualAlloc(0, total, Kernel32.MemReserve | Kernel32.MemCommit, Kernel32.PageReadWrite);
        if (address == 0)
        {
            throw WindowsVirtualMemory.Failed($"allocate {total} bytes for code");
        }

        // SAFETY: the block is at least as long as the code, writable until the next call, and known to nobody else yet.
        code.CopyTo(new Span<byte>((void*)address, code.Length));
        if (Kernel32.VirtualProtect(address, executable, Kernel32.PageExecuteRead, out _) == 0
            || Kernel32.FlushInstructionCache(Kernel32.GetCurrentProcess(), address, executable) == 0)
        {
            PlatformException failure = WindowsVirtualMemory.Failed("make memory executable");
            _ = Kernel32.VirtualFree(address, 0, Kernel32.MemRelease);
            throw failure;
        }

        return address;
    }
}
