using System.Runtime.InteropServices;

namespace Wasmtime.Min.Layout;

/// <summary>What a function reference points to.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMFuncRef
{
    internal const int WasmCallOffset = 0;
    internal const int TypeIdOffset = WasmCallOffset + 8;
    internal const int VmctxOffset = TypeIdOffset + 8; // TypeId is 4 bytes, then 4 of padding
    internal const int SizeInBytes = VmctxOffset + 8;

    /// <summary>Code address, wasm calling convention.</summary>
    [FieldOffset(WasmCallOffset)] internal nuint WasmCall;

    /// <summary>Engine-wide id of the type; compared by call_indirect.</summary>
    [FieldOffset(TypeIdOffset)] internal uint TypeId;

    /// <summary>The callee's <see cref="VMContext"/> or <see cref="VMHostContext"/>.</summary>
    [FieldOffset(VmctxOffset)] internal nuint Vmctx;
}

/// <summary>An imported function as its importer sees it: the fields of the reference, copied so that a call loads them at once.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMFunctionImport
{
    internal const int WasmCallOffset = 0;
    internal const int VmctxOffset = WasmCallOffset + 8;
    internal const int FuncRefOffset = VmctxOffset + 8;
    internal const int SizeInBytes = FuncRefOffset + 8;

    /// <summary>Code address, wasm calling convention.</summary>
    [FieldOffset(WasmCallOffset)] internal nuint WasmCall;

    /// <summary>The callee's context.</summary>
    [FieldOffset(VmctxOffset)] internal nuint Vmctx;

    /// <summary>Address of the <see cref="VMFuncRef"/>: what ref.func gives.</summary>
    [FieldOffset(FuncRefOffset)] internal nuint FuncRef;
}
