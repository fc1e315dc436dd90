// Attempts to leave a directory, as data. A world is a directory with two others in it: "box", which the attempt is given, and "outside", where the secrets are.
// Nothing here knows who opens: the tests of the platform go through the table, and so can those of a guest.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Tests.Contract;

/// <summary>What is done with the path of an attempt.</summary>
public enum EscapeCall
{
    Read,
    Ask,
    AskFollowing,
    WriteTruncating,
    Create,
    CreateExclusive,
    OpenDirectory,
    Status,
    SetTimes,
    MakeDirectory,
    RemoveDirectory,
    RemoveFile,
    RenameFrom,
    RenameTo,
    LinkFrom,
    LinkTo,
    MakeLink,
    ReadLink,
}

/// <summary>A way of preparing a world, and paths that would lead out of it.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Steps">
/// What happens first, relative to the world: "dir A", "file A", "link A TARGET", "hold A" (opens a directory; the paths begin there), "rmdir A", "unlink A", "rename A B",
/// "exchange A B". In a target {outside} is the absolute name of "outside".
/// </param>
/// <param name="Paths">Relative to what is held, or to "box".</param>
public sealed record EscapeScenario(string Name, string[] Steps, string[] Paths)
{
    /// <summary>Whether a step makes a symbolic link.</summary>
    public bool HasLinks => Array.Exists(Steps, static step => step.StartsWith("link", StringComparison.Ordinal));

