// Which module a code address belongs to: asked after a trap and by backtraces, never by a signal handler.
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Traps;

/// <summary>The code of an engine's modules.</summary>
internal sealed class CodeRegistry(IPlatform platform, TrapHandler handler)
{
    private readonly List<LoadedCode> _code = [];
    private SpinGate _gate;

    /// <summary>Makes code known, to the trap handler too where it needs that.</summary>
    internal void Add(LoadedCode code)
    {
        if (code.NeedsTrapHandler)
        {
            handler.AddRange(platform, code.TrapHandlerBytes, code.TextBase, code.TextLength);
        }

        _gate.Enter();
        _code.Add(code);
        _gate.Exit();
    }

    /// <summary>Forgets code in which nothing runs any more.</summary>
    internal void Remove(LoadedCode code)
    {
        _gate.Enter();
        _code.Remove(code);
        _gate.Exit();
        if (code.NeedsTrapHandler)
        {
            handler.RemoveRange(code.TextBase);
        }
    }

    /// <summary>The code that an address lies in, or null.</summary>
    internal LoadedCode? Find(nuint address)
    {
        _gate.Enter();
        try
        {
            foreach (LoadedCode code in _code)
            {
                if (address - code.TextBase < code.TextLength)
                {
                    return code;
                }
            }

            return null;
        }
        finally
        {
            _gate.Exit();
        }
    }
}
