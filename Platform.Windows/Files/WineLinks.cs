// wine shows what a symbolic link of its host leads to, and follows it whatever is asked for: there FILE_OPEN_REPARSE_POINT alone keeps nobody inside. But wine knows the real path
// of what it has opened, and one name below a directory is that directory's path and the name; anything else came through a link. A link put there between opening and asking is
// not seen, so against programs of the host that change directories at the same time this protects on Windows only.
using System;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows.Files;

/// <summary>Links that only wine has.</summary>
internal static unsafe class WineLinks
{
    private const int MostUnits = 4096;

    private static readonly bool IsWine = NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);

    /// <summary>Whether what was opened by a name below a directory was reached through a link of wine's host; where it cannot be told, it was.</summary>
    internal static bool IsThroughLink(nint directory, ReadOnlySpan<char> name, nint file)
    {
        if (!IsWine || directory == 0 || name.IsEmpty)
        {
            return false;
        }

        Span<char> above = stackalloc char[MostUnits];
        Span<char> here = stackalloc char[MostUnits];
        ReadOnlySpan<char> parent = PathOf(directory, above).TrimEnd('\\');
        ReadOnlySpan<char> path = PathOf(file, here);
        return path.Length != parent.Length + 1 + name.Length
            || !path.StartsWith(parent, StringComparison.Ordinal)
            || path[parent.Length] != '\\'
            || !path[(parent.Length + 1)..].Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    // Empty where the system does not say.
    private static ReadOnlySpan<char> PathOf(nint file, Span<char> buffer)
    {
        // SAFETY: the system fills at most as much as there is. The structure is a length in bytes and the text.
        const int HeaderUnits = sizeof(uint) / sizeof(char);
        fixed (char* pointer = buffer)
        {
            uint status = Ntdll.QueryInformationFile(file, out _, pointer, (uint)(buffer.Length * sizeof(char)), FileInformation.Name);
            uint length = Ntdll.IsError(status) ? 0 : *(uint*)pointer / sizeof(char);
            return length <= buffer.Length - HeaderUnits ? buffer.Slice(HeaderUnits, (int)length) : default;
        }
    }
}
