using System.Runtime.InteropServices;

namespace Wasmtime.Min.Layout;

/// <summary>What stands in the place of a vmctx while a host function is called.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMHostContext
{
    /// <summary>"host" in little-endian order.</summary>
    internal const uint MagicValue = 0x74736f68;

    internal const int MagicOffset = VMContext.MagicOffset;
    internal const int StoreContextOffset = VMContext.StoreContextOffset;
    internal const int EdgeFunctionOffset = StoreContextOffset + 8;
    internal const int HandleOffset = EdgeFunctionOffset + 8;
    internal const int TypeIdOffset = HandleOffset + 8;
    internal const int SizeInBytes = 48;

    /// <summary><see cref="MagicValue"/>.</summary>
    [FieldOffset(MagicOffset)] internal uint Magic;

    /// <summary>Address of the <see cref="VMStoreContext"/>; at the same place as in <see cref="VMContext"/>.</summary>
    [FieldOffset(StoreContextOffset)] internal nuint StoreContext;

    /// <summary>C function <c>int (VMHostContext*, void* callerVmctx, uint64_t* values)</c>.</summary>
    [FieldOffset(EdgeFunctionOffset)] internal nuint EdgeFunction;

    /// <summary>GCHandle of the managed host function, or the user data of an unmanaged one.</summary>
    [FieldOffset(HandleOffset)] internal nint Handle;

    /// <summary>Engine-wide id of the function's type.</summary>
    [FieldOffset(TypeIdOffset)] internal uint TypeId;
}
