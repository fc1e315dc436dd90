using System;
using System.Collections.Generic;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>
/// Names for what modules import. Functions of the host are defined once and serve any number of stores; everything else belongs to its store.
/// Not thread-safe while definitions are added.
/// </summary>
public sealed partial class Linker
{
    // A HostDefinition, or an External.
    private readonly Dictionary<LinkName, object> _definitions = [];
    private readonly List<OnDemandModule> _onDemand = [];

    /// <summary>Makes a linker without definitions.</summary>
    public Linker(Engine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
    }

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>Whether a later definition may replace an earlier one of the same name.</summary>
    public bool AllowShadowing { get; set; }

    /// <summary>Defines something of a store: a function, memory, table, or global.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    public void Define(string module, string name, External item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Add(module, name, item);
    }

    /// <summary>Defines a function of the host of any type.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    public void DefineFunction(string module, string name, FunctionType type, HostCallback callback)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(callback);
        Add(module, name, new HostDefinition(type, new CallbackThunk(type, callback), 0, 0));
    }

    /// <summary>Defines a function of the host of any type that works on value slots, without an allocation for each call.</summary>
    /// <exception cref="InvalidOperationException">The name is defined already.</exception>
    public void DefineFunction(string module, string name, FunctionType type, SlotCallback callback)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(callback);
        Add(module, name, new HostDefinition(type, new SlotThunk(type, callback), 0, 0));
    }

    /// <summary>
    /// Defines the functions of a module when a guest asks for them: of a large interface, only what is used costs anything. What is
    /// defined by name under the same module comes first.
    /// </summary>
    /// <param name="module">The module's name.</param>
    /// <param name="find">A function by its name; null: there is none. Asked once for each name; may be called from any thread.</param>
    /// <exception cref="InvalidOperationException">The module is defined in this way already.</exception>
    public void DefineOnDemand(string module, Func<string, OnDemandFunction?> find)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(find);
        foreach (OnDemandModule known in _onDemand)
        {
            if (known.Name == module)
            {
                throw new InvalidOperationException($"`{module}` is defined already");
            }
        }

        _onDemand.Add(new OnDemandModule(module, find));
    }

    /// <summary>Defines all exports of an instance under its name.</summary>
    /// <exception cref="InvalidOperationException">A name is defined already.</exception>
    public void DefineInstance(string module, Instance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        instance.Store.ThrowIfDisposed();
        foreach (Export export in instance.Module.AllExports)
        {
            if (instance.GetExport(export.Name) is { } item)
            {
                Add(module, export.Name, item);
            }
        }
    }

    /// <summary>Makes an instance with imports from here and runs its start function.</summary>
    /// <returns>The instance.</returns>
    /// <exception cref="LinkException">An import is missing or has another type.</exception>
    /// <exception cref="ResourceLimitException">The store allows no more.</exception>
    /// <exception cref="TrapException">The start function or a segment trapped; what was done before stays done.</exception>
    /// <exception cref="WasmException">The start function threw an exception of WebAssembly that nobody caught.</exception>
    /// <exception cref="Platform.PlatformException">There is no memory, or no address space for the reservation that the code relies on.</exception>
    /// <exception cref="ArgumentException">The module was loaded for another engine, or what was defined belongs to another store.</exception>
    /// <exception cref="ObjectDisposedException">The store or the module.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in the store.</exception>
    /// <remarks>What a function of the host throws while the start function runs passes through unchanged.</remarks>
    /// <exception cref="ObjectDisposedException">The store or the module was disposed.</exception>
    public Instance Instantiate(Store store, Module module)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(module);
        // Stubs first: a host function needs the exit stub of its type.
        store.Use(module);
        Import[] wanted = module.AllImports;
        if (wanted.Length == 0)
        {
            return InstanceBuilder.Create(store, module, []);
        }

        var imports = new External[wanted.Length];
        for (int i = 0; i < imports.Length; i++)
        {
            Import import = wanted[i];
            imports[i] = Find(store, import.ModuleName, import.Name) ?? throw LinkException.Unknown(import.ModuleName, import.Name);
        }

        return InstanceBuilder.Create(store, module, imports);
    }

    /// <summary>What a name stands for in a store, or null.</summary>
    /// <exception cref="ArgumentException">It belongs to another store.</exception>
    public External? GetDefinition(Store store, string module, string name)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.ThrowIfDisposed();
        return Find(store, module, name);
    }

    private External? Find(Store store, string module, string name)
    {
        if ((FindByName(module, name) ?? FindOnDemand(module, name)) is not { } definition)
        {
            return null;
        }

        if (definition is HostDefinition host)
        {
            return Function.Of(store, host);
        }

        var item = (External)definition;
        return item.Store == store
            ? item
            : throw new ArgumentException($"`{module}::{name}` belongs to another store");
    }

    private object? FindByName(string module, string name) =>
        _definitions.Count != 0 && _definitions.TryGetValue(new LinkName(module, name), out object? definition) ? definition : null;

    private HostDefinition? FindOnDemand(string module, string name)
    {
        foreach (OnDemandModule candidate in _onDemand)
        {
            if (candidate.Name == module)
            {
                return candidate.Find(name);
            }
        }

        return null;
    }

    private void Add(string module, string name, object definition)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(name);
        if (AllowShadowing)
        {
            _definitions[new LinkName(module, name)] = definition;
        }
        else if (!_definitions.TryAdd(new LinkName(module, name), definition))
        {
            throw new InvalidOperationException($"`{module}::{name}` is defined already");
        }
    }
}
