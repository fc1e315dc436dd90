using System;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Vm;

/// <summary>Initial contents of one memory of a module: mapped copy-on-write where the platform can, copied elsewhere.</summary>
/// <param name="module">The module.</param>
/// <param name="index">In table MemoryImages.</param>
internal readonly struct InitialImage(Module module, int index)
{
    private readonly MemoryImageRecord _record = module.File.Table<MemoryImageRecord>(TableId.MemoryImages)[index];

    /// <summary>Offset in bytes in the memory.</summary>
    internal ulong Offset => _record.MemoryOffset;

    internal ulong Length => _record.Length;

    internal void CopyTo(nuint memory)
    {
        ReadOnlySpan<byte> contents = module.Code.ImageBytes(_record);
        contents.CopyTo(Native.Span<byte>(memory + (nuint)_record.MemoryOffset, contents.Length));
    }

    /// <summary>Lays the image over the reserved pages of a memory.</summary>
    internal bool TryMap(IVirtualMemory memory, nuint address)
    {
        nuint handle = module.ImageOf(index);
        if (handle == 0)
        {
            return false;
        }

        memory.MapImage(handle, address + (nuint)_record.MemoryOffset, (nuint)_record.Length);
        return true;
    }
}
