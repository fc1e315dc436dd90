using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>What the runtime may refer to, and which project may refer to which.</summary>
[TestClass]
public sealed class ReferenceTests
{
    // Project by project, in the words of docs/ARCHITECTURE.md. A new edge is a decision, not an accident.
    private static readonly Dictionary<string, string[]> Graph = new(StringComparer.Ordinal)
    {
        ["Platform.Abstractions"] = [],
        ["Platform.Posix"] = ["Platform.Abstractions"],
        ["Platform.Windows"] = ["Platform.Abstractions"],
        ["Platform.Sample"] = ["Platform.Abstractions"],
        ["Runtime.Min"] = ["Platform.Abstractions"],
        ["Wasi.Min"] = ["Runtime.Min"],
        ["Runner.Min"] = ["Platform.Posix", "Platform.Windows", "Runtime.Min", "Wasi.Min"],
        ["Toolchain.Wasm"] = [],
        ["Toolchain.Codegen"] = [],
        ["Toolchain.Compiler"] = ["Runtime.Min", "Toolchain.Codegen", "Toolchain.Wasm"],
        ["Toolchain.Emulation"] = ["Platform.Abstractions", "Runtime.Min", "Toolchain.Codegen"],
        ["Toolchain.Cli"] = ["Platform.Posix", "Platform.Windows", "Toolchain.Compiler", "Toolchain.Emulation", "Wasi.Min"],
        ["Platform.Sample.Demo"] = ["Platform.Sample", "Runtime.Min", "Wasi.Min"],
    };

    [TestMethod]
    public void Projects_refer_only_to_what_the_design_allows()
    {
        int seen = 0;
        foreach (string path in Directory.EnumerateFiles(TestArtifacts.Root, "*.csproj", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(TestArtifacts.Root, path).Replace('\\', '/');
            string name = Path.GetFileNameWithoutExtension(path);
            if (relative.StartsWith("tests/", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.IsTrue(Graph.TryGetValue(name, out string[]? allowed), $"{relative}: a project that the design does not know");
            seen++;
            XDocument project = XDocument.Load(path);
            foreach (XElement reference in project.Descendants("ProjectReference"))
            {
                string target = Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'));
                Assert.Contains(target, allowed, $"{relative} refers to {target}");
            }

            Assert.IsEmpty(project.Descendants("PackageReference"), $"{relative} refers to a package");
        }

        Assert.IsGreaterThanOrEqualTo(10, seen);
    }

    [TestMethod]
    public void Runtime_refers_only_to_allowed_types()
    {
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(Path.Combine(TestArtifacts.Root, "tests", "Runtime.Min.Tests", "allowed-types.txt")))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                allowed.Add(line);
            }
        }

        List<string> strangers = [];
        foreach (string name in ReferencedTypes(typeof(Engine).Assembly.Location))
        {
            if (!allowed.Contains(name) && !name.StartsWith("Wasmtime.Min.Platform.", StringComparison.Ordinal))
            {
                strangers.Add(name);
            }
        }

        strangers.Sort(StringComparer.Ordinal);
        Assert.IsEmpty(strangers, "Runtime.Min may not use:\n" + string.Join('\n', strangers));
    }

    [TestMethod]
    public void Runtime_calls_nothing_of_the_system()
    {
        using FileStream file = File.OpenRead(typeof(Engine).Assembly.Location);
        using var image = new PEReader(file);
        MetadataReader reader = image.GetMetadataReader();
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            Assert.AreEqual(0, (int)(method.Attributes & System.Reflection.MethodAttributes.PinvokeImpl), reader.GetString(method.Name));
        }
    }

    [TestMethod]
    public void Unsafe_code_stays_in_its_folders()
    {
        string[] folders = ["Artifacts", "Layout", "Vm", "Calls", "Traps", "Gc", "Components"];
        string root = Path.Combine(TestArtifacts.Root, "Runtime.Min");
        foreach (string path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string folder = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0];
            if (folder is "obj" or "bin" || Array.IndexOf(folders, folder) >= 0)
            {
                continue;
            }

            foreach (string line in File.ReadLines(path))
            {
                string code = line.TrimStart();
                Assert.IsFalse(
                    !code.StartsWith("//", StringComparison.Ordinal) && (" " + code).Contains(" unsafe ", StringComparison.Ordinal),
                    $"{path}: {line}");
            }
        }
    }

    // Types used only as attributes do not count: they are data for the compiler and the trimmer.
    private static List<string> ReferencedTypes(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var image = new PEReader(file);
        MetadataReader reader = image.GetMetadataReader();
        var attributes = new HashSet<string>(StringComparer.Ordinal);
        foreach (CustomAttributeHandle handle in reader.CustomAttributes)
        {
            EntityHandle constructor = reader.GetCustomAttribute(handle).Constructor;
            if (constructor.Kind == HandleKind.MemberReference
                && reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent)
            {
                attributes.Add(NameOf(reader, (TypeReferenceHandle)parent));
            }
        }

        List<string> names = [];
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            string name = NameOf(reader, handle);
            bool isInAttribute = attributes.Contains(name) || attributes.Contains(name[..Math.Max(0, name.IndexOf('/', StringComparison.Ordinal))]);
            if (!isInAttribute)
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(reader, (TypeReferenceHandle)type.ResolutionScope)}/{name}"
            : $"{reader.GetString(type.Namespace)}.{name}";
    }
}
