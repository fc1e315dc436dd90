using System;
using System.Threading;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Traps;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>
/// What modules and stores share: the platform, settings, types, and the epoch. Thread-safe. Once it is disposed nothing can be made with it; modules
/// and stores that exist go on, and the last of them gives back what they share.
/// </summary>
public sealed class Engine : IDisposable
{
    private readonly EpochCounter _epoch;
    private int _users = 1; // the embedder, until Dispose, and each module and store
    private int _isDisposed;

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
        ThrowIfDisposed();
        _epoch.Increment();
    }

    /// <summary>Lets go of the engine. What modules and stores share is given back with the last of them.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            RemoveUser();
        }
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);

    /// <summary>A module or store begins to use the engine.</summary>
    /// <exception cref="ObjectDisposedException">The engine was disposed.</exception>
    internal void AddUser()
    {
        int seen;
        do
        {
            ThrowIfDisposed();
            seen = Volatile.Read(ref _users);
            ObjectDisposedException.ThrowIf(seen == 0, this);
        }
        while (Interlocked.CompareExchange(ref _users, seen + 1, seen) != seen);
    }

    internal void RemoveUser()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _epoch.Free();
            Builtins.Free();
            Types.Free();
        }
    }
}
