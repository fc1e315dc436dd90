// POSIX systems: Linux with glibc or musl on the processors of Abi/LinuxProcessor.cs, and macOS. What differs between systems and processors stands in
// Abi/, the calls in Interop/. Everything is created on first use: an embedder that never needs a memory image never pays for one.
using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace Wasmtime.Min.Platform.Posix;

/// <summary>The platform for POSIX systems.</summary>
public sealed class PosixPlatform : IPlatform
{
    [ThreadStatic]
    private static nuint _tls0;

    [ThreadStatic]
    private static nuint _tls1;

    [ThreadStatic]
    private static nuint _stackLimit;

    private readonly PosixVirtualMemory _virtualMemory;
    private readonly PosixOptions _options;
    private readonly PosixStandardStreams.Present _streams;

    // Made on first use.
    private PosixHandles? _handles;
    private PosixFileSystem? _fileSystem;
    private PosixStandardStreams? _standardStreams;
    private PosixClocks? _clocks;
    private PosixRandom? _random;

    /// <summary>The platform of this process.</summary>
    /// <param name="options">What it does in another way; null: nothing.</param>
    /// <remarks>
    /// Made before any file is opened: numbers of standard streams that the process was started without are taken here, so that no file gets them.
    /// </remarks>
    /// <exception cref="PlatformNotSupportedException">
    /// Neither Linux on AMD64, Arm64 or 64-bit RISC-V, nor macOS.
    /// </exception>
    public PosixPlatform(PosixOptions? options = null)
    {
        _options = options ?? new PosixOptions();
        _streams = PosixStandardStreams.Take();
        PageSize = (nuint)Libc.SysConf(SystemAbi.SysConfPageSize);
        _virtualMemory = new PosixVirtualMemory(PageSize);
        if (OperatingSystem.IsMacOS())
        {
            Isa = MacProcessor.Isa;
            CpuFeatures = MacProcessor.DetectFeatures();
            Synchronization = new PortableSynchronization();
            CodeMemory = new MacCodeMemory(Isa);
        }
        else if (OperatingSystem.IsLinux() && LinuxProcessor.Current is { } processor)
        {
            Isa = processor.Isa;
            CpuFeatures = LinuxCpuFeatures.Detect(Isa);
            TrapHandling = new PosixTrapHandling(processor);
            Synchronization = new PosixSynchronization(processor);
            CodeMemory = new PosixCodeMemory(PageSize, Isa);
        }
        else
        {
            throw new PlatformNotSupportedException(
                "Platform.Posix supports Linux on x86_64, aarch64 and riscv64, and macOS; for another system write a platform assembly");
        }
    }

    /// <inheritdoc/>
    public int ContractVersion => PlatformContract.Version;

    /// <inheritdoc/>
    public Isa Isa { get; }

    /// <inheritdoc/>
    public HostAbi Abi => HostAbi.SystemV;

    /// <inheritdoc/>
    public ulong CpuFeatures { get; }

    /// <inheritdoc/>
    public nuint PageSize { get; }

    /// <inheritdoc/>
    public ICodeMemory CodeMemory { get; }

    /// <inheritdoc/>
    public IVirtualMemory VirtualMemory => _virtualMemory;

    /// <inheritdoc/>
    /// <remarks>None on macOS: .NET takes the faults of its threads from the kernel's exception ports there, before they become signals.</remarks>
    public ITrapHandling? TrapHandling { get; }

    /// <inheritdoc/>
    public ISynchronization Synchronization { get; }

    /// <inheritdoc/>
    public IFibers? Fibers => null;

    /// <inheritdoc/>
    public IHandles? Handles => _handles ?? Keep(ref _handles, new PosixHandles());

    /// <inheritdoc/>
    public IFileSystem? FileSystem => _fileSystem ?? Keep(ref _fileSystem, new PosixFileSystem(_options));

    /// <inheritdoc/>
    public IStandardStreams? StandardStreams => _standardStreams ?? Keep(ref _standardStreams, new PosixStandardStreams(_streams));

