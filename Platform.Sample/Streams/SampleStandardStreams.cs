// The three streams over whatever .NET calls a stream: the console, a memory, a log. A port puts its serial line here.
using System;
using System.IO;

namespace Wasmtime.Min.Platform.Sample.Streams;

/// <summary>Standard streams of the sample platform.</summary>
internal sealed class SampleStandardStreams : IStandardStreams
{
    internal SampleStandardStreams(SampleHandles handles, Stream? input, Stream? output, Stream? error)
    {
        Input = Add(handles, input is null ? null : new InputStream(input, handles.Changed));
        Output = Add(handles, output is null ? null : new OutputStream(output));
        Error = Add(handles, error is null ? null : new OutputStream(error));
    }

    public FileHandle Input { get; }

    public FileHandle Output { get; }

    public FileHandle Error { get; }

    private static FileHandle Add(SampleHandles handles, OpenThing? thing) =>
        thing is not null && handles.Add(thing, out FileHandle handle) == SystemError.None ? handle : FileHandle.None;
}

/// <summary>A stream that is written.</summary>
internal sealed class OutputStream(Stream stream) : OpenThing
{
    internal override SystemError Read(ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        return SystemError.BadHandle;
    }

    internal override SystemError Write(ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        try
        {
            foreach (MemoryBlock block in blocks)
            {
                Span<byte> bytes = SpanOf(block);
                stream.Write(bytes);
                count += (nuint)bytes.Length;
            }

            stream.Flush();
            return SystemError.None;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return SystemError.Pipe; // .NET does not say why; what is certain is that nobody takes the bytes
        }
    }

    internal override SystemError GetStatus(out FileStatus status)
    {
        status = new FileStatus(0, 0, FileKind.Pipe, 1, 0, default, default, default);
        return SystemError.None;
    }
}
