using System.Collections.Generic;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>Directories that a guest begins with.</summary>
internal static class Preopens
{
    /// <summary>Opens them all, in order; the only names of the host that are believed.</summary>
    /// <exception cref="PreopenException">One cannot be opened; those before it are closed again.</exception>
    internal static List<(Descriptor Directory, byte[] Name)> Open(WasiSystem system, IEnumerable<(string Host, string Guest)> directories)
    {
        List<(Descriptor Directory, byte[] Name)> opened = [];
        foreach ((string host, string guest) in directories)
        {
            FileHandle handle = FileHandle.None;
            SystemError error = system.Files is { } files ? files.OpenRoot(NameText.ToBytes(host), out handle) : SystemError.NotSupported;
            if (error != SystemError.None)
            {
                foreach ((Descriptor directory, _) in opened)
                {
                    _ = directory.Close(system);
                }

                throw new PreopenException(host, error);
            }

            opened.Add((Descriptor.Opened(handle, FileKind.Directory, canRead: true, canWrite: false), NameText.ToBytes(guest)));
        }

        return opened;
    }
}
