// Address space over mmap. Reserved pages have no access and no backing; committing changes the protection. Images are files that are mapped
// private over reserved pages: a part of the artifact itself, or an anonymous file in memory.
using System;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Virtual memory of POSIX systems.</summary>
internal sealed class PosixVirtualMemory(nuint pageSize) : IVirtualMemory
{
    // An image is a file descriptor, whether it is the image's own, and an offset, packed into a number that is never 0: descriptor + 1 low, page
    // number high.
    private const int DescriptorBits = 24;
    private const int OwnedBit = 1 << (DescriptorBits - 1);

    private static int Anonymous => Libc.MapPrivate | SystemAbi.MapAnonymous | SystemAbi.MapNoReserve;

    public nuint Reserve(nuint length)
    {
        nint address = Libc.MMap(0, length, Libc.ProtNone, Anonymous, -1, 0);
        return address == Libc.MapFailed ? throw Failed($"reserve {length} bytes of address space") : (nuint)address;
    }

    public void Commit(nuint address, nuint length) => Protect(address, length, PageAccess.ReadWrite);

    public void Decommit(nuint address, nuint length)
    {
        if (length == 0)
        {
            return;
        }

        nint result = Libc.MMap((nint)address, length, Libc.ProtNone, Anonymous | Libc.MapFixed, -1, 0);
        if (result == Libc.MapFailed)
        {
            throw Failed($"decommit {length} bytes");
        }
    }

    public void Protect(nuint address, nuint length, PageAccess access)
    {
        if (length != 0 && Libc.MProtect((nint)address, length, ProtectionOf(access)) != 0)
        {
            throw Failed($"change the protection of {length} bytes");
        }
    }

    public void Release(nuint address, nuint length)
    {
        if (Libc.MUnmap((nint)address, length) != 0)
        {
            throw Failed($"release {length} bytes of address space");
        }
    }

    public unsafe nuint CreateImage(ReadOnlySpan<byte> contents)
    {
        if (OperatingSystem.IsMacOS())
        {
            return 0; // no anonymous files: the runtime copies
        }

        int file = Libc.MemFdCreate("wasm-memory", LinuxAbi.MemFdCloseOnExec);
        if (file < 0)
        {
            return 0;
        }

        nint address = Libc.MapFailed;
        if (Libc.Truncate(file, contents.Length) == 0)
        {
            address = Libc.MMap(0, (nuint)contents.Length, Libc.ProtRead | Libc.ProtWrite, Libc.MapShared, file, 0);
        }

        if (address == Libc.MapFailed)
        {
            PlatformException failure = Failed($"create a memory image of {contents.Length} bytes");
            _ = Libc.Close(file);
            throw failure;
        }

        // SAFETY: the mapping has exactly the length of the contents, is writable, and is unmapped right here.
        contents.CopyTo(new Span<byte>((void*)address, contents.Length));
        _ = Libc.MUnmap(address, (nuint)contents.Length);
        return Pack(file, 0) | OwnedBit;
    }

    public nuint CreateImage(in PlatformFile file, ulong offset, nuint length) => Pack(PosixPlatform.Descriptor(file), offset);

    public void MapImage(nuint image, nuint address, nuint length)
    {
        int file = DescriptorOf(image);
        long offset = (long)(image >> DescriptorBits) * (long)pageSize;
        nint result = Libc.MMap(
            (nint)address, length, Libc.ProtRead | Libc.ProtWrite, Libc.MapPrivate | Libc.MapFixed | SystemAbi.MapNoReserve, file, offset);
        if (result == Libc.MapFailed)
        {
            throw Failed($"map a memory image of {length} bytes");
        }
    }

    public void FreeImage(nuint image)
    {
        if ((image & OwnedBit) != 0)
        {
            _ = Libc.Close(DescriptorOf(image));
        }
    }

    internal static int ProtectionOf(PageAccess access) => access switch
    {
        PageAccess.None => Libc.ProtNone,
        PageAccess.Read => Libc.ProtRead,
        PageAccess.ReadWrite => Libc.ProtRead | Libc.ProtWrite,
        PageAccess.ReadExecute => Libc.ProtRead | Libc.ProtExec,
    };

    internal static PlatformException Failed(string operation) => new(operation, Marshal.GetLastPInvokeError());

    private nuint Pack(int file, ulong offset) => ((nuint)(offset / pageSize) << DescriptorBits) | ((nuint)file + 1);

    private static int DescriptorOf(nuint image) => (int)(image & (OwnedBit - 1)) - 1;
}
