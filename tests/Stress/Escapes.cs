// Opens below a directory while another thread exchanges what lies on the way: a directory with a link that leads out, a file with a link, and a directory that goes up
// and down. Whatever is opened has to be inside; nothing may be made outside. Each path is opened by both ways if the system has both.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Tests.Stress;

/// <summary>The race between opening and exchanging.</summary>
internal static unsafe partial class Escapes
{
    private const string Secret = "secret";
    private const int OpenedAtLeast = 1000; // of a million: a race that never opens anything proves nothing

    // Relative to the box, in which "d" and "l", "e/f" and "e/g", "m" and "n/m" change places.
    private static readonly (string Path, OpenOptions Options)[] Opens =
    [
        ("d/secret", OpenOptions.Read),
        ("d/secret", OpenOptions.Read | OpenOptions.FollowLast),
        ("l/secret", OpenOptions.Read | OpenOptions.FollowLast),
        ("d/../d/secret", OpenOptions.Read),
        ("d/sub/../secret", OpenOptions.Read | OpenOptions.FollowLast),
        ("d/sub/../../d/secret", OpenOptions.None),
        ("d/made", OpenOptions.Write | OpenOptions.Create | OpenOptions.FollowLast),
        ("d", OpenOptions.Read | OpenOptions.Directory | OpenOptions.FollowLast),
        ("d/", OpenOptions.Read),
        ("d/.", OpenOptions.None),
        ("d/..", OpenOptions.Read),
        ("e/f", OpenOptions.Read | OpenOptions.FollowLast),
        ("e/f", OpenOptions.Read | OpenOptions.Write | OpenOptions.Create | OpenOptions.FollowLast),
        ("e/../d/../e/f", OpenOptions.Read),
        ("chain/secret", OpenOptions.Read | OpenOptions.FollowLast),
        ("n/m/../../m/../secret", OpenOptions.Read),
        ("m/sub/../../..", OpenOptions.Read),
        ("m/sub/../../../outside/secret", OpenOptions.Read),
    ];

    /// <summary>Opens so many times by each way.</summary>
    internal static void Run(string folder, long count)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new StressException("the race needs a system that exchanges names");
        }

        string world = Path.Combine(folder, $"race-{Path.GetRandomFileName()}");
        MakeWorld(world);
        try
        {
            foreach (bool usesOpenAt2 in new[] { true, false })
            {
                Race(world, new PosixPlatform(new PosixOptions { UsesOpenAt2 = usesOpenAt2 }), count, usesOpenAt2 ? "openat2" : "walking");
            }
        }
        finally
        {
            Directory.Delete(world, recursive: true);
        }
    }

    private static void MakeWorld(string world)
    {
        foreach (string directory in new[] { "box/d/sub", "box/e", "box/n/m/sub", "box/m/sub", "outside/sub" })
        {
            Directory.CreateDirectory(Path.Combine(world, directory));
        }

        foreach (string file in new[] { "box/d/secret", "box/e/f", "box/secret", "box/m/secret" })
        {
            File.WriteAllText(Path.Combine(world, file), "mine");
        }

        File.WriteAllText(Path.Combine(world, "outside/secret"), Secret);
        File.CreateSymbolicLink(Path.Combine(world, "box/l"), "../outside");
        File.CreateSymbolicLink(Path.Combine(world, "box/e/g"), Path.Combine(world, "outside/secret"));
        File.CreateSymbolicLink(Path.Combine(world, "box/chain"), "e/../d");
    }

    private static void Race(string world, PosixPlatform platform, long count, string way)
    {
        IFileSystem files = platform.FileSystem!;
        IHandles handles = platform.Handles!;
        FileHandle box = OpenRoot(files, Path.Combine(world, "box"));
        var theirs = new HashSet<ulong>();
        foreach (string path in new[] { string.Empty, "outside", "outside/sub" })
        {
            FileHandle directory = OpenRoot(files, Path.Combine(world, path));
            theirs.Add(Inode(handles, directory));
            if (path == "outside")
            {
                files.GetEntryStatus(directory, "secret"u8, out FileStatus secret);
                theirs.Add(secret.Inode);
            }

            handles.Close(directory);
        }

        bool isDone = false;
        long exchanges = 0;
        var exchanger = new Thread(() => Exchange(world, ref isDone, ref exchanges));
        exchanger.Start();
        long began = Stopwatch.GetTimestamp();
        long opened = 0;
        try
        {
            opened = OpenAll(files, handles, box, theirs, count);
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            exchanger.Join();
            handles.Close(box);
        }

        string[] outside = Directory.GetFileSystemEntries(Path.Combine(world, "outside"));
        if (outside.Length != 2 || File.ReadAllText(Path.Combine(world, "outside/secret")) != Secret)
        {
            throw new StressException($"{way}: what is outside has changed: {string.Join(' ', outside)}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{way}: {count} opens, {opened} of which opened something inside, during {exchanges} exchanges, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: no escape"));
        if (opened * 1_000_000 < count * OpenedAtLeast || exchanges * 1000 < count)
        {
            throw new StressException($"{way}: hardly anything was opened or exchanged");
        }
    }

    private static long OpenAll(IFileSystem files, IHandles handles, FileHandle box, HashSet<ulong> theirs, long count)
    {
        byte[][] paths = Array.ConvertAll(Opens, static open => Encoding.UTF8.GetBytes(open.Path));
        long opened = 0;
        for (long i = 0; i < count; i++)
        {
            int kind = (int)(i % Opens.Length);
            if (files.Open(box, paths[kind], Opens[kind].Options, out FileHandle file) != SystemError.None)
            {
                continue;
            }

            opened++;
            ulong inode = Inode(handles, file);
            handles.Close(file);
            if (theirs.Contains(inode))
            {
                throw new StressException($"'{Opens[kind].Path}' ({Opens[kind].Options}) has opened what is outside, after {i} opens");
            }
        }

        return opened;
    }

    private static void Exchange(string world, ref bool isDone, ref long exchanges)
    {
        (byte[] One, byte[] Other)[] pairs = [Pair(world, "d", "l"), Pair(world, "e/f", "e/g"), Pair(world, "m", "n/m")];
        while (!Volatile.Read(ref isDone))
        {
            foreach ((byte[] one, byte[] other) in pairs)
            {
                fixed (byte* from = one, to = other)
                {
                    const int CurrentDirectory = -100;
                    const uint RenameExchange = 2;
                    exchanges += RenameAt2(CurrentDirectory, from, CurrentDirectory, to, RenameExchange) == 0 ? 1 : 0;
                }
            }
        }
    }

    private static (byte[] One, byte[] Other) Pair(string world, string one, string other) =>
        (Encoding.UTF8.GetBytes($"{world}/box/{one}\0"), Encoding.UTF8.GetBytes($"{world}/box/{other}\0"));

    private static FileHandle OpenRoot(IFileSystem files, string path) =>
        files.OpenRoot(Encoding.UTF8.GetBytes(path), out FileHandle directory) == SystemError.None ? directory : throw new StressException($"cannot open {path}");

    private static ulong Inode(IHandles handles, FileHandle handle) =>
        handles.GetStatus(handle, out FileStatus status) == SystemError.None ? status.Inode : throw new StressException("a handle cannot be asked");

    // int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, unsigned int flags)
    [LibraryImport("libc", EntryPoint = "renameat2")]
    private static partial int RenameAt2(int fromDirectory, byte* from, int toDirectory, byte* to, uint flags);
}
