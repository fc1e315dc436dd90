// The one place where commands read files. A file is read once, whole and from one descriptor: what is not regular (a pipe, standard input) cannot be
// opened a second time, and what is may be another file then.
using System;
using System.IO;

namespace Wasmtime.Min.Toolchain.Cli.Files;

/// <summary>A file that a command was given.</summary>
/// <param name="name">As it was given.</param>
/// <param name="bytes">All of it.</param>
/// <param name="status">What it is.</param>
internal sealed class InputFile(string name, byte[] bytes, HostFileStatus status)
{
    /// <summary>The name that stands for standard input and standard output.</summary>
    internal const string Standard = "-";

    private const int MostOfStream = 1 << 30;

    /// <summary>The name for messages.</summary>
    internal string Name { get; } = name == Standard ? "<stdin>" : name;

    /// <summary>All of it.</summary>
    internal byte[] Bytes => bytes;

    /// <summary>Tells it from other files.</summary>
    internal string Identity => status.Identity;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    internal static InputFile Read(string name)
    {
        try
        {
            using HostFile file = name == Standard ? HostFiles.System.StandardInput() : HostFiles.System.Open(name);
            return new InputFile(name, ReadAll(file), file.Status);
        }
        catch (Exception error) when (HostFiles.IsFailure(error))
        {
            string shown = name == Standard ? "standard input" : name;
            throw new CommandException($"{shown}: cannot be read: {HostFiles.Words(error, name)}");
        }
    }

    // Without a length a device may be endless. What begins with a zero is neither text nor, unless it is a module, binary: the first bytes say it all.
    private static byte[] ReadAll(HostFile file)
    {
        const int FirstPart = 1 << 16;
        bool hasLength = file.Status is { IsRegular: true, Length: > 0 };
        if (file.Status.Length > Array.MaxLength)
        {
            throw new IOException($"it is larger than {Array.MaxLength} bytes");
        }

        int most = hasLength ? Array.MaxLength : MostOfStream;
        byte[] bytes = new byte[hasLength ? file.Status.Length : FirstPart];
        int length = 0;
        Span<byte> more = stackalloc byte[1];
        while (true)
        {
            if (length == bytes.Length)
            {
                // The next read finds the end, or that the file is longer.
                if (file.Stream.Read(more) == 0)
                {
                    break;
                }

                if (length == most)
                {
                    throw new IOException($"it is larger than {most} bytes");
                }

                Array.Resize(ref bytes, (int)Math.Min(most, Math.Max(FirstPart, 2L * length)));
                bytes[length++] = more[0];
            }

            int count = file.Stream.Read(bytes, length, bytes.Length - length);
            length += count;
            if (count == 0 || (!hasLength && length > 3 && bytes[0] == 0 && !Wasm.Binary.WasmBinaryReader.IsBinary(bytes)))
            {
                break;
            }
        }

        return length == bytes.Length ? bytes : bytes[..length];
    }
}
