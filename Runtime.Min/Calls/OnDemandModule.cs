using System;
using System.Collections.Generic;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Calls;

/// <summary>A module of a linker whose functions are made when they are asked for. Thread-safe: finding them adds to it.</summary>
internal sealed class OnDemandModule(string name, Func<string, OnDemandFunction?> find)
{
    // Few guests ask for more than a handful, and each name comes up once for each instance.
    private readonly List<Known> _known = [];
    private SpinGate _gate;

    internal string Name { get; } = name;

    /// <summary>The function of a name, the same object each time; null: there is none.</summary>
    internal HostDefinition? Find(string function)
    {
        _gate.Enter();
        try
        {
            foreach (Known known in _known)
            {
                if (known.Name == function)
                {
                    return known.Definition;
                }
            }

            HostDefinition? found = find(function) is { } asked
                ? new HostDefinition(asked.Type, new SlotThunk(asked.Type, asked.Callback), 0, 0)
                : null;
            _known.Add(new Known(function, found));
            return found;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private readonly struct Known(string name, HostDefinition? definition)
    {
        internal string Name { get; } = name;

        /// <summary>Null: there is no such function.</summary>
        internal HostDefinition? Definition { get; } = definition;
    }
}
