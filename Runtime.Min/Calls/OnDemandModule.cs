using System;
using System.Collections.Generic;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Calls;

/// <summary>A module of a linker whose functions are made when they are asked for. Thread-safe: finding them adds to it.</summary>
internal sealed class OnDemandModule(string name, Func<string, (FunctionType Type, SlotCallback Callback)?> find)
{
    // Few guests ask for more than a handful, and each name comes up once for each instance.
    private readonly List<(string Name, HostDefinition? Definition)> _known = [];
    private SpinGate _gate;

    internal string Name { get; } = name;

    /// <summary>The function of a name, the same object each time; null: there is none.</summary>
    internal HostDefinition? Find(string function)
    {
        _gate.Enter();
        try
        {
            foreach ((string known, HostDefinition? definition) in _known)
            {
                if (known == function)
                {
                    return definition;
                }
            }

            HostDefinition? found = find(function) is var (type, callback)
                ? new HostDefinition(type, new SlotThunk(type, callback), 0, 0)
                : null;
            _known.Add((function, found));
            return found;
        }
        finally
        {
            _gate.Exit();
        }
    }
}
