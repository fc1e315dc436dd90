// Numbers for files. .NET shows no inode numbers; what programs rely on is that different files differ and that a file keeps its number while
// it is renamed. So a number is a hash (FNV-1a) of the directory's number and the name; a file that the guest has moved keeps the number that
// it had, and nothing else gets that one meanwhile. Files below a moved directory keep theirs, as that of their directory stays.
using System.Collections.Generic;
using System.IO;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>Numbers of the files of one guest.</summary>
internal sealed class InodeNumbers
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly Dictionary<(ulong Directory, string Name), ulong> _moved = [];
    private readonly HashSet<ulong> _taken = [];

    /// <summary>The number of what lies at a path.</summary>
    internal ulong Of(string path) => Path.GetDirectoryName(path) is { } directory ? Of(Of(directory), Path.GetFileName(path)) : Hash(Offset, path);

    /// <summary>The number of an entry of a directory.</summary>
    internal ulong Of(ulong directory, string name)
    {
        if (_moved.TryGetValue((directory, name), out ulong number))
        {
            return number;
        }

        number = Hash(directory, name);
        while (_taken.Contains(number))
        {
            number = Hash(number, name);
        }

        return number;
    }

    /// <summary>Notes that a file or directory has been renamed, perhaps over another one.</summary>
    internal void Move(string from, string to)
    {
        ulong number = Of(from);
        Remove(from);
        Remove(to);
        (ulong, string) place = PlaceOf(to);
        if (Of(place.Item1, place.Item2) != number)
        {
            _moved[place] = number;
            _taken.Add(number);
        }
    }

    /// <summary>Notes that a file or directory is gone.</summary>
    internal void Remove(string path)
    {
        if (_moved.Remove(PlaceOf(path), out ulong number))
        {
            _taken.Remove(number);
        }
    }

    private (ulong Directory, string Name) PlaceOf(string path) => (Of(Path.GetDirectoryName(path) ?? ""), Path.GetFileName(path));

    private static ulong Hash(ulong hash, string text)
    {
        foreach (char c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return (hash ^ '/') * Prime;
    }
}
