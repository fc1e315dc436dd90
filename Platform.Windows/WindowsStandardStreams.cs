using Wasmtime.Min.Platform.Windows.Files;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>The streams that the process was started with.</summary>
internal sealed class WindowsStandardStreams : IStandardStreams
{
    internal WindowsStandardStreams(WindowsHandles handles)
    {
        Input = Find(handles, Kernel32.StandardInput, OpenOptions.Read);
        Output = Find(handles, Kernel32.StandardOutput, OpenOptions.Write);
        Error = Find(handles, Kernel32.StandardError, OpenOptions.Write);
    }

    public FileHandle Input { get; }

    public FileHandle Output { get; }

    public FileHandle Error { get; }

    private static FileHandle Find(WindowsHandles handles, uint number, OpenOptions options)
    {
        nint handle = Kernel32.GetStdHandle(number);
        FileKind kind = handle is 0 or Kernel32.InvalidHandle ? FileKind.Unknown : FileFacts.KindOfStream(handle);
        return kind == FileKind.Unknown
            ? FileHandle.None
            : handles.Add(handle, kind, options, isStream: true, isConsole: Kernel32.GetConsoleMode(handle, out _) != 0);
    }
}
