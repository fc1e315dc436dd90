// What .NET offers for descriptors hides errors (Console swallows that nobody reads any more) or keeps positions of its own (FileStream), so that two
// programs that share an output overwrite each other.
using System;
using System.IO;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Toolchain.Cli.Files;

/// <summary>A descriptor of Linux, read and written where it stands; whoever made it closes it.</summary>
/// <param name="descriptor">Its number.</param>
/// <param name="isStandard">
/// Whether it is one that the program was started with, if it was. A file of ours may have the same number, where that was closed.
/// </param>
internal sealed class DescriptorStream(int descriptor, bool isStandard) : Stream
{
    internal const int Input = 0;
    internal const int Output = 1;
    internal const int Error = 2;

    // As this program found it: later the number may be that of a file of ours.
    private readonly bool _isOpen = !isStandard || NamedFiles.IsInherited(descriptor);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Whether an error is that nobody reads any more.</summary>
    internal static bool IsBrokenPipe(IOException error) => error.HResult == NamedFiles.BrokenPipe;

    public override int Read(Span<byte> buffer)
    {
        RequireOpen();
        return NamedFiles.Read(descriptor, buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        RequireOpen();
        NamedFiles.Write(descriptor, buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // nothing is kept
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void RequireOpen()
    {
        if (!_isOpen)
        {
            throw NamedFiles.Failure(NamedFiles.BadHandle);
        }
    }
}
