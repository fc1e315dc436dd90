// Number literals. Integers accept the signed and the unsigned range of their width; floats round to nearest, ties to
// even: decimal ones through the BCL's parser (exact for any length), hexadecimal ones here.
//
// Source: WebAssembly core specification, "Values" of the text format.

using System;
using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>How a literal was received.</summary>
internal enum NumberStatus : byte
{
    /// <summary>It has a value.</summary>
    Ok,

    /// <summary>It is not a number of the kind asked for.</summary>
    Malformed,

    /// <summary>It is a number, but the type does not hold it.</summary>
    OutOfRange,
}

/// <summary>Parsing of number literals.</summary>
internal static class Numbers
{
    /// <summary>Parses an unsigned integer.</summary>
    internal static NumberStatus Unsigned(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        if (text.IsEmpty)
        {
            return NumberStatus.Malformed;
        }

        uint radix = 10;
        if (text.Length > 2 && text[0] == (byte)'0' && text[1] == (byte)'x')
        {
            radix = 16;
            text = text[2..];
        }

        bool overflow = false;
        bool digit = false; // an underscore must stand between digits
        foreach (byte b in text)
        {
            if (b == (byte)'_')
            {
                if (!digit)
                {
                    return NumberStatus.Malformed;
                }

                digit = false;
                continue;
            }

            int d = TextStrings.HexDigit(b);
            if ((uint)d >= radix)
            {
                return NumberStatus.Malformed;
            }

            digit = true;
            UInt128 next = ((UInt128)value * radix) + (uint)d;
            overflow |= next > ulong.MaxValue;
            value = (ulong)next;
        }

        if (!digit)
        {
            return NumberStatus.Malformed;
        }

        return overflow ? NumberStatus.OutOfRange : NumberStatus.Ok;
    }

    /// <summary>Parses an integer of <paramref name="bits"/> bits in its signed or its unsigned range.</summary>
    /// <returns>The bits, sign-extended if the literal is negative, else zero-extended.</returns>
    internal static NumberStatus Integer(ReadOnlySpan<byte> text, int bits, out long value)
    {
        value = 0;
        bool negative = !text.IsEmpty && text[0] == (byte)'-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        NumberStatus status = Unsigned(text, out ulong magnitude);
        if (status != NumberStatus.Ok)
        {
            return status;
        }

        ulong limit = negative ? 1UL << (bits - 1) : ulong.MaxValue >> (64 - bits);
        if (magnitude > limit)
        {
            return NumberStatus.OutOfRange;
        }

        value = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return NumberStatus.Ok;
    }

    /// <summary>Parses a 32-bit float.</summary>
    internal static NumberStatus Float32(ReadOnlySpan<byte> text, out uint bits)
    {
        NumberStatus status = Float(text, fractionBits: 23, exponentBits: 8, out ulong wide);
        bits = (uint)wide;
        return status;
    }

    /// <summary>Parses a 64-bit float.</summary>
    internal static NumberStatus Float64(ReadOnlySpan<byte> text, out ulong bits) =>
        Float(text, fractionBits: 52, exponentBits: 11, out bits);

