// Files by the bytes of their names, for our own command lines. The file classes of .NET take text, so what is no UTF-8 they cannot open; they write to
// files that can be positioned with pwrite, so that two programs that share an output overwrite each other; and they say nothing of a file's identity.
// For guests this is the wrong place: they have names below a directory only.
using System;
using System.IO;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>What a file is, and which one.</summary>
/// <param name="Device">Of the file system.</param>
/// <param name="Number">Of the file on it.</param>
/// <param name="Mode">Kind and permissions, as in <c>st_mode</c>.</param>
/// <param name="Length">In bytes; what has none says 0.</param>
internal readonly record struct NamedFileStatus(ulong Device, ulong Number, int Mode, long Length)
{
    private const int KindMask = 0xF000, Regular = 0x8000, Directory = 0x4000;

    /// <summary>Whether it is a regular file.</summary>
    internal bool IsRegular => (Mode & KindMask) == Regular;

    /// <summary>Whether it is a directory.</summary>
    internal bool IsDirectory => (Mode & KindMask) == Directory;

    /// <summary>Who may read and write it.</summary>
    internal int Permissions => Mode & 0xFFF;
}

/// <summary>
/// Calls of Linux; names in the form of <see cref="NameText"/>. Errors are <see cref="IOException"/> with the system's words and its number as
/// <see cref="Exception.HResult"/>.
/// </summary>
internal static unsafe class NamedFiles
{
    /// <summary>Nobody reads from the pipe any more.</summary>
    internal const int BrokenPipe = 32;

    /// <summary>It is a directory.</summary>
    internal const int IsADirectory = 21;

    /// <summary>No open file.</summary>
    internal const int BadHandle = 9;

    private const int NoEntry = 2, Interrupted = 4, WouldBlock = 11, Exists = 17;

    private const int StatusSize = 256, ModeOffset = 28, InodeOffset = 32, LengthOffset = 40, MajorOffset = 136, MinorOffset = 140;

    /// <summary>Opens a file for reading.</summary>
    internal static int OpenForReading(string name) => Open(name, Libc.OpenReadOnly, 0);

    /// <summary>Opens a file that is there for writing, as it is: a device, a pipe.</summary>
    internal static int OpenForWriting(string name) => Open(name, Libc.OpenWriteOnly, 0);

    /// <summary>Makes a file that was not there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="permissions">Its permissions, before the process's mask.</param>
    internal static int Create(string name, int permissions) =>
        Open(name, Libc.OpenWriteOnly | Libc.OpenCreate | Libc.OpenExclusive, permissions);

