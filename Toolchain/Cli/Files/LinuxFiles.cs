using System.Globalization;
using System.IO;
using Microsoft.Win32.SafeHandles;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Toolchain.Cli.Files;

/// <summary>Linux: names are bytes, files have identities.</summary>
internal sealed class LinuxFiles : IHostFiles
{
    private const int Everybody = 0x1B6; // rw-rw-rw-, before the process's mask

    public HostFile Open(string name) => Wrap(NamedFiles.OpenForReading(name), isWritten: false);

    public HostFile OpenDevice(string name) => Wrap(NamedFiles.OpenForWriting(name), isWritten: true);

    public HostFile Create(string name, HostFileStatus? like)
    {
        int file = NamedFiles.Create(name, Everybody);
        try
        {
            if (like is not null)
            {
                NamedFiles.SetPermissions(file, like.Permissions);
            }

            return Wrap(file, isWritten: true);
        }
        catch
        {
            NamedFiles.Remove(name);
            throw;
        }
    }

    public HostFileStatus? Status(string name) => NamedFiles.Status(name) is { } status ? Describe(status) : null;

    public string? LinkTarget(string name) => NamedFiles.LinkTarget(name);

    public void Replace(string from, string to) => NamedFiles.Rename(from, to);

    public void Remove(string name) => NamedFiles.Remove(name);

    public void MakeFolder(string name) => NamedFiles.MakeDirectory(name);

    public HostFile StandardInput() => NamedFiles.IsInherited(DescriptorStream.Input)
        ? new HostFile(new DescriptorStream(DescriptorStream.Input, isStandard: true), Describe(NamedFiles.Status(DescriptorStream.Input)), static () => { })
        : throw NamedFiles.Failure(NamedFiles.BadHandle);

    private static HostFile Wrap(int file, bool isWritten)
    {
        HostFileStatus status = Describe(NamedFiles.Status(file));
        if (status.IsFolder)
        {
            NamedFiles.Close(file);
            throw NamedFiles.Failure(NamedFiles.IsADirectory);
        }

        // A file that is written has parts filled in later; FileStream does that, but would not say what closing says.
        Stream stream = isWritten && status.IsRegular
            ? new FileStream(new SafeFileHandle(file, ownsHandle: false), FileAccess.Write, bufferSize: 0)
            : new DescriptorStream(file, isStandard: false);
        return new HostFile(stream, status, () => NamedFiles.Close(file));
    }

    private static HostFileStatus Describe(NamedFileStatus status) => new(
        string.Create(CultureInfo.InvariantCulture, $"{status.Device}:{status.Number}"),
        status.IsRegular,
        status.IsDirectory,
        status.Permissions,
        status.Length);
}