    private static NumberStatus Float(ReadOnlySpan<byte> text, int fractionBits, int exponentBits, out ulong bits)
    {
        bits = 0;
        if (text.IsEmpty)
        {
            return NumberStatus.Malformed;
        }

        ulong sign = text[0] == (byte)'-' ? 1UL << (fractionBits + exponentBits) : 0;
        if (text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        ulong infinity = ((1UL << exponentBits) - 1) << fractionBits;
        NumberStatus status;
        if (text.SequenceEqual("inf"u8))
        {
            (status, bits) = (NumberStatus.Ok, infinity);
        }
        else if (text.SequenceEqual("nan"u8))
        {
            (status, bits) = (NumberStatus.Ok, infinity | (1UL << (fractionBits - 1)));
        }
        else if (text.StartsWith("nan:0x"u8))
        {
            status = Unsigned(text[4..], out ulong payload);
            if (status == NumberStatus.Ok && (payload == 0 || payload >> fractionBits != 0))
            {
                status = NumberStatus.OutOfRange;
            }

            bits = infinity | payload;
        }
        else if (text.StartsWith("0x"u8))
        {
            status = HexFloat(text[2..], fractionBits, infinity, out bits);
        }
        else
        {
            status = DecimalFloat(text, fractionBits, out bits);
        }

        bits |= sign;
        return status;
    }

    // digits [. digits?] [e sign? digits]; the grammar is checked and underscores go before the BCL sees the text.
    private static NumberStatus DecimalFloat(ReadOnlySpan<byte> text, int fractionBits, out ulong bits)
    {
        bits = 0;
        byte[]? rented = text.Length > 256 ? ArrayPool<byte>.Shared.Rent(text.Length) : null;
        Span<byte> clean = rented is null ? stackalloc byte[256] : rented;
        int length = 0;
        NumberStatus status = NumberStatus.Malformed;
        int at = CopyDigits(text, 0, clean, ref length, hex: false);
        if (at > 0)
        {
            if (at < text.Length && text[at] == (byte)'.')
            {
                clean[length++] = (byte)'.';
                at++;
                if (at < text.Length && text[at] is not ((byte)'e' or (byte)'E'))
                {
                    at = CopyDigits(text, at, clean, ref length, hex: false);
                }
            }

            if (at > 0 && at < text.Length && text[at] is (byte)'e' or (byte)'E')
            {
                clean[length++] = (byte)'e';
                at++;
                if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
                {
                    clean[length++] = text[at++];
                }

                at = CopyDigits(text, at, clean, ref length, hex: false);
            }

            status = at == text.Length ? Convert(clean[..length], fractionBits, out bits) : NumberStatus.Malformed;
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return status;
    }

    private static NumberStatus Convert(ReadOnlySpan<byte> clean, int fractionBits, out ulong bits)
    {
        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (fractionBits == 23)
        {
            bool read = float.TryParse(clean, Styles, CultureInfo.InvariantCulture, out float single);
            bits = BitConverter.SingleToUInt32Bits(single);
            return read && float.IsFinite(single) ? NumberStatus.Ok : NumberStatus.OutOfRange;
        }

        bool ok = double.TryParse(clean, Styles, CultureInfo.InvariantCulture, out double value);
        bits = BitConverter.DoubleToUInt64Bits(value);
        return ok && double.IsFinite(value) ? NumberStatus.Ok : NumberStatus.OutOfRange;
    }

    // Copies digits with single underscores between them; gives the end, or -1 if there is no well-formed run.
    private static int CopyDigits(ReadOnlySpan<byte> text, int at, Span<byte> output, ref int length, bool hex)
    {
        bool digit = false;
        while (at >= 0 && at < text.Length)
        {
            byte b = text[at];
            if (b == (byte)'_' && digit)
            {
                digit = false;
            }
            else if ((uint)TextStrings.HexDigit(b) < (hex ? 16u : 10u))
            {
                digit = true;
                output[length++] = b;
            }
            else
            {
                break;
            }

            at++;
        }

        return digit ? at : -1;
    }

    // hex [. hex?] [p sign? digits], without the prefix.
    private static NumberStatus HexFloat(ReadOnlySpan<byte> text, int fractionBits, ulong infinity, out ulong bits)
    {
        bits = 0;
        ulong mantissa = 0;
        bool sticky = false; // a digit below the mantissa's 64 bits is not zero
        int exponent = 0;
        bool digit = false;
        bool point = false;
        bool any = false;
        int at = 0;
        for (; at < text.Length; at++)
        {
            byte b = text[at];
            int d = TextStrings.HexDigit(b);
            if (d >= 0)
            {
                digit = any = true;
                if (mantissa >> 60 == 0)
                {
                    mantissa = (mantissa << 4) | (uint)d;
                    exponent -= point ? 4 : 0;
                }
                else
                {
                    sticky |= d != 0;
                    exponent += point ? 0 : 4;
                }
            }
            else if (b == (byte)'_' && digit)
            {
                digit = false;
            }
            else if (b == (byte)'.' && !point && digit)
            {
                point = true;
                digit = false;
            }
            else
            {
                break;
            }
        }

        // A trailing underscore is malformed; a trailing point is not.
        if (!any || (!digit && text[at - 1] == (byte)'_'))
        {
            return NumberStatus.Malformed;
        }

        if (at < text.Length)
        {
            if (text[at] is not ((byte)'p' or (byte)'P') || !Exponent(text[(at + 1)..], out int power))
            {
                return NumberStatus.Malformed;
            }

            exponent += power;
        }

        bits = Round(mantissa, sticky, exponent, fractionBits, infinity);
        return bits >= infinity ? NumberStatus.OutOfRange : NumberStatus.Ok;
    }

    private static bool Exponent(ReadOnlySpan<byte> text, out int power)
    {
        const int Enough = 1 << 28; // far outside every range, yet safe to add to
        power = 0;
        bool negative = !text.IsEmpty && text[0] == (byte)'-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        bool digit = false;
        foreach (byte b in text)
        {
            if (b == (byte)'_' && digit)
            {
                digit = false;
            }
            else if (b is >= (byte)'0' and <= (byte)'9')
            {
                digit = true;
                power = Math.Min((power * 10) + (b - '0'), Enough);
            }
            else
            {
                return false;
            }
        }

        power = negative ? -power : power;
        return digit;
    }

    // mantissa * 2^exponent (plus a little, if sticky) to the nearest float, ties to even; infinity if it is too large.
    private static ulong Round(ulong mantissa, bool sticky, int exponent, int fractionBits, ulong infinity)
    {
        if (mantissa == 0)
        {
            return 0;
        }

        int shift = BitOperations.LeadingZeroCount(mantissa);
        mantissa <<= shift;
        int scale = exponent - shift + 63; // the value is 1.xxx * 2^scale
        int bias = (int)(infinity >> (fractionBits + 1));
        if (scale > bias)
        {
            return infinity;
        }

        int minimum = 1 - bias;
        int lost = Math.Max(0, minimum - scale); // bits that a subnormal number lacks
        int drop = 63 - fractionBits + lost;
        if (drop > 64)
        {
            return 0;
        }

        ulong kept = drop == 64 ? 0 : mantissa >> drop;
        ulong rest = drop == 64 ? mantissa : mantissa << (64 - drop);
        const ulong Half = 1UL << 63;
        if (rest > Half || (rest == Half && (sticky || (kept & 1) != 0)))
        {
            kept++; // a carry moves into the exponent, as it should
        }

        return lost > 0 ? kept : ((ulong)(scale - minimum) << fractionBits) + kept;
    }
}
