// Names of the contract are UTF-8; those of Windows are UTF-16, and some mean more than a name: "a:b" is a stream of a, "a\b" a path, "a." is "a" to most
// programs, "?" matches anything. What would mean something else here than where the guest was written is refused.
using System;
using System.Buffers;
using System.Text.Unicode;

namespace Wasmtime.Min.Platform.Windows.Files;

/// <summary>One component of a path, as Windows takes it.</summary>
internal static class WindowsNames
{
    /// <summary>The longest name in units of UTF-16.</summary>
    internal const int MostUnits = 255;

    private static readonly SearchValues<char> Reserved = SearchValues.Create(
        "\\:*?<>|\"\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    /// <summary>Converts and checks a name.</summary>
    /// <param name="name">UTF-8.</param>
    /// <param name="units">Receives the name; of <see cref="MostUnits"/>.</param>
    /// <param name="length">Units used.</param>
    internal static SystemError Convert(ReadOnlySpan<byte> name, Span<char> units, out int length)
    {
        length = 0;
        if (name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8) || name.ContainsAny((byte)'/', (byte)0))
        {
            return SystemError.Invalid;
        }

        OperationStatus status = Utf8.ToUtf16(name, units[..MostUnits], out _, out length, replaceInvalidSequences: false);
        return status == OperationStatus.DestinationTooSmall ? SystemError.NameTooLong
            : status != OperationStatus.Done || units[..length].ContainsAny(Reserved) || units[length - 1] is '.' or ' ' ? SystemError.IllegalSequence
            : SystemError.None;
    }
}
