// The smallest honest port, to copy: memory from the heap, artifacts read by .NET, no virtual memory, no signals, no fibers. What a system
// must add is one file, SampleCodeMemory.cs. Artifacts for it are compiled with --signals-based-traps=no --memory-reservation 0.
// WASI programs get files in memory (Files/), streams (Streams/), clocks and random numbers; a port that runs none leaves these out and answers null.
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Sample.Files;
using Wasmtime.Min.Platform.Sample.Streams;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace Wasmtime.Min.Platform.Sample;

/// <summary>A platform that gives the runtime what it cannot do without, and nothing else.</summary>
public sealed class SamplePlatform : IPlatform
{
    // How much stack is taken for granted below the first call that a thread makes. The smallest default of a .NET thread is 1.5 MiB.
    private const int AssumedStack = 1 << 20;

    // What a guest may store in files.
    private const long FileCapacity = 256 << 20;

    [ThreadStatic]
    private static nuint _tls0;

    [ThreadStatic]
    private static nuint _tls1;

    [ThreadStatic]
    private static nuint _stackLimit;

    /// <summary>A platform with an empty file system and the streams of the console.</summary>
    public SamplePlatform()
        : this(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError())
    {
    }

    /// <summary>A platform with an empty file system.</summary>
    /// <param name="input">Where standard input comes from; null: it is at its end.</param>
    /// <param name="output">Where standard output goes to; null: writing fails.</param>
    /// <param name="error">Where standard error goes to; null: writing fails.</param>
    public SamplePlatform(Stream? input, Stream? output, Stream? error)
    {
        var handles = new SampleHandles();
        Handles = handles;
        StandardStreams = new SampleStandardStreams(handles, input, output, error);
        FileSystem = new MemoryFileSystem(handles, Clocks, FileCapacity);
    }

    /// <inheritdoc/>
    public int ContractVersion => PlatformContract.Version;

    /// <inheritdoc/>
    public Isa Isa => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => Isa.X64,
        Architecture.Arm64 => Isa.Arm64,
        Architecture.RiscV64 => Isa.Riscv64,
        Architecture.S390x => Isa.S390x,
        _ => Isa.Unknown,
    };

    /// <inheritdoc/>
    public HostAbi Abi => OperatingSystem.IsWindows() ? HostAbi.Windows : HostAbi.SystemV;

    /// <inheritdoc/>
    /// <remarks>A port may answer 0 and compile for the baseline of its processor.</remarks>
    public ulong CpuFeatures { get; } = X64CpuFeatures.Detect();

    /// <inheritdoc/>
    public nuint PageSize { get; } = (nuint)Environment.SystemPageSize;

    /// <inheritdoc/>
    public ICodeMemory CodeMemory { get; } = new SampleCodeMemory((nuint)Environment.SystemPageSize);

    /// <inheritdoc/>
    public IVirtualMemory? VirtualMemory => null;

    /// <inheritdoc/>
    public ITrapHandling? TrapHandling => null;

    /// <inheritdoc/>
    public ISynchronization? Synchronization { get; } = new PortableSynchronization();

    /// <inheritdoc/>
    public IFibers? Fibers => null;

    /// <inheritdoc/>
    public IHandles Handles { get; }

    /// <inheritdoc/>
    public IFileSystem FileSystem { get; }

    /// <inheritdoc/>
    public IStandardStreams StandardStreams { get; }

    /// <inheritdoc/>
    public IClocks Clocks { get; } = new SampleClocks();

    /// <inheritdoc/>
    public IRandom Random { get; } = new SampleRandom();

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
    /// <remarks>Without a call that tells: a guess from where the stack is now. A port that knows its stacks should say so.</remarks>
    public unsafe nuint StackLimit()
    {
        if (_stackLimit == 0)
        {
            byte here = 0;
            _stackLimit = (nuint)(&here) - AssumedStack; // SAFETY: only the number is used.
        }

        return _stackLimit;
    }

    /// <inheritdoc/>
    public PlatformFile OpenFile(ReadOnlySpan<byte> name)
    {
        string path = Encoding.UTF8.GetString(name);
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path);
            long length = RandomAccess.GetLength(file);
            return length == 0
                ? throw new PlatformException($"map '{path}': the file is empty", 0)
                : new PlatformFile((nuint)GCHandle.ToIntPtr(GCHandle.Alloc(file)), (ulong)length);
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new PlatformException($"open '{path.Replace("\0", "\\0", StringComparison.Ordinal)}': {error.Message}", 0);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void ReadFile(in PlatformFile file, ulong offset, Span<byte> to)
    {
        try
        {
            for (int done = 0; done < to.Length;)
            {
                int count = RandomAccess.Read(HandleOf(file), to[done..], (long)offset + done);
                done += count > 0 ? count : throw new PlatformException("read a file: it has become shorter", 0);
            }
        }
        catch (IOException error)
        {
            throw new PlatformException($"read a file: {error.Message}", 0);
        }
    }

    /// <inheritdoc/>
    public unsafe FileMapping MapFile(in PlatformFile file)
    {
        nuint length = (nuint)file.Length;
        nuint address = AllocateHeap(length, MapAlignment);
        try
        {
            for (nuint done = 0; done < length;)
            {
                // SAFETY: the span ends inside the block of 'length' bytes.
                int part = (int)nuint.Min(length - done, 1 << 30);
                ReadFile(file, done, new Span<byte>((void*)(address + done), part));
                done += (nuint)part;
            }

            return new FileMapping(address, length, 0);
        }
        catch
        {
            FreeHeap(address, length, MapAlignment);
            throw;
        }
    }

    /// <inheritdoc/>
    public void CloseFile(in PlatformFile file)
    {
        HandleOf(file).Dispose();
        GCHandle.FromIntPtr((nint)file.Handle).Free();
    }

    private static SafeFileHandle HandleOf(in PlatformFile file) => (SafeFileHandle)GCHandle.FromIntPtr((nint)file.Handle).Target!;

    /// <inheritdoc/>
    public void UnmapFile(in FileMapping mapping) => FreeHeap(mapping.Address, mapping.Length, MapAlignment);

    private const nuint MapAlignment = 16;
}
