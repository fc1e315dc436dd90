// The platform whose code runs in guests: memory is the shared one, faults are the guest's, everything else is this process's.
using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Toolchain.Emulation;

/// <summary>A platform over guest processes.</summary>
internal sealed unsafe class GuestPlatform : IPlatform, ICodeMemory, IVirtualMemory, ITrapHandling
{
    private const nuint FileAlignment = 4096;
    private const uint SignalInfo = 4, OnAlternateStack = 0x0800_0000;

    private readonly SharedMemory _memory;
    private readonly GuestNumbers _numbers;
    private readonly GuestExecutor _executor;
    private readonly IPlatform _host;

    internal GuestPlatform(SharedMemory memory, GuestNumbers numbers, HostAbi abi, GuestExecutor executor, IPlatform host) =>
        (_memory, _numbers, Abi, _executor, _host) = (memory, numbers, abi, executor, host);

    public int ContractVersion => PlatformContract.Version;

    public Isa Isa => _numbers.Isa;

    /// <inheritdoc/>
    /// <remarks>The guest calls as Linux does, which is how Windows does it, too, on Arm64.</remarks>
    public HostAbi Abi { get; }

    public ulong CpuFeatures => _numbers.CpuFeatures;

    public nuint PageSize => SharedMemory.PageSize;

    public ICodeMemory CodeMemory => this;

    public IVirtualMemory? VirtualMemory => this;

    public ITrapHandling? TrapHandling => Abi == HostAbi.SystemV ? this : null;

    public ISynchronization? Synchronization => _host.Synchronization;

    public IFibers? Fibers => null;

    public IHandles? Handles => _host.Handles;

    public IFileSystem? FileSystem => _host.FileSystem;

    public IStandardStreams? StandardStreams => _host.StandardStreams;

    public IClocks? Clocks => _host.Clocks;

    public IRandom? Random => _host.Random;

    public TrapNumbers Numbers => new(
        _numbers.ProgramCounter,
        _numbers.StackPointer,
        _numbers.FramePointer,
        _numbers.Vmctx,
        GuestNumbers.FaultAddress,
        TrapNumbers.None,
        _executor.CrashAddress,
        TrapNumbers.None);

    public nuint TlsGet(int slot) => _executor.Current.ThreadSlots[slot];

    public void TlsSet(int slot, nuint value) => _executor.Current.ThreadSlots[slot] = value;

    public nuint AllocateHeap(nuint length, nuint alignment) => _memory.AllocateHeap(length, alignment);

    public void FreeHeap(nuint address, nuint length, nuint alignment) => _memory.FreeHeap(address, length, alignment);

    public nuint StackLimit() => _executor.Current.StackLimit;

    public PlatformFile OpenFile(ReadOnlySpan<byte> name) => _host.OpenFile(name);

    public void ReadFile(in PlatformFile file, ulong offset, Span<byte> to) => _host.ReadFile(file, offset, to);

    public FileMapping MapFile(in PlatformFile file)
    {
        int length = checked((int)file.Length);
        nuint address = AllocateHeap((nuint)length, FileAlignment);
        try
        {
            // SAFETY: the block has that length.
            _host.ReadFile(file, 0, new Span<byte>((void*)address, length));
            return new FileMapping(address, (nuint)length, 0);
        }
        catch
        {
            FreeHeap(address, (nuint)length, FileAlignment);
            throw;
        }
    }

    public void CloseFile(in PlatformFile file) => _host.CloseFile(file);

    public void UnmapFile(in FileMapping mapping) => FreeHeap(mapping.Address, mapping.Length, FileAlignment);

    public nuint PublishCode(ReadOnlySpan<byte> code, nuint alignment) => _memory.Publish(code, (nuint)code.Length, 0);

    public nuint PublishCodeWithData(ReadOnlySpan<byte> code, nuint dataDistance, nuint dataLength) => _memory.Publish(code, dataDistance, dataLength);

    /// <inheritdoc/>
    /// <remarks>The guest maps the memory file only.</remarks>
    public nuint MapCode(in PlatformFile file, ulong offset, nuint length) => 0;

    public void UnpublishCode(nuint address, nuint length) => _memory.Drop(address, length);

    public nuint Reserve(nuint length) => _memory.Reserve(length);

    public void Commit(nuint address, nuint length) => _memory.Commit(address, length);

    public void Decommit(nuint address, nuint length) => _memory.Drop(address, length);

    public void Protect(nuint address, nuint length, PageAccess access) => _memory.Protect(address, length, access);

    public void Release(nuint address, nuint length) => _memory.Release(address, length);

    /// <inheritdoc/>
    /// <remarks>What is shared cannot be private too: the runtime copies.</remarks>
    public nuint CreateImage(ReadOnlySpan<byte> contents) => 0;

    public nuint CreateImage(in PlatformFile file, ulong offset, nuint length) => 0;

    public void MapImage(nuint image, nuint address, nuint length) => throw new NotSupportedException();

    public void FreeImage(nuint image) => throw new NotSupportedException();

    public void Install(nuint handler, Span<nuint> previous)
    {
        previous.Clear();

        // struct sigaction of the kernel: handler, flags, and a mask that blocks nothing
        const nuint ActionBytes = 64;
        nuint action = AllocateHeap(ActionBytes, 16);

        // SAFETY: the block has ActionBytes bytes, zeroed; it is kept for guests to come.
        *(ulong*)action = _numbers.Native(handler);
        *(ulong*)(action + (nuint)_numbers.ActionFlags) = _numbers.Native(SignalInfo | OnAlternateStack);
        foreach (int signal in (ReadOnlySpan<int>)[4, 5, 7, 8, 11]) // ill, trap, bus, fpe, segv
        {
            _memory.Log.Add(new GuestSystemCall(_numbers.SignalAction, (nuint)signal, action, 0, 8));
        }
    }

    public void Uninstall() => throw new NotSupportedException("guests keep their handler");

    public void PrepareThread()
    {
        // Every guest starts with an alternate stack.
    }
}
