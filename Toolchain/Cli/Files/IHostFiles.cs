using System;
using System.IO;

namespace Wasmtime.Min.Toolchain.Cli.Files;

/// <summary>What a file is.</summary>
/// <param name="Identity">Equal for two names of one file, as far as the system can tell.</param>
/// <param name="IsRegular">Whether it has contents that can be replaced: no device, no pipe, no folder.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Permissions">Who may use it, where the system has such bits.</param>
/// <param name="Length">In bytes, if it is regular.</param>
internal sealed record HostFileStatus(string Identity, bool IsRegular, bool IsFolder, int Permissions, long Length);

/// <summary>
/// The few calls of the system that reading inputs and writing outputs need. Names may hold escaped bytes (<see cref="Platform.NameText"/>). What fails
/// is an <see cref="IOException"/> or an <see cref="UnauthorizedAccessException"/> with words for the user.
/// </summary>
internal interface IHostFiles
{
    /// <summary>Opens a file for reading.</summary>
    HostFile Open(string name);

    /// <summary>Opens a device, a pipe or the like for writing, as it is.</summary>
    HostFile OpenDevice(string name);

    /// <summary>Makes a new file, with the permissions of another one.</summary>
    HostFile Create(string name, HostFileStatus? like);

    /// <summary>What a name stands for, links followed; null where there is nothing.</summary>
    HostFileStatus? Status(string name);

    /// <summary>Where a symbolic link points to; null for what is none.</summary>
    string? LinkTarget(string name);

    /// <summary>Gives a file the name of another one, which is gone then.</summary>
    void Replace(string from, string to);

    /// <summary>Removes a file, if it is there.</summary>
    void Remove(string name);

    /// <summary>Makes one folder, if it is not there.</summary>
    void MakeFolder(string name);

    /// <summary>Standard input.</summary>
    HostFile StandardInput();
}

/// <summary>An open file.</summary>
/// <param name="stream">Its contents.</param>
/// <param name="status">What it is.</param>
/// <param name="close">Closes it; throws if something that was written is lost.</param>
internal sealed class HostFile(Stream stream, HostFileStatus status, Action close) : IDisposable
{
    private bool _isClosed;

    /// <summary>Its contents.</summary>
    internal Stream Stream => stream;

    /// <summary>What it is.</summary>
    internal HostFileStatus Status => status;

    /// <summary>Closes it.</summary>
    /// <exception cref="IOException">Something that was written is lost.</exception>
    internal void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            stream.Dispose();
            close();
        }
    }

    /// <summary>Closes it after a failure that was reported already.</summary>
    public void Dispose()
    {
        try
        {
            Close();
        }
        catch (IOException)
        {
            // The first failure is the one to tell.
        }
    }
}
