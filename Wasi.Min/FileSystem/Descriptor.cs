using System;
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
    private readonly int _standardHandle;
    private Stream? _stream;

    private Descriptor(FileType type, Stream? stream, int standardHandle, string? hostPath, string? guestName)
    {
        Type = type;
        _stream = stream;
        _standardHandle = standardHandle;
        HostPath = hostPath;
        GuestName = guestName;
    }

    internal FileType Type { get; }

    /// <summary>Directories and files: where they are, without symbolic links.</summary>
    internal string? HostPath { get; }

    /// <summary>Preopened directories: their name for the guest.</summary>
    internal string? GuestName { get; }

    internal DescriptorFlags Flags { get; set; }

    internal bool CanRead { get; init; }

    internal bool CanWrite { get; init; }

    internal bool IsStream => Type is FileType.RegularFile or FileType.CharacterDevice;

    /// <summary>The bytes; the process's own streams are opened when they are used first.</summary>
    /// <remarks>
    /// Not a file stream over the handle: that one keeps a position of its own, so two streams to one file would overwrite each other.
    /// </remarks>
    internal Stream Stream => _stream ??= _standardHandle switch
    {
        0 => Console.OpenStandardInput(),
        1 => Console.OpenStandardOutput(),
        2 => Console.OpenStandardError(),
        _ => throw new InvalidOperationException("a directory has no bytes"),
    };

    internal static Descriptor Standard(int number, Stream? stream) => new(FileType.CharacterDevice, stream, number, null, null)
    {
        CanRead = number == 0,
        CanWrite = number != 0,
    };

    internal static Descriptor Directory(string hostPath, string? guestName) =>
        new(FileType.Directory, null, -1, hostPath, guestName) { CanRead = true };

    internal static Descriptor File(FileStream stream, string hostPath, bool canRead, bool canWrite, DescriptorFlags flags) =>
        new(FileType.RegularFile, stream, -1, hostPath, null) { CanRead = canRead, CanWrite = canWrite, Flags = flags };

    public void Dispose() => _stream?.Dispose();
}
