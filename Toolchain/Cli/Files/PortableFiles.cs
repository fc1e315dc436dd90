using System;
using System.IO;

namespace Wasmtime.Min.Toolchain.Cli.Files;

/// <summary>
/// Systems where names are text, by the classes of .NET. These say nothing of a file's identity, so two names are one file if they are one path with
/// links followed; a hard link to an input is another file here, and harmless, because outputs replace names and never write into files.
/// </summary>
internal sealed class PortableFiles : IHostFiles
{
    public HostFile Open(string name) => Wrap(name, new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1));

    public HostFile OpenDevice(string name) => Wrap(name, new FileStream(name, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0));

    public HostFile Create(string name, HostFileStatus? like)
    {
        HostFile file = Wrap(name, new FileStream(name, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0));
        if (like is not null && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(name, (UnixFileMode)like.Permissions);
        }

        return file;
    }

    public HostFileStatus? Status(string name)
    {
        string path = Path.GetFullPath(name);
        FileSystemInfo? target = File.Exists(path) || Directory.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null;
        path = target?.FullName ?? path;
        string identity = OperatingSystem.IsWindows() ? path.ToUpperInvariant() : path;
        if (Directory.Exists(path))
        {
            return new HostFileStatus(identity, IsRegular: false, IsFolder: true, 0, 0);
        }

        if (!File.Exists(path))
        {
            return null;
        }

        var file = new FileInfo(path);
        bool isRegular = (file.Attributes & FileAttributes.Device) == 0;
        int permissions = OperatingSystem.IsWindows() ? 0 : (int)file.UnixFileMode;
        return new HostFileStatus(identity, isRegular, IsFolder: false, permissions, isRegular ? file.Length : 0);
    }

    public string? LinkTarget(string name) => new FileInfo(name).LinkTarget;

    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    public void Remove(string name) => File.Delete(name);

    public void MakeFolder(string name) => Directory.CreateDirectory(name);

    public HostFile StandardInput() =>
        new(Console.OpenStandardInput(), new HostFileStatus("", IsRegular: false, IsFolder: false, 0, 0), static () => { });

    private HostFile Wrap(string name, FileStream stream) =>
        new(stream, Status(name) ?? new HostFileStatus("", IsRegular: true, IsFolder: false, 0, stream.Length), static () => { });
}
