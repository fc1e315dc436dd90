// Virtual memory with books and larger pages. A reservation at a multiple of a large page is cut out of a real one that is a page longer.
using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Simulated;

/// <summary>Virtual memory of a simulated platform.</summary>
internal sealed class SimulatedVirtualMemory(IVirtualMemory real, Simulation simulation, Ledger ledger) : IVirtualMemory
{
    private const string Reservation = "reservation";
    private const string Image = "memory image";

    private readonly nuint _page = simulation.PageSize;
    private nuint _reserved;

    public nuint Reserve(nuint length)
    {
        if (length == 0 || length % _page != 0)
        {
            throw new PlatformMisuseException($"{length} bytes are no whole number of pages of {_page} bytes");
        }

        ledger.Request($"reserve {length} bytes");
        if (length > simulation.AddressSpace - _reserved)
        {
            throw new PlatformException($"reserve {length} bytes of address space (simulated)", 0);
        }

        nuint start = real.Reserve(length + _page);
        _reserved += length;
        nuint address = (start + _page - 1) & ~(_page - 1);
        return ledger.Obtained(Reservation, address, length, start);
    }

    public void Commit(nuint address, nuint length)
    {
        Check(address, length);
        ledger.Request($"commit {length} bytes");
        real.Commit(address, length);
    }

    public void Decommit(nuint address, nuint length)
    {
        Check(address, length);
        ledger.Request($"decommit {length} bytes");
        real.Decommit(address, length);
    }

    public void Protect(nuint address, nuint length, PageAccess access)
    {
        Check(address, length);
        ledger.Request($"protect {length} bytes");
        real.Protect(address, length, access);
    }

    public void Release(nuint address, nuint length)
    {
        real.Release(ledger.GivenBack(Reservation, address, length), length + _page);
        _reserved -= length;
    }

    public nuint CreateImage(ReadOnlySpan<byte> contents)
    {
        CheckImage(0, (nuint)contents.Length);
        if (!simulation.MapsImages)
        {
            return 0;
        }

        ledger.Request($"create an image of {contents.Length} bytes");
        nuint image = real.CreateImage(contents);
        return image == 0 ? 0 : ledger.Obtained(Image, image, 0);
    }

    public nuint CreateImage(in PlatformFile file, ulong offset, nuint length)
    {
        CheckImage(offset, length);
        if (!simulation.MapsImages)
        {
            return 0;
        }

        ledger.RequireOpen(SimulatedPlatform.OpenFileKind, file.Handle);
        ledger.Request("create an image from a file");
        nuint image = real.CreateImage(file, offset, length);
        return image == 0 ? 0 : ledger.Obtained(Image, image, 0);
    }

    public void MapImage(nuint image, nuint address, nuint length)
    {
        if (!ledger.Has(Image, image))
        {
            throw new PlatformMisuseException($"image {image} does not exist");
        }

        Check(address, length);
        ledger.Request($"map an image of {length} bytes");
        real.MapImage(image, address, length);
    }

    public void FreeImage(nuint image)
    {
        ledger.GivenBack(Image, image, 0);
        real.FreeImage(image);
    }

    private void CheckImage(ulong offset, nuint length)
    {
        if (offset % _page != 0 || length == 0 || length % _page != 0)
        {
            throw new PlatformMisuseException($"an image of {length} bytes at {offset} is no whole number of pages of {_page} bytes");
        }
    }

    private void Check(nuint address, nuint length)
    {
        if (address % _page != 0 || length % _page != 0)
        {
            throw new PlatformMisuseException($"{length} bytes at 0x{address:x} are no whole pages of {_page} bytes");
        }

        if (length != 0)
        {
            ledger.RequireInside(Reservation, address, length);
        }
    }
}
