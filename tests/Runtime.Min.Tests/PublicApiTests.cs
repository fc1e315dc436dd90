using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>
/// The public surface, printed and compared with a file: whoever changes it sees the change in review. WASMTIME_MIN_BLESS=1 rewrites the files.
/// </summary>
[TestClass]
public sealed class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [TestMethod]
    [DataRow("Runtime.Min", typeof(Engine))]
    [DataRow("Platform.Abstractions", typeof(Platform.IPlatform))]
    [DataRow("Platform.Posix", typeof(Platform.Posix.PosixPlatform))]
    public void Surface_is_the_one_on_file(string name, Type member)
    {
        string path = Path.Combine(TestArtifacts.Root, "tests", "Runtime.Min.Tests", "Api", $"{name}.txt");
        string actual = Print(member.Assembly);
        if (Environment.GetEnvironmentVariable("WASMTIME_MIN_BLESS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.AreEqual(expected, actual, $"the public surface of {name} changed; WASMTIME_MIN_BLESS=1 accepts it");
    }

    private static string Print(Assembly assembly)
    {
        List<Type> types = [.. assembly.GetExportedTypes()];
        types.Sort((a, b) => string.CompareOrdinal(a.FullName, b.FullName));
        var text = new StringBuilder();
        foreach (Type type in types)
        {
            text.Append(KindOf(type)).Append(' ').Append(NameOf(type)).Append(BasesOf(type)).Append('\n');
            foreach (string line in MembersOf(type))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string KindOf(Type type)
    {
        string modifier = type.IsAbstract && type.IsSealed ? "static " : type.IsInterface ? "" : type.IsAbstract ? "abstract " : "";
        string kind = type.IsEnum ? "enum"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsInterface ? "interface"
            : type.IsByRefLike ? "ref struct"
            : type.IsValueType ? "struct"
            : "class";
        return modifier + kind;
    }

    private static string BasesOf(Type type)
    {
        List<string> bases = [];
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && !type.IsEnum)
        {
            bases.Add(NameOf(parent));
        }

        List<string> interfaces = [];
        foreach (Type contract in type.IsEnum ? [] : type.GetInterfaces())
        {
            interfaces.Add(NameOf(contract));
        }

        interfaces.Sort(StringComparer.Ordinal);
        bases.AddRange(interfaces);
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static List<string> MembersOf(Type type)
    {
        List<string> lines = [];
        foreach (FieldInfo field in type.GetFields(Declared))
        {
            if ((field.IsPublic || field.IsFamily) && !field.IsSpecialName)
            {
                lines.Add($"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{NameOf(field.FieldType)} {field.Name}"
                    + (field.IsLiteral ? $" = {field.GetRawConstantValue()}" : ""));
            }
        }

        foreach (MethodBase method in (MethodBase[])[.. type.GetConstructors(Declared), .. type.GetMethods(Declared)])
        {
            if ((method.IsPublic || method.IsFamily) && (!method.IsSpecialName || !method.Name.StartsWith("add_", StringComparison.Ordinal)))
            {
                lines.Add(Signature(method));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string Signature(MethodBase method)
    {
        List<string> parameters = [];
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            string direction = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? (parameter.IsIn ? "in " : "ref ") : "";
            parameters.Add($"{direction}{NameOf(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}");
        }

        string generic = "";
        if (method.IsGenericMethodDefinition)
        {
            generic = "<" + string.Join(", ", Array.ConvertAll(method.GetGenericArguments(), NameOf)) + ">";
        }

        string result = method is MethodInfo { ReturnType: var type } ? NameOf(type) + " " : "";
        return $"{(method.IsStatic ? "static " : "")}{result}{(method.IsConstructor ? "new" : method.Name)}{generic}({string.Join(", ", parameters)})";
    }

    private static string NameOf(Type type)
    {
        if (type.IsByRef)
        {
            return NameOf(type.GetElementType()!);
        }

        if (type.IsArray || type.IsPointer)
        {
            return NameOf(type.GetElementType()!) + (type.IsArray ? "[]" : "*");
        }

        if (type.IsFunctionPointer)
        {
            return $"delegate*<{string.Join(", ", Array.ConvertAll(type.GetFunctionPointerParameterTypes(), NameOf))}, "
                + $"{NameOf(type.GetFunctionPointerReturnType())}>";
        }

        string name = type.Name;
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        if (tick >= 0)
        {
            name = name[..tick] + "<" + string.Join(", ", Array.ConvertAll(type.GetGenericArguments(), NameOf)) + ">";
        }

        return type.IsNested && !type.IsGenericParameter ? $"{NameOf(type.DeclaringType!)}.{name}" : name;
    }
}
