// Stack maps: for each return address across which references live, where in the frame they lie.
//
//   u32 length of the table in bytes, then a DeltaTable from code offset to the place of a map behind the table, then the maps
//   a map is the number of its places, then each place's distance below the frame pointer in units of 8 bytes, ascending, as the difference
//   to the one before; all unsigned LEB128. Equal maps are stored once.
// An empty section has no maps.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Wasmtime.Min.Artifacts;

/// <summary>Reads stack maps in place; a damaged table gives wrong places or none, never an access outside of the section.</summary>
internal readonly ref struct StackMapTable(ReadOnlySpan<byte> section)
{
    private const int SlotSize = 8;

    private readonly ReadOnlySpan<byte> _section = section;

    /// <summary>The map of a return address; empty where no reference lives across the call.</summary>
    internal Map Find(uint codeOffset) =>
        TrySplit(out DeltaTable table, out ReadOnlySpan<byte> maps) && table.TryFind(codeOffset, out uint place) && place < (uint)maps.Length
            ? new Map(maps[(int)place..])
            : default;

    /// <summary>All return addresses that have a map, for tools.</summary>
    internal List<uint> ReturnAddresses()
    {
        List<uint> addresses = [];
        if (TrySplit(out DeltaTable table, out _))
        {
            foreach ((uint codeOffset, _) in table.ToList())
            {
                addresses.Add(codeOffset);
            }
        }

        return addresses;
    }

    private bool TrySplit(out DeltaTable table, out ReadOnlySpan<byte> maps)
    {
        table = default;
        maps = default;
        if (_section.Length < sizeof(uint))
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_section);
        if (length > (uint)_section.Length - sizeof(uint))
        {
            return false;
        }

        table = new DeltaTable(_section.Slice(sizeof(uint), (int)length), DeltaValues.Differences);
        maps = _section[(sizeof(uint) + (int)length)..];
        return true;
    }

    /// <summary>The section's bytes.</summary>
    /// <param name="entries">Return addresses, ascending, and offsets from the frame pointer, which are negative multiples of 8.</param>
    internal static byte[] Encode(IReadOnlyList<(uint CodeOffset, int[] FrameOffsets)> entries)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        Dictionary<string, uint> known = [];
        List<byte> maps = [];
        var places = new (uint, uint)[entries.Count];
        for (int i = 0; i < places.Length; i++)
        {
            byte[] map = EncodeMap(entries[i].FrameOffsets);
            string key = KeyOf(map);
            if (!known.TryGetValue(key, out uint place))
            {
                place = (uint)maps.Count;
                known.Add(key, place);
                maps.AddRange(map);
            }

            places[i] = (entries[i].CodeOffset, place);
        }

        byte[] table = DeltaTable.Encode(places, DeltaValues.Differences);
        byte[] length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)table.Length);
        return [.. length, .. table, .. maps];
    }

    private static byte[] EncodeMap(int[] frameOffsets)
    {
        var distances = new int[frameOffsets.Length];
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = -frameOffsets[i] / SlotSize;
        }

        Array.Sort(distances);
        List<byte> bytes = [];
        Put(bytes, (uint)distances.Length);
        int last = 0;
        foreach (int distance in distances)
        {
            Put(bytes, (uint)(distance - last));
            last = distance;
        }

        return [.. bytes];
    }

    private static string KeyOf(byte[] map)
    {
        var key = new char[map.Length];
        for (int i = 0; i < key.Length; i++)
        {
            key[i] = (char)map[i];
        }

        return new string(key);
    }

    private static void Put(List<byte> bytes, uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    /// <summary>The places of one map, one after the other.</summary>
    internal ref struct Map
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private int _position;
        private uint _left;
        private uint _distance;

        internal Map(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            _left = Take();
        }

        /// <summary>Goes to the next place.</summary>
        /// <param name="distance">Bytes below the frame pointer.</param>
        internal bool Next(out uint distance)
        {
            distance = 0;
            if (_left == 0 || _position >= _bytes.Length)
            {
                return false;
            }

            _left--;
            _distance += Take();
            distance = _distance * SlotSize;
            return true;
        }

        private uint Take()
        {
            uint value = 0;
            for (int shift = 0; shift < 35 && _position < _bytes.Length; shift += 7)
            {
                byte part = _bytes[_position++];
                value |= (uint)(part & 0x7f) << shift;
                if (part < 0x80)
                {
                    break;
                }
            }

            return value;
        }
    }
}
