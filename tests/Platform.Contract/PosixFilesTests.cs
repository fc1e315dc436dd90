// What only Linux has, and what only a filter of system calls shows.
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Tests.Contract;

/// <summary>Files of Linux, where the contract leaves room.</summary>
[TestClass]
public sealed unsafe partial class PosixFilesTests
{
    private const int NotPermitted = 1, NotImplemented = 38;
    private const int OpenAt2 = 437;

    private readonly string _folder = Directory.CreateTempSubdirectory("posix-").FullName;

    [TestInitialize]
    public void Needs_Linux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("these are tests of Linux");
        }
    }

    [TestCleanup]
    public void Remove_the_folder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(NotImplemented)]
    [DataRow(NotPermitted)]
    public void Where_a_filter_forbids_openat2_paths_are_walked_and_the_kernel_is_not_asked_again(int error)
    {
        File.WriteAllText($"{_folder}/file", "1");
        Directory.CreateDirectory($"{_folder}/d");
        File.CreateSymbolicLink($"{_folder}/d/l", "../file");
        File.CreateSymbolicLink($"{_folder}/out", "../../etc/passwd");
        OnThreadWithFilter(OpenAt2, error, () =>
        {
            var platform = new PosixPlatform();
            FileHandle root = OpenRoot(platform, _folder);
            Check();

            // If it were asked again, every path would lead out now.
            Filter(OpenAt2, 18);
            Check();
            platform.Handles!.Close(root);

            void Check()
            {
                Assert.AreEqual(SystemError.None, platform.FileSystem!.Open(root, "d/l"u8, OpenOptions.Read | OpenOptions.FollowLast, out FileHandle file));
                Assert.AreEqual(SystemError.None, platform.Handles!.GetStatus(file, out FileStatus status));
                Assert.AreEqual(1ul, status.Size);
                platform.Handles.Close(file);
                Assert.AreEqual(SystemError.Outside, platform.FileSystem.Open(root, "out"u8, OpenOptions.Read | OpenOptions.FollowLast, out _));
                Assert.AreEqual(SystemError.Outside, platform.FileSystem.Open(root, "d/../.."u8, OpenOptions.Read, out _));
            }
        });
    }

    [TestMethod]
    public void Where_the_kernel_always_appends_offsets_are_kept_all_the_same()
    {
        if (WriteWithFlags == 0)
        {
            Assert.Inconclusive("the number of pwritev2 on this processor is not known here");
        }

        OnThreadWithFilter(WriteWithFlags, NotImplemented, () =>
        {
            var platform = new PosixPlatform();
            FileHandle root = OpenRoot(platform, _folder);
            OpenOptions how = OpenOptions.Read | OpenOptions.Write | OpenOptions.Create | OpenOptions.Append;
            Assert.AreEqual(SystemError.None, platform.FileSystem!.Open(root, "a"u8, how, out FileHandle file));
            fixed (byte* text = "0123x"u8)
            {
                Assert.AreEqual(SystemError.None, platform.Handles!.Write(file, [new MemoryBlock((nuint)text, 4)], out _));
                Assert.AreEqual(SystemError.None, platform.FileSystem.WriteAt(file, [new MemoryBlock((nuint)text + 4, 1)], 1, out _));
                Assert.AreEqual(SystemError.None, platform.FileSystem.Seek(file, 0, SeekFrom.Start, out _));
                Assert.AreEqual(SystemError.None, platform.Handles.Write(file, [new MemoryBlock((nuint)text, 1)], out _));
            }

            platform.Handles.Close(file);
            platform.Handles.Close(root);
            Assert.AreEqual("0x230", File.ReadAllText($"{_folder}/a"));
        });
    }

    [TestMethod]
    public void A_stream_that_is_closed_at_the_start_is_none_and_no_file_gets_its_number()
    {
        int saved = Duplicate(0, DuplicateWithCloseOnExec, 100);
        Assert.IsGreaterThan(0, saved);
        try
        {
            Assert.AreEqual(0, CloseNumber(0));
            var platform = new PosixPlatform();
            Assert.IsTrue(platform.StandardStreams!.Input.IsNone);
            FileHandle root = OpenRoot(platform, _folder);
            Assert.IsGreaterThan(2, root.Value);
            Assert.AreEqual(SystemError.None, platform.Handles!.Close(root));
            byte one = 0;
            Assert.AreEqual(SystemError.BadHandle, platform.Handles.Read(new FileHandle(0), [new MemoryBlock((nuint)(&one), 1)], out _), "as if it were closed");
            Assert.IsTrue(new PosixPlatform().StandardStreams!.Input.IsNone, "what holds the number is no stream either");
        }
        finally
        {
            Assert.AreEqual(0, DuplicateTo(saved, 0));
            _ = CloseNumber(saved);
        }

        Assert.AreEqual(0, new PosixPlatform().StandardStreams!.Input.Value);
    }

    [TestMethod]
    public void A_standard_stream_blocks_although_somebody_has_made_it_non_blocking()
    {
        int* ends = stackalloc int[2];
        Assert.AreEqual(0, MakePipe(ends, NonBlockingCloseOnExec));
        int writer = ends[1];
        int saved = Duplicate(0, DuplicateWithCloseOnExec, 100);
        try
        {
            Assert.AreEqual(0, DuplicateTo(ends[0], 0));
            var platform = new PosixPlatform();
            var thread = new Thread(() =>
            {
                Thread.Sleep(20);
                byte sent = 7;
                platform.Handles!.Write(new FileHandle(writer), [new MemoryBlock((nuint)(&sent), 1)], out _);
            });
            thread.Start();
            byte one = 0;
            Assert.AreEqual(SystemError.None, platform.Handles!.Read(platform.StandardStreams!.Input, [new MemoryBlock((nuint)(&one), 1)], out nuint count));
            Assert.AreEqual((nuint)1, count);
            Assert.AreEqual(7, one);
            thread.Join();
            Assert.AreEqual(SystemError.NotPermitted, platform.Handles.Close(platform.StandardStreams.Input), "a standard stream stays open");
        }
        finally
        {
            Assert.AreEqual(0, DuplicateTo(saved, 0));
            _ = CloseNumber(saved);
            _ = CloseNumber(ends[0]);
            _ = CloseNumber(writer);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Links_of_the_kernel_are_not_followed(bool usesOpenAt2)
    {
        var platform = new PosixPlatform(new PosixOptions { UsesOpenAt2 = usesOpenAt2 });
        FileHandle root = OpenRoot(platform, "/proc/self");
        foreach (string path in new[] { "cwd", "cwd/", "root", "root/etc/passwd", "exe", "fd/0", "fd/0/", $"fd/{root.Value}", "../..", "task/../../..", "../1/root/etc/passwd", "../../etc/passwd" })
        {
            foreach (OpenOptions how in new[] { OpenOptions.Read, OpenOptions.None, OpenOptions.Directory, OpenOptions.Read | OpenOptions.Directory })
            {
                SystemError error = platform.FileSystem!.Open(root, Encoding.UTF8.GetBytes(path), how | OpenOptions.FollowLast, out FileHandle file);
                Assert.AreNotEqual(SystemError.None, error, $"{path}, {how}");
                Assert.IsTrue(file.IsNone);
            }
        }

        Assert.AreEqual(SystemError.None, platform.FileSystem!.Open(root, "status"u8, OpenOptions.Read, out FileHandle status));
        platform.Handles!.Close(status);
        platform.Handles.Close(root);
        root = OpenRoot(platform, "/dev");
        foreach (string path in new[] { "fd/0", "stdin", "stdout", "fd", "fd/" })
        {
            Assert.AreNotEqual(SystemError.None, platform.FileSystem.Open(root, Encoding.UTF8.GetBytes(path), OpenOptions.Read | OpenOptions.FollowLast, out _), path);
        }

        platform.Handles.Close(root);
    }

    [TestMethod]
    public void Names_do_not_move_between_devices()
    {
        const string OtherDevice = "/dev/shm";
        if (!Directory.Exists(OtherDevice))
        {
            Assert.Inconclusive($"there is no {OtherDevice}");
        }

        string other = Path.Combine(OtherDevice, Path.GetRandomFileName());
        Directory.CreateDirectory(other);
        try
        {
            var platform = new PosixPlatform();
            FileHandle here = OpenRoot(platform, _folder);
            FileHandle there = OpenRoot(platform, other);
            platform.Handles!.GetStatus(here, out FileStatus one);
            platform.Handles.GetStatus(there, out FileStatus two);
            if (one.Device == two.Device)
            {
                Assert.Inconclusive("the folders are on one device");
            }

            File.WriteAllText($"{_folder}/secret", "1");
            File.CreateSymbolicLink($"{_folder}/l", "secret");
            Directory.CreateDirectory($"{_folder}/d");
            IFileSystem files = platform.FileSystem!;
            foreach (string name in new[] { "secret", "l", "d" })
            {
                Assert.AreEqual(SystemError.CrossDevice, files.Rename(here, Encoding.UTF8.GetBytes(name), there, "x"u8));
            }

            Assert.AreEqual(SystemError.CrossDevice, files.Link(here, "secret"u8, there, "x"u8));
            Assert.AreEqual(SystemError.CrossDevice, files.Link(here, "l"u8, there, "x"u8));
            Assert.IsEmpty(Directory.GetFileSystemEntries(other));
            platform.Handles.Close(here);
            platform.Handles.Close(there);
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [TestMethod]
    public void Devices_and_sockets_are_what_they_are()
    {
        var platform = new PosixPlatform();
        using var listener = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        listener.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint($"{_folder}/socket"));
        using var datagrams = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Unspecified);
        FileHandle root = OpenRoot(platform, _folder);
        Assert.AreEqual(SystemError.None, platform.FileSystem!.GetEntryStatus(root, "socket"u8, out FileStatus status));
        Assert.AreEqual(FileKind.StreamSocket, status.Kind);
        Assert.AreEqual(SystemError.NoDevice, platform.FileSystem.Open(root, "socket"u8, OpenOptions.Read, out _));
        Assert.AreEqual(SystemError.None, platform.Handles!.GetStatus(new FileHandle(listener.Handle), out status));
        Assert.AreEqual(FileKind.StreamSocket, status.Kind);
        Assert.AreEqual(SystemError.None, platform.Handles.GetStatus(new FileHandle(datagrams.Handle), out status));
        Assert.AreEqual(FileKind.DatagramSocket, status.Kind);
        platform.Handles.Close(root);
        root = OpenRoot(platform, "/dev");
        Assert.AreEqual(SystemError.None, platform.FileSystem.Open(root, "full"u8, OpenOptions.Write, out FileHandle full));
        Assert.AreEqual(SystemError.None, platform.Handles.GetStatus(full, out status));
        Assert.AreEqual(FileKind.CharacterDevice, status.Kind);
        byte one = 0;
        Assert.AreEqual(SystemError.NoSpace, platform.Handles.Write(full, [new MemoryBlock((nuint)(&one), 1)], out _));
        platform.Handles.Close(full);
        platform.Handles.Close(root);
    }

    [TestMethod]
    public void Descriptors_are_not_leaked_by_any_way_of_opening()
    {
        Directory.CreateDirectory($"{_folder}/a/b/c");
        File.WriteAllText($"{_folder}/a/b/c/file", "1");
        File.CreateSymbolicLink($"{_folder}/l", "a/b/../b/c");
        File.CreateSymbolicLink($"{_folder}/loop", "loop");
        foreach (bool usesOpenAt2 in new[] { true, false })
        {
            var platform = new PosixPlatform(new PosixOptions { UsesOpenAt2 = usesOpenAt2 });
            FileHandle root = OpenRoot(platform, _folder);
            int before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
            for (int i = 0; i < 200; i++)
            {
                foreach (string path in new[] { "l/file", "l/missing", "loop/x", "a/b/../../..", "a/b/c/file/x", "l/../../../a/b/c/file", "a/../loop" })
                {
                    if (platform.FileSystem!.Open(root, Encoding.UTF8.GetBytes(path), OpenOptions.Read | OpenOptions.Directory, out FileHandle file) == SystemError.None)
                    {
                        platform.Handles!.Close(file);
                    }
                }
            }

            Assert.IsLessThan(before + 100, Directory.GetFileSystemEntries("/proc/self/fd").Length);
            platform.Handles!.Close(root);
        }
    }

    // Random trees and paths: both ways of opening say the same, and what they open is what the kernel opens by the same path without any limit.
    [TestMethod]
    public void Both_ways_of_opening_agree_and_find_what_the_kernel_finds()
    {
        var one = new PosixPlatform();
        var other = new PosixPlatform(new PosixOptions { UsesOpenAt2 = false });
        for (int seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            string folder = Path.Combine(_folder, $"r{seed}", "box");
            Directory.CreateDirectory(folder);
            List<string> names = MakeTree(random, folder);
            FileHandle root = OpenRoot(one, folder);
            for (int i = 0; i < 500; i++)
            {
                string path = RandomPath(random, names);
                OpenOptions how = RandomOptions(random);
                (SystemError, ulong, FileKind) first = Find(one, root, path, how);
                Assert.AreEqual(first, Find(other, root, path, how), $"seed {seed}: '{path}', {how}");
                if (first.Item1 == SystemError.None)
                {
                    Assert.AreEqual(first.Item2, FindRaw(one, root, path, how), $"seed {seed}: '{path}', {how}: another file");
                }
            }

            one.Handles!.Close(root);
        }
    }

    private static List<string> MakeTree(Random random, string folder)
    {
        List<string> names = [""];
        for (int i = 0; i < 25; i++)
        {
            string parent = names[random.Next(names.Count)];
            string name = $"{(char)('a' + random.Next(8))}";
            string path = Path.Combine(folder, parent, name);
            if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null || !Directory.Exists(Path.Combine(folder, parent)))
            {
                continue;
            }

            switch (random.Next(4))
            {
                case 0:
                    File.WriteAllText(path, name);
                    break;
                case 1:
                    File.CreateSymbolicLink(path, RandomPath(random, names));
                    continue;
                default:
                    Directory.CreateDirectory(path);
                    break;
            }

            names.Add(parent.Length == 0 ? name : $"{parent}/{name}");
        }

        return names;
    }

    private static string RandomPath(Random random, List<string> names)
    {
        var path = new StringBuilder(random.Next(20) == 0 ? "/" : string.Empty);
        int parts = random.Next(1, 5);
        for (int i = 0; i < parts; i++)
        {
            path.Append(random.Next(8) switch
            {
                0 => ".",
                1 or 2 => "..",
                3 => $"{(char)('a' + random.Next(8))}",
                _ => names[random.Next(names.Count)] is { Length: > 0 } name ? name : ".",
            });
            path.Append(i < parts - 1 || random.Next(5) == 0 ? random.Next(6) == 0 ? "//" : "/" : string.Empty);
        }

        return path.ToString();
    }

    private static OpenOptions RandomOptions(Random random)
    {
        OpenOptions how = random.Next(5) switch
        {
            0 => OpenOptions.None,
            1 => OpenOptions.Directory,
            2 => OpenOptions.Read | OpenOptions.Directory,
            3 => OpenOptions.Write,
            _ => OpenOptions.Read,
        };
        return random.Next(2) == 0 ? how : how | OpenOptions.FollowLast;
    }

    private static (SystemError Error, ulong Inode, FileKind Kind) Find(PosixPlatform platform, FileHandle root, string path, OpenOptions how)
    {
        SystemError error = platform.FileSystem!.Open(root, Encoding.UTF8.GetBytes(path), how, out FileHandle file);
        if (error != SystemError.None)
        {
            return (error, 0, FileKind.Unknown);
        }

        Assert.AreEqual(SystemError.None, platform.Handles!.GetStatus(file, out FileStatus status));
        platform.Handles.Close(file);
        return (error, status.Inode, status.Kind);
    }

    private static ulong FindRaw(PosixPlatform platform, FileHandle root, string path, OpenOptions how)
    {
        int flags = (how & OpenOptions.Write) != 0 ? 1 : (how & OpenOptions.Read) != 0 ? 0 : PathOnly;
        flags |= CloseOnExec | ((how & OpenOptions.FollowLast) == 0 ? NoFollow : 0);
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            int file = OpenRaw((int)root.Value, name, flags, 0);
            Assert.IsGreaterThanOrEqualTo(0, file, path);
            Assert.AreEqual(SystemError.None, platform.Handles!.GetStatus(new FileHandle(file), out FileStatus status));
            _ = CloseNumber(file);
            return status.Inode;
        }
    }

    private static FileHandle OpenRoot(PosixPlatform platform, string folder)
    {
        Assert.AreEqual(SystemError.None, platform.FileSystem!.OpenRoot(Encoding.UTF8.GetBytes(folder), out FileHandle root));
        return root;
    }

    // A filter holds for the thread that installs it, and for those that it starts.
    private static void OnThreadWithFilter(int call, int error, Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Filter(call, error);
                action();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new AssertFailedException(failure.Message, failure);
        }
    }

    // if (number == call) return error; return allowed; a filter that comes later is asked first, and the strictest answer counts: of errors the last one's.
    private static void Filter(int call, int error)
    {
        const int NoNewPrivileges = 38, SetFilter = 22, ModeFilter = 2;
        ulong* program = stackalloc ulong[4];
        program[0] = Instruction(0x20, 0, 0, 0); // load the number of the call
        program[1] = Instruction(0x15, 0, 1, (uint)call); // equal?
        program[2] = Instruction(0x06, 0, 0, 0x5_0000u | (uint)error); // an error
        program[3] = Instruction(0x06, 0, 0, 0x7fff_0000); // allowed
        var filter = new FilterProgram(4, program);
        Assert.AreEqual(0, ControlProcess(NoNewPrivileges, 1, 0, 0, 0));
        Assert.AreEqual(0, ControlProcess(SetFilter, ModeFilter, (nint)(&filter), 0, 0));
    }

    private static ulong Instruction(ushort code, byte ifTrue, byte ifFalse, uint value) =>
        code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)value << 32);

    private static int WriteWithFlags => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 328,
        Architecture.Arm64 or Architecture.RiscV64 => 287,
        _ => 0,
    };

    private const int DuplicateWithCloseOnExec = 1030, NonBlockingCloseOnExec = 0x8_0800, CloseOnExec = 0x8_0000, PathOnly = 0x20_0000;

    private static int NoFollow => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x2_0000;

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct FilterProgram(ushort count, ulong* instructions)
    {
        private readonly ushort _count = count;
        private readonly ulong* _instructions = instructions;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ControlProcess(int option, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Duplicate(int file, int command, nint least);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateTo(int file, int number);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseNumber(int file);

    [LibraryImport("libc", EntryPoint = "pipe2")]
    private static partial int MakePipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "openat")]
    private static partial int OpenRaw(int directory, byte* path, int flags, uint mode);
}
