using System;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Random numbers of the kernel, for which no file is needed.</summary>
internal sealed unsafe class PosixRandom : IRandom
{
    // What both systems give in one piece.
    private const int MostAtOnce = 256;

    /// <inheritdoc/>
    public void Fill(Span<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            for (int done = 0; done < buffer.Length;)
            {
                byte* to = pointer + done;
                nuint wanted = (nuint)int.Min(buffer.Length - done, MostAtOnce);

                // SAFETY: what is filled ends with the buffer.
                nint count = !OperatingSystem.IsMacOS() ? Libc.GetRandom(to, wanted, 0)
                    : Libc.GetEntropy(to, wanted) == 0 ? (nint)wanted : -1;
                if (count < 0 && ErrorNumbers.Last() != SystemError.Interrupted)
                {
                    throw PosixVirtualMemory.Failed("obtain random numbers");
                }

                done += (int)nint.Max(count, 0);
            }
        }
    }
}
