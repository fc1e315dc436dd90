using System;
using System.Collections.Generic;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>
/// Instances and everything that belongs to them. Not thread-safe: one thread at a time uses a store and what was made in it; threads may take turns.
/// A call into the guest while another thread is in it is an <see cref="InvalidOperationException"/>. Dispose it to give its memory back; afterwards
/// its members, and those of what belongs to it, are an <see cref="ObjectDisposedException"/>. Spans of its memories are invalid then.
/// </summary>
public sealed partial class Store : IDisposable
{
    private readonly List<Instance> _instances = [];
    private readonly List<MemoryInstance> _memories = [];
    private readonly List<TableInstance> _tables = [];
    private readonly List<(nuint Address, nuint Length)> _blocks = [];
    private readonly Dictionary<ulong, Module> _modules = []; // by number
    private readonly List<HostFunction> _hosts = [];
    private readonly Dictionary<ulong, HostFunction> _hostsByDefinition = []; // by number
    private readonly Dictionary<nuint, Function> _functions = [];
    private nuint[] _entryStubs = [];
    private nuint[] _exitStubs = [];
    private readonly Dictionary<uint, List<HostFunction>> _hostsWithoutStub = []; // by type
    private readonly Dictionary<nuint, Tag> _tags = [];
    private int _exceptionSlots;
    private readonly List<nuint> _hostGlobals = [];
    private Gc.GcHeap? _heap;
    private bool _isDisposed;

    /// <summary>Makes an empty store.</summary>
    /// <param name="engine">Its engine.</param>
    /// <param name="limits">What guests may use; null: all that the platform gives.</param>
    /// <exception cref="ObjectDisposedException">The engine was disposed.</exception>
    public Store(Engine engine, ResourceLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
        Limits = limits ?? new ResourceLimits();
        engine.AddUser();
        try
        {
            Runtime = new StoreRuntime(engine);
        }
        catch
        {
            engine.RemoveUser();
            throw;
        }
    }

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>What guests may use.</summary>
    public ResourceLimits Limits { get; set; }

    /// <summary>Anything that host functions want to find again: <c>caller.Store.Data</c>.</summary>
    public object? Data { get; set; }

    /// <summary>
    /// Units of fuel left. Code that was compiled with fuel checks uses one for about each instruction and traps when none is left. 0 at first.
    /// </summary>
    public ulong Fuel
    {
        get => (ulong)Math.Max(0, Context.Fuel);
        set => Context.Fuel = value <= long.MaxValue ? (long)value : long.MaxValue;
    }

    internal StoreRuntime Runtime { get; }

    /// <summary>Objects of the guest; made on first use.</summary>
    internal Gc.GcHeap Heap => _heap ??= new Gc.GcHeap(this);

    /// <summary>Whether there are any.</summary>
    internal bool HasHeap => _heap is not null;

