using System;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>This machine, pretending to be another.</summary>
internal sealed class OtherPlatform : IPlatform
{
    private readonly PosixPlatform _real = new();

    public int ContractVersion { get; init; } = PlatformContract.Version;

    public Isa Isa { get; init; } = Isa.X64;

    public HostAbi Abi { get; init; } = HostAbi.SystemV;

    public ulong CpuFeatures { get; init; } = ulong.MaxValue;

    public bool HasVirtualMemory { get; init; } = true;

    public bool HandlesTraps { get; init; } = true;

    public nuint PageSize => _real.PageSize;

    public ICodeMemory CodeMemory => _real.CodeMemory;

    public IVirtualMemory? VirtualMemory => HasVirtualMemory ? _real.VirtualMemory : null;

    public ITrapHandling? TrapHandling => HandlesTraps ? _real.TrapHandling : null;

    public ISynchronization? Synchronization => _real.Synchronization;

    public IFibers? Fibers => null;

    public IHandles? Handles => null;

    public IFileSystem? FileSystem => null;

    public IStandardStreams? StandardStreams => null;

    public IClocks? Clocks => null;

    public IRandom? Random => null;

    public nuint TlsGet(int slot) => _real.TlsGet(slot);

    public void TlsSet(int slot, nuint value) => _real.TlsSet(slot, value);

    public nuint AllocateHeap(nuint length, nuint alignment) => _real.AllocateHeap(length, alignment);

    public void FreeHeap(nuint address, nuint length, nuint alignment) => _real.FreeHeap(address, length, alignment);

    public nuint StackLimit() => _real.StackLimit();

    public PlatformFile OpenFile(ReadOnlySpan<byte> name) => _real.OpenFile(name);

    public void ReadFile(in PlatformFile file, ulong offset, Span<byte> to) => _real.ReadFile(file, offset, to);

    public FileMapping MapFile(in PlatformFile file) => _real.MapFile(file);

    public void CloseFile(in PlatformFile file) => _real.CloseFile(file);

    public void UnmapFile(in FileMapping mapping) => _real.UnmapFile(mapping);
}
