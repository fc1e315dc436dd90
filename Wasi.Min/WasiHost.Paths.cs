// Calls on paths. A path is relative to an open directory and resolved by Sandbox before anything touches it.
using System;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Wasmtime.Min.Wasi.FileSystem;

namespace Wasmtime.Min.Wasi;

internal sealed partial class WasiHost
{
    private const uint FileStatSize = 64;
    private const uint FollowSymbolicLinks = 1;
    private const uint OpenCreate = 1, OpenDirectory = 2, OpenExclusive = 4, OpenTruncate = 8;
    private const ulong RightRead = 1 << 1, RightWrite = 1 << 6;

    internal Errno PathCreateDirectory(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Resolve(memory, a[0], a[1], a[2], followLast: false, out string path);
        if (error != Errno.Success)
        {
            return error;
        }

        if (HostFiles.KindOf(path) is not null)
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
        return error != Errno.Success ? error : HostFiles.KindOf(path) is null ? Errno.NoEntry : SetTimes(path, null, a[4], a[5], (uint)a[6]);
    }

    // .NET has no hard links.
    internal Errno PathLink(GuestMemory memory, ReadOnlySpan<ulong> a) => Errno.NotSupported;

    internal Errno PathOpen(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        (uint options, ulong rights, var flags) = ((uint)a[4], a[5], (DescriptorFlags)(ushort)a[7]);
        bool isExclusive = (options & (OpenCreate | OpenExclusive)) == (OpenCreate | OpenExclusive);
        bool follow = (a[1] & FollowSymbolicLinks) != 0 && !isExclusive;
        Errno error = Resolve(memory, a[0], a[2], a[3], follow, out string path);
        if (error != Errno.Success)
        {
            return error;
        }

        FileType? kind = HostFiles.KindOf(path);
        if (isExclusive && kind is not null)
        {
            return Errno.Exists;
        }

        bool isDirectoryWanted = (options & OpenDirectory) != 0;
        Descriptor descriptor;
        switch (kind)
        {
            case FileType.SymbolicLink:
                return isDirectoryWanted ? Errno.NotDirectory : Errno.Loop;
            case FileType.Directory:
                if ((options & (OpenCreate | OpenTruncate)) != 0 || ((rights & RightWrite) != 0 && !isDirectoryWanted))
                {
                    return Errno.IsDirectory;
                }

                descriptor = Descriptor.OfDirectory(path, null);
                break;
            case null when (options & OpenCreate) == 0:
                return Errno.NoEntry;
            default:
                if (isDirectoryWanted)
                {
                    return kind is null ? Errno.Invalid : Errno.NotDirectory;
                }

                if (kind is null && memory.Slice((uint)a[2], (uint)a[3])[^1] == '/')
                {
                    return Errno.IsDirectory;
                }

                descriptor = OpenFile(path, options, rights, flags);
                break;
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

        if (HostFiles.LinkTarget(path) is not { } target)
        {
            return HostFiles.KindOf(path) is null ? Errno.NoEntry : Errno.Invalid;
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

        if (HostFiles.KindOf(path) is not FileType.Directory)
        {
            return HostFiles.KindOf(path) is null ? Errno.NoEntry : Errno.NotDirectory;
        }

        if (IsOpenRoot(path))
        {
            return Errno.Busy;
        }

        ReadOnlySpan<byte> name = memory.Slice((uint)a[1], (uint)a[2]);
        if (name.SequenceEqual("."u8) || name.EndsWith("/."u8))
        {
            return Errno.Invalid;
        }

        if (!HostFiles.IsEmptyDirectory(path))
        {
            return Errno.NotEmpty;
        }

        Directory.Delete(path);
        _inodes.Remove(path);
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

        FileType? source = HostFiles.KindOf(from);
        FileType? target = HostFiles.KindOf(to);
        if (source is null)
        {
            return Errno.NoEntry;
        }

        if (IsOpenRoot(from) || IsOpenRoot(to))
        {
            return Errno.Busy;
        }

        if (from == to)
        {
            return Errno.Success;
        }

        if (source != FileType.Directory)
        {
            if (target == FileType.Directory)
            {
                return Errno.IsDirectory;
            }

            if (memory.Slice((uint)a[4], (uint)a[5])[^1] == '/')
            {
                return Errno.NotDirectory;
            }

            File.Move(from, to, overwrite: true);
            _inodes.Move(from, to);
            return Errno.Success;
        }

        if (target is not (null or FileType.Directory))
        {
            return Errno.NotDirectory;
        }

        if (to.StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return Errno.Invalid;
        }

        if (target is not null)
        {
            if (!HostFiles.IsEmptyDirectory(to))
            {
                return Errno.NotEmpty;
            }

            Directory.Delete(to);
        }

        Directory.Move(from, to);
        _inodes.Move(from, to);
        _descriptors.Move(from, to);
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

        if (target.Length == 0)
        {
            return Errno.NoEntry;
        }

        if (target.StartsWith('/'))
        {
            return Errno.NotPermitted;
        }

        if (HostFiles.KindOf(path) is not null)
        {
            return Errno.Exists;
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

        switch (HostFiles.KindOf(path))
        {
            case null:
                return Errno.NoEntry;
            case FileType.Directory:
                return Errno.IsDirectory;
            default:
                break;
        }

        File.Delete(path);
        _inodes.Remove(path);
        return Errno.Success;
    }

    private Descriptor OpenFile(string path, uint options, ulong rights, DescriptorFlags flags)
    {
        bool isWritten = (rights & RightWrite) != 0;
        bool isRead = (rights & RightRead) != 0 || !isWritten;
        FileMode mode = (options & OpenExclusive) != 0 ? FileMode.CreateNew
            : (options & OpenTruncate) != 0 ? ((options & OpenCreate) != 0 ? FileMode.Create : FileMode.Truncate)
            : (options & OpenCreate) != 0 ? FileMode.OpenOrCreate
            : FileMode.Open;
        FileAccess access = (isRead ? FileAccess.Read : 0) | (isWritten || mode != FileMode.Open ? FileAccess.Write : 0);
        var stream = new FileStream(path, mode, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Descriptor.OfFile(stream, _inodes.Of(path), isRead, isWritten, flags);
    }

    private Errno WriteFileStat(GuestMemory memory, uint at, string path, bool followLast)
    {
        FileType? kind = HostFiles.KindOf(path);
        if (kind is null)
        {
            return Errno.NoEntry;
        }

        // A link that is to be followed is one that a file was replaced with since it was opened.
        if (kind == FileType.SymbolicLink && followLast)
        {
            return Errno.Loop;
        }

        FileSystemInfo info = kind == FileType.Directory ? new DirectoryInfo(path) : new FileInfo(path);
        ulong size = kind switch
        {
            FileType.RegularFile => (ulong)((FileInfo)info).Length,
            FileType.SymbolicLink => (ulong)Encoding.UTF8.GetByteCount(info.LinkTarget ?? ""),
            _ => 0,
        };
        WriteFileStat(memory, at, _inodes.Of(path), kind.Value, size, info.LastAccessTimeUtc, info.LastWriteTimeUtc);
        return Errno.Success;
    }

    private static void WriteFileStat(GuestMemory memory, uint at, ulong inode, FileType kind, ulong size, DateTime accessed, DateTime modified)
    {
        memory.Slice(at, FileStatSize).Clear();
        memory.Write(at, 1ul);
        memory.Write(at + 8, inode);
        memory.Write(at + 16, (byte)kind);
        memory.Write(at + 24, 1ul);
        memory.Write(at + 32, size);
        memory.Write(at + 40, Nanoseconds(accessed));
        memory.Write(at + 48, Nanoseconds(modified));
        memory.Write(at + 56, Nanoseconds(modified));
    }

    private static ulong Nanoseconds(DateTime time) => time <= DateTime.UnixEpoch ? 0 : (ulong)(time - DateTime.UnixEpoch).Ticks * 100;

    // Of a file or directory by path, or of an open file.
    private static Errno SetTimes(string? path, SafeFileHandle? handle, ulong accessed, ulong modified, uint flags)
    {
        const uint Access = 1, AccessNow = 2, Modify = 4, ModifyNow = 8;
        if ((flags & (Access | AccessNow)) == (Access | AccessNow) || (flags & (Modify | ModifyNow)) == (Modify | ModifyNow))
        {
            return Errno.Invalid;
        }

        if ((flags & (Access | AccessNow)) != 0)
        {
            DateTime time = (flags & AccessNow) != 0 ? DateTime.UtcNow : TimeOf(accessed);
            if (handle is null)
            {
                File.SetLastAccessTimeUtc(path!, time);
            }
            else
            {
                File.SetLastAccessTimeUtc(handle, time);
            }
        }

        if ((flags & (Modify | ModifyNow)) != 0)
        {
            DateTime time = (flags & ModifyNow) != 0 ? DateTime.UtcNow : TimeOf(modified);
            if (handle is null)
            {
                File.SetLastWriteTimeUtc(path!, time);
            }
            else
            {
                File.SetLastWriteTimeUtc(handle, time);
            }
        }

        return Errno.Success;
    }

    private static DateTime TimeOf(ulong nanoseconds) => DateTime.UnixEpoch.AddTicks((long)Math.Min(nanoseconds / 100, long.MaxValue / 4));

    // A directory that was given to the guest is not the guest's to remove or to move.
    private bool IsOpenRoot(string path) => _descriptors.HasRoot(path);

    private Errno Resolve(GuestMemory memory, ulong directory, ulong address, ulong length, bool followLast, out string path)
    {
        path = "";
        if (_descriptors.Find((uint)directory) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (!descriptor.IsDirectory)
        {
            return Errno.NotDirectory;
        }

        string text = Encoding.UTF8.GetString(memory.Slice((uint)address, (uint)length));
        return Sandbox.Resolve(descriptor.HostPath!, text, followLast, out path);
    }
}
