// Calls whose form differs between Linux and macOS, in one form.
using System;
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>Calls of the C library as all systems have them. Results and errno are those of the functions that they are named after.</summary>
internal static unsafe class SystemCalls
{
    private static bool IsMacArm64 => OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>openat.</summary>
    internal static int OpenAt(int directory, byte* name, int flags, uint mode) => IsMacArm64
        ? Libc.MacArm64OpenAt(directory, name, flags, 0, 0, 0, 0, 0, (nint)mode)
        : Libc.OpenAt(directory, name, flags, mode);

    /// <summary>fcntl.</summary>
    internal static int Control(int file, int command, nint argument) => IsMacArm64
        ? Libc.MacArm64Control(file, command, 0, 0, 0, 0, 0, 0, argument)
        : Libc.Control(file, command, argument);

    /// <summary>ioctl FIONREAD: bytes that can be read; 0 where nobody knows.</summary>
    internal static uint CountReadable(int file)
    {
        int count = 0;
        int result = !OperatingSystem.IsMacOS() ? Libc.DeviceControl(file, LinuxFiles.CountReadable, &count)
            : IsMacArm64 ? Libc.MacArm64DeviceControl(file, MacFiles.CountReadable, 0, 0, 0, 0, 0, 0, &count)
            : Libc.DeviceControl(file, MacFiles.CountReadable, &count);
        return result < 0 ? 0 : (uint)int.Max(count, 0);
    }

    /// <summary>poll, that does not wait for a shorter time than was asked for.</summary>
    internal static int Poll(PollItem* items, int count, TimeSpan timeout)
    {
        if (OperatingSystem.IsMacOS())
        {
            double milliseconds = double.Ceiling(timeout.TotalMilliseconds);
            return Libc.Poll(items, (nuint)count, timeout < TimeSpan.Zero ? -1 : (int)double.Min(milliseconds, int.MaxValue));
        }

        TimeSpec time = Time(timeout);
        return Libc.PollPrecisely(items, (nuint)count, timeout < TimeSpan.Zero ? null : &time, 0);
    }

    /// <summary>A time that is not negative.</summary>
    internal static TimeSpec Time(TimeSpan time) =>
        new(time.Ticks / TimeSpan.TicksPerSecond, time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);

    /// <summary>What is open.</summary>
    internal static SystemError GetStatus(int file, out FileStatus status)
    {
        byte nothing = 0;
        return OperatingSystem.IsMacOS()
            ? MacStatus(IsMacArm64 ? Libc.MacArm64Status(file, out MacStatus mac) : Libc.MacX64Status(file, out mac), mac, out status)
            : LinuxStatus(file, &nothing, LinuxFiles.AtEmptyPath, out status);
    }

    /// <summary>What a name means; a symbolic link is not followed.</summary>
    internal static SystemError GetStatusAt(int directory, byte* name, out FileStatus status) => OperatingSystem.IsMacOS()
        ? MacStatus(
            IsMacArm64
                ? Libc.MacArm64StatusAt(directory, name, out MacStatus mac, MacFiles.AtNoFollow)
                : Libc.MacX64StatusAt(directory, name, out mac, MacFiles.AtNoFollow),
            mac,
            out status)
        : LinuxStatus(directory, name, LinuxFiles.AtNoFollow, out status);

    private static SystemError LinuxStatus(int directory, byte* name, int flags, out FileStatus status)
    {
        LinuxStatus raw = default;
        status = default;
        if (Libc.SystemCall(LinuxFiles.Current.GetStatus, directory, (nint)name, flags, (nint)LinuxFiles.StatusBasic, (nint)(&raw), 0) != 0)
        {
            return ErrorNumbers.Last();
        }

        // As st_dev, which the C library puts together in this way.
        ulong device = (((ulong)raw.DeviceMajor & 0xffff_f000) << 32) | ((raw.DeviceMajor & 0xfffu) << 8)
            | (((ulong)raw.DeviceMinor & 0xffff_ff00) << 12) | (raw.DeviceMinor & 0xffu);
        status = new FileStatus(
            device, raw.Inode, FileAbi.Kind(raw.Mode), raw.LinkCount, raw.Size, Time(raw.AccessTime), Time(raw.ModificationTime), Time(raw.ChangeTime));
        return SystemError.None;
    }

    private static SystemError MacStatus(int result, in MacStatus raw, out FileStatus status)
    {
        if (result != 0)
        {
            status = default;
            return ErrorNumbers.Last();
        }

        status = new FileStatus(
            (uint)raw.Device, raw.Inode, FileAbi.Kind(raw.Mode), raw.LinkCount, (ulong)raw.Size, Time(raw.AccessTime), Time(raw.ModificationTime), Time(raw.ChangeTime));
        return SystemError.None;
    }

    private static FileTime Time(in LinuxStatusTime time) => new(time.Seconds, time.Nanoseconds);

    private static FileTime Time(in TimeSpec time) => new(time.Seconds, (uint)time.Nanoseconds);
}
