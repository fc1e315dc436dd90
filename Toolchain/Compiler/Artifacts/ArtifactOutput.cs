// Where the bytes of an artifact go, in the order of the file, through one small buffer: the sections are never put together in memory. Checksum
// and hash are summed on the way. Both cover the header, which stands in front and holds them: the hash takes its fields as zero, so it begins
// with the header as it is before; the checksum of the rest is joined to the header's at the end, and the start of the file is written again.
using System;
using System.Buffers.Binary;
using System.IO;
using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Toolchain.Artifacts;

/// <summary>Writes one artifact to a stream that can seek.</summary>
internal sealed class ArtifactOutput
{
    private const int BufferSize = 1 << 16;
    private const int CrcField = ArtifactFormat.HeaderOffset + ArtifactHeader.CrcOffset;

    private readonly Stream _stream;
    private readonly long _streamStart;
    private readonly byte[] _start;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private readonly Sha256 _sha = new();
    private int _length; // of the bytes in the buffer
    private long _written; // before those in the buffer
    private uint _restCrc;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="start">ELF header and our own, whose checksum and hash are zero.</param>
    internal ArtifactOutput(Stream stream, byte[] start)
    {
        _stream = stream;
        _streamStart = stream.CanSeek ? stream.Position : 0;
        _start = start;
        _sha.Append(start);
        stream.Write(start);
        _written = start.Length;
    }

    /// <summary>Bytes of the file so far.</summary>
    internal long Position => _written + _length;

    /// <summary>Appends bytes.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            Span<byte> free = Free();
            int count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            bytes = bytes[count..];
            _length += count;
        }
    }

    /// <summary>Appends the same byte until the file has a certain length.</summary>
    internal void FillTo(long position, byte value)
    {
        while (Position < position)
        {
            Span<byte> free = Free();
            int count = (int)Math.Min(free.Length, position - Position);
            free[..count].Fill(value);
            _length += count;
        }
    }

    /// <summary>Ends the file: fills in what the header says about the whole.</summary>
    internal void Seal()
    {
        Flush();
        Span<byte> crcField = _start.AsSpan(CrcField, sizeof(uint));
        _sha.Finish(_start.AsSpan(ArtifactFormat.HeaderOffset + ArtifactHeader.Sha256Offset, ArtifactHeader.Sha256Size));
        uint crc = Checksum.Join(Checksum.Update(uint.MaxValue, _start), _restCrc, (ulong)(_written - _start.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(crcField, ~crc);
        _stream.Position = _streamStart;
        _stream.Write(_start);
        _stream.Position = _streamStart + _written;
    }

    private Span<byte> Free()
    {
        if (_length == BufferSize)
        {
            Flush();
        }

        return _buffer.AsSpan(_length);
    }

    private void Flush()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _length);
        _sha.Append(bytes);
        _restCrc = Checksum.Update(_restCrc, bytes);
        _stream.Write(bytes);
        _written += _length;
        _length = 0;
    }
}
