using System;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>An engine, a store, and a linker for one test, and modules compiled for them.</summary>
internal sealed class Rig : IDisposable
{
    private readonly CompileOptions _options;

    internal Rig(CompileOptions? options = null, ResourceLimits? limits = null, Config? config = null)
    {
        _options = options ?? new CompileOptions();
        Engine = new Engine(new PosixPlatform(), config);
        Store = new Store(Engine, limits);
        Linker = new Linker(Engine);
    }

    internal Engine Engine { get; }

    internal Store Store { get; }

    internal Linker Linker { get; }

    /// <summary>Compiles, loads and instantiates a module.</summary>
    internal Instance Instantiate(string wat)
    {
        using Module module = Load(wat);
        return Linker.Instantiate(Store, module);
    }

    internal Module Load(string wat) => Module.Load(Engine, TestArtifacts.Compile(wat, _options));

    public void Dispose()
    {
        Store.Dispose();
        Engine.Dispose();
    }
}
