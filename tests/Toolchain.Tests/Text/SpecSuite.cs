using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Toolchain.Text;

/// <summary>The public test suite, if the environment says where it stands.</summary>
internal static class SpecSuite
{
    internal static readonly string[] Groups = ["core", "misc", "component"];

    /// <summary>The folder, or the end of the test as inconclusive.</summary>
    internal static string Folder()
    {
        string? folder = Environment.GetEnvironmentVariable("WASM_TESTSUITE");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Inconclusive("WASM_TESTSUITE is not set: it names the folder of the WebAssembly test suite");
        }

        return folder;
    }

    /// <summary>Every script of a group with its path in the group.</summary>
    internal static IEnumerable<(string Name, byte[] Text)> Scripts(string group)
    {
        string folder = Path.Combine(Folder(), group);
        foreach (string path in Directory.EnumerateFiles(folder, "*.wast", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            yield return (Path.GetRelativePath(folder, path), File.ReadAllBytes(path));
        }
    }

    /// <summary>The rows of a group's inventory: file, then counts by column name.</summary>
    internal static Dictionary<string, Dictionary<string, int>> Inventory(string group)
    {
        var rows = new Dictionary<string, Dictionary<string, int>>();
        string[] header = [];
        foreach (string line in File.ReadLines(Path.Combine(Folder(), group, "INVENTORY.tsv")))
        {
            if (line.StartsWith('#') || line.StartsWith("SUM", StringComparison.Ordinal))
            {
                continue;
            }

            string[] cells = line.Split('\t');
            if (header.Length == 0)
            {
                header = cells;
                continue;
            }

            rows.Add(cells[0], Enumerable.Range(2, cells.Length - 2).ToDictionary(i => header[i], i => int.Parse(cells[i], null)));
        }

        return rows;
    }
}
