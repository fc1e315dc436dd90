// Random bytes from the system without .NET's cryptography, which would load OpenSSL for them: milliseconds at the start of every program whose
// hash tables want a seed.
using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Wasmtime.Min.Wasi;

/// <summary>The system's generator.</summary>
internal static class RandomBytes
{
    private const string Device = "/dev/urandom";

    /// <summary>Fills a buffer with bytes that nobody can predict.</summary>
    internal static void Fill(Span<byte> buffer)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(Device))
        {
            using SafeFileHandle device = File.OpenHandle(Device);
            while (!buffer.IsEmpty)
            {
                int read = RandomAccess.Read(device, buffer, 0);
                if (read == 0)
                {
                    break;
                }

                buffer = buffer[read..];
            }
        }

        FillFromGuids(buffer);
    }

    // .NET documents that a new GUID comes from the system's secure generator on every system. Bytes 7 and 8 hold version and variant.
    private static void FillFromGuids(Span<byte> buffer)
    {
        const int FixedStart = 7, FixedEnd = 9, Length = 16, Usable = Length - (FixedEnd - FixedStart);
        Span<byte> bytes = stackalloc byte[Length];
        while (!buffer.IsEmpty)
        {
            Guid.NewGuid().TryWriteBytes(bytes);
            bytes[FixedEnd..].CopyTo(bytes[FixedStart..]);
            int count = Math.Min(Usable, buffer.Length);
            bytes[..count].CopyTo(buffer);
            buffer = buffer[count..];
        }
    }
}
