// A stream that is read. Streams of .NET cannot be asked whether reading would block, so a thread reads ahead, from the first time that somebody wants
// to know. A port whose system can be asked needs neither thread nor buffer.
using System;
using System.IO;
using System.Threading;

namespace Wasmtime.Min.Platform.Sample.Streams;

/// <summary>Standard input.</summary>
/// <param name="stream">Where the bytes come from.</param>
/// <param name="changed">Guards everything here, and is pulsed when there is something to read.</param>
internal sealed class InputStream(Stream stream, object changed) : OpenThing
{
    private readonly byte[] _buffer = new byte[4096];

    private Thread? _reader;
    private int _begin;
    private int _end;
    private bool _hasEnded;

    internal override SystemError Read(ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        lock (changed)
        {
            foreach (MemoryBlock block in blocks)
            {
                Span<byte> to = SpanOf(block);
                while (count == 0 && to.Length > 0 && !HasBytesOrEnd())
                {
                    Monitor.Wait(changed);
                }

                int length = Math.Min(to.Length, _end - _begin);
                _buffer.AsSpan(_begin, length).CopyTo(to);
                _begin += length;
                count += (nuint)length;
            }

            Monitor.PulseAll(changed); // the reader may go on
        }

        return SystemError.None;
    }

    internal override SystemError Write(ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        count = 0;
        return SystemError.BadHandle;
    }

    internal override SystemError GetStatus(out FileStatus status)
    {
        status = new FileStatus(0, 0, FileKind.Pipe, 1, 0, default, default, default);
        return SystemError.None;
    }

    internal override bool IsReady(ref WaitItem item)
    {
        bool isReady = item.For == WaitFor.Write || HasBytesOrEnd();
        item.Available = (ulong)(_end - _begin);
        item.IsHangup = _hasEnded;
        return isReady;
    }

    private bool HasBytesOrEnd()
    {
        if (_reader is null)
        {
            _reader = new Thread(ReadAhead) { IsBackground = true };
            _reader.Start();
        }

        return _begin < _end || _hasEnded;
    }

    private void ReadAhead()
    {
        while (true)
        {
            int length;
            try
            {
                length = stream.Read(_buffer); // nobody looks at the buffer as long as it is empty
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                length = 0;
            }

            lock (changed)
            {
                (_begin, _end, _hasEnded) = (0, length, length == 0);
                Monitor.PulseAll(changed);
                while (_begin < _end)
                {
                    Monitor.Wait(changed);
                }

                if (_hasEnded)
                {
                    return;
                }
            }
        }
    }
}
