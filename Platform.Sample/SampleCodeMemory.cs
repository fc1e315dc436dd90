// The one thing that needs the system: making memory executable. Whole pages of the heap are written, then lose the right to be written before they
// get the right to be executed. A system without protection needs none of it: there, PublishCode copies and that is all.
// A processor whose instruction cache does not follow its data cache (Arm64, RISC-V) has to be told about new code here.
using System;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Sample;

/// <summary>Code in pages of the heap.</summary>
internal sealed partial class SampleCodeMemory(nuint pageSize) : ICodeMemory
{
    private const int ProtRead = 1, ProtWrite = 2, ProtExec = 4;

    public nuint PublishCode(ReadOnlySpan<byte> code, nuint alignment) => Publish(code, Round((nuint)code.Length), 0);

    public nuint PublishCodeWithData(ReadOnlySpan<byte> code, nuint dataDistance, nuint dataLength) =>
        (nuint)code.Length <= dataDistance && dataDistance % pageSize == 0
            ? Publish(code, dataDistance, Round(dataLength))
            : throw new PlatformException($"publish {code.Length} bytes of code with data {dataDistance} bytes behind", 0);

    // Nothing is mapped: the runtime publishes a copy.
    public nuint MapCode(in PlatformFile file, ulong offset, nuint length) => 0;

    public unsafe void UnpublishCode(nuint address, nuint length)
    {
        // The heap must be able to write to it again.
        Protect(address, Round(length), ProtRead | ProtWrite);
        NativeMemory.AlignedFree((void*)address); // SAFETY: by contract a block of Publish, given back once, where nothing runs.
    }

    private unsafe nuint Publish(ReadOnlySpan<byte> code, nuint executable, nuint data)
    {
        void* memory;
        try
        {
            memory = NativeMemory.AlignedAlloc(executable + data, pageSize);
        }
        catch (OutOfMemoryException)
        {
            throw new PlatformException($"allocate {executable + data} bytes for code", 0);
        }

        // SAFETY: the block is 'executable + data' bytes of whole pages, known to nobody else yet.
        NativeMemory.Clear(memory, executable + data);
        code.CopyTo(new Span<byte>(memory, code.Length));
        try
        {
            Protect((nuint)memory, executable, ProtRead | ProtExec);
        }
        catch (PlatformException)
        {
            NativeMemory.AlignedFree(memory);
            throw;
        }

        return (nuint)memory;
    }

    private static void Protect(nuint address, nuint length, int protection)
    {
        if (MProtect(address, length, protection) != 0)
        {
            throw new PlatformException($"change the protection of {length} bytes of code", Marshal.GetLastPInvokeError());
        }
    }

    private nuint Round(nuint length) => (length + pageSize - 1) & ~(pageSize - 1);

    /// <summary><c>int mprotect(void *addr, size_t len, int prot)</c>, sys/mman.h. 0, or -1 with errno.</summary>
    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int MProtect(nuint address, nuint length, int protection);
}
