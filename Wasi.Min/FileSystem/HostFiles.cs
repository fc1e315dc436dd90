// Questions about files of the host, by path. None of them follows a symbolic link at the end of the path.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>Files of the host.</summary>
internal static class HostFiles
{
    /// <summary>What lies at a path; null: nothing.</summary>
    internal static FileType? KindOf(string path)
    {
        FileAttributes attributes;
        try
        {
            attributes = File.GetAttributes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return (attributes & FileAttributes.ReparsePoint) != 0 && LinkTarget(path) is not null ? FileType.SymbolicLink
            : (attributes & FileAttributes.Directory) != 0 ? FileType.Directory
            : FileType.RegularFile;
    }

    /// <summary>What a symbolic link says; null where there is none.</summary>
    internal static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    internal static bool IsEmptyDirectory(string path)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(path))
        {
            return entry.Length == 0;
        }

        return true;
    }

    /// <summary>All entries of a directory: "." and ".." first, then names in ordinal order.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="isRoot">Whether the guest knows nothing above it.</param>
    /// <param name="inodes">Numbers of files.</param>
    internal static List<DirectoryEntry> List(string directory, bool isRoot, InodeNumbers inodes)
    {
        ulong own = inodes.Of(directory);
        ulong above = isRoot || Path.GetDirectoryName(directory) is not { } parent ? own : inodes.Of(parent);
        List<string> paths = [.. Directory.EnumerateFileSystemEntries(directory)];
        paths.Sort(StringComparer.Ordinal);
        var entries = new List<DirectoryEntry>(paths.Count + 2)
        {
            new("."u8.ToArray(), FileType.Directory, own),
            new(".."u8.ToArray(), FileType.Directory, above),
        };
        foreach (string path in paths)
        {
            string name = Path.GetFileName(path);
            entries.Add(new DirectoryEntry(Encoding.UTF8.GetBytes(name), KindOf(path) ?? FileType.Unknown, inodes.Of(own, name)));
        }

        return entries;
    }
}
