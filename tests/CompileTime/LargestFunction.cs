// Of a real module one function: the longest. The bodies of all others become one instruction, so that compiling the module is compiling it.
using System;
using System.IO;
using Wasmtime.Min.Toolchain.Wasm.Binary;

namespace Wasmtime.Min.Tests.CompileTime;

/// <summary>Cuts modules down to their largest function.</summary>
internal static class LargestFunction
{
    private const byte CodeSection = 10;
    private const int HeaderBytes = 8;

    /// <summary>The module with all bodies but the longest replaced by a trap, and the length of that one in bytes.</summary>
    internal static (byte[] Module, int Length) KeepIn(ReadOnlySpan<byte> module)
    {
        var result = new ByteWriter();
        int at = HeaderBytes;
        int longest = 0;
        result.Bytes(module[..at]);
        while (at < module.Length)
        {
            byte id = module[at++];
            int size = Size(module, ref at);
            ReadOnlySpan<byte> section = module.Slice(at, size);
            at += size;
            result.Byte(id);
            if (id == CodeSection)
            {
                result.Sized(Shorten(section, out longest));
            }
            else
            {
                result.Count(size);
                result.Bytes(section);
            }
        }

        return (result.ToArray(), longest);
    }

    private static ByteWriter Shorten(ReadOnlySpan<byte> section, out int longest)
    {
        int at = 0;
        int count = Size(section, ref at);
        int first = at;
        longest = 0;
        for (int i = 0; i < count; i++)
        {
            int size = Size(section, ref at);
            longest = Math.Max(longest, size);
            at += size;
        }

        var shortened = new ByteWriter();
        shortened.Count(count);
        at = first;
        bool isKept = false;
        for (int i = 0; i < count; i++)
        {
            int size = Size(section, ref at);
            bool isLongest = size == longest && !isKept;
            isKept |= isLongest;
            ReadOnlySpan<byte> body = isLongest ? section.Slice(at, size) : [0x00, 0x00, 0x0B]; // no locals, unreachable, end
            shortened.Count(body.Length);
            shortened.Bytes(body);
            at += size;
        }

        return shortened;
    }

    private static int Size(ReadOnlySpan<byte> bytes, ref int at)
    {
        int value = 0;
        for (int shift = 0; at < bytes.Length && shift < 35; shift += 7)
        {
            byte next = bytes[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("not a module");
    }
}
