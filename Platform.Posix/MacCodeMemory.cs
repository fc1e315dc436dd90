// Code on macOS. On Arm64 a page is never writable and executable for the same thread; which of the two is switched for all pages of MAP_JIT at
// once. On AMD64 that switch does nothing, and pages change their protection as elsewhere. Code is not mapped from files: the kernel ends a
// process that executes pages of a file without a signature.
using System;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Code memory of macOS.</summary>
internal sealed class MacCodeMemory(Isa isa) : ICodeMemory
{
    public nuint PublishCode(ReadOnlySpan<byte> code, nuint alignment)
    {
        const int Anonymous = Libc.MapPrivate | MacAbi.MapAnonymous;
        const int Writable = Libc.ProtRead | Libc.ProtWrite;
        nuint length = (nuint)code.Length;
        nint address = isa == Isa.Arm64
            ? Libc.MMap(0, length, Writable | Libc.ProtExec, Anonymous | MacAbi.MapJit, -1, 0)
            : Libc.MMap(0, length, Writable, Anonymous, -1, 0);
        if (address == Libc.MapFailed)
        {
            throw PosixVirtualMemory.Failed($"allocate {length} bytes for code");
        }

        if (isa == Isa.Arm64)
        {
            Libc.PThreadProtectJit(0);
            Copy(code, address);
            Libc.PThreadProtectJit(1);
            Libc.InvalidateInstructionCache(address, length);
            return (nuint)address;
        }

        Copy(code, address);
        if (Libc.MProtect(address, length, Libc.ProtRead | Libc.ProtExec) != 0)
        {
            PlatformException failure = PosixVirtualMemory.Failed("make memory executable");
            _ = Libc.MUnmap(address, length);
            throw failure;
        }

        return (nuint)address;
    }

    // For a trap handler, which there is not (PosixPlatform.TrapHandling).
    public nuint PublishCodeWithData(ReadOnlySpan<byte> code, nuint dataDistance, nuint dataLength) =>
        throw new PlatformException($"publish {code.Length} bytes of code with data, on macOS", 0);

    public nuint MapCode(in PlatformFile file, ulong offset, nuint length) => 0;

    public void UnpublishCode(nuint address, nuint length)
    {
        if (Libc.MUnmap((nint)address, length) != 0)
        {
            throw PosixVirtualMemory.Failed($"give back {length} bytes of code");
        }
    }

    // SAFETY: a fresh mapping of the code's length, writable for this thread and known to nobody else yet.
    private static unsafe void Copy(ReadOnlySpan<byte> code, nint address) => code.CopyTo(new Span<byte>((void*)address, code.Length));
}
