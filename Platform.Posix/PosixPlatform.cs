// POSIX systems: Linux with glibc or musl on the processors of Abi/LinuxProcessor.cs, and macOS. What differs between systems and processors stands in
// Abi/, the calls in Interop/. Everything is created on first use: an embedder that never needs a memory image never pays for one.
using System;
using System.Runtime.InteropServices;
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

    /// <summary>The platform of this process.</summary>
    /// <exception cref="PlatformNotSupportedException">
    /// Neither Linux on AMD64, Arm64 or 64-bit RISC-V, nor macOS.
    /// </exception>
    public PosixPlatform()
    {
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
    public nuint TlsGet(int slot) => slot == 0 ? _tls0 : TlsGetOther(slot);

    /// <inheritdoc/>
    public void TlsSet(int slot, nuint value) => _ = slot switch
    {
        0 => _tls0 = value,
        1 => _tls1 = value,
        _ => throw new ArgumentOutOfRangeException(nameof(slot)),
    };

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
    public FileMapping MapFile(string path, bool readsAll)
    {
        int file = Open(path);
        try
        {
            long length = Libc.Seek(file, 0, Libc.SeekEnd);
            if (length <= 0)
            {
                throw length == 0 ? new PlatformException($"map '{path}': the file is empty", 0) : PosixVirtualMemory.Failed($"read '{path}'");
            }

            nint address = Libc.MMap(0, (nuint)length, Libc.ProtRead, Libc.MapPrivate | (readsAll ? SystemAbi.MapPopulate : 0), file, 0);
            return address == Libc.MapFailed
                ? throw WhyNotMapped(file, path)
                : new FileMapping((nuint)address, (nuint)length, 0);
        }
        finally
        {
            _ = Libc.Close(file);
        }
    }

    /// <inheritdoc/>
    public void UnmapFile(in FileMapping mapping) => _ = Libc.MUnmap((nint)mapping.Address, mapping.Length);

    // A directory can be opened and has a length; reading it says what is wrong, mapping it does not.
    private static PlatformException WhyNotMapped(int file, string path)
    {
        PlatformException failure = PosixVirtualMemory.Failed($"map '{path}'");
        return Libc.Read(file, 0, 0) < 0 ? PosixVirtualMemory.Failed($"read '{path}'") : failure;
    }

    internal static int Open(string path)
    {
        int file = Libc.Open(path, Libc.OpenReadOnly | SystemAbi.OpenCloseOnExec);
        return file >= 0 ? file : throw PosixVirtualMemory.Failed($"open '{path}'");
    }

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
