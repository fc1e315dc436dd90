// Looks over bodies for what they tell about each other, while they are validated on several threads.
using System;
using System.Collections.Generic;
using System.Threading;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain;

/// <summary>Collects the facts of all bodies.</summary>
internal sealed class FactCollector
{
    private readonly WasmModule _wasm;
    private readonly bool _isInlining;
    private readonly List<(int Caller, int Callee)> _tailCalls = [];
    private int _usedFeatures;
    private volatile bool _anyLeaves;

    /// <summary>Nothing known yet.</summary>
    /// <param name="wasm">The module.</param>
    /// <param name="isInlining">Whether <see cref="BodyFacts.InlineWeights"/> are wanted.</param>
    internal FactCollector(WasmModule wasm, bool isInlining)
    {
        _wasm = wasm;
        _isInlining = isInlining;
        Facts = new BodyFacts(wasm);
        Array.Fill(Facts.InlineWeights, InlineCandidates.Never);
    }

    /// <summary>The facts, complete after <see cref="Finish"/>.</summary>
    internal BodyFacts Facts { get; }

    /// <summary>Whether a function so far may return with another instance's vmctx.</summary>
    internal bool AnyLeaves => _anyLeaves;

    /// <summary>Proposals that instructions belong to.</summary>
    internal WasmFeatures UsedFeatures => (WasmFeatures)_usedFeatures;

    /// <summary>Adds a body; once for each function, from any thread.</summary>
    internal void Add(int function, WasmBody body)
    {
        List<(int, int)>? tailCalls = null;
        WasmFeatures features = InstanceExits.Collect(_wasm, function, body, Facts, ref tailCalls);
        if ((UsedFeatures & features) != features)
        {
            Interlocked.Or(ref _usedFeatures, (int)features);
        }

        if (Facts.LeavesInstance[function])
        {
            _anyLeaves = true;
        }

        if (_isInlining)
        {
            Facts.InlineWeights[function] = InlineCandidates.WeightOf(body);
        }

        if (tailCalls is not null)
        {
            lock (_tailCalls)
            {
                _tailCalls.AddRange(tailCalls);
            }
        }
    }

    /// <summary>Call it when all bodies were added.</summary>
    internal void Finish() => InstanceExits.Propagate(Facts.LeavesInstance, _tailCalls);
}
