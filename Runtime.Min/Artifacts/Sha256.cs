// SHA-256 (FIPS 180-4). Ours because the runtime may not use System.Security.Cryptography; used to name artifacts, not on the way
// to running them.
using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Wasmtime.Min.Artifacts;

/// <summary>SHA-256 of bytes that come in parts.</summary>
internal sealed class Sha256
{
    private const int BlockSize = 64;
    private const int LengthSize = 8;

    // First 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly uint[] _state =
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    private readonly byte[] _pending = new byte[2 * BlockSize]; // of a block that is not complete; room for the padding
    private int _pendingLength;
    private ulong _length;

    /// <summary>Writes the 32 bytes of the hash of a message.</summary>
    internal static void Hash(ReadOnlySpan<byte> message, Span<byte> hash)
    {
        Sha256 sha = new();
        sha.Append(message);
        sha.Finish(hash);
    }

    /// <summary>Adds the next part of the message.</summary>
    internal void Append(ReadOnlySpan<byte> part)
    {
        _length += (ulong)part.Length;
        if (_pendingLength != 0)
        {
            int taken = Math.Min(part.Length, BlockSize - _pendingLength);
            part[..taken].CopyTo(_pending.AsSpan(_pendingLength));
            _pendingLength += taken;
            part = part[taken..];
            if (_pendingLength < BlockSize)
            {
                return;
            }

            AddBlocks(_pending.AsSpan(0, BlockSize));
        }

        int whole = part.Length & -BlockSize;
        AddBlocks(part[..whole]);
        part[whole..].CopyTo(_pending);
        _pendingLength = part.Length - whole;
    }

    /// <summary>Writes the 32 bytes of the hash of all parts; nothing may be added afterwards.</summary>
    internal void Finish(Span<byte> hash)
    {
        Span<byte> tail = _pending;
        tail[_pendingLength..].Clear();
        tail[_pendingLength] = 0x80;
        int tailLength = _pendingLength + 1 + LengthSize <= BlockSize ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteUInt64BigEndian(tail[(tailLength - LengthSize)..], _length * 8);
        AddBlocks(tail[..tailLength]);
        for (int i = 0; i < _state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], _state[i]);
        }
    }

    private void AddBlocks(ReadOnlySpan<byte> blocks)
    {
        Span<uint> schedule = stackalloc uint[64];
        for (; blocks.Length >= BlockSize; blocks = blocks[BlockSize..])
        {
            FillSchedule(blocks, schedule);
            AddBlock(_state, schedule);
        }
    }

    // The words of the block, then those made of them.
    private static void FillSchedule(ReadOnlySpan<byte> block, Span<uint> w)
    {
        for (int i = 0; i < 16; i++)
        {
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        }

        for (int i = 16; i < w.Length; i++)
        {
            uint near = w[i - 2];
            uint far = w[i - 15];
            w[i] = w[i - 16] + w[i - 7]
                + (BitOperations.RotateRight(far, 7) ^ BitOperations.RotateRight(far, 18) ^ (far >> 3))
                + (BitOperations.RotateRight(near, 17) ^ BitOperations.RotateRight(near, 19) ^ (near >> 10));
        }
    }

    // Eight rounds rename the eight words back to where they were.
    private static void AddBlock(Span<uint> state, ReadOnlySpan<uint> w)
    {
        (uint a, uint b, uint c, uint d) = (state[0], state[1], state[2], state[3]);
        (uint e, uint f, uint g, uint h) = (state[4], state[5], state[6], state[7]);
        ReadOnlySpan<uint> k = RoundConstants;
        for (; w.Length >= 8 && k.Length >= 8; w = w[8..], k = k[8..])
        {
            Round(a, b, c, ref d, e, f, g, ref h, w[0] + k[0]);
            Round(h, a, b, ref c, d, e, f, ref g, w[1] + k[1]);
            Round(g, h, a, ref b, c, d, e, ref f, w[2] + k[2]);
            Round(f, g, h, ref a, b, c, d, ref e, w[3] + k[3]);
            Round(e, f, g, ref h, a, b, c, ref d, w[4] + k[4]);
            Round(d, e, f, ref g, h, a, b, ref c, w[5] + k[5]);
            Round(c, d, e, ref f, g, h, a, ref b, w[6] + k[6]);
            Round(b, c, d, ref e, f, g, h, ref a, w[7] + k[7]);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(uint a, uint b, uint c, ref uint d, uint e, uint f, uint g, ref uint h, uint word)
    {
        uint sum1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
        uint first = h + sum1 + (g ^ (e & (f ^ g))) + word;
        uint sum0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
        d += first;
        h = first + sum0 + ((a & b) | (c & (a | b)));
    }
}
