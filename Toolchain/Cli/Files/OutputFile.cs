// The one place where commands write files. A file that is there already stays whole and as it was until the new one is complete: that is written beside
// it and takes its name at the end. So a full disk, a crash or a refusal loses nothing, and a program that runs from the old artifact goes on with it.
// The new file has the permissions of the old one; a symbolic link stays and the file that it points to is replaced. What is no regular file (a
// terminal, a pipe, /dev/null) is written as it is.
using System;
using System.Globalization;
using System.IO;
using System.Text;
using Wasmtime.Min.CommandLine;

namespace Wasmtime.Min.Toolchain.Cli.Files;

/// <summary>Writes files.</summary>
internal static class OutputFile
{
    // Opening it would begin at the start of a file that others have written to before us.
    private const string StandardOutput = "/dev/stdout";

    private const int MostLinks = 40; // as Linux follows

    /// <summary>The name of a result where none was given: the input's with another suffix.</summary>
    /// <exception cref="UsageException">Standard input has no name.</exception>
    internal static string NameFor(string input, string suffix) => input == InputFile.Standard
        ? throw new UsageException("the result of standard input has no name: -o FILE gives it one, -o - writes it to standard output")
        : Path.ChangeExtension(input, suffix);

    /// <summary>Writes a whole text.</summary>
    /// <param name="name">Its name; null is standard output.</param>
    /// <param name="text">The text.</param>
    /// <param name="input">What the command reads.</param>
    /// <param name="context">Has standard output.</param>
    /// <exception cref="CommandException">It cannot be written.</exception>
    internal static void WriteText(string? name, string text, InputFile input, CommandContext context)
    {
        if (name is null or InputFile.Standard or StandardOutput)
        {
            context.Output.Write(text);
        }
        else
        {
            Write(name, input, context, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>Writes a whole file; <c>-</c> is standard output.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="input">What the command reads, which must not be overwritten.</param>
    /// <param name="context">Has standard output.</param>
    /// <param name="write">Writes the contents; the stream can be positioned unless it is a device.</param>
    /// <exception cref="CommandException">It cannot be written.</exception>
    internal static void Write(string name, InputFile input, CommandContext context, Action<Stream> write)
    {
        if (name is InputFile.Standard or StandardOutput)
        {
            context.WriteBytes(write);
            return;
        }

        try
        {
            HostFileStatus? there = HostFiles.System.Status(name);
            if (there is { IsRegular: true } && there.Identity == input.Identity)
            {
                throw new CommandException($"{name}: is the input, which would be lost; choose another output");
            }

            if (there is { IsRegular: false, IsFolder: false } || Target(name) is not { } target)
            {
                using HostFile device = HostFiles.System.OpenDevice(name);
                write(device.Stream);
                device.Close();
            }
            else
            {
                Replace(target, there, write);
            }
        }
        catch (Exception error) when (HostFiles.IsFailure(error))
        {
            throw new CommandException($"{name}: cannot be written: {HostFiles.Words(error, name)}");
        }
    }

    // The name itself, or what its links point to in the end; null for a name of an open descriptor (/dev/stdout, /proc/self/fd/1), whose file is not to
    // be replaced: others write to it, too.
    private static string? Target(string name)
    {
        string target = name;
        for (int i = 0; i < MostLinks && target.Length > 0; i++)
        {
            if (OperatingSystem.IsLinux() && (IsBelow(target, "/proc/") || IsBelow(target, "/dev/fd/")))
            {
                return null;
            }

            if (HostFiles.System.LinkTarget(target) is not { } link)
            {
                return target;
            }

            target = link.StartsWith('/') || Path.IsPathFullyQualified(link) ? link : FolderOf(target) + link;
        }

        return target;
    }

    private static bool IsBelow(string name, string folder) => name.StartsWith(folder, StringComparison.Ordinal);

    private static void Replace(string target, HostFileStatus? there, Action<Stream> write)
    {
        if (there is { IsFolder: true })
        {
            throw new IOException("Is a directory");
        }

        HostFile file = CreateBeside(target, there, out string name);
        try
        {
            using (file)
            {
                write(file.Stream);
                file.Close();
            }

            HostFiles.System.Replace(name, target);
        }
        catch
        {
            HostFiles.System.Remove(name);
            throw;
        }
    }

    // Short, so that it is no longer than names may be, whatever the target's is.
    private static HostFile CreateBeside(string target, HostFileStatus? there, out string name)
    {
        const int Attempts = 100; // files of processes of the same number that died
        for (int i = 0; ; i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{FolderOf(target)}.aot-{Environment.ProcessId}-{i}.tmp");
            try
            {
                return HostFiles.System.Create(name, there);
            }
            catch (IOException) when (i < Attempts && HostFiles.System.Status(name) is not null)
            {
                // Taken; the next one.
            }
        }
    }

    // With its last slash; empty for the current folder.
    private static string FolderOf(string name)
    {
        int slash = OperatingSystem.IsWindows() ? name.LastIndexOfAny(['/', '\\', ':']) : name.LastIndexOf('/');
        return name[..(slash + 1)];
    }
}