    private ref VMStoreContext Context
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return ref Runtime.Context;
        }
    }

    /// <summary>
    /// Lets code that was compiled with epoch checks run until the engine has begun this many more epochs. A store without a deadline runs on.
    /// </summary>
    /// <param name="ticksBeyondCurrent">Number of calls of <see cref="Engine.IncrementEpoch"/>.</param>
    public void SetEpochDeadline(ulong ticksBeyondCurrent)
    {
        ulong now = Engine.Epoch;
        Context.EpochDeadline = ticksBeyondCurrent <= ulong.MaxValue - now ? now + ticksBeyondCurrent : ulong.MaxValue;
    }

    /// <summary>Whether the guest is to be interrupted some time, so that nobody may wait for it without looking.</summary>
    internal bool HasEpochDeadline => Context.EpochDeadline != ulong.MaxValue;

    /// <summary>Whether the deadline is reached.</summary>
    internal bool IsPastEpochDeadline => Engine.Epoch >= Context.EpochDeadline;

    /// <summary>Gives back all memory of the store.</summary>
    /// <exception cref="InvalidOperationException">A guest is running in it.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        if (Runtime.IsRunning)
        {
            throw new InvalidOperationException("a store cannot be disposed while its guest runs");
        }

        if (_heap?.IsLookedAt == true)
        {
            throw new InvalidOperationException("a store cannot be disposed while the elements of an array are being looked at");
        }

        _isDisposed = true;
        _memories.ForEach(static memory => memory.Free());
        _tables.ForEach(static table => table.Free());
        _instances.ForEach(static instance => instance.Free());
        _hosts.ForEach(static host => host.Free());
        foreach ((nuint address, nuint length) in _blocks)
        {
            Engine.Platform.FreeHeap(address, length, BlockAlignment);
        }

        _heap?.Free();
        Runtime.Free();
        var modules = new Module[_modules.Count];
        _modules.Values.CopyTo(modules, 0);
        foreach (Module module in modules)
        {
            module.RemoveUser();
        }

        Engine.RemoveUser();
    }

    internal const nuint BlockAlignment = 16;

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    /// <summary>Collects the guest's garbage. References that the guest or a handle of the embedder can reach stay.</summary>
    /// <remarks>May be called while the guest waits for a function of the host.</remarks>
    public void CollectGarbage()
    {
        ThrowIfDisposed();
        _heap?.Collect(0);
    }

    /// <summary>A place where no reference is in flight.</summary>
    internal void CollectIfDue() => _heap?.CollectIfDue();

    /// <summary>Begins a scope: references to the guest's objects that are made from now on end with it.</summary>
    public RootScope OpenScope()
    {
        ThrowIfDisposed();
        return new RootScope(this);
    }

    /// <summary>The innermost scope.</summary>
    internal RootScope? CurrentScope { get; set; }

    /// <summary>A global of the embedder that holds a reference.</summary>
    internal void AddTracedGlobal(nuint address) => _hostGlobals.Add(address);

    /// <summary>Shows the collector all references outside of the heap, frames and handles.</summary>
    internal void VisitGlobals(Gc.GcHeap heap)
    {
        foreach (nuint address in _hostGlobals)
        {
            heap.Visit(ref Native.At<uint>(address));
        }

        foreach (TableInstance table in _tables)
        {
            table.Visit(heap);
        }

        foreach (Instance instance in _instances)
        {
            instance.Visit(heap);
        }
    }

    /// <summary>Zeroed platform memory that lives as long as the store.</summary>
    internal nuint AllocateBlock(nuint length)
    {
        Charge(length);
        nuint address = Engine.Platform.AllocateHeap(length, BlockAlignment);
        _blocks.Add((address, length));
        return address;
    }

    internal MemoryInstance AddMemory(
        MemoryExternType type, MemoryTunables wanted, MemoryTunables needed, nuint definition, InitialImage? image)
    {
        if (_memories.Count >= Limits.Memories)
        {
            throw Refusal(ResourceLimit.Memories, $"the store allows {Limits.Memories} memories");
        }

        var memory = new MemoryInstance(Engine, this, type, wanted, needed, definition, image);
        _memories.Add(memory);
        return memory;
    }

    /// <summary>What stands for a shared memory in this store; the store holds the memory.</summary>
    internal MemoryInstance Use(SharedStorage shared)
    {
        foreach (MemoryInstance known in _memories)
        {
            if (known.Shared == shared)
            {
                return known;
            }
        }

        if (_memories.Count >= Limits.Memories)
        {
            throw Refusal(ResourceLimit.Memories, $"the store allows {Limits.Memories} memories");
        }

        Charge(shared.Memory.Length);
        var memory = new MemoryInstance(this, shared);
        _memories.Add(memory);
        return memory;
    }

    /// <summary>Makes a shared memory for an instance of this store.</summary>
    internal MemoryInstance AddSharedMemory(MemoryExternType type, MemoryTunables wanted, MemoryTunables needed, InitialImage? image)
    {
        ulong length = type.Minimum << System.Numerics.BitOperations.Log2((uint)type.PageSize);
        if (!AllowsMemory(length))
        {
            throw Refusal(ResourceLimit.MemorySize, $"a memory of {length} bytes is larger than the store allows");
        }

        var storage = new SharedStorage(Engine, type, wanted, needed, image);
        try
        {
            return Use(storage);
        }
        finally
        {
            storage.Release();
        }
    }

    internal TableInstance AddTable(TableExternType type, nuint definition)
    {
        if (_tables.Count >= Limits.Tables)
        {
            throw Refusal(ResourceLimit.Tables, $"the store allows {Limits.Tables} tables");
        }

        var table = new TableInstance(this, type, definition);
        _tables.Add(table);
        return table;
    }

    /// <summary>Gives a new tag its address, and exceptions room for its values.</summary>
    internal nuint AddTag(Tag tag)
    {
        Gc.GcShape shape = Engine.Types.ExceptionShapeOf(tag.TypeId, tag.FunctionType);
        nuint address = AllocateBlock(VMTag.SizeInBytes);
        ref VMTag description = ref Native.At<VMTag>(address);
        description.TypeWord = tag.TypeId | ((uint)GcKind.Exception << GcLayout.KindShift);
        description.ObjectSize = (uint)shape.Size;
        _tags.Add(address, tag);
        if (tag.SlotCount > _exceptionSlots)
        {
            _exceptionSlots = tag.SlotCount;
            Runtime.Context.ExceptionBuffer = AllocateBlock((nuint)_exceptionSlots * sizeof(ulong));
        }

        return address;
    }

    /// <summary>The tag that generated code knows by an address.</summary>
    internal Tag TagAt(nuint address) => _tags[address];

    internal void AddInstance(Instance instance)
    {
        if (_instances.Count >= Limits.Instances)
        {
            throw Refusal(ResourceLimit.Instances, $"the store allows {Limits.Instances} instances");
        }

        _instances.Add(instance);
    }

    /// <summary>Keeps a module for the life of the store and makes its stubs known.</summary>
    internal void Use(Module module)
    {
        ThrowIfDisposed();
        module.ThrowIfDisposed();
        if (!_modules.TryAdd(module.Number, module))
        {
            return;
        }

        try
        {
            module.AddUser();
        }
        catch
        {
            _modules.Remove(module.Number);
            throw;
        }

        for (int i = 0; i < module.TypeIds.Length; i++)
        {
            AddStubs(module.TypeIds[i], module.EntryStubOf((uint)i), module.ExitStubOf((uint)i));
        }
    }

    /// <summary>Entry stub of a type.</summary>
    internal nuint EntryStubOf(uint typeId) => typeId < (uint)_entryStubs.Length && _entryStubs[typeId] != 0
        ? _entryStubs[typeId]
        : throw new InvalidOperationException("no module of the store has a stub for calling functions of this type");

    /// <summary>The host function of this store that a definition describes.</summary>
    internal HostFunction Host(HostDefinition definition)
    {
        ThrowIfDisposed();
        if (!_hostsByDefinition.TryGetValue(definition.Number, out HostFunction? host))
        {
            uint typeId = Engine.Types.IdOf(definition.Type);
            host = new HostFunction(this, definition, typeId);
            _hostsByDefinition.Add(definition.Number, host);
            _hosts.Add(host);
            if (typeId < (uint)_exitStubs.Length && _exitStubs[typeId] != 0)
            {
                host.SetStub(_exitStubs[typeId]);
            }
            else if (_hostsWithoutStub.TryGetValue(typeId, out List<HostFunction>? others))
            {
                others.Add(host);
            }
            else
            {
                _hostsWithoutStub.Add(typeId, [host]);
            }

            _functions.Add(host.FuncRefAddress, new Function(this, host.FuncRefAddress, definition.Type, typeId, host));
        }

        return host;
    }

    /// <summary>The function that a reference of the guest refers to; null for null.</summary>
    internal Function? FunctionAt(nuint funcRef)
    {
        if (funcRef == 0)
        {
            return null;
        }

        if (!_functions.TryGetValue(funcRef, out Function? function))
        {
            uint typeId = Native.At<VMFuncRef>(funcRef).TypeId;
            function = new Function(this, funcRef, Engine.Types.FunctionTypeOf(typeId), typeId, null);
            _functions.Add(funcRef, function);
        }

        return function;
    }

    /// <summary>A function as a reference of the guest.</summary>
    /// <exception cref="ArgumentException">It belongs to another store, or is not of the type.</exception>
    internal nuint AddressOf(Function? function, WasmType type)
    {
        if (function is null)
        {
            return 0;
        }

        if (function.Store != this)
        {
            throw new ArgumentException("the function belongs to another store");
        }

        return type.IsConcrete ? CheckConcrete(function, type) : function.FuncRef;
    }

    private nuint CheckConcrete(Function function, WasmType type) => Engine.Types.IsSubtype(function.TypeId, type.Heap)
        ? function.FuncRef
        : throw new ArgumentException($"type mismatch: expected {TypeRegistry.Describe(type)}, found {function.FunctionType}");

    private void AddStubs(uint typeId, nuint entry, nuint exit)
    {
        if (typeId >= (uint)_entryStubs.Length)
        {
            int length = Math.Max((int)typeId + 1, _entryStubs.Length * 2);
            Array.Resize(ref _entryStubs, length);
            Array.Resize(ref _exitStubs, length);
        }

        if (_entryStubs[typeId] == 0)
        {
            _entryStubs[typeId] = entry;
        }

        if (_exitStubs[typeId] != 0 || exit == 0)
        {
            return;
        }

        _exitStubs[typeId] = exit;
        if (_hostsWithoutStub.Remove(typeId, out List<HostFunction>? hosts))
        {
            foreach (HostFunction host in hosts)
            {
                host.SetStub(exit);
            }
        }
    }
}
