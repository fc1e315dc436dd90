using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Wasi;

namespace Wasmtime.Min.Tests.Wasi;

/// <summary>What the hosts of WASI may use: the platform and the runtime, and of .NET memory and values only.</summary>
[TestClass]
public sealed class SurfaceTests
{
    [TestMethod]
    public void It_refers_only_to_allowed_types()
    {
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(AllowedTypes()))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                allowed.Add(line);
            }
        }

        List<string> strangers = [];
        foreach (string name in ReferencedTypes(typeof(WasiConfiguration).Assembly.Location))
        {
            if (!allowed.Contains(name) && !name.StartsWith("Wasmtime.Min.", StringComparison.Ordinal))
            {
                strangers.Add(name);
            }
        }

        strangers.Sort(StringComparer.Ordinal);
        Assert.IsEmpty(strangers, "Wasi.Min may not use:\n" + string.Join('\n', strangers));
    }

    [TestMethod]
    public void It_has_no_unsafe_code()
    {
        string folder = Path.Combine(Path.GetDirectoryName(AllowedTypes())!, "..", "..", "Wasi.Min");
        Assert.DoesNotContain("AllowUnsafeBlocks", File.ReadAllText(Path.Combine(folder, "Wasi.Min.csproj")));
    }

    // Types used only as attributes do not count: they are data for the compiler and the trimmer.
    private static List<string> ReferencedTypes(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var image = new PEReader(file);
        MetadataReader reader = image.GetMetadataReader();
        var attributes = new HashSet<EntityHandle>();
        foreach (CustomAttributeHandle handle in reader.CustomAttributes)
        {
            EntityHandle constructor = reader.GetCustomAttribute(handle).Constructor;
            if (constructor.Kind == HandleKind.MemberReference)
            {
                attributes.Add(reader.GetMemberReference((MemberReferenceHandle)constructor).Parent);
            }
        }

        List<string> names = [];
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            TypeReference type = reader.GetTypeReference(handle);
            bool isInAttribute = attributes.Contains(handle)
                || (type.ResolutionScope.Kind == HandleKind.TypeReference && attributes.Contains(type.ResolutionScope));
            if (!isInAttribute)
            {
                names.Add(NameOf(reader, handle));
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

    private static string AllowedTypes([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "allowed-types.txt");
}
