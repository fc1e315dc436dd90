using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Calls;

/// <summary>Addresses of the runtime functions by number, in memory that generated code reads.</summary>
internal sealed unsafe class BuiltinTable
{
    private const nuint Alignment = 64;

    private readonly IPlatform _platform;

    internal BuiltinTable(IPlatform platform, IExecutor? executor)
    {
        _platform = platform;
        Address = platform.AllocateHeap(Size, Alignment);

        // SAFETY: the block has a place for each row and is this object's until Free.
        var table = (nuint*)Address;
        for (int i = 0; i < Builtins.Count; i++)
        {
            nuint function = BuiltinFunctions.AddressOf((Builtin)i);
            table[i] = executor is null ? function : executor.GuestAddressOf(function);
        }
    }

    internal nuint Address { get; }

    private static nuint Size => (nuint)(Builtins.Count * sizeof(nuint));

    internal void Free() => _platform.FreeHeap(Address, Size, Alignment);
}
