// A real platform, seen through a filter: other page sizes, missing capabilities, requests that fail on demand, and books about everything that is
// obtained. The real machine still does the work, so code runs and faults as always.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Simulated;

/// <summary>A platform for tests.</summary>
public sealed class SimulatedPlatform : IPlatform
{
    internal const string OpenFileKind = "open file";

    private readonly IPlatform _real;
    private readonly Ledger _ledger = new();
    private readonly GuardedHeap? _guarded;

    /// <summary>Puts a filter before a platform.</summary>
    /// <param name="real">Does the work.</param>
    /// <param name="simulation">What is to be simulated; null: a system like the real one.</param>
    public SimulatedPlatform(IPlatform real, Simulation? simulation = null)
    {
        ArgumentNullException.ThrowIfNull(real);
        simulation ??= new Simulation { PageSize = real.PageSize };
        if (simulation.PageSize % real.PageSize != 0)
        {
            throw new ArgumentException($"pages of {simulation.PageSize} bytes cannot be made of pages of {real.PageSize} bytes");
        }

        _real = real;
        PageSize = simulation.PageSize;
        _guarded = simulation.GuardsHeap && real.VirtualMemory is { } pages ? new GuardedHeap(pages, real.PageSize) : null;
        CodeMemory = new SimulatedCodeMemory(real, simulation, _ledger);
        VirtualMemory = simulation.HasVirtualMemory && real.VirtualMemory is { } memory
            ? new SimulatedVirtualMemory(memory, simulation, _ledger)
            : null;
        TrapHandling = !simulation.HandlesTraps || real.TrapHandling is not { } traps ? null
            : simulation.InstallsHandlers ? traps
            : new IdleTrapHandling(traps);
        Handles = real.Handles is { } handles ? new SimulatedHandles(handles, _ledger) : null;
        FileSystem = simulation.HasFiles && real.FileSystem is { } files ? new SimulatedFileSystem(files, _ledger) : null;
        Random = real.Random is { } random ? new SimulatedRandom(random, _ledger) : null;
    }

    /// <summary>How many requests there were so far that could have failed.</summary>
    public int Requests => _ledger.Requests;

    /// <summary>The request that fails, counted from 1 over the life of this platform; 0: none.</summary>
    public int FailingRequest
    {
        get => _ledger.FailingRequest;
        set => _ledger.FailingRequest = value;
    }

    /// <summary>What that request says if it is one of files and handles, whose failures are results.</summary>
    public SystemError FailingError
    {
        get => _ledger.FailingError;
        set => _ledger.FailingError = value;
    }

    /// <summary>What the request asked for that has failed, in words; null: none has.</summary>
    public string? FailedOperation => _ledger.FailedOperation;

    /// <summary>What was obtained and not given back. The trap handler's page, which stays for the life of the process, is not counted.</summary>
    public IReadOnlyList<string> Leaks => _ledger.Outstanding();

    /// <inheritdoc/>
    public int ContractVersion => _real.ContractVersion;

    /// <inheritdoc/>
    public Isa Isa => _real.Isa;

    /// <inheritdoc/>
    public HostAbi Abi => _real.Abi;

    /// <inheritdoc/>
    public ulong CpuFeatures => _real.CpuFeatures;

    /// <inheritdoc/>
    public nuint PageSize { get; }

    /// <inheritdoc/>
    public ICodeMemory CodeMemory { get; }

    /// <inheritdoc/>
    public IVirtualMemory? VirtualMemory { get; }

    /// <inheritdoc/>
    public ITrapHandling? TrapHandling { get; }

    /// <inheritdoc/>
    public ISynchronization? Synchronization => _real.Synchronization;

    /// <inheritdoc/>
    public IFibers? Fibers => _real.Fibers;

    /// <inheritdoc/>
    public IHandles? Handles { get; }

    /// <inheritdoc/>
    public IFileSystem? FileSystem { get; }

    /// <inheritdoc/>
    public IStandardStreams? StandardStreams => _real.StandardStreams;

    /// <inheritdoc/>
    public IClocks? Clocks => _real.Clocks;

    /// <inheritdoc/>
    public IRandom? Random { get; }

    /// <inheritdoc/>
    public nuint TlsGet(int slot) => _real.TlsGet(slot);

    /// <inheritdoc/>
    public void TlsSet(int slot, nuint value) => _real.TlsSet(slot, value);

    /// <inheritdoc/>
    public nuint AllocateHeap(nuint length, nuint alignment)
    {
        if (length == 0 || !nuint.IsPow2(alignment))
        {
            throw new PlatformMisuseException($"{length} bytes aligned to {alignment} are asked for");
        }

        _ledger.Request($"allocate {length} bytes");
        nuint address = _guarded is null ? _real.AllocateHeap(length, alignment) : _guarded.Allocate(length, alignment);
        return _ledger.Obtained("heap block", address, length, alignment);
    }

    /// <inheritdoc/>
    /// <remarks>What is given back is overwritten first, so that later use shows.</remarks>
    public unsafe void FreeHeap(nuint address, nuint length, nuint alignment)
    {
        const byte Dead = 0xdd;
        if (address == 0)
        {
            return;
        }

        if (_ledger.GivenBack("heap block", address, length) != alignment)
        {
            throw new PlatformMisuseException($"a heap block is given back with the alignment {alignment} that it was not asked for with");
        }

        // SAFETY: the books say that the block has this length and was alive until now.
        new Span<byte>((void*)address, (int)nuint.Min(length, 1 << 16)).Fill(Dead);
        if (_guarded is null)
        {
            _real.FreeHeap(address, length, alignment);
        }
        else
        {
            _guarded.Free(address, length, alignment);
        }
    }

    /// <inheritdoc/>
    public nuint StackLimit() => _real.StackLimit();

    /// <inheritdoc/>
    public PlatformFile OpenFile(ReadOnlySpan<byte> name)
    {
        _ledger.Request("open a file");
        PlatformFile file = _real.OpenFile(name);
        _ledger.Obtained(OpenFileKind, file.Handle, 0);
        return file;
    }

    /// <inheritdoc/>
    public void ReadFile(in PlatformFile file, ulong offset, Span<byte> to)
    {
        _ledger.RequireOpen(OpenFileKind, file.Handle);
        _ledger.Request($"read {to.Length} bytes of a file");
        _real.ReadFile(file, offset, to);
    }

    /// <inheritdoc/>
    public FileMapping MapFile(in PlatformFile file)
    {
        _ledger.RequireOpen(OpenFileKind, file.Handle);
        _ledger.Request("map a file");
        FileMapping mapping = _real.MapFile(file);
        _ledger.Obtained("file mapping", mapping.Address, mapping.Length);
        return mapping;
    }

    /// <inheritdoc/>
    public void CloseFile(in PlatformFile file)
    {
        _ledger.GivenBack(OpenFileKind, file.Handle, 0);
        _real.CloseFile(file);
    }

    /// <inheritdoc/>
    public void UnmapFile(in FileMapping mapping)
    {
        _ledger.GivenBack("file mapping", mapping.Address, mapping.Length);
        _real.UnmapFile(mapping);
    }
}
