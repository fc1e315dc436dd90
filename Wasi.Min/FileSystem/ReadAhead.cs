using System;
using System.IO;
using System.Threading;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>
/// A stream that may block, for a reader who wants to know first whether it will. Nothing is read ahead until somebody asks.
/// </summary>
/// <param name="source">The stream; its reader owns it.</param>
internal sealed class ReadAhead(Stream source)
{
    private readonly object _gate = new(); // pulsed when a thread has read
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private bool _isReading;
    private Exception? _failure;

    /// <summary>Whether <see cref="Read"/> would return at once. Asking makes a thread read if there is nothing yet.</summary>
    internal bool IsReady
    {
        get
        {
            lock (_gate)
            {
                if (HasAnswer)
                {
                    return true;
                }

                if (!_isReading)
                {
                    _isReading = true;
                    new Thread(Fill) { IsBackground = true }.Start();
                }

                return false;
            }
        }
    }

    /// <summary>Bytes that are there.</summary>
    internal int Length
    {
        get
        {
            lock (_gate)
            {
                return _end - _start;
            }
        }
    }

    /// <summary>Waits until <see cref="IsReady"/> or until the time is over.</summary>
    internal void Wait(TimeSpan limit)
    {
        lock (_gate)
        {
            if (_isReading)
            {
                Monitor.Wait(_gate, limit);
            }
        }
    }

    /// <summary>Reads as a stream does: what was read ahead first.</summary>
    internal int Read(Span<byte> buffer)
    {
        lock (_gate)
        {
            while (_isReading)
            {
                Monitor.Wait(_gate);
            }

            if (_failure is { } failure)
            {
                _failure = null;
                throw failure;
            }

            if (HasAnswer)
            {
                int length = Math.Min(buffer.Length, _end - _start);
                _buffer.AsSpan(_start, length).CopyTo(buffer);
                _start += length;
                _isAtEnd &= length > 0;
                return length;
            }
        }

        return source.Read(buffer);
    }

    private bool HasAnswer => _end > _start || _isAtEnd || _failure is not null;

    private void Fill()
    {
        int length = 0;
        Exception? failure = null;
        try
        {
            length = source.Read(_buffer);
        }
        catch (Exception error) when (HostErrors.ErrnoOf(error) is not null)
        {
            failure = error;
        }

        lock (_gate)
        {
            (_start, _end, _isAtEnd, _failure, _isReading) = (0, length, length == 0 && failure is null, failure, false);
            Monitor.PulseAll(_gate);
        }
    }
}
