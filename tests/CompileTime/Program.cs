using System;
using System.Globalization;
using System.IO;

namespace Wasmtime.Min.Tests.CompileTime;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is [string name, string size, string file]
            && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
            && n > 0)
        {
            foreach ((string shape, _, Func<int, byte[]> generate) in Shapes.All)
            {
                if (shape == name)
                {
                    File.WriteAllBytes(file, generate(n));
                    return 0;
                }
            }
        }

        if (arguments is ["largest", string real, string cut])
        {
            (byte[] module, int length) = LargestFunction.KeepIn(File.ReadAllBytes(real));
            File.WriteAllBytes(cut, module);
            Console.WriteLine($"{cut}: a function of {length} bytes");
            return 0;
        }

        Console.Error.WriteLine("usage: CompileTime SHAPE N FILE.wasm\n       CompileTime largest MODULE.wasm FILE.wasm   cuts a module down to its longest function\nShapes, and what N counts:");
        foreach ((string shape, string unit, _) in Shapes.All)
        {
            Console.Error.WriteLine($"  {shape,-18} {unit}");
        }

        return 2;
    }
}