    /// <inheritdoc/>
    public IClocks? Clocks => _clocks ?? Keep(ref _clocks, new PosixClocks());

    /// <inheritdoc/>
    public IRandom? Random => _random ?? Keep(ref _random, new PosixRandom());

    /// <inheritdoc/>
    public nuint TlsGet(int slot) => slot == 0 ? _tls0 : TlsGetOther(slot);

    /// <inheritdoc/>
    public void TlsSet(int slot, nuint value) => _ = slot switch
    {
        0 => _tls0 = value,
        1 => _tls1 = value,
        _ => throw new ArgumentOutOfRangeException(nameof(slot)),
    };

    // Of two threads that are first at once, both get the same.
    private static T Keep<T>(ref T? field, T made)
        where T : class => Interlocked.CompareExchange(ref field, made, null) ?? made;

    // Apart, so that the common case, which every call into the guest goes through, needs no frame.
    private static nuint TlsGetOther(int slot) => slot == 1 ? _tls1 : throw new ArgumentOutOfRangeException(nameof(slot));

    /// <inheritdoc/>
    /// <remarks>Large blocks are mappings of their own, so that zeros cost nothing until they are touched.</remarks>
    public unsafe nuint AllocateHeap(nuint length, nuint alignment)
    {
        if (IsMapped(length, alignment))
        {
            int flags = Libc.MapPrivate | SystemAbi.MapAnonymous;
            nint address = Libc.MMap(0, length, Libc.ProtRead | Libc.ProtWrite, flags, -1, 0);
            return address == Libc.MapFailed ? throw PosixVirtualMemory.Failed($"allocate {length} bytes") : (nuint)address;
        }

        // SAFETY: the block is owned by the caller until FreeHeap; it is cleared to its exact length.
        try
        {
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
    public unsafe void FreeHeap(nuint address, nuint length, nuint alignment)
    {
        if (address == 0)
        {
            return;
        }

        // SAFETY: by contract an address of AllocateHeap with these numbers, freed once.
        if (!IsMapped(length, alignment))
        {
            NativeMemory.AlignedFree((void*)address);
        }
        else if (Libc.MUnmap((nint)address, length) != 0)
        {
            throw PosixVirtualMemory.Failed($"free {length} bytes");
        }
    }

    /// <inheritdoc/>
    public nuint StackLimit()
    {
        if (_stackLimit == 0)
        {
            _stackLimit = FindStackLimit(PageSize);
        }

        return _stackLimit;
    }

    /// <inheritdoc/>
    public unsafe PlatformFile OpenFile(ReadOnlySpan<byte> name)
    {
        const int MostOnStack = 512;
        if (name.Contains((byte)0))
        {
            throw new PlatformException($"open '{Printable(name)}': the name holds a byte 0", 0);
        }

        Span<byte> terminated = name.Length < MostOnStack ? stackalloc byte[MostOnStack] : new byte[name.Length + 1];
        name.CopyTo(terminated);
        terminated[name.Length] = 0;
        int file;
        fixed (byte* pointer = terminated)
        {
            // SAFETY: the name ends with the byte 0 that was put there.
            file = Libc.Open((nint)pointer, Libc.OpenReadOnly | SystemAbi.OpenCloseOnExec);
        }

        if (file < 0)
        {
            throw PosixVirtualMemory.Failed($"open '{Printable(name)}'");
        }

        // A directory can be opened and has a length; only reading says what is wrong.
        long length = Libc.Read(file, 0, 0) < 0 ? -1 : Libc.Seek(file, 0, Libc.SeekEnd);
        if (length > 0)
        {
            return new PlatformFile((nuint)file + 1, (ulong)length);
        }

        PlatformException failure = length == 0
            ? new PlatformException($"map '{Printable(name)}': the file is empty", 0)
            : PosixVirtualMemory.Failed($"read '{Printable(name)}'");
        _ = Libc.Close(file);
        throw failure;
    }

    /// <inheritdoc/>
    public unsafe void ReadFile(in PlatformFile file, ulong offset, Span<byte> to)
    {
        const int Interrupted = 4;
        fixed (byte* pointer = to)
        {
            // SAFETY: what is read at 'done' ends with the span.
            for (int done = 0; done < to.Length;)
            {
                nint count = Libc.ReadAt(Descriptor(file), (nint)(pointer + done), (nuint)(to.Length - done), (long)offset + done);
                if (count == 0)
                {
                    throw new PlatformException("read a file: it has become shorter", 0);
                }

                if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted)
                {
                    throw PosixVirtualMemory.Failed("read a file");
                }

                done += (int)nint.Max(count, 0);
            }
        }
    }

    /// <inheritdoc/>
    public FileMapping MapFile(in PlatformFile file)
    {
        nint address = Libc.MMap(0, (nuint)file.Length, Libc.ProtRead, Libc.MapPrivate, Descriptor(file), 0);
        return address == Libc.MapFailed
            ? throw PosixVirtualMemory.Failed($"map a file of {file.Length} bytes")
            : new FileMapping((nuint)address, (nuint)file.Length, 0);
    }

    /// <inheritdoc/>
    public void CloseFile(in PlatformFile file) => _ = Libc.Close(Descriptor(file));

    internal static int Descriptor(in PlatformFile file) => (int)file.Handle - 1;

    // Not by string.Replace, which takes half of .NET's search machinery along.
    private static string Printable(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        foreach (char c in NameText.FromBytes(name))
        {
            _ = c == '\0' ? text.Append("\\0") : text.Append(c);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void UnmapFile(in FileMapping mapping) => _ = Libc.MUnmap((nint)mapping.Address, mapping.Length);

    // The main thread's stack grows on demand up to a limit that may be "unlimited": what lies more than 8 MiB below is not counted on.
    private const nuint MostOfUnlimitedStack = 8 << 20;

    private static unsafe nuint FindStackLimit(nuint pageSize)
    {
        if (OperatingSystem.IsMacOS())
        {
            nint thread = Libc.PThreadSelf();
            return Libc.PThreadGetStackEnd(thread) - Libc.PThreadGetStackSize(thread);
        }

        byte* attributes = stackalloc byte[LinuxAbi.PThreadAttributesSize];
        nuint here = (nuint)attributes;
        if (MainStackLimit(here, pageSize) is not 0 and var limit)
        {
            return limit;
        }

        // SAFETY: the buffer is larger than the structure of any supported C library, and lives until it is destroyed here.
        if (Libc.PThreadGetAttributes(Libc.PThreadSelf(), (nint)attributes) != 0)
        {
            return here - (MostOfUnlimitedStack / 16);
        }

        int result = Libc.PThreadAttributesGetStack((nint)attributes, out nuint lowest, out nuint size);
        _ = Libc.PThreadAttributesDestroy((nint)attributes);
        return result != 0 ? here - (MostOfUnlimitedStack / 16) : IsUnlimited(size) ? lowest + size - MostOfUnlimitedStack : lowest;
    }

    // The C library would read all of /proc/self/maps to find the main thread's stack: a tenth of the start-up time of a small program. But its
    // end is known: the name of the executed file is the last thing that the kernel put there, behind it are less than two pages.
    // 0 where 'here' is not on that stack.
    private static unsafe nuint MainStackLimit(nuint here, nuint pageSize)
    {
        ulong* limits = stackalloc ulong[2];
        nuint name = Libc.GetAuxiliaryValue(LinuxAbi.AuxiliaryExecFileName);

        // SAFETY: the buffer has the size of struct rlimit.
        if (name == 0 || Libc.GetResourceLimit(LinuxAbi.ResourceLimitStack, limits) != 0)
        {
            return 0;
        }

        nuint size = IsUnlimited(limits[0]) ? MostOfUnlimitedStack : (nuint)limits[0];
        return here < name && name - here < size ? (name & ~(pageSize - 1)) + (2 * pageSize) - size : 0;
    }

    private static bool IsUnlimited(ulong stackSize) => stackSize > 256 << 20;

    private bool IsMapped(nuint length, nuint alignment) => length >= 1 << 20 && alignment <= PageSize;
}
