// The frame around generated functions: sections of a module that has one memory, one table, some globals, and a fixed list of types.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Binary;

namespace Wasmtime.Min.Tests.CompileTime;

/// <summary>Types of values and of functions that generated modules use; a value is the type's byte in the binary format.</summary>
internal static class Types
{
    internal const byte I32 = 0x7F, I64 = 0x7E, F32 = 0x7D, F64 = 0x7C;

    /// <summary>Parameters and result of every function type, by type index.</summary>
    internal static readonly (byte[] Parameters, byte Result)[] Functions =
    [
        ([I32, I32], I32),
        ([I32, I64, F64], I64),
        ([F64, F64, I32], F64),
        ([I32], I32),
        ([], I32),
    ];
}

/// <summary>Builds a module of the given bodies.</summary>
internal sealed class ModuleBytes
{
    /// <summary>Globals of type <c>i32</c> that every module has.</summary>
    internal const int GlobalCount = 4;

    private readonly List<int> _types = [];
    private readonly ByteWriter _code = new();

    /// <summary>Bytes of code so far.</summary>
    internal int CodeLength => _code.Length;

    /// <summary>Adds a function.</summary>
    /// <param name="type">Its type index.</param>
    /// <param name="locals">Declared locals behind the parameters, as (count, type).</param>
    /// <param name="body">Its instructions, <c>end</c> included.</param>
    internal void Add(int type, ReadOnlySpan<(int Count, byte Type)> locals, ByteWriter body)
    {
        var function = new ByteWriter();
        function.Count(locals.Length);
        foreach ((int count, byte local) in locals)
        {
            function.Count(count);
            function.Byte(local);
        }

        function.Bytes(body.Written);
        _code.Sized(function);
        _types.Add(type);
    }

    /// <summary>The module.</summary>
    internal byte[] ToArray()
    {
        var module = new ByteWriter();
        module.Bytes([0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0]);
        Section(module, 1, Types.Functions.Length, section =>
        {
            foreach ((byte[] parameters, byte result) in Types.Functions)
            {
                section.Byte(0x60);
                section.Count(parameters.Length);
                section.Bytes(parameters);
                section.Count(1);
                section.Byte(result);
            }
        });
        Section(module, 3, _types.Count, section => _types.ForEach(section.Index));
        int elements = Math.Min(_types.Count, 256);
        Section(module, 4, 1, section => section.Bytes([0x70, 0x00, 0x80, 0x02])); // funcref, 256 or more
        Section(module, 5, 1, section => section.Bytes([0x00, 0x10])); // 16 pages
        Section(module, 6, GlobalCount, section =>
        {
            for (int i = 0; i < GlobalCount; i++)
            {
                section.Bytes([Types.I32, 0x01, 0x41, (byte)i, 0x0B]);
            }
        });
        Section(module, 7, 1, section => section.Bytes([1, (byte)'f', 0, 0])); // export "f", function 0
        Section(module, 9, 1, section =>
        {
            section.Bytes([0x00, 0x41, 0x00, 0x0B]);
            section.Count(elements);
            for (int i = 0; i < elements; i++)
            {
                section.Index(i);
            }
        });
        Section(module, 10, _types.Count, section => section.Bytes(_code.Written));
        return module.ToArray();
    }

    private static void Section(ByteWriter module, byte id, int count, Action<ByteWriter> write)
    {
        var content = new ByteWriter();
        content.Count(count);
        write(content);
        module.Byte(id);
        module.Sized(content);
    }
}
