namespace Wasmtime.Min.Runner;

internal static class Program
{
    private static int Main() => 2;
}
