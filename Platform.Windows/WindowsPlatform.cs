// Windows on AMD64 and Arm64. What differs between processors stands in Abi/, the calls in Interop/.
using System;
using System.Runtime.InteropServices;
using System.Text;
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Interop;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace Wasmtime.Min.Platform.Windows;

/// <summary>The platform for Windows.</summary>
public sealed class WindowsPlatform : IPlatform
{
    [ThreadStatic]
    private static nuint _tls0;

    [ThreadStatic]
    private static nuint _tls1;

    /// <summary>The platform of this process.</summary>
    /// <exception cref="PlatformNotSupportedException">Not Windows on AMD64 or Arm64.</exception>
    public WindowsPlatform()
    {
        WindowsProcessor? processor = OperatingSystem.IsWindows() ? WindowsProcessor.Current : null;
        if (processor is null)
        {
            throw new PlatformNotSupportedException(
                "Platform.Windows supports Windows on x86_64 and aarch64; for another system write a platform assembly");
        }

        Isa = processor.Isa;
        CpuFeatures = processor.DetectFeatures();
        TrapHandling = new WindowsTrapHandling(processor.Context);
        PageSize = (nuint)Environment.SystemPageSize;
        CodeMemory = new WindowsCodeMemory(PageSize);
        var clocks = new WindowsClocks();
        var handles = new WindowsHandles(clocks);
        Clocks = clocks;
        Handles = handles;
        FileSystem = new WindowsFileSystem(handles, clocks);
        StandardStreams = new WindowsStandardStreams(handles);
    }

    /// <inheritdoc/>
    public int ContractVersion => PlatformContract.Version;

    /// <inheritdoc/>
    public Isa Isa { get; }

    /// <inheritdoc/>
    public HostAbi Abi => HostAbi.Windows;

    /// <inheritdoc/>
    public ulong CpuFeatures { get; }

    /// <inheritdoc/>
    public nuint PageSize { get; }

    /// <inheritdoc/>
    public ICodeMemory CodeMemory { get; }

    /// <inheritdoc/>
    public IVirtualMemory VirtualMemory { get; } = new WindowsVirtualMemory();

    /// <inheritdoc/>
    public ITrapHandling TrapHandling { get; }

    /// <inheritdoc/>
    public ISynchronization Synchronization { get; } = new WindowsSynchronization();

    /// <inheritdoc/>
    public IFibers? Fibers => null;

    /// <inheritdoc/>
    public IHandles Handles { get; }

    /// <inheritdoc/>
    public IFileSystem FileSystem { get; }

    /// <inheritdoc/>
    public IStandardStreams StandardStreams { get; }

    /// <inheritdoc/>
    public IClocks Clocks { get; }

    /// <inheritdoc/>
    public IRandom Random { get; } = new WindowsRandom();

    /// <inheritdoc/>
    public nuint TlsGet(int slot) => slot switch
    {
        0 => _tls0,
        1 => _tls1,
        _ => throw new ArgumentOutOfRangeException(nameof(slot)),
    };

    /// <inheritdoc/>
    public void TlsSet(int slot, nuint value) => _ = slot switch
    {
        0 => _tls0 = value,
        1 => _tls1 = value,
        _ => throw new ArgumentOutOfRangeException(nameof(slot)),
    };

    /// <inheritdoc/>
    public unsafe nuint AllocateHeap(nuint length, nuint alignment)
    {
        try
        {
            // SAFETY: the block is the caller's until FreeHeap; it is cleared to its exact length.
            void* memory = NativeMemory.AlignedAlloc(length, alignment);
            NativeMemory.Clear(memory, length);
            return (nuint)memory;
        }
        catch (OutOfMemoryException)
        {
            throw new PlatformException($"allocate {length} bytes", 0);
        }
    }

    /// <inheritdoc/>
    public unsafe void FreeHeap(nuint address, nuint length, nuint alignment) =>
        NativeMemory.AlignedFree((void*)address); // SAFETY: by contract an address of AllocateHeap, freed once, or 0.

    /// <inheritdoc/>
    /// <remarks>The lowest pages are left out: Windows moves its guard page down into them.</remarks>
    public nuint StackLimit()
    {
        const uint GuardPages = 4;
        Kernel32.GetCurrentThreadStackLimits(out nuint low, out _);
        return low + (GuardPages * PageSize);
    }

    /// <inheritdoc/>
    /// <remarks>As long as it is open nobody can write to it.</remarks>
    public PlatformFile OpenFile(ReadOnlySpan<byte> name)
    {
        const uint Share = Kernel32.ShareRead | Kernel32.ShareDelete;
        string path = Encoding.UTF8.GetString(name);
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw new PlatformException($"open '{path.Replace("\0", "\\0", StringComparison.Ordinal)}': the name holds a byte 0", 0);
        }

        nint file = Kernel32.CreateFile(path, Kernel32.GenericRead, Share, 0, Kernel32.OpenExisting, 0, 0);
        if (file == Kernel32.InvalidHandle)
        {
            throw WindowsVirtualMemory.Failed($"open '{path}'");
        }

        PlatformException? failure = Kernel32.GetFileSize(file, out long length) == 0 ? WindowsVirtualMemory.Failed($"read '{path}'")
            : length <= 0 ? new PlatformException($"map '{path}': the file is empty", 0)
            : null;
        if (failure is not null)
        {
            _ = Kernel32.CloseHandle(file);
            throw failure;
        }

        return new PlatformFile((nuint)file, (ulong)length);
    }

    /// <inheritdoc/>
    public unsafe void ReadFile(in PlatformFile file, ulong offset, Span<byte> to)
    {
        fixed (byte* pointer = to)
        {
            // SAFETY: what is read at 'done' ends with the span. The structure says where to read; the handle waits for its end.
            for (int done = 0; done < to.Length;)
            {
                Kernel32.Overlapped place = new() { Offset = offset + (uint)done };
                if (Kernel32.ReadFile((nint)file.Handle, pointer + done, (uint)(to.Length - done), out uint count, &place) == 0)
                {
                    throw WindowsVirtualMemory.Failed("read a file");
                }

                if (count == 0)
                {
                    throw new PlatformException("read a file: it has become shorter", 0);
                }

                done += (int)count;
            }
        }
    }

    /// <inheritdoc/>
    public FileMapping MapFile(in PlatformFile file)
    {
        nint mapping = Kernel32.CreateFileMapping((nint)file.Handle, 0, Kernel32.PageReadOnly, 0, 0, 0);
        nuint address = mapping == 0 ? 0 : Kernel32.MapViewOfFile(mapping, Kernel32.FileMapRead, 0, 0, 0);
        PlatformException? failure = address == 0 ? WindowsVirtualMemory.Failed($"map a file of {file.Length} bytes") : null;
        if (mapping != 0)
        {
            _ = Kernel32.CloseHandle(mapping); // the view keeps what it needs
        }

        return failure is null ? new FileMapping(address, (nuint)file.Length, 0) : throw failure;
    }

    /// <inheritdoc/>
    public void CloseFile(in PlatformFile file) => _ = Kernel32.CloseHandle((nint)file.Handle);

    /// <inheritdoc/>
    public void UnmapFile(in FileMapping mapping) => _ = Kernel32.UnmapViewOfFile(mapping.Address);
}
