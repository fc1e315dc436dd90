// Numbers between text and bits, as --invoke reads and prints them. Results look like those of Wasmtime: integers are signed,
// floats are the shortest decimal digits that read back as the same value, never with an exponent.
using System;
using System.Globalization;

namespace Wasmtime.Min.Running;

/// <summary>Reads and prints the numbers of <c>--invoke</c>.</summary>
internal static class NumberText
{
    private const ulong Ten = 10;

    /// <summary>An integer of 32 bits: signed or unsigned, decimal or <c>0x</c> hexadecimal.</summary>
    internal static bool TryParseInt32(string text, out int value)
    {
        bool good = TryParseInt64(text, out long wide) && wide is >= int.MinValue and <= uint.MaxValue;
        value = unchecked((int)wide);
        return good;
    }

    /// <summary>An integer of 64 bits: signed or unsigned, decimal or <c>0x</c> hexadecimal.</summary>
    internal static bool TryParseInt64(string text, out long value)
    {
        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> digits = negative ? text.AsSpan(1) : text;
        bool good = digits is ['0', 'x' or 'X', ..]
            ? ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong magnitude)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out magnitude);
        value = unchecked(negative ? -(long)magnitude : (long)magnitude);
        return good && (!negative || magnitude <= 1UL << 63);
    }

    /// <summary>128 bits as a decimal number. By hand: .NET's own takes the arithmetic and text of numbers of all kinds along.</summary>
    internal static bool TryParseV128(string text, out UInt128 value)
    {
        (ulong high, ulong low) = (0, 0);
        bool good = text.Length > 0;
        foreach (char digit in text)
        {
            ulong carry = Math.BigMul(low, Ten, out low);
            ulong over = Math.BigMul(high, Ten, out high);
            ulong add = (uint)(digit - '0');
            low += add;
            carry += low < add ? 1u : 0;
            high += carry;
            good &= add < Ten && over == 0 && high >= carry;
        }

        value = new UInt128(high, low);
        return good;
    }

    /// <summary>128 bits as a decimal number.</summary>
    internal static string Format(UInt128 value)
    {
        const int MostDigits = 39, Half = 32;
        Span<char> digits = stackalloc char[MostDigits];
        Span<uint> parts = [(uint)(ulong)(value >> 96), (uint)(ulong)(value >> 64), (uint)(ulong)(value >> 32), (uint)(ulong)value];
        int start = MostDigits;
        do
        {
            ulong rest = 0;
            foreach (ref uint part in parts)
            {
                ulong all = (rest << Half) | part;
                (part, rest) = ((uint)(all / Ten), all % Ten);
            }

            digits[--start] = (char)('0' + rest);
        }
        while ((parts[0] | parts[1] | parts[2] | parts[3]) != 0);
        return new string(digits[start..]);
    }

    /// <summary>A float of 32 bits; also <c>inf</c>, <c>-inf</c> and <c>nan</c>.</summary>
    internal static bool TryParseFloat32(string text, out float value)
    {
        // Not by way of a double, which would round twice.
        value = Special(text) is { } special ? (float)special : 0;
        return Special(text) is not null || float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A float of 64 bits; also <c>inf</c>, <c>-inf</c> and <c>nan</c>.</summary>
    internal static bool TryParseFloat64(string text, out double value)
    {
        value = Special(text) ?? 0;
        return Special(text) is not null || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Shortest digits that read back as the same float.</summary>
    internal static string Format(float value) =>
        float.IsFinite(value) ? Plain(value.ToString("R", CultureInfo.InvariantCulture)) : FormatSpecial(value);

    /// <inheritdoc cref="Format(float)"/>
    internal static string Format(double value) =>
        double.IsFinite(value) ? Plain(value.ToString("R", CultureInfo.InvariantCulture)) : FormatSpecial(value);

    private static double? Special(string text) => text switch
    {
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "NaN" => double.NaN,
        _ => null,
    };

    private static string FormatSpecial(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";

    // "-1.25E-07" to "-0.000000125".
    private static string Plain(string text)
    {
        int e = text.AsSpan().IndexOf('E');
        if (e < 0)
        {
            return text;
        }

        int exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = text[0] == '-' ? "-" : "";
        string mantissa = text[sign.Length..e];
        int point = mantissa.AsSpan().IndexOf('.');
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        int whole = (point < 0 ? mantissa.Length : point) + exponent; // digits before the decimal point
        return whole <= 0 ? $"{sign}0.{new string('0', -whole)}{digits}"
            : whole >= digits.Length ? sign + digits.PadRight(whole, '0')
            : $"{sign}{digits[..whole]}.{digits[whole..]}";
    }
}
