// Whether a byte of the process can be read or written, without touching it: the kernel is asked to copy it from or to a file, and
// refuses politely where the process itself would die.
using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Wasmtime.Min.Tests.Contract;

/// <summary>Asks the system what may be done with memory.</summary>
internal static unsafe class MemoryProbe
{
    internal static bool CanRead(nuint address)
    {
        using SafeFileHandle file = Open();
        try
        {
            // SAFETY: nothing here dereferences the address; the system checks it.
            RandomAccess.Write(file, new ReadOnlySpan<byte>((void*)address, 1), 0);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Writes what is there already, if it may be written.</summary>
    internal static bool CanWrite(nuint address)
    {
        if (!CanRead(address))
        {
            return false;
        }

        using SafeFileHandle file = Open();
        try
        {
            // SAFETY: as above.
            RandomAccess.Write(file, new ReadOnlySpan<byte>((void*)address, 1), 0);
            return RandomAccess.Read(file, new Span<byte>((void*)address, 1), 0) == 1;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static SafeFileHandle Open() => File.OpenHandle(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, options: FileOptions.DeleteOnClose);
}
