using System;
using System.Collections.Generic;
using System.IO;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>Kinds of files, numbered as WASI's <c>filetype</c>.</summary>
internal enum FileType : byte
{
    Unknown = 0,
    CharacterDevice = 2,
    Directory = 3,
    RegularFile = 4,
    SymbolicLink = 7,
}

/// <summary>WASI's <c>fdflags</c>.</summary>
[Flags]
internal enum DescriptorFlags : ushort
{
    None = 0,
    Append = 1,
    DataSync = 2,
    NonBlocking = 4,
    ReadSync = 8,
    Sync = 16,
}

/// <summary>An open file, directory or stream of the guest.</summary>
internal sealed class Descriptor : IDisposable
{
    private const int NotStandard = -1;

    private readonly int _standardNumber;
    private readonly bool _ownsStream;
    private FileType? _type;
    private Stream? _stream;
    private ReadAhead? _input;

    private Descriptor(FileType? type, Stream? stream, bool ownsStream, int standardNumber, string? hostPath, string? guestName)
    {
        _type = type;
        _stream = stream;
        _ownsStream = ownsStream;
        _standardNumber = standardNumber;
        HostPath = hostPath;
        GuestName = guestName;
    }

    /// <summary>
    /// What it is. A standard stream is a character device only if it is a terminal: wasi-libc writes to a device line by line, and in whole
    /// buffers to anything else.
    /// </summary>
    internal FileType Type => _type ??= IsTerminal() ? FileType.CharacterDevice : FileType.Unknown;

    /// <summary>Directories: where they are, without symbolic links. Follows what the guest renames.</summary>
    internal string? HostPath { get; set; }

    /// <summary>Files: their number, which they keep whatever happens to their path.</summary>
    internal ulong Inode { get; init; }

    /// <summary>Preopened directories: their name for the guest.</summary>
    internal string? GuestName { get; }

    internal DescriptorFlags Flags { get; set; }

    internal bool CanRead { get; init; }

    internal bool CanWrite { get; init; }

    /// <summary>Whether it has a length and a position.</summary>
    internal bool IsFile => _standardNumber == NotStandard && Type == FileType.RegularFile;

    internal bool IsDirectory => _standardNumber == NotStandard && Type == FileType.Directory;

    /// <summary>Directories: what the guest is reading the list of, so that its places stay the same while it reads.</summary>
    internal List<DirectoryEntry>? Entries { get; set; }

    /// <summary>The bytes; the process's own streams are opened when they are used first.</summary>
    /// <remarks>
    /// Not a file stream over the handle: that one keeps a position of its own, so two streams to one file would overwrite each other.
    /// </remarks>
    internal Stream Stream => _stream ??= _standardNumber switch
    {
        0 => Console.OpenStandardInput(),
        1 => Console.OpenStandardOutput(),
        2 => Console.OpenStandardError(),
        _ => throw new InvalidOperationException("a directory has no bytes"),
    };

    /// <summary>Standard input, of which nobody knows whether it will block; else null.</summary>
    internal ReadAhead? Input => _standardNumber == 0 ? _input ??= new ReadAhead(Stream) : null;

    /// <summary>The file; see <see cref="IsFile"/>.</summary>
    internal FileStream File => (FileStream)Stream;

    internal static Descriptor Standard(int number, Stream? stream) =>
        new(stream is null ? null : FileType.Unknown, stream, ownsStream: false, number, null, null)
        {
            CanRead = number == 0,
            CanWrite = number != 0,
        };

    internal static Descriptor OfDirectory(string hostPath, string? guestName) =>
        new(FileType.Directory, null, ownsStream: false, NotStandard, hostPath, guestName) { CanRead = true };

    internal static Descriptor OfFile(FileStream stream, ulong inode, bool canRead, bool canWrite, DescriptorFlags flags) =>
        new(FileType.RegularFile, stream, ownsStream: true, NotStandard, null, null)
        {
            Inode = inode,
            CanRead = canRead,
            CanWrite = canWrite,
            Flags = flags,
        };

    /// <summary>Writes out what is buffered; an embedder may have given a stream with a buffer.</summary>
    internal void Flush()
    {
        if (CanWrite)
        {
            _stream?.Flush();
        }
    }

    /// <summary>Closes a file. Streams that the embedder or the process owns stay open.</summary>
    public void Dispose()
    {
        if (_ownsStream)
        {
            _stream?.Dispose();
        }
        else
        {
            Flush();
        }
    }

    private bool IsTerminal() => _standardNumber switch
    {
        0 => !Console.IsInputRedirected,
        1 => !Console.IsOutputRedirected,
        2 => !Console.IsErrorRedirected,
        _ => false,
    };
}

/// <summary>One entry of a directory.</summary>
/// <param name="Name">UTF-8.</param>
/// <param name="Type">What it is.</param>
/// <param name="Inode">Its number.</param>
internal readonly record struct DirectoryEntry(byte[] Name, FileType Type, ulong Inode);
