using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>Each machine is set up once for all tests, and only if one asks for it; a test that cannot have it says why.</summary>
[TestClass]
public static class Machines
{
    private static Wine? _wine;
    private static QemuArm64? _arm64;

    [AssemblyCleanup]
    public static void Remove()
    {
        _wine?.Dispose();
        _arm64?.Dispose();
    }

    internal static Wine NeedWine()
    {
        string missing = "";
        return _wine ??= Wine.TryCreate(out missing) ?? throw new AssertInconclusiveException(missing);
    }

    internal static QemuArm64 NeedArm64()
    {
        string missing = "";
        return _arm64 ??= QemuArm64.TryCreate(out missing) ?? throw new AssertInconclusiveException(missing);
    }
}
