// The three streams, as they were when the platform was made. A program may be started without one of them ("<&-"). Then the next file that is opened
// would get its number, and what is written to the stream would go there; so the numbers are taken first, by something that can be neither read nor
// written: both fail as they did before.
//
// .NET may have opened something of its own under such a number before a line of ours ran. It opens everything so that programs that it starts do not
// have it (FD_CLOEXEC), and for the same reason no stream that came from outside can have that flag: what has it is no standard stream.
using System;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Standard input, output and error of POSIX.</summary>
internal sealed class PosixStandardStreams(PosixStandardStreams.Present present) : IStandardStreams
{
    private const int Count = 3;

    /// <summary>Which streams there are; bit n for descriptor n.</summary>
    [Flags]
    internal enum Present
    {
        None = 0,
        Input = 1,
        Output = 2,
        Error = 4,
    }

    /// <inheritdoc/>
    public FileHandle Input => (present & Present.Input) != 0 ? new FileHandle(0) : FileHandle.None;

    /// <inheritdoc/>
    public FileHandle Output => (present & Present.Output) != 0 ? new FileHandle(1) : FileHandle.None;

    /// <inheritdoc/>
    public FileHandle Error => (present & Present.Error) != 0 ? new FileHandle(2) : FileHandle.None;

    /// <summary>Looks which streams there are, and takes the numbers of those that are not.</summary>
    internal static unsafe Present Take()
    {
        Present present = Present.None;
        for (int stream = 0; stream < Count; stream++)
        {
            int flags = SystemCalls.Control(stream, FileAbi.GetHandleFlags, 0);
            if (flags >= 0)
            {
                present |= (flags & FileAbi.HandleCloseOnExec) == 0 ? (Present)(1 << stream) : Present.None;
                continue;
            }

            // The lowest number that is free is this one. Every process has a root.
            fixed (byte* root = "/\0"u8)
            {
                _ = SystemCalls.OpenAt(FileAbi.CurrentDirectory, root, FileAbi.Flags(OpenOptions.Directory), 0);
            }
        }

        return present;
    }
}
