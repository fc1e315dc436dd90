using System;

namespace Wasmtime.Min.Platform;

/// <summary>Random numbers.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IRandom
{
    /// <summary>
    /// Fills a buffer with bytes that nobody can predict: from the system's generator, without a file (Linux <c>getrandom</c>, Windows <c>BCryptGenRandom</c>).
    /// </summary>
    /// <param name="buffer">Any length.</param>
    /// <exception cref="PlatformException">The system has none; nothing weaker is put in their place.</exception>
    void Fill(Span<byte> buffer);
}
