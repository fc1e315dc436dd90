using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Baseline;

using FuncType = Wasmtime.Min.Toolchain.Wasm.Types.FuncType;

/// <summary>Signatures by type index, made when they are first asked for. One for each compiling thread.</summary>
internal sealed class SignatureTable(ModuleEnvironment module)
{
    private static readonly Signature Empty = new([], []);

    private readonly Signature?[] _byType = new Signature?[module.Wasm.Types.Count];
    private readonly Signature?[] _byResult = new Signature?[(int)IrType.Ref + 1];

    /// <summary>The signature of a function type.</summary>
    internal Signature Of(int typeIndex) =>
        _byType[typeIndex] ??= module.SignatureOf((FuncType)module.Wasm.Types[typeIndex].Composite);

    /// <summary>The signature of a block.</summary>
    internal Signature Of(BlockType block)
    {
        if (block.IsEmpty)
        {
            return Empty;
        }

        if (block.IsIndex)
        {
            return Of(block.TypeIndex);
        }

        IrType result = module.IrTypeOf(block.Result);
        return _byResult[(int)result] ??= new Signature([], [result]);
    }

    /// <summary>Whether a block takes or gives vectors.</summary>
    internal bool HasVectors(BlockType block)
    {
        if (block.IsEmpty)
        {
            return false;
        }

        Signature signature = Of(block);
        return signature.Params.Contains(IrType.V128) || signature.Results.Contains(IrType.V128);
    }
}
