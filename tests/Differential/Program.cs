// Runs the programs of many seeds and lists those whose outcomes differ.
using System;
using System.Globalization;
using System.IO;

namespace Wasmtime.Min.Tests.Differential;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        (int first, int count, int size) = (1, 1000, 8);
        (string? isa, string? oracle, string save, bool isText) = (null, null, Path.GetTempPath(), false);
        for (int i = 0; i < arguments.Length; i++)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            switch (arguments[i])
            {
                case "--first" when isNumber:
                    (first, i) = (number, i + 1);
                    break;
                case "--count" when isNumber:
                    (count, i) = (number, i + 1);
                    break;
                case "--size" when isNumber && number > 0:
                    (size, i) = (number, i + 1);
                    break;
                case "--isa" when value.Length != 0:
                    (isa, i) = (value, i + 1);
                    break;
                case "--oracle" when value.Length != 0:
                    (oracle, i) = (value, i + 1);
                    break;
                case "--save" when value.Length != 0:
                    (save, i) = (value, i + 1);
                    break;
                case "--text":
                    isText = true;
                    break;
                default:
                    Console.Error.WriteLine("usage: differential [--first SEED] [--count N] [--size STATEMENTS] [--isa ISA] [--oracle PROGRAM] [--save FOLDER] [--text]");
                    return 2;
            }
        }

        if (isText)
        {
            Console.Write(ModuleGenerator.Generate(first, size).Text);
            return 0;
        }

        using var comparison = new Comparison(isa, oracle);
        return Run(first, count, size, comparison, save);
    }

    private static int Run(int first, int count, int size, Comparison comparison, string save)
    {
        int differences = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            GeneratedModule module = ModuleGenerator.Generate(seed, size);
            if (comparison.Difference(module) is { } difference)
            {
                differences++;
                string file = Path.Combine(save, $"seed-{seed}.wat");
                File.WriteAllText(file, module.Text);
                Console.WriteLine($"seed {seed}, in {file}: {difference}");
            }

            if ((seed - first) % 100 == 99)
            {
                Console.WriteLine($"{seed - first + 1} modules, {comparison.Returned} runs returned, {comparison.Trapped} trapped, {comparison.Threw} threw; {differences} modules differ");
            }
        }

        Console.WriteLine($"{count} modules from seed {first}: {differences} differ");
        return differences == 0 ? 0 : 1;
    }
}
