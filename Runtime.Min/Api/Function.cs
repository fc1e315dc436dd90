using System;
using Wasmtime.Min.Calls;

namespace Wasmtime.Min;

/// <summary>A function of the host for any type of function.</summary>
/// <param name="caller">Who calls.</param>
/// <param name="arguments">The arguments.</param>
/// <param name="results">Receives the results; each must be set to a value of its type.</param>
public delegate void HostCallback(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results);

/// <summary>A function of the host that reads its arguments from value slots and writes its results over them; allocates nothing.</summary>
/// <param name="caller">The guest that calls.</param>
/// <param name="slots">8 bytes each, a v128 takes two: arguments from slot 0, results over them. As many as the longer of both lists needs.</param>
public delegate void SlotCallback(Caller caller, Span<ulong> slots);

/// <summary>A function of a guest or of the host.</summary>
public sealed partial class Function : External
{
    private nuint _entryStub;

    internal Function(Store store, nuint funcRef, FunctionType type, uint typeId, HostFunction? host)
        : base(store)
    {
        FuncRef = funcRef;
        FunctionType = type;
        TypeId = typeId;
        Host = host;
    }

    /// <summary>Makes a function of the host, for guests to import or to hold in tables.</summary>
    /// <param name="store">Where.</param>
    /// <param name="type">Its parameters and results.</param>
    /// <param name="callback">What runs.</param>
    public static Function FromCallback(Store store, FunctionType type, HostCallback callback)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(callback);
        return Of(store, new HostDefinition(type, new CallbackThunk(type, callback), 0, 0));
    }

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Function;

    /// <inheritdoc/>
    public override ExternType Type => new FunctionExternType(FunctionType);

    /// <summary>Parameters and results.</summary>
    public FunctionType FunctionType { get; }

    internal nuint FuncRef { get; }

    internal uint TypeId { get; }

    internal HostFunction? Host { get; }

    internal nuint EntryStub => _entryStub != 0 ? _entryStub : _entryStub = Store.EntryStubOf(TypeId);

    /// <summary>Calls the function.</summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <returns>The results.</returns>
    /// <exception cref="TrapException">The guest trapped.</exception>
    /// <exception cref="WasmException">The guest threw an exception of WebAssembly that nobody caught.</exception>
    /// <exception cref="ArgumentException">Number or types of the arguments are wrong.</exception>
    /// <exception cref="ObjectDisposedException">The store.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in the store.</exception>
    /// <remarks>What a function of the host throws passes through the guest unchanged.</remarks>
    public Value[] Invoke(params ReadOnlySpan<Value> arguments)
    {
        var results = new Value[FunctionType.Results.Count];
        Invoke(arguments, results);
        return results;
    }

    /// <summary>Calls the function; allocates nothing for functions of up to 16 value slots.</summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <param name="results">Room for each result.</param>
    /// <exception cref="TrapException">The guest trapped.</exception>
    /// <exception cref="WasmException">The guest threw an exception of WebAssembly that nobody caught.</exception>
    /// <exception cref="ArgumentException">Number or types of the arguments are wrong.</exception>
    /// <exception cref="ObjectDisposedException">The store.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in the store.</exception>
    /// <remarks>What a function of the host throws passes through the guest unchanged.</remarks>
    public void Invoke(ReadOnlySpan<Value> arguments, Span<Value> results)
    {
        Store.ThrowIfDisposed();
        FunctionType type = FunctionType;
        if (arguments.Length != type.ParameterTypes.Length || results.Length < type.ResultTypes.Length)
        {
            throw new ArgumentException(
                $"a function of type {type} was given {arguments.Length} arguments and room for {results.Length} results");
        }

        Store.CollectIfDue();
        const int Few = 16;
        Span<ulong> slots = type.SlotCount <= Few ? stackalloc ulong[Few] : new ulong[type.SlotCount];
        int slot = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i].Write(Store, type.ParameterTypes[i], slots[slot..]);
            slot += type.ParameterTypes[i].SlotCount;
        }

        GuestCall.Call(this, slots);
        slot = 0;
        for (int i = 0; i < type.ResultTypes.Length; i++)
        {
            results[i] = Value.Read(Store, type.ResultTypes[i], slots[slot..]);
            slot += type.ResultTypes[i].SlotCount;
        }
    }

    internal static Function Of(Store store, HostDefinition definition) => store.FunctionAt(store.Host(definition).FuncRefAddress)!;
}