    /// <summary>Reads at the file's position, some bytes or, at the end, none.</summary>
    internal static int Read(int file, Span<byte> to)
    {
        fixed (byte* buffer = to)
        {
            while (true)
            {
                // SAFETY: the buffer is pinned and as long as it says.
                nint count = Libc.Read(file, (nint)buffer, (nuint)to.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                Await();
            }
        }
    }

    /// <summary>Writes all bytes at the file's position.</summary>
    internal static void Write(int file, ReadOnlySpan<byte> from)
    {
        while (from.Length > 0)
        {
            nint count;
            fixed (byte* buffer = from)
            {
                // SAFETY: the buffer is pinned and as long as it says.
                count = Libc.Write(file, buffer, (nuint)from.Length);
            }

            if (count >= 0)
            {
                from = from[(int)count..];
            }
            else
            {
                Await();
            }
        }
    }

    /// <summary>Closes a file; some systems report only here that it could not be written.</summary>
    internal static void Close(int file)
    {
        if (Libc.Close(file) != 0 && Marshal.GetLastPInvokeError() is not Interrupted and var error)
        {
            throw Failure(error);
        }
    }

    /// <summary>What a name stands for, links followed; null where there is nothing.</summary>
    internal static NamedFileStatus? Status(string name)
    {
        byte* status = stackalloc byte[StatusSize];
        fixed (byte* bytes = Terminated(name))
        {
            // SAFETY: the name ends in 0, the buffer has the size of struct statx.
            return Libc.FileStatus(Libc.AtCurrentDirectory, bytes, 0, Libc.StatusBasic, status) == 0 ? Read(status)
                : Marshal.GetLastPInvokeError() is NoEntry ? null
                : throw LastFailure();
        }
    }

    /// <summary>What an open file is.</summary>
    internal static NamedFileStatus Status(int file)
    {
        byte* status = stackalloc byte[StatusSize];
        byte empty = 0;

        // SAFETY: as above; the empty name means the descriptor itself.
        return Libc.FileStatus(file, &empty, Libc.AtEmptyPath, Libc.StatusBasic, status) == 0 ? Read(status) : throw LastFailure();
    }

    /// <summary>Where a symbolic link points to; null for what is none.</summary>
    internal static string? LinkTarget(string name)
    {
        const int Most = 4096;
        byte* target = stackalloc byte[Most];
        fixed (byte* bytes = Terminated(name))
        {
            // SAFETY: the name ends in 0, the buffer is as long as it says.
            nint length = Libc.ReadLink(bytes, target, Most);
            return length < 0 ? null : NameText.FromBytes(new ReadOnlySpan<byte>(target, (int)length));
        }
    }

    /// <summary>Sets the permissions of an open file, whatever the process's mask is.</summary>
    internal static void SetPermissions(int file, int permissions)
    {
        if (Libc.ChangeMode(file, permissions) != 0)
        {
            throw LastFailure();
        }
    }

    /// <summary>Gives a file another name; what had that name is gone.</summary>
    internal static void Rename(string from, string to)
    {
        fixed (byte* oldName = Terminated(from), newName = Terminated(to))
        {
            // SAFETY: both names end in 0.
            if (Libc.Rename(oldName, newName) != 0)
            {
                throw LastFailure();
            }
        }
    }

    /// <summary>Removes a name, if it is there.</summary>
    internal static void Remove(string name)
    {
        fixed (byte* bytes = Terminated(name))
        {
            // SAFETY: the name ends in 0.
            _ = Libc.Unlink(bytes);
        }
    }

    /// <summary>Makes a directory, if it is not there.</summary>
    internal static void MakeDirectory(string name)
    {
        const int Everybody = 0x1FF;
        fixed (byte* bytes = Terminated(name))
        {
            // SAFETY: the name ends in 0.
            if (Libc.MakeDirectory(bytes, Everybody) != 0 && Marshal.GetLastPInvokeError() is var error
                && (error != Exists || Status(name) is not { IsDirectory: true }))
            {
                throw Failure(error);
            }
        }
    }

    /// <summary>
    /// Whether the process was started with this descriptor. One that was closed is soon some file of .NET's, which opens all of its files so that
    /// they do not outlive an exec; but what came through an exec cannot have that flag.
    /// </summary>
    internal static bool IsInherited(int file)
    {
        int flags = Libc.FileControl(file, Libc.ControlGetFlags);
        return flags >= 0 && (flags & Libc.ControlCloseOnExec) == 0;
    }

    /// <summary>The error of a system call.</summary>
    internal static IOException Failure(int error) => new(Marshal.GetPInvokeErrorMessage(error), error);

    private static IOException LastFailure() => Failure(Marshal.GetLastPInvokeError());

    // After a call that did nothing: repeats what a signal interrupted, and waits where somebody made the descriptor one that does not.
    private static void Await()
    {
        int error = Marshal.GetLastPInvokeError();
        if (error == WouldBlock)
        {
            System.Threading.Thread.Sleep(1);
        }
        else if (error != Interrupted)
        {
            throw Failure(error);
        }
    }

    private static int Open(string name, int flags, int mode)
    {
        fixed (byte* bytes = Terminated(name))
        {
            while (true)
            {
                // SAFETY: the name ends in 0.
                int file = Libc.Open(bytes, flags | LinuxAbi.OpenCloseOnExec, mode);
                if (file >= 0)
                {
                    return file;
                }

                if (Marshal.GetLastPInvokeError() != Interrupted)
                {
                    throw LastFailure();
                }
            }
        }
    }

    private static NamedFileStatus Read(byte* status)
    {
        ulong device = ((ulong)*(uint*)(status + MajorOffset) << 32) | *(uint*)(status + MinorOffset);
        return new NamedFileStatus(device, *(ulong*)(status + InodeOffset), *(ushort*)(status + ModeOffset), *(long*)(status + LengthOffset));
    }

    private static byte[] Terminated(string name)
    {
        byte[] bytes = NameText.ToBytes(name);
        return Array.IndexOf(bytes, (byte)0) < 0 ? [.. bytes, 0] : throw Failure(NoEntry);
    }
}
