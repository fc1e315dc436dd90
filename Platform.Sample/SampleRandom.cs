using System;
using System.Security.Cryptography;

namespace Wasmtime.Min.Platform.Sample;

/// <summary>Random numbers of .NET. A port asks its own generator; one that has none leaves <see cref="IPlatform.Random"/> null rather than to invent numbers.</summary>
internal sealed class SampleRandom : IRandom
{
    public void Fill(Span<byte> buffer)
    {
        try
        {
            RandomNumberGenerator.Fill(buffer);
        }
        catch (CryptographicException error)
        {
            throw new PlatformException($"make {buffer.Length} random bytes: {error.Message}", 0);
        }
    }
}
