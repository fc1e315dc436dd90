// Address space over VirtualAlloc. Images are not mapped: a view of a file can be placed inside a reservation only with placeholders, which end the
// simple life of "one reservation, one release"; the runtime copies instead.
using System;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>Virtual memory of Windows.</summary>
internal sealed class WindowsVirtualMemory : IVirtualMemory
{
    public nuint Reserve(nuint length)
    {
        nuint address = Kernel32.VirtualAlloc(0, length, Kernel32.MemReserve, Kernel32.PageNoAccess);
        return address == 0 ? throw Failed($"reserve {length} bytes of address space") : address;
    }

    public void Commit(nuint address, nuint length)
    {
        if (length != 0 && Kernel32.VirtualAlloc(address, length, Kernel32.MemCommit, Kernel32.PageReadWrite) == 0)
        {
            throw Failed($"commit {length} bytes");
        }
    }

    public void Decommit(nuint address, nuint length)
    {
        if (length != 0 && Kernel32.VirtualFree(address, length, Kernel32.MemDecommit) == 0)
        {
            throw Failed($"decommit {length} bytes");
        }
    }

    public void Protect(nuint address, nuint length, PageAccess access)
    {
        if (length != 0 && Kernel32.VirtualProtect(address, length, ProtectionOf(access), out _) == 0)
        {
            throw Failed($"change the protection of {length} bytes");
        }
    }

    public void Release(nuint address, nuint length)
    {
        if (Kernel32.VirtualFree(address, 0, Kernel32.MemRelease) == 0)
        {
            throw Failed($"release {length} bytes of address space");
        }
    }

    public nuint CreateImage(ReadOnlySpan<byte> contents) => 0;

    public nuint CreateImage(in PlatformFile file, ulong offset, nuint length) => 0;

    public void MapImage(nuint image, nuint address, nuint length) =>
        throw new PlatformException($"map image {image}, which was never made", 0);

    public void FreeImage(nuint image)
    {
        // There are none.
    }

    internal static PlatformException Failed(string operation) => new(operation, Marshal.GetLastPInvokeError());

    private static uint ProtectionOf(PageAccess access) => access switch
    {
        PageAccess.None => Kernel32.PageNoAccess,
        PageAccess.Read => Kernel32.PageReadOnly,
        PageAccess.ReadWrite => Kernel32.PageReadWrite,
        PageAccess.ReadExecute => Kernel32.PageExecuteRead,
    };
}