    /// <summary>Whether a step removes or moves a directory that is open.</summary>
    public bool MovesOpenThings =>
        Array.Exists(Steps, static step => step.StartsWith("hold", StringComparison.Ordinal) || step.StartsWith("rename box ", StringComparison.Ordinal));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EscapeScenario> All { get; } =
    [
        new("dots", ["dir box/d"], ["..", "../outside", "../outside/secret", "../outside/new", "d/../../outside/secret", "d/./.././../outside/secret", "./../outside/secret", "d//..//..//outside//secret"]),
        new("absolute paths", [], ["/", "//", "{outside}", "{outside}/secret", "/{outside}/secret", "{outside}/new"]),
        new("slashes of other systems", ["dir box/d"], ["..\\outside\\secret", "d\\..\\..\\outside\\secret", "\\outside\\secret", "..\\", "d/..\\..\\outside\\secret", "..\\outside\\new"]),
        new("link to a directory", ["link box/l ../outside"], ["l", "l/", "l//", "l/.", "l/secret", "l/new", "l/dir", "l/dir/inner", "l/link", "l/../outside/secret"]),
        new("link to a file", ["link box/l ../outside/secret"], ["l", "l/", "l/.", "l/.."]),
        new("link to a directory, with a slash", ["link box/l ../outside/"], ["l", "l/", "l/secret", "l/new"]),
        new("link up", ["link box/l .."], ["l", "l/", "l/outside", "l/outside/secret", "l/outside/new"]),
        new("link up and down again", ["link box/l ../box/../outside"], ["l/secret", "l/new"]),
        new("link up from below", ["dir box/d", "link box/d/l ../../outside"], ["d/l", "d/l/secret", "d/l/new", "d/../d/l/secret"]),
        new("link with dots", ["dir box/d", "link box/l ./d/./.././../outside"], ["l/secret", "l/new", "l"]),
        new("absolute link", ["link box/l {outside}"], ["l", "l/", "l/secret", "l/new", "l/dir/inner"]),
        new("absolute link to a file", ["link box/l {outside}/secret"], ["l", "l/"]),
        new("link to the root of the system", ["link box/l /"], ["l", "l/", "l/etc", "l/etc/passwd", "l{outside}/secret", "l{outside}/new"]),
        new("chain of links", ["link box/a b", "link box/b c", "link box/c ../outside"], ["a", "a/", "a/secret", "a/new", "b/secret", "c/secret"]),
        new("chain through directories", ["dir box/d", "dir box/d/e", "link box/d/e/up ../..", "link box/d/e/upup ../../..", "link box/l d/e/upup/outside"], ["l/secret", "l/new", "d/e/upup/outside/secret", "d/e/up/../outside/secret"]),
        new("link to a link that is absolute", ["link box/a b", "link box/b {outside}"], ["a/secret", "a", "a/new"]),
        new("link behind dots", ["dir box/d", "link box/l ../outside"], ["d/../l/secret", "d/../l/new", "./l/secret"]),
        new("dangling link", ["link box/l ../outside/new"], ["l", "l/", "l/x"]),
        new("dangling absolute link", ["link box/l {outside}/new"], ["l", "l/", "l/x"]),
        new("link to where a directory would be made", ["link box/l ../outside/newdir"], ["l", "l/", "l/."]),
        new("directory removed, link in its place", ["dir box/d", "hold box/d", "rmdir box/d", "link box/d ../outside"], ["secret", "new", "./secret", "../outside/secret", "..", "dir/inner", "."]),
        new("directory removed, absolute link in its place", ["dir box/d", "hold box/d", "rmdir box/d", "link box/d {outside}"], ["secret", "new", "."]),
        new("directory renamed away, link in its place", ["dir box/d", "hold box/d", "rename box/d box/away", "link box/d ../outside"], ["secret", "../outside/secret", "../d/secret", "dir/inner"]),
        new("link renamed over the directory's name", ["dir box/d", "hold box/d", "link box/l ../outside", "rmdir box/d", "rename box/l box/d"], ["secret", "new", "dir/inner"]),
        new("file renamed away, link in its place", ["file box/f", "rename box/f box/away", "link box/f ../outside/secret"], ["f", "f/"]),
        new("link renamed over a file", ["file box/f", "link box/l ../outside/secret", "rename box/l box/f"], ["f"]),
        new("directory exchanged with a link", ["dir box/d", "link box/l ../outside", "exchange box/d box/l"], ["d", "d/secret", "d/new", "l/../d/secret"]),
        new("held directory exchanged with a link", ["dir box/d", "hold box/d", "link box/l ../outside", "exchange box/d box/l"], ["secret", "../d/secret", ".."]),
        new("held directory exchanged with one outside", ["dir box/d", "hold box/d", "dir outside/moved", "exchange box/d outside/moved"], ["..", "../secret", "inner", "../dir/../secret"]),
        new("held directory moved outside", ["dir box/d", "hold box/d", "rename box/d outside/moved"], ["..", "../secret", "../new", "../dir/inner", "./../secret", "../../outside/secret"]),
        new("parent of the held directory moved outside", ["dir box/d", "dir box/d/e", "hold box/d/e", "rename box/d outside/moved"], ["..", "../../secret", "../../new", "../../../outside/secret"]),
        new("box itself moved", ["dir box/d", "rename box outside/moved"], ["..", "../secret", "../new", "d/../../secret", "../../outside/secret"]),
        new("box itself replaced by a link", ["hold box", "rename box moved", "link box outside"], ["secret", "new", "..", "../outside/secret", "dir/inner"]),
        new("directory of the way replaced by a link", ["dir box/a", "dir box/a/b", "rename box/a box/old", "link box/a ../outside"], ["a/secret", "a/dir/inner", "a/b", "a/new"]),
        new("link to itself through outside", ["link box/l ../box/l"], ["l", "l/", "l/x"]),
        new("link with a long way around", ["dir box/d", "link box/l d/../d/../d/../d/../d/../d/../d/../d/../d/../d/../d/../d/../d/../d/../d/../../outside/secret"], ["l"]),
        new("more dots than directories", [], ["../../../../../../../../../../../../../../../../../../../../etc/passwd", "../../../../../../../../../../../../../../../../..{outside}/secret"]),
        new("link with more dots than directories", ["link box/l ../../../../../../../../../../../../../../../../../../.."], ["l", "l/etc/passwd", "l{outside}/secret"]),
        new("files of the kernel", ["link box/self /proc/self/root", "link box/cwd /proc/self/cwd", "link box/fd /dev/fd/0", "link box/null /dev/null"], ["self", "self/", "self{outside}/secret", "cwd", "fd", "null", "self/etc"]),
    ];
}
