using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Tests.Platform;

[TestClass]
public sealed class PosixTests : PlatformConformance
{
    protected override IPlatform Create() => new PosixPlatform();
}
