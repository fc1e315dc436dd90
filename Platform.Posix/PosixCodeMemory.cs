// Code: written to fresh pages, then made executable and never writable again; or mapped straight from a file, where the kernel sees to it that
// the processors' instruction caches follow.
using System;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Code memory of POSIX systems.</summary>
internal sealed class PosixCodeMemory(nuint pageSize, Isa isa) : ICodeMemory
{
    public nuint PublishCode(ReadOnlySpan<byte> code, nuint alignment) => Publish(code, (nuint)code.Length, (nuint)code.Length);

    public nuint PublishCodeWithData(ReadOnlySpan<byte> code, nuint dataDistance, nuint dataLength) =>
        (nuint)code.Length <= dataDistance && dataDistance % pageSize == 0
            ? Publish(code, dataDistance, dataDistance + dataLength)
            : throw new PlatformException($"publish {code.Length} bytes of code with data {dataDistance} bytes behind", 0);

    public nuint MapCode(in PlatformFile file, ulong offset, nuint length)
    {
        nint address = Libc.MMap(0, length, Libc.ProtRead | Libc.ProtExec, Libc.MapPrivate, PosixPlatform.Descriptor(file), (long)offset);

        // A file system may forbid execution, or not map files at all: the runtime publishes a copy then.
        return address == Libc.MapFailed ? 0 : (nuint)address;
    }

    public void UnpublishCode(nuint address, nuint length)
    {
        if (Libc.MUnmap((nint)address, length) != 0)
        {
            throw PosixVirtualMemory.Failed($"give back {length} bytes of code");
        }
    }

    private unsafe nuint Publish(ReadOnlySpan<byte> code, nuint executable, nuint total)
    {
        nint address = Libc.MMap(
            0, total, Libc.ProtRead | Libc.ProtWrite, Libc.MapPrivate | SystemAbi.MapAnonymous, -1, 0);
        if (address == Libc.MapFailed)
        {
            throw PosixVirtualMemory.Failed($"allocate {total} bytes for code");
        }

        // SAFETY: the mapping is at least as long as the code, writable until the next call, and known to nobody else yet.
        code.CopyTo(new Span<byte>((void*)address, code.Length));
        if (Libc.MProtect(address, executable, Libc.ProtRead | Libc.ProtExec) != 0)
        {
            PlatformException failure = PosixVirtualMemory.Failed("make memory executable");
            _ = Libc.MUnmap(address, total);
            throw failure;
        }

        PosixInstructionCache.Synchronize(isa, (nuint)address, (nuint)code.Length);
        return (nuint)address;
    }
}
