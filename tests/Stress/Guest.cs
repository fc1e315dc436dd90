using System;

namespace Wasmtime.Min.Tests.Stress;

/// <summary>An instance of traps.wat in a store of its own.</summary>
internal sealed class Guest : IDisposable
{
    private readonly Store _store;
    private readonly Func<int> _good;

    internal Guest(Engine engine, Module module, Action<int> nest)
    {
        _store = new Store(engine);
        var linker = new Linker(engine);
        linker.DefineFunction("host", "nest", nest);
        Instance = linker.Instantiate(_store, module);
        _good = Instance.GetFunction<int>("good")!;
    }

    internal Instance Instance { get; }

    public void Dispose() => _store.Dispose();

    internal static TrapException Catch(Action action, string name)
    {
        try
        {
            action();
        }
        catch (TrapException trap)
        {
            return trap;
        }

        throw new StressException($"{name} did not trap");
    }

    /// <summary>The guest must still work.</summary>
    internal void CheckGood()
    {
        if (_good() != 42)
        {
            throw new StressException("a function that traps nowhere gives another result than before");
        }
    }
}
