// Paths of the guest. Each is relative to an open directory and may not leave it: it is walked component by component, `..` stops at the
// directory, and a symbolic link is read and walked like text from the guest, so a link that leads outside is refused as well. .NET has no
// openat: another process that swaps a directory for a link between this walk and the use of its result can defeat it. The guest itself cannot,
// since its calls come one after the other.
using System;
using System.Collections.Generic;
using System.IO;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>Resolves guest paths below a directory.</summary>
internal static class Sandbox
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    /// <summary>Finds the host path of a guest path.</summary>
    /// <param name="root">Host path of the directory, itself without symbolic links.</param>
    /// <param name="path">The guest's path.</param>
    /// <param name="followLast">Whether a symbolic link at the end is followed.</param>
    /// <param name="hostPath">The answer: nothing in it but perhaps the last component is a symbolic link.</param>
    internal static Errno Resolve(string root, string path, bool followLast, out string hostPath)
    {
        hostPath = root;
        if (path.Length == 0)
        {
            return Errno.NoEntry;
        }

        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return Errno.IllegalSequence;
        }

        var pending = new Stack<string>();
        if (!PushComponents(pending, path))
        {
            return Errno.NotPermitted;
        }

        // A slash at the end, or the entry of a directory for itself, says that it is one.
        bool mustBeDirectory = path[^1] == '/' || path.EndsWith("/.", StringComparison.Ordinal);
        List<string> inside = [];
        int links = 0;
        while (pending.TryPop(out string? component))
        {
            if (component == "..")
            {
                if (inside.Count == 0)
                {
                    return Errno.NotPermitted;
                }

                inside.RemoveAt(inside.Count - 1);
                continue;
            }

            string candidate = Path.Combine([root, .. inside, component]);
            bool isLast = pending.Count == 0;
            string? target = !isLast || followLast || mustBeDirectory ? HostFiles.LinkTarget(candidate) : null;
            if (target is not null)
            {
                if (++links > MaxLinks)
                {
                    return Errno.Loop;
                }

                if (!PushComponents(pending, target))
                {
                    return Errno.NotPermitted;
                }

                continue;
            }

            if (!isLast && !System.IO.Directory.Exists(candidate))
            {
                return System.IO.File.Exists(candidate) ? Errno.NotDirectory : Errno.NoEntry;
            }

            inside.Add(component);
        }

        hostPath = inside.Count == 0 ? root : Path.Combine([root, .. inside]);
        return mustBeDirectory && System.IO.File.Exists(hostPath) ? Errno.NotDirectory : Errno.Success;
    }

    // The first component is on top afterwards. False for an absolute path, and for what only Windows would take for one.
    private static bool PushComponents(Stack<string> pending, string path)
    {
        if (path.StartsWith('/'))
        {
            return false;
        }

        string[] components = path.Split('/');
        if (OperatingSystem.IsWindows() && path.AsSpan().IndexOfAny('\\', ':') >= 0)
        {
            return false;
        }

        for (int i = components.Length - 1; i >= 0; i--)
        {
            if (components[i].Length > 0 && components[i] != ".")
            {
                pending.Push(components[i]);
            }
        }

        return true;
    }
}
