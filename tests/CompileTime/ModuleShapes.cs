// Modules that have one kind of item in excess, functions apart: each section of a module, and what lies between sections.
using System;
using System.Collections.Generic;
using System.Globalization;
using Wasmtime.Min.Toolchain.Wasm.Binary;

namespace Wasmtime.Min.Tests.CompileTime;

/// <summary>Generators of such modules.</summary>
internal static class ModuleShapes
{
    private const byte TypeSection = 1, ImportSection = 2, FunctionSection = 3, TableSection = 4, MemorySection = 5, GlobalSection = 6;
    private const byte ExportSection = 7, ElementSection = 9, CodeSection = 10, DataSection = 11, TagSection = 13;
    private const byte RecGroup = 0x4e, OpenSubtype = 0x50, Structure = 0x5f, FunctionForm = 0x60, FuncRef = 0x70, Ref = 0x64, End = 0x0b;
    private const byte I32Const = 0x41, I64Const = 0x42, GlobalGet = 0x23, RefFunc = 0xd2, RefNull = 0xd0, Drop = 0x1a;
    private const int DeepestChain = 60;

    private static readonly byte[] Header = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];
    private static readonly byte[] NoParameters = [FunctionForm, 0, 0];
    private static readonly byte[] EmptyBody = [2, 0, End];

    /// <summary>Name, what the number counts, and the generator.</summary>
    internal static readonly IReadOnlyList<(string Name, string Unit, Func<int, byte[]> Generate)> All =
    [
        ("types-same", "function types, all alike", n => Module(Section(TypeSection, n, (w, _) => w.Bytes(NoParameters)))),
        ("types-distinct", "function types, all different", n => Module(DistinctTypes(n))),
        ("types-used", "function types, all different, of a function each", n => Module(
            DistinctTypes(n), Section(FunctionSection, n, (w, i) => w.Index(i)), Section(CodeSection, n, (w, _) => w.Bytes(EmptyBody)))),
        ("types-struct", "structure types, all different", n => Module(Section(TypeSection, n, (w, i) =>
        {
            w.Byte(Structure);
            Digits(w, i, isField: true);
        }))),
        ("types-chain", "function types with a parameter of the one before", n => Module(Section(TypeSection, n, (w, i) =>
        {
            w.Bytes(i == 0 ? NoParameters : [FunctionForm, 1, Ref]);
            if (i != 0)
            {
                w.Signed(i - 1);
                w.Byte(0);
            }
        }))),
        ("rec-group", "types of one recursion group that refer to each other", n => Module(Section(TypeSection, 1, (w, _) =>
        {
            w.Byte(RecGroup);
            w.Count(n);
            for (int i = 0; i < n; i++)
            {
                w.Bytes([FunctionForm, 1, Ref]);
                w.Signed((i + 1) % n);
                w.Byte(0);
            }
        }))),
        ("rec-groups", "recursion groups of two types, all alike", n => Module(
            Section(TypeSection, n, (w, _) => w.Bytes([RecGroup, 2, .. NoParameters, .. NoParameters])))),
        ("subtypes", "subtypes of one structure type", n => Module(Section(TypeSection, n, (w, i) =>
            w.Bytes(i == 0 ? [OpenSubtype, 0, Structure, 0] : [OpenSubtype, 1, 0, Structure, 1, Types.I32, 0])))),
        ("subtype-chains", "structure types in chains as deep as there may be", n => Module(Section(TypeSection, n, (w, i) =>
        {
            w.Byte(OpenSubtype);
            w.Count(i % DeepestChain == 0 ? 0 : 1);
            if (i % DeepestChain != 0)
            {
                w.Index(i - 1);
            }

            w.Bytes([Structure, 0]);
        }))),
        ("globals", "globals that are zero", n => Module(Section(GlobalSection, n, (w, _) => w.Bytes([Types.I32, 0, I32Const, 0, End])))),
        ("globals-values", "globals of numbers", n => Module(Section(GlobalSection, n, (w, i) =>
        {
            w.Bytes([i % 3 == 0 ? Types.I64 : Types.I32, 1, i % 3 == 0 ? I64Const : I32Const]);
            w.Signed(i);
            w.Byte(End);
        }))),
        ("globals-chain", "globals, each a copy of the one before", n => Module(Section(GlobalSection, n, (w, i) =>
        {
            w.Bytes([Types.I32, 0, i == 0 ? I32Const : GlobalGet]);
            w.Index(Math.Max(0, i - 1));
            w.Byte(End);
        }))),
        ("globals-functions", "globals that refer to a function", n => Module(
            OneType(), Functions(1), Section(GlobalSection, n, (w, _) => w.Bytes([FuncRef, 0, RefFunc, 0, End])), Bodies(1))),
        ("functions", "empty functions", n => Module(OneType(), Functions(n), Bodies(n))),
        ("functions-exported", "empty functions, all exported", n => Module(OneType(), Functions(n), Exports(n, i => i), Bodies(n))),
        ("exports", "exports of one function", n => Module(OneType(), Functions(1), Exports(n, _ => 0), Bodies(1))),
        ("imports", "imported functions", n => Module(OneType(), Section(ImportSection, n, (w, i) =>
        {
            w.Name("m");
            w.Name(NameOf(i));
            w.Bytes([0, 0]);
        }))),
        ("imports-globals", "imported globals, all of one name", n => Module(
            Section(ImportSection, n, (w, _) => w.Bytes([1, (byte)'m', 1, (byte)'g', 3, Types.I32, 0])))),
        ("elements", "functions in an element segment", n => Module(OneType(), Functions(1), Table(n), Section(ElementSection, 1, (w, _) =>
        {
            w.Bytes([0, I32Const, 0, End]);
            Repeat(w, n, [0]);
        }), Bodies(1))),
        ("elements-expressions", "expressions in an element segment", n => Module(OneType(), Functions(1), Table(n), Section(ElementSection, 1, (w, _) =>
        {
            w.Bytes([4, I32Const, 0, End]);
            Repeat(w, n, [RefFunc, 0, End, RefNull, FuncRef, End], two: true);
        }), Bodies(1))),
        ("element-segments", "active element segments", n => Module(
            OneType(), Functions(1), Table(n), Section(ElementSection, n, (w, _) => w.Bytes([0, I32Const, 0, End, 1, 0])), Bodies(1))),
        ("elements-passive", "passive element segments", n => Module(
            OneType(), Functions(1), Section(ElementSection, n, (w, _) => w.Bytes([1, 0, 1, 0])), Bodies(1))),
        ("references-declared", "functions that are declared and referred to", n => Module(OneType(), Functions(n), Section(ElementSection, 1, (w, _) =>
        {
            w.Bytes([3, 0]);
            w.Count(n);
            for (int i = 0; i < n; i++)
            {
                w.Index(i);
            }
        }), Section(CodeSection, n, (w, i) =>
        {
            var body = new ByteWriter();
            body.Bytes([0, RefFunc]);
            body.Index(i);
            body.Bytes([Drop, End]);
            w.Sized(body);
        }))),
        ("data", "active data segments, one upon the other", n => Module(
            Section(MemorySection, 1, (w, _) => w.Bytes([0, 1])), Section(DataSection, n, (w, _) => w.Bytes([0, I32Const, 0, End, 1, (byte)'a'])))),
        ("data-scattered", "active data segments far from each other", n => Module(Section(MemorySection, 1, (w, _) =>
        {
            w.Byte(0);
            w.Count(65535);
        }), Section(DataSection, n, (w, i) =>
        {
            w.Bytes([0, I32Const]);
            w.Signed((int)((long)i * 4099 % int.MaxValue));
            w.Bytes([End, 1, (byte)'a']);
        }))),
        ("data-passive", "passive data segments", n => Module(
            Section(MemorySection, 1, (w, _) => w.Bytes([0, 1])), Section(DataSection, n, (w, _) => w.Bytes([1, 1, (byte)'a'])))),
        ("tables", "tables", n => Module(Section(TableSection, n, (w, _) => w.Bytes([FuncRef, 0, 0])))),
        ("memories", "memories", n => Module(Section(MemorySection, n, (w, _) => w.Bytes([0, 0])))),
        ("tags", "tags", n => Module(OneType(), Section(TagSection, n, (w, _) => w.Bytes([0, 0])))),
        ("names", "names of functions", n => Module(OneType(), Functions(n), Bodies(n), NameSection(n))),
        ("custom", "custom sections", n =>
        {
            var sections = new ByteWriter();
            for (int i = 0; i < n; i++)
            {
                sections.Bytes([0, 2, 1, (byte)'c']);
            }

            return Module(sections);
        }),
        ("local-runs", "runs of locals, a thousand in each function", n => Module(OneType(), Functions(n / 1000), Section(CodeSection, n / 1000, (w, _) =>
        {
            var body = new ByteWriter();
            Repeat(body, 1000, [1, Types.I32]);
            body.Byte(End);
            w.Sized(body);
        }))),
    ];

    private static string NameOf(int i) => string.Create(CultureInfo.InvariantCulture, $"f{i}");

    private static byte[] Module(params ReadOnlySpan<ByteWriter> sections)
    {
        var module = new ByteWriter();
        module.Bytes(Header);
        foreach (ByteWriter section in sections)
        {
            module.Bytes(section.Written);
        }

        return module.ToArray();
    }

    private static ByteWriter Section(byte id, int count, Action<ByteWriter, int> write)
    {
        var content = new ByteWriter();
        content.Count(count);
        for (int i = 0; i < count; i++)
        {
            write(content, i);
        }

        var section = new ByteWriter();
        section.Byte(id);
        section.Sized(content);
        return section;
    }

    private static void Repeat(ByteWriter into, int count, ReadOnlySpan<byte> item, bool two = false)
    {
        into.Count(count);
        for (int i = 0; i < (two ? count / 2 : count); i++)
        {
            into.Bytes(item);
        }
    }

    private static ByteWriter OneType() => Section(TypeSection, 1, (w, _) => w.Bytes(NoParameters));

    private static ByteWriter Functions(int count) => Section(FunctionSection, count, (w, _) => w.Byte(0));

    private static ByteWriter Bodies(int count) => Section(CodeSection, count, (w, _) => w.Bytes(EmptyBody));

    private static ByteWriter Table(int count) => Section(TableSection, 1, (w, _) =>
    {
        w.Bytes([FuncRef, 0]);
        w.Count(count);
    });

    private static ByteWriter Exports(int count, Func<int, int> function) => Section(ExportSection, count, (w, i) =>
    {
        w.Name(NameOf(i));
        w.Byte(0);
        w.Index(function(i));
    });

    private static ByteWriter DistinctTypes(int count) => Section(TypeSection, count, (w, i) =>
    {
        w.Byte(FunctionForm);
        Digits(w, i, isField: false);
        w.Byte(0);
    });

    // A list of types, another one for each number.
    private static void Digits(ByteWriter into, int number, bool isField)
    {
        Span<byte> types = stackalloc byte[32];
        int count = 0;
        for (uint rest = (uint)number + 1; rest != 0; rest >>= 2)
        {
            types[count++] = (rest & 3) switch { 0 => Types.I32, 1 => Types.I64, 2 => Types.F32, _ => Types.F64 };
        }

        into.Count(count);
        foreach (byte type in types[..count])
        {
            into.Byte(type);
            into.Bytes(isField ? [0] : []);
        }
    }

    private static ByteWriter NameSection(int count)
    {
        var names = new ByteWriter();
        names.Count(count);
        for (int i = 0; i < count; i++)
        {
            names.Index(i);
            names.Name(NameOf(i));
        }

        var content = new ByteWriter();
        content.Name("name");
        content.Byte(1);
        content.Sized(names);
        var section = new ByteWriter();
        section.Byte(0);
        section.Sized(content);
        return section;
    }
}
