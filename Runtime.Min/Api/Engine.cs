using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Traps;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>
/// What modules and stores share: the platform, settings, types, and the epoch. Thread-safe. Dispose it after everything that was made with it.
/// </summary>
public sealed class Engine : IDisposable
{
    private readonly EpochCounter _epoch;
    private bool _isDisposed;

    /// <summary>Prepares to run artifacts.</summary>
    /// <param name="platform">The system to run on.</param>
    /// <param name="config">Settings; the default ones where null.</param>
    /// <exception cref="ArgumentException">The platform was written for another version of the contract.</exception>
    /// <exception cref="PlatformException">There is no memory.</exception>
    public Engine(IPlatform platform, Config? config = null)
        : this(platform, config, null)
    {
    }

    /// <summary>An engine whose code runs elsewhere.</summary>
    /// <param name="platform">The system it runs on.</param>
    /// <param name="config">Settings; null: the default ones.</param>
    /// <param name="executor">Runs generated code; null: this process does.</param>
    internal Engine(IPlatform platform, Config? config, IExecutor? executor)
    {
        ArgumentNullException.ThrowIfNull(platform);
        if (platform.ContractVersion != PlatformContract.Version)
        {
            throw new ArgumentException(
                $"the platform was written for version {platform.ContractVersion} of the contract, this runtime needs {PlatformContract.Version}",
                nameof(platform));
        }

        Platform = platform;
        Executor = executor;
        Config = config ?? new Config();
        Types = new TypeRegistry(this);
        Code = new CodeRegistry(platform, executor?.TrapHandler ?? TrapHandler.OfProcess);
        _epoch = new EpochCounter(platform);
        try
        {
            Builtins = new BuiltinTable(platform, executor);
        }
        catch
        {
            _epoch.Free();
            throw;
        }
    }

    /// <summary>The system it runs on.</summary>
    public IPlatform Platform { get; }

    /// <summary>Settings.</summary>
    internal Config Config { get; }

    /// <summary>Types of all modules.</summary>
    internal TypeRegistry Types { get; }

    /// <summary>Code of all modules.</summary>
    internal CodeRegistry Code { get; }

    /// <summary>Runtime functions, as generated code finds them.</summary>
    internal BuiltinTable Builtins { get; }

    /// <summary>Runs generated code in the place of this process's processor; null: it runs natively.</summary>
    internal IExecutor? Executor { get; }

    /// <summary>Address of the epoch, a u64; for store contexts.</summary>
    internal nuint EpochAddress => _epoch.Address;

    /// <summary>The current epoch.</summary>
    internal ulong Epoch => _epoch.Value;

    /// <summary>
    /// Begins the next epoch. Code that was compiled with epoch checks and whose store's deadline this reaches traps soon. May be
    /// called from any thread, and often: it is one atomic addition.
    /// </summary>
    public void IncrementEpoch()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _epoch.Increment();
    }

    /// <summary>Gives back what the engine itself holds.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _epoch.Free();
            Builtins.Free();
            Types.Free();
        }
    }
}
