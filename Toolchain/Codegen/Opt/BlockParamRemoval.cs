// A block parameter whose arguments are all one value (or the parameter itself) is that value. Removing one can make others redundant,
// so rounds are made until nothing changes; loops need more than one round only when parameters feed each other.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Removes redundant block parameters.</summary>
internal static class BlockParamRemoval
{
    /// <summary>Runs; control flow stays as it is.</summary>
    internal static bool Run(Optimizer optimizer)
    {
        (Function f, ControlFlow flow) = (optimizer.Function, optimizer.Flow);
        bool isAnyRemoved = false;
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach (int id in flow.Order[1..])
            {
                var block = new Block(id);
                ReadOnlySpan<Edge> incoming = flow.IncomingOf(block);
                for (int i = f.ParamsOf(block).Length - 1; i >= 0; i--)
                {
                    var param = new Value(f.ParamsOf(block)[i]);
                    Value only = OnlyArgument(f, incoming, param, i);
                    if (!only.IsNone)
                    {
                        f.RemoveParam(block, i, incoming);
                        f.Replace(param, only);
                        isChanged = isAnyRemoved = true;
                    }
                }
            }
        }

        if (isAnyRemoved)
        {
            f.ResolveAliases();
        }

        return false;
    }

    private static Value OnlyArgument(Function f, ReadOnlySpan<Edge> incoming, Value param, int index)
    {
        Value only = Value.None;
        foreach (Edge edge in incoming)
        {
            Value argument = f.Resolve(new Value(f.ArgumentsOf(edge)[index]));
            if (argument == param || argument == only)
            {
                continue;
            }

            if (!only.IsNone)
            {
                return Value.None;
            }

            only = argument;
        }

        return only;
    }
}
