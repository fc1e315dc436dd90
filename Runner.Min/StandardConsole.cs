using System;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Running;

namespace Wasmtime.Min.Runner;

/// <summary>The process's own streams, through the platform: a program that runs well prints nothing itself, and should not pay for a console.</summary>
/// <param name="platform">The system; where it has no streams, nobody reads what is written.</param>
internal sealed class StandardConsole(IPlatform platform) : IRunConsole
{
    /// <exception cref="RunFailure">Not all of it could be written.</exception>
    public void Write(string text)
    {
        SystemError error = Write(platform.StandardStreams?.Output ?? FileHandle.None, text);
        if (error != SystemError.None)
        {
            throw new RunFailure(
                $"cannot write to standard output: {Reason(error)}", error == SystemError.Pipe ? ExitCode.ClosedPipe : ExitCode.Failure);
        }
    }

    // Nothing is left to say it on.
    public void WriteError(string text) => _ = Write(platform.StandardStreams?.Error ?? FileHandle.None, text);

    private SystemError Write(FileHandle stream, string text)
    {
        if (stream.IsNone || platform.Handles is not { } handles)
        {
            return SystemError.BadHandle;
        }

        byte[] name = NameText.ToBytes(text); // names of files stand in it, as bytes
        byte[] bytes = GC.AllocateUninitializedArray<byte>(name.Length, pinned: true);
        name.CopyTo(bytes, 0);
        for (int done = 0; done < bytes.Length;)
        {
            var rest = new MemoryBlock((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(bytes, done), (nuint)(bytes.Length - done));
            SystemError error = handles.Write(stream, [rest], out nuint count);
            if (error != SystemError.None)
            {
                return error;
            }

            done += (int)count;
        }

        return SystemError.None;
    }

    private static string Reason(SystemError error) => error switch
    {
        SystemError.NoSpace => "the device is full",
        SystemError.Pipe => "nobody reads it any more",
        SystemError.BadHandle => "it is closed",
        _ => "the system refuses it", // rare, and the system's own
    };
}
