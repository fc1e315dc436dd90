using System.Collections.Generic;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Gives a module whatever it asks for, and touches whatever it offers.</summary>
internal static class HostileHost
{
    private const ulong MostMemoryPages = 16;

    /// <summary>Instantiates with imports made up from their types.</summary>
    internal static Instance Instantiate(Store store, Module module)
    {
        List<External> imports = [];
        foreach (Import import in module.Imports)
        {
            imports.Add(Make(store, import.Type));
        }

        return Instance.Create(store, module, imports.ToArray());
    }

    /// <summary>Reads the ends of memories, tables and globals, and calls functions that take nothing.</summary>
    internal static void Use(Instance instance)
    {
        foreach (Export export in instance.Module.Exports)
        {
            switch (instance.GetExport(export.Name))
            {
                case Memory { Length: > 0 } memory:
                    memory.Write(0, memory.Read<byte>(memory.Length - 1));
                    memory.Grow(1);
                    break;
                case Table { Size: > 0 } table:
                    table.SetElement(0, table.GetElement(table.Size - 1));
                    break;
                case Global global:
                    _ = global.GetValue();
                    break;
                case Function function when function.FunctionType.Parameters.Count == 0:
                    Call(function);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Call(Function function)
    {
        try
        {
            function.Invoke();
        }
        catch (TrapException)
        {
            // Other data, other ways.
        }
    }

    private static External Make(Store store, ExternType type) => type switch
    {
        FunctionExternType function => Function.FromCallback(store, function.Type, static (_, _, _) => { }),
        MemoryExternType memory when memory.Minimum <= MostMemoryPages =>
            new Memory(store, memory.Minimum, memory.Maximum, memory.Is64Bit),
        TableExternType table when table.Minimum <= 1000 =>
            new Table(store, table.Element, Value.Null(table.Element), table.Minimum, table.Maximum, table.Is64Bit),
        GlobalExternType global => new Global(
            store,
            global.Value,
            global.Value >= ValueKind.FuncRef ? Value.Null(global.Value) : Value.FromBits(global.Value, 3),
            global.IsMutable),
        _ => throw new LinkException($"nothing to import: {type}"),
    };
}
