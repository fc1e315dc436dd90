// Calls on paths. A path is relative to an open directory and resolved by Sandbox before anything touches it.
using System;
using System.IO;
using System.Text;
using Wasmtime.Min.Wasi.FileSystem;

namespace Wasmtime.Min.Wasi;

internal sealed partial class WasiHost
{
    private const uint FileStatSize = 64;
    private const uint FollowSymbolicLinks = 1;
    private const uint OpenCreate = 1, OpenDirectory = 2, OpenExclusive = 4, OpenTruncate = 8;
    private const ulong RightRead = 1 << 1, RightWrite = 1 << 6, RightAllocate = 1 << 8, RightSetSize = 1 << 22;

    internal Errno PathCreateDirectory(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Resolve(memory, a[0], a[1], a[2], followLast: false, out string path);
        if (error != Errno.Success)
        {
            return error;
        }

        if (Exists(path))
        {
            return Errno.Exists;
        }

        Directory.CreateDirectory(path);
        return Errno.Success;
    }

    internal Errno PathFilestatGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        bool follow = (a[1] & FollowSymbolicLinks) != 0;
        Errno error = Resolve(memory, a[0], a[2], a[3], follow, out string path);
        return error != Errno.Success ? error : WriteFileStat(memory, (uint)a[4], path, follow);
    }

    internal Errno PathFilestatSetTimes(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Resolve(memory, a[0], a[2], a[3], (a[1] & FollowSymbolicLinks) != 0, out string path);
        return error != Errno.Success ? error : !Exists(path) ? Errno.NoEntry : SetTimes(path, a[4], a[5], (uint)a[6]);
    }

    // .NET has no hard links.
    internal Errno PathLink(GuestMemory memory, ReadOnlySpan<ulong> a) => Errno.NotSupported;

    internal Errno PathOpen(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        (uint options, ulong rights, var flags) = ((uint)a[4], a[5], (DescriptorFlags)(ushort)a[7]);
        bool follow = (a[1] & FollowSymbolicLinks) != 0;
        Errno error = Resolve(memory, a[0], a[2], a[3], follow, out string path);
        if (error != Errno.Success)
        {
            return error;
        }

        if (!follow && new FileInfo(path).LinkTarget is not null)
        {
            return Errno.Loop;
        }

        Descriptor descriptor;
        if (Directory.Exists(path))
        {
            bool wantsFile = (options & (OpenCreate | OpenTruncate)) != 0 && (options & OpenDirectory) == 0;
            if (wantsFile || (options & OpenExclusive) != 0)
            {
                return (options & OpenExclusive) != 0 ? Errno.Exists : Errno.IsDirectory;
            }

            descriptor = Descriptor.Directory(path, null);
        }
        else
        {
            if ((options & OpenDirectory) != 0)
            {
                return File.Exists(path) ? Errno.NotDirectory : Errno.NoEntry;
            }

            if ((options & OpenExclusive) != 0 && File.Exists(path))
            {
                return Errno.Exists;
            }

            if ((options & OpenCreate) == 0 && !File.Exists(path))
            {
                return Errno.NoEntry;
            }

            descriptor = OpenFile(path, options, rights, flags);
        }

        memory.Write((uint)a[8], _descriptors.Add(descriptor));
        return Errno.Success;
    }

    internal Errno PathReadlink(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Resolve(memory, a[0], a[1], a[2], followLast: false, out string path);
        if (error != Errno.Success)
        {
            return error;
        }

        if (new FileInfo(path).LinkTarget is not { } target)
        {
            return Exists(path) ? Errno.Invalid : Errno.NoEntry;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(target);
        int length = CopyWhatFits(bytes, memory.Slice((uint)a[3], (uint)a[4]));
        memory.Write((uint)a[5], (uint)length);
        return Errno.Success;
    }

    internal Errno PathRemoveDirectory(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Resolve(memory, a[0], a[1], a[2], followLast: false, out string path);
        if (error != Errno.Success)
        {
            return error;
        }

        if (!Directory.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return Exists(path) ? Errno.NotDirectory : Errno.NoEntry;
        }

        if (Directory.GetFileSystemEntries(path).Length > 0)
        {
            return Errno.NotEmpty;
        }

        Directory.Delete(path);
        return Errno.Success;
    }

    internal Errno PathRename(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Resolve(memory, a[0], a[1], a[2], followLast: false, out string from);
        if (error != Errno.Success)
        {
            return error;
        }

        error = Resolve(memory, a[3], a[4], a[5], followLast: false, out string to);
        if (error != Errno.Success)
        {
            return error;
        }

        if (!Exists(from))
        {
            return Errno.NoEntry;
        }

        if (!Directory.Exists(from))
        {
            if (Directory.Exists(to))
            {
                return Errno.IsDirectory;
            }

            File.Move(from, to, overwrite: true);
            return Errno.Success;
        }

        if (File.Exists(to))
        {
            return Errno.NotDirectory;
        }

        if (Directory.Exists(to))
        {
            if (Directory.GetFileSystemEntries(to).Length > 0)
            {
                return Errno.NotEmpty;
            }

            Directory.Delete(to);
        }

        Directory.Move(from, to);
        return Errno.Success;
    }

    internal Errno PathSymlink(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        string target = Encoding.UTF8.GetString(memory.Slice((uint)a[0], (uint)a[1]));
        Errno error = Resolve(memory, a[2], a[3], a[4], followLast: false, out string path);
        if (error != Errno.Success)
        {
            return error;
        }

        if (Exists(path))
        {
            return Errno.Exists;
        }

        if (target.StartsWith('/'))
        {
            return Errno.NotPermitted;
        }

        File.CreateSymbolicLink(path, target);
        return Errno.Success;
    }

    internal Errno PathUnlinkFile(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Resolve(memory, a[0], a[1], a[2], followLast: false, out string path);
        if (error != Errno.Success)
        {
            return error;
        }

        if (new FileInfo(path).LinkTarget is null)
        {
            if (Directory.Exists(path))
            {
                return Errno.IsDirectory;
            }

            if (!File.Exists(path))
            {
                return Errno.NoEntry;
            }
        }

        File.Delete(path);
        return Errno.Success;
    }

    private static Descriptor OpenFile(string path, uint options, ulong rights, DescriptorFlags flags)
    {
        bool isWritten = (rights & (RightWrite | RightAllocate | RightSetSize)) != 0 || (options & OpenTruncate) != 0;
        bool isRead = (rights & RightRead) != 0 || !isWritten;
        FileMode mode = (options & OpenExclusive) != 0 ? FileMode.CreateNew
            : (options & OpenTruncate) != 0 ? ((options & OpenCreate) != 0 ? FileMode.Create : FileMode.Truncate)
            : (options & OpenCreate) != 0 ? FileMode.OpenOrCreate
            : FileMode.Open;
        FileAccess access = (isRead ? FileAccess.Read : 0) | (isWritten || mode != FileMode.Open ? FileAccess.Write : 0);
        var stream = new FileStream(path, mode, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Descriptor.File(stream, path, isRead, isWritten, flags);
    }

    private static Errno WriteFileStat(GuestMemory memory, uint at, string path, bool followLast)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (!info.Exists && info.LinkTarget is null)
        {
            return Errno.NoEntry;
        }

        FileType type = !followLast && info.LinkTarget is not null ? FileType.SymbolicLink : TypeOf(info);
        memory.Slice(at, FileStatSize).Clear();
        memory.Write(at, 1ul);
        memory.Write(at + 8, InodeOf(info.FullName));
        memory.Write(at + 16, (byte)type);
        memory.Write(at + 24, 1ul);
        memory.Write(at + 32, info is FileInfo file && type == FileType.RegularFile ? (ulong)file.Length : 0ul);
        memory.Write(at + 40, Nanoseconds(info.LastAccessTimeUtc));
        memory.Write(at + 48, Nanoseconds(info.LastWriteTimeUtc));
        memory.Write(at + 56, Nanoseconds(info.LastWriteTimeUtc));
        return Errno.Success;
    }

    // .NET shows no inode numbers; what programs need is that different files differ and one file stays the same: FNV-1a of its path.
    private static ulong InodeOf(string path)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in path)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }

    private static FileType TypeOf(FileSystemInfo info) =>
        info.LinkTarget is not null ? FileType.SymbolicLink : info is DirectoryInfo ? FileType.Directory : FileType.RegularFile;

    private static ulong Nanoseconds(DateTime time) => time <= DateTime.UnixEpoch ? 0 : (ulong)(time - DateTime.UnixEpoch).Ticks * 100;

    private static Errno SetTimes(string path, ulong accessed, ulong modified, uint flags)
    {
        const uint Access = 1, AccessNow = 2, Modify = 4, ModifyNow = 8;
        if ((flags & (Access | AccessNow)) == (Access | AccessNow) || (flags & (Modify | ModifyNow)) == (Modify | ModifyNow))
        {
            return Errno.Invalid;
        }

        if ((flags & (Access | AccessNow)) != 0)
        {
            File.SetLastAccessTimeUtc(path, (flags & AccessNow) != 0 ? DateTime.UtcNow : TimeOf(accessed));
        }

        if ((flags & (Modify | ModifyNow)) != 0)
        {
            File.SetLastWriteTimeUtc(path, (flags & ModifyNow) != 0 ? DateTime.UtcNow : TimeOf(modified));
        }

        return Errno.Success;
    }

    private static DateTime TimeOf(ulong nanoseconds) => DateTime.UnixEpoch.AddTicks((long)Math.Min(nanoseconds / 100, long.MaxValue / 4));

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private Errno Resolve(GuestMemory memory, ulong directory, ulong address, ulong length, bool followLast, out string path)
    {
        path = "";
        if (_descriptors.Find((uint)directory) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.Type != FileType.Directory)
        {
            return Errno.NotDirectory;
        }

        string text = Encoding.UTF8.GetString(memory.Slice((uint)address, (uint)length));
        return Sandbox.Resolve(descriptor.HostPath!, text, followLast, out path);
    }
}
