using System;
using System.Collections.Generic;
using System.IO;

namespace Wasmtime.Min.Tests.Bench;

/// <summary>Writes the modules that are too large to be written by hand: so much code, so much data.</summary>
internal static class Guests
{
    internal const string SmallCode = "code-30k", LargeCode = "code-3m", Data = "data-1m", NoData = "memory";

    // About 300 bytes of machine code each.
    private const int StoresPerFunction = 25;

    internal static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, SmallCode + ".wasm"), Code(100));
        File.WriteAllBytes(Path.Combine(folder, LargeCode + ".wasm"), Code(10_000));
        File.WriteAllBytes(Path.Combine(folder, Data + ".wasm"), Module(Memory(32), [11, .. Sized([1, 0, 0x41, 0, 0x0b, .. Sized(Pattern(1 << 20))])]));
        File.WriteAllBytes(Path.Combine(folder, NoData + ".wasm"), Module(Memory(32)));
    }

    private static byte[] Code(int functions)
    {
        List<byte> types = [.. Unsigned(functions)];
        List<byte> bodies = [.. Unsigned(functions)];
        for (int i = 0; i < functions; i++)
        {
            types.Add(0);
            List<byte> body = [0];
            for (int k = 0; k < StoresPerFunction; k++)
            {
                // i32.store offset=N (local.get 0) (i32.const N)
                body.AddRange([0x20, 0, 0x41, .. Unsigned((i + k) & 63), 0x36, 2, .. Unsigned((i * StoresPerFunction) + (4 * k))]);
            }

            body.Add(0x0b);
            bodies.AddRange(Sized(body));
        }

        return Module([1, .. Sized([1, 0x60, 1, 0x7f, 0])], [3, .. Sized(types)], Memory(1), [10, .. Sized(bodies)]);
    }

    private static byte[] Memory(byte pages) => [5, .. Sized([1, 0, pages])];

    private static byte[] Pattern(int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)((i * 31) + (i >> 8));
        }

        return bytes;
    }

    private static byte[] Module(params ReadOnlySpan<byte[]> sections)
    {
        List<byte> module = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];
        foreach (byte[] section in sections)
        {
            module.AddRange(section);
        }

        return [.. module];
    }

    private static byte[] Sized(IReadOnlyCollection<byte> contents) => [.. Unsigned(contents.Count), .. contents];

    // LEB128.
    private static byte[] Unsigned(int value)
    {
        List<byte> bytes = [];
        for (; value > 0x7f; value >>>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
