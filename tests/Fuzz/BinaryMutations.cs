// Changes of modules in the binary format. Most keep the frame (sections and bodies with their sizes), so that what is inside is reached.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Binary;

namespace Wasmtime.Min.Tests.Fuzz;

/// <summary>Changes bytes.</summary>
/// <param name="random">Decides.</param>
/// <param name="corpus">Where other modules come from.</param>
internal sealed class BinaryMutations(Random random, Corpus corpus)
{
    private const int HeaderLength = 8, CodeSection = 10;

    private static readonly byte[] Interesting =
        [0, 1, 2, 3, 4, 0x0b, 0x10, 0x11, 0x1a, 0x1f, 0x40, 0x41, 0x60, 0x63, 0x64, 0x6f, 0x70, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f, 0x80, 0xfb, 0xfc, 0xfd, 0xfe, 0xff];

    private static readonly long[] Numbers =
        [0, 1, 2, 7, 8, 63, 64, 127, 128, 255, 1000, 1001, 0x7fff, 0x8000, 0xffff, 0x10000, 50_000, 50_001, 1_000_000, int.MaxValue, 1L << 31, uint.MaxValue, -1, -64, -65, int.MinValue];

    /// <summary>A module with some changes.</summary>
    internal byte[] Mutate(byte[] module)
    {
        for (int changes = random.Next(4) == 0 ? 3 : 1; changes > 0; changes--)
        {
            module = Change(module);
        }

        return module;
    }

    private byte[] Change(byte[] module)
    {
        List<(byte Id, byte[] Content)>? sections = Split(module);
        if (sections is null || sections.Count == 0 || random.Next(8) == 0)
        {
            return Bytes(module);
        }

        int at = random.Next(sections.Count);
        (byte id, byte[] content) = sections[at];
        switch (random.Next(12))
        {
            case 0:
                sections.RemoveAt(at);
                break;
            case 1:
                sections.Insert(random.Next(sections.Count + 1), sections[at]);
                break;
            case 2:
                int other = random.Next(sections.Count);
                (sections[at], sections[other]) = (sections[other], sections[at]);
                break;
            case 3 when Split(corpus.Binaries[random.Next(corpus.Binaries.Count)]) is { Count: > 0 } donor:
                (byte Id, byte[] Content) part = donor[random.Next(donor.Count)];
                int same = sections.FindIndex(section => section.Id == part.Id);
                if (same >= 0)
                {
                    sections[same] = part;
                }
                else
                {
                    sections.Insert(at, part);
                }

                break;
            default:
                sections[at] = (id, id == CodeSection && random.Next(4) != 0 ? ChangeBody(content) : Bytes(content));
                break;
        }

        return Join(module, sections);
    }

    // One body, whose size is made right.
    private byte[] ChangeBody(byte[] content)
    {
        int at = 0;
        if (!TryUnsigned(content, ref at, out uint count))
        {
            return Bytes(content);
        }

        var bodies = new List<byte[]>();
        for (uint i = 0; i < count; i++)
        {
            if (!TryUnsigned(content, ref at, out uint size) || size > content.Length - at)
            {
                return Bytes(content);
            }

            bodies.Add(content[at..(at + (int)size)]);
            at += (int)size;
        }

        if (bodies.Count == 0)
        {
            return Bytes(content);
        }

        int changed = random.Next(bodies.Count);
        bodies[changed] = Bytes(bodies[changed]);
        var writer = new ByteWriter();
        writer.Count(bodies.Count);
        foreach (byte[] body in bodies)
        {
            writer.Count(body.Length);
            writer.Bytes(body);
        }

        return writer.ToArray();
    }

    private byte[] Bytes(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [Interesting[random.Next(Interesting.Length)]];
        }

        int at = random.Next(bytes.Length);
        int length = 1 + random.Next(Math.Min(16, bytes.Length - at));
        switch (random.Next(9))
        {
            case 0:
                byte[] flipped = (byte[])bytes.Clone();
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1 or 2:
                byte[] changed = (byte[])bytes.Clone();
                changed[at] = Interesting[random.Next(Interesting.Length)];
                return changed;
            case 3:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
            case 4:
                return [.. bytes.AsSpan(0, at), Interesting[random.Next(Interesting.Length)], .. bytes.AsSpan(at)];
            case 5:
                int to = random.Next(bytes.Length);
                return [.. bytes.AsSpan(0, to), .. bytes.AsSpan(at, length), .. bytes.AsSpan(to)];
            case 6:
                // The same bytes again and again: nesting, lists.
                var repeated = new ByteWriter();
                repeated.Bytes(bytes.AsSpan(0, at));
                for (int times = 1 << random.Next(12); times > 0; times--)
                {
                    repeated.Bytes(bytes.AsSpan(at, length));
                }

                repeated.Bytes(bytes.AsSpan(at + length));
                return repeated.ToArray();
            case 7:
                var numbered = new ByteWriter();
                numbered.Bytes(bytes.AsSpan(0, at));
                long number = Numbers[random.Next(Numbers.Length)];
                if (random.Next(2) == 0)
                {
                    numbered.Signed(number);
                }
                else
                {
                    numbered.Unsigned((ulong)number & uint.MaxValue);
                }

                numbered.Bytes(bytes.AsSpan(Math.Min(bytes.Length, at + 1)));
                return numbered.ToArray();
            default:
                return bytes[..at];
        }
    }

    // Null where the frame is broken.
    private static List<(byte Id, byte[] Content)>? Split(byte[] module)
    {
        List<(byte, byte[])> sections = [];
        int at = HeaderLength;
        while (at < module.Length)
        {
            byte id = module[at++];
            if (!TryUnsigned(module, ref at, out uint size) || size > module.Length - at)
            {
                return null;
            }

            sections.Add((id, module[at..(at + (int)size)]));
            at += (int)size;
        }

        return module.Length < HeaderLength ? null : sections;
    }

    private static byte[] Join(byte[] module, List<(byte Id, byte[] Content)> sections)
    {
        var writer = new ByteWriter();
        writer.Bytes(module.AsSpan(0, HeaderLength));
        foreach ((byte id, byte[] content) in sections)
        {
            writer.Byte(id);
            writer.Count(content.Length);
            writer.Bytes(content);
        }

        return writer.ToArray();
    }

    private static bool TryUnsigned(byte[] bytes, ref int at, out uint value)
    {
        value = 0;
        for (int shift = 0; shift < 35 && at < bytes.Length; shift += 7)
        {
            byte part = bytes[at++];
            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
