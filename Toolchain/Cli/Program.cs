namespace Wasmtime.Min.Toolchain.Cli;

internal static class Program
{
    private static int Main() => 2;
}
