// Rights of preview 1: the bit of each, and what can have it. A guest may give rights up and never gets them back; files that it opens from a directory
// cannot do what the directory's inheriting rights exclude. What a guest did not ask for when it opened something is only recorded, as in Wasmtime.
using System;
using Wasmtime.Min.Wasi.FileSystem;

namespace Wasmtime.Min.Wasi.Preview1;

/// <summary>Rights, by their bits.</summary>
[Flags]
internal enum Right : ulong
{
    None = 0,
    FdDatasync = 1ul << 0,
    FdRead = 1ul << 1,
    FdSeek = 1ul << 2,
    FdFdstatSetFlags = 1ul << 3,
    FdSync = 1ul << 4,
    FdTell = 1ul << 5,
    FdWrite = 1ul << 6,
    FdAdvise = 1ul << 7,
    FdAllocate = 1ul << 8,
    PathCreateDirectory = 1ul << 9,
    PathCreateFile = 1ul << 10,
    PathLinkSource = 1ul << 11,
    PathLinkTarget = 1ul << 12,
    PathOpen = 1ul << 13,
    FdReaddir = 1ul << 14,
    PathReadlink = 1ul << 15,
    PathRenameSource = 1ul << 16,
    PathRenameTarget = 1ul << 17,
    PathFilestatGet = 1ul << 18,
    PathFilestatSetSize = 1ul << 19,
    PathFilestatSetTimes = 1ul << 20,
    FdFilestatGet = 1ul << 21,
    FdFilestatSetSize = 1ul << 22,
    FdFilestatSetTimes = 1ul << 23,
    PathSymlink = 1ul << 24,
    PathRemoveDirectory = 1ul << 25,
    PathUnlinkFile = 1ul << 26,
    PollFdReadwrite = 1ul << 27,
    SockShutdown = 1ul << 28,
    SockAccept = 1ul << 29,
}

/// <summary>What can have a right.</summary>
/// <param name="right">The right.</param>
/// <param name="directories">Whether directories can.</param>
/// <param name="files">Whether files can.</param>
/// <param name="streams">Whether streams can.</param>
internal readonly struct RightRow(Right right, bool directories, bool files, bool streams)
{
    internal Right Right { get; } = right;

    internal bool Directories { get; } = directories;

    internal bool Files { get; } = files;

    internal bool Streams { get; } = streams;
}

/// <summary>The table of rights.</summary>
internal static class Rights
{
    private static readonly RightRow[] Rows =
    [
        //                              directories files  streams
        new(Right.FdDatasync,           true,       true,  true),
        new(Right.FdRead,               false,      true,  true),
        new(Right.FdSeek,               false,      true,  false),
        new(Right.FdFdstatSetFlags,     true,       true,  true),
        new(Right.FdSync,               true,       true,  true),
        new(Right.FdTell,               false,      true,  false),
        new(Right.FdWrite,              false,      true,  true),
        new(Right.FdAdvise,             false,      true,  true),
        new(Right.FdAllocate,           false,      true,  true),
        new(Right.PathCreateDirectory,  true,       false, false),
        new(Right.PathCreateFile,       true,       false, false),
        new(Right.PathLinkSource,       true,       false, false),
        new(Right.PathLinkTarget,       true,       false, false),
        new(Right.PathOpen,             true,       false, false),
        new(Right.FdReaddir,            true,       false, false),
        new(Right.PathReadlink,         true,       false, false),
        new(Right.PathRenameSource,     true,       false, false),
        new(Right.PathRenameTarget,     true,       false, false),
        new(Right.PathFilestatGet,      true,       false, false),
        new(Right.PathFilestatSetSize,  true,       false, false),
        new(Right.PathFilestatSetTimes, true,       false, false),
        new(Right.FdFilestatGet,        true,       true,  true),
        new(Right.FdFilestatSetSize,    false,      true,  true),
        new(Right.FdFilestatSetTimes,   true,       true,  true),
        new(Right.PathSymlink,          true,       false, false),
        new(Right.PathRemoveDirectory,  true,       false, false),
        new(Right.PathUnlinkFile,       true,       false, false),
        new(Right.PollFdReadwrite,      true,       true,  true),
        new(Right.SockShutdown,         false,      false, false),
        new(Right.SockAccept,           false,      false, false),
    ];

    /// <summary>What a kind of descriptor can have. A stream has neither seek nor tell, by which wasi-libc knows a terminal.</summary>
    internal static Right Of(DescriptorKind kind)
    {
        Right rights = Right.None;
        foreach (RightRow row in Rows)
        {
            bool has = kind switch
            {
                DescriptorKind.Directory => row.Directories,
                DescriptorKind.File => row.Files,
                DescriptorKind.Stream => row.Streams,
            };
            rights |= has ? row.Right : Right.None;
        }

        return rights;
    }
}
