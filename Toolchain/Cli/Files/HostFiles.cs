using System;
using System.IO;

namespace Wasmtime.Min.Toolchain.Cli.Files;

/// <summary>The files of this system.</summary>
internal static class HostFiles
{
    /// <summary>Its calls.</summary>
    internal static IHostFiles System { get; } = OperatingSystem.IsLinux() ? new LinuxFiles() : new PortableFiles();

    /// <summary>Whether an exception is the system's answer, and none of our own mistakes.</summary>
    internal static bool IsFailure(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or OutOfMemoryException;

    /// <summary>The system's words without the name, which the line begins with.</summary>
    internal static string Words(Exception error, string name)
    {
        string words = error switch
        {
            FileNotFoundException or DirectoryNotFoundException => "no such file or directory",
            UnauthorizedAccessException when Directory.Exists(name) => "is a directory",
            UnauthorizedAccessException => "permission denied",
            OutOfMemoryException => "not enough memory",
            _ => error.Message,
        };
        return words.Length > 0 ? char.ToLowerInvariant(words[0]) + words[1..] : error.GetType().Name;
    }

    /// <summary>Makes a folder and those it lies in.</summary>
    /// <exception cref="CommandException">It cannot be made.</exception>
    internal static void MakeFolder(string name)
    {
        try
        {
            for (int end = name.IndexOf('/', 1); end > 0; end = name.IndexOf('/', end + 1))
            {
                System.MakeFolder(name[..end]);
            }

            System.MakeFolder(name);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw new CommandException($"{name}: cannot be made a folder: {Words(error, name)}");
        }
    }
}
