using System;
using System.Collections.Generic;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>Directories that a guest begins with.</summary>
internal static class Preopens
{
    /// <summary>Opens them all, in order; the only names of the host that are believed. The descriptors are in the order of the names.</summary>
    /// <exception cref="PreopenException">One cannot be opened; those before it are closed again.</exception>
    internal static Descriptor[] Open(WasiSystem system, IList<PreopenedDirectory> directories)
    {
        var opened = new Descriptor[directories.Count];
        for (int i = 0; i < opened.Length; i++)
        {
            string host = directories[i].Host;
            FileHandle handle = FileHandle.None;
            SystemError error = system.Files is { } files ? files.OpenRoot(NameText.ToBytes(host), out handle) : SystemError.NotSupported;
            if (error != SystemError.None)
            {
                foreach (Descriptor directory in opened.AsSpan(0, i))
                {
                    _ = directory.Close(system);
                }

                throw new PreopenException(host, error);
            }

            opened[i] = Descriptor.Opened(handle, FileKind.Directory, canRead: true, canWrite: false);
        }

        return opened;
    }
}
