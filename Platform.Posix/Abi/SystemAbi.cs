// The numbers that POSIX leaves to each system. The tests of the system are constants in a program that is published for one.
using System;

namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Numbers of the system that the process runs on.</summary>
internal static class SystemAbi
{
    internal static int MapAnonymous => OperatingSystem.IsMacOS() ? MacAbi.MapAnonymous : LinuxAbi.MapAnonymous;

    internal static int MapNoReserve => OperatingSystem.IsMacOS() ? MacAbi.MapNoReserve : LinuxAbi.MapNoReserve;

    /// <summary>Loads all pages of a mapping at once, where the system can.</summary>
    internal static int MapPopulate => OperatingSystem.IsMacOS() ? 0 : LinuxAbi.MapPopulate;

    internal static int OpenCloseOnExec => OperatingSystem.IsMacOS() ? MacAbi.OpenCloseOnExec : LinuxAbi.OpenCloseOnExec;

    internal static int SysConfPageSize => OperatingSystem.IsMacOS() ? MacAbi.SysConfPageSize : LinuxAbi.SysConfPageSize;
}
