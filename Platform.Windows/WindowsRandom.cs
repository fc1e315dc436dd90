using System;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>Random numbers of Windows.</summary>
internal sealed partial class WindowsRandom : IRandom
{
    private const uint SystemGenerator = 2;

    public unsafe void Fill(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return; // an address that is nowhere is refused
        }

        // SAFETY: the span is in its place during the call, and its length goes with it.
        fixed (byte* pointer = buffer)
        {
            uint status = GenerateRandom(0, pointer, (uint)buffer.Length, SystemGenerator);
            if (status != 0)
            {
                throw new PlatformException($"make {buffer.Length} random bytes", (int)status);
            }
        }
    }

    /// <summary><c>NTSTATUS BCryptGenRandom(BCRYPT_ALG_HANDLE, PUCHAR, ULONG, ULONG)</c>, bcrypt.h; the generator of the system needs no algorithm.</summary>
    [LibraryImport("bcrypt", EntryPoint = "BCryptGenRandom")]
    private static unsafe partial uint GenerateRandom(nint algorithm, byte* buffer, uint length, uint flags);
}
