using System.Runtime.InteropServices;

namespace Wasmtime.Min.Layout;

/// <summary>
/// Start of an instance's block; the reserved register points to it. What follows depends on the module: <see cref="VmLayout"/>.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMContext
{
    /// <summary>"wasm" in little-endian order.</summary>
    internal const uint MagicValue = 0x6d736177;

    internal const int MagicOffset = 0;
    internal const int StoreContextOffset = 8;
    internal const int BuiltinTableOffset = StoreContextOffset + 8;
    internal const int InstanceHandleOffset = BuiltinTableOffset + 8;
    internal const int TextBaseOffset = InstanceHandleOffset + 8;
    internal const int RodataBaseOffset = TextBaseOffset + 8;
    internal const int DisplayTableOffset = RodataBaseOffset + 8;
    internal const int SizeInBytes = 64;

    /// <summary><see cref="MagicValue"/>.</summary>
    [FieldOffset(MagicOffset)] internal uint Magic;

    /// <summary>Address of the <see cref="VMStoreContext"/>.</summary>
    [FieldOffset(StoreContextOffset)] internal nuint StoreContext;

    /// <summary>Address of the table of runtime functions, by number of <see cref="Calls.Builtin"/>.</summary>
    [FieldOffset(BuiltinTableOffset)] internal nuint BuiltinTable;

    /// <summary>GCHandle of the managed instance.</summary>
    [FieldOffset(InstanceHandleOffset)] internal nint InstanceHandle;

    /// <summary>Address of the module's first code byte.</summary>
    [FieldOffset(TextBaseOffset)] internal nuint TextBase;

    /// <summary>Address of the module's constant data.</summary>
    [FieldOffset(RodataBaseOffset)] internal nuint RodataBase;

    /// <summary>Address of the engine's table of type displays (<see cref="GcLayout"/>).</summary>
    [FieldOffset(DisplayTableOffset)] internal nuint DisplayTable;
}
