using System;

namespace Wasmtime.Min.Platform;

/// <summary>Address space: reserving it, giving parts of it memory and access, and mapping the initial contents of memories.</summary>
/// <remarks>Every member is thread-safe. Addresses and lengths are in bytes and multiples of <see cref="IPlatform.PageSize"/>.</remarks>
public interface IVirtualMemory
{
    /// <summary>Reserves address space in which every access faults. <c>wasmtime_mmap_new</c> with no access.</summary>
    /// <param name="length">More than 0.</param>
    /// <returns>Address of the first byte.</returns>
    /// <exception cref="PlatformException">There is not so much address space.</exception>
    nuint Reserve(nuint length);

    /// <summary>Makes reserved pages readable and writable; they read as zero until written.</summary>
    /// <exception cref="PlatformException">There is not so much memory.</exception>
    void Commit(nuint address, nuint length);

    /// <summary>Forgets the contents of pages and makes every access fault again. <c>wasmtime_mmap_remap</c>.</summary>
    /// <exception cref="PlatformException">The system refused.</exception>
    void Decommit(nuint address, nuint length);

    /// <summary>Changes what may be done with committed pages. <c>wasmtime_mprotect</c>.</summary>
    /// <exception cref="PlatformException">The system refused.</exception>
    void Protect(nuint address, nuint length, PageAccess access);

    /// <summary>Ends a whole reservation of <see cref="Reserve"/>. <c>wasmtime_munmap</c>.</summary>
    void Release(nuint address, nuint length);

    /// <summary>Keeps initial contents of memories for mapping. <c>wasmtime_memory_image_new</c>.</summary>
    /// <param name="contents">A whole number of pages; copied.</param>
    /// <returns>The image, or 0 where the system cannot map images: the runtime copies then.</returns>
    /// <exception cref="PlatformException">There is not so much memory.</exception>
    nuint CreateImage(ReadOnlySpan<byte> contents);

    /// <summary>Keeps a part of a file as initial contents, without reading it.</summary>
    /// <param name="file">A file of <see cref="IPlatform.OpenFile"/>; it stays open as long as the image.</param>
    /// <param name="offset">First byte; a multiple of the page size.</param>
    /// <param name="length">A multiple of the page size.</param>
    /// <returns>The image, or 0 where the system cannot map images: the runtime copies then.</returns>
    nuint CreateImage(in PlatformFile file, ulong offset, nuint length);

    /// <summary>
    /// Lays an image over reserved pages, readable and writable, private to them: what is written is not seen through other mappings.
    /// <c>wasmtime_memory_image_map_at</c>.
    /// </summary>
    /// <exception cref="PlatformException">The system refused.</exception>
    void MapImage(nuint image, nuint address, nuint length);

    /// <summary>Gives back an image; what was mapped stays. <c>wasmtime_memory_image_free</c>.</summary>
    void FreeImage(nuint image);
}
