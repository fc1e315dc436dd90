// What a guest, or somebody beside it, can do to directories and links between two calls: every call on paths against every such change. Each attempt must
// fail or stay inside; what lies outside must be as it was, and nothing of it may have reached the guest.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Tests.Wasi;

/// <summary>Attempts to leave the sandbox.</summary>
[TestClass]
public sealed class EscapeTests
{
    /// <summary>A call on paths that would reach <c>secret</c> or make <c>planted</c> below a descriptor or a path, if it got out.</summary>
    private static readonly (string Name, Func<Guest, uint, string, Errno> Try)[] Calls =
    [
        ("read", static (g, d, p) => g.OpenAt(d, p + "secret", 0, out uint file, Guest.ReadOnly) is var error and not Errno.Success
            ? error
            : throw new AssertFailedException($"reads '{g.Read(file)}'")),
        ("read a link of that name", static (g, d, p) => g.Call("path_readlink", d, g.At(p + "secret-link"), Guest.LengthOf(p + "secret-link"), Guest.Buffer, 100, Guest.Result)),
        ("create", static (g, d, p) => g.OpenAt(d, p + "planted", Guest.Create, out _)),
        ("create anew", static (g, d, p) => g.OpenAt(d, p + "planted", Guest.Create | Guest.Exclusive, out _)),
        ("truncate", static (g, d, p) => g.OpenAt(d, p + "secret", Guest.Truncate, out _)),
        ("list", static (g, d, p) => g.OpenAt(d, p + "folder", Guest.Directory, out _, Guest.ReadOnly)),
        ("stat", static (g, d, p) => g.Call("path_filestat_get", d, 1, g.At(p + "secret"), Guest.LengthOf(p + "secret"), Guest.Result)),
        ("stat of a link", static (g, d, p) => g.Call("path_filestat_get", d, 0, g.At(p + "secret"), Guest.LengthOf(p + "secret"), Guest.Result)),
        ("times", static (g, d, p) => g.Call("path_filestat_set_times", d, 1, g.At(p + "secret"), Guest.LengthOf(p + "secret"), 0, 0, 5)),
        ("times of a link", static (g, d, p) => g.Call("path_filestat_set_times", d, 0, g.At(p + "secret"), Guest.LengthOf(p + "secret"), 0, 0, 5)),
        ("mkdir", static (g, d, p) => g.Call("path_create_directory", d, g.At(p + "planted"), Guest.LengthOf(p + "planted"))),
        ("rmdir", static (g, d, p) => g.Call("path_remove_directory", d, g.At(p + "folder"), Guest.LengthOf(p + "folder"))),
        ("unlink", static (g, d, p) => g.Call("path_unlink_file", d, g.At(p + "secret"), Guest.LengthOf(p + "secret"))),
        ("symlink", static (g, d, p) => g.Call("path_symlink", g.At("x"), 1, d, g.At(p + "planted"), Guest.LengthOf(p + "planted"))),
        ("link out of it", static (g, d, p) =>
            g.Call("path_link", d, 0, g.At(p + "secret"), Guest.LengthOf(p + "secret"), Guest.Root, g.At("stolen"), Guest.LengthOf("stolen"))),
        ("link into it", static (g, d, p) =>
            g.Call("path_link", Guest.Root, 0, g.At("mine"), Guest.LengthOf("mine"), d, g.At(p + "planted"), Guest.LengthOf(p + "planted"))),
        ("rename out of it", static (g, d, p) =>
            g.Call("path_rename", d, g.At(p + "secret"), Guest.LengthOf(p + "secret"), Guest.Root, g.At("stolen"), Guest.LengthOf("stolen"))),
        ("rename into it", static (g, d, p) =>
            g.Call("path_rename", Guest.Root, g.At("mine"), Guest.LengthOf("mine"), d, g.At(p + "planted"), Guest.LengthOf(p + "planted"))),
    ];

    /// <summary>Changes after which a call is made; they return where it begins: a descriptor and the rest of the path.</summary>
    private static readonly (string Name, Func<Guest, (uint Descriptor, string Path)> Make)[] Changes =
    [
        ("a directory removed, a link in its place", static g =>
        {
            uint open = Opened(g, "d");
            Check(g.OnPath("path_remove_directory", "d"));
            Check(g.Symlink("../outside", "d"));
            return (open, "");
        }),
        ("a directory renamed, a link in its place", static g =>
        {
            uint open = Opened(g, "d");
            Check(g.OnPaths("path_rename", "d", "away"));
            Check(g.Symlink("../outside", "d"));
            return (open, "");
        }),
        ("a directory renamed over", static g =>
        {
            uint open = Opened(g, "d");
            Check(g.OnPath("path_create_directory", "other"));
            Check(g.OnPaths("path_rename", "other", "d"));
            return (open, "../outside/");
        }),
        ("a directory moved out by the host", static g =>
        {
            uint open = Opened(g, "d");
            Directory.Move(g.HostPath("d"), Path.Combine(g.Outside, "moved"));
            return (open, "../outside/");
        }),
        ("a directory exchanged for a link by the host", static g =>
        {
            uint open = Opened(g, "d");
            Directory.Move(g.HostPath("d"), g.HostPath("was"));
            File.CreateSymbolicLink(g.HostPath("d"), Path.Combine(g.Outside, "outside"));
            return (open, "");
        }),
        ("the same, by its name", static g =>
        {
            Directory.Delete(g.HostPath("d"));
            File.CreateSymbolicLink(g.HostPath("d"), Path.Combine(g.Outside, "outside"));
            return (Guest.Root, "d/");
        }),
        ("the given directory moved, a link in its place", static g =>
        {
            Directory.Move(g.Path, g.Path + ".moved");
            File.CreateSymbolicLink(g.Path, Path.Combine(g.Outside, "outside"));
            return (Guest.Root, "");
        }),
        ("a nested directory through a link of the guest", static g =>
        {
            Check(g.OnPath("path_unlink_file", "to-nested"));
            Check(g.Symlink("../outside", "to-nested"));
            return (Guest.Root + 1, "");
        }),
        ("up", static _ => (Guest.Root, "../outside/")),
        ("down and up", static _ => (Guest.Root, "d/../../outside/")),
        ("up from below", static g => (Opened(g, "d"), "../../outside/")),
        ("up, slashes", static _ => (Guest.Root, "./..//./outside//")),
        ("absolute", static g => (Guest.Root, Path.Combine(g.Outside, "outside") + "/")),
        ("two slashes", static g => (Guest.Root, "/" + Path.Combine(g.Outside, "outside") + "/")),
        ("a link", static g => Through(g, ("l", "../outside"))),
        ("a chain of links", static g => Through(g, ("l", "l1"), ("l1", "d/../l2"), ("l2", "../outside"))),
        ("a link that climbs", static g => Through(g, ("d/l", "../../outside"), ("l", "d/l"))),
        ("a link with a slash", static g => Through(g, ("l", "../outside/"))),
        ("a link to itself above", static g => Through(g, ("l", "../root/../outside"))),
        ("an absolute link of the host", static g =>
        {
            File.CreateSymbolicLink(g.HostPath("l"), Path.Combine(g.Outside, "outside"));
            return (Guest.Root, "l/");
        }),
        ("a link to the process's root", static g =>
        {
            File.CreateSymbolicLink(g.HostPath("l"), "/proc/self/root");
            return (Guest.Root, "l" + Path.Combine(g.Outside, "outside") + "/");
        }),
        ("a link to the process's directory", static g =>
        {
            File.CreateSymbolicLink(g.HostPath("l"), "/proc/self/cwd");
            return (Guest.Root, "l/");
        }),
        ("a link to an open descriptor", static g =>
        {
            File.CreateSymbolicLink(g.HostPath("l"), "/dev/fd/3");
            return (Guest.Root, "l/");
        }),
    ];

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void No_call_after_any_change_leaves(bool usesOpenAt2)
    {
        int attempts = 0;
        List<string> escapes = [];
        foreach ((string change, Func<Guest, (uint Descriptor, string Path)> make) in Changes)
        {
            foreach ((string call, Func<Guest, uint, string, Errno> attempt) in Calls)
            {
                using Guest guest = Prepared(usesOpenAt2);
                (uint descriptor, string path) = make(guest);
                attempts++;
                try
                {
                    attempt(guest, descriptor, path);
                    CheckOutside(guest);
                }
                catch (AssertFailedException failure)
                {
                    escapes.Add($"{call} after {change}: {failure.Message}");
                }
            }
        }

        Assert.IsEmpty(escapes, string.Join('\n', escapes));
        Assert.IsGreaterThanOrEqualTo(400, attempts);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_descriptor_is_the_directory_that_was_opened(bool usesOpenAt2)
    {
        using Guest guest = Prepared(usesOpenAt2);
        File.WriteAllText(guest.HostPath("d/own"), "own");
        uint open = Opened(guest, "d");
        Check(guest.OnPath("path_create_directory", "other"));
        File.WriteAllText(guest.HostPath("other/theirs"), "theirs");
        Check(guest.OnPaths("path_rename", "d", "away"));
        Check(guest.OnPaths("path_rename", "other", "d"));
        Assert.AreEqual(Errno.NoEntry, guest.OpenAt(open, "theirs", 0, out _, Guest.ReadOnly));
        Assert.AreEqual(Errno.Success, guest.OpenAt(open, "own", 0, out uint own, Guest.ReadOnly));
        Assert.AreEqual("own", guest.Read(own));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_renamed_over_directory_is_no_other_one(bool usesOpenAt2)
    {
        using Guest guest = Prepared(usesOpenAt2);
        uint open = Opened(guest, "d");
        Check(guest.OnPath("path_create_directory", "other"));
        File.WriteAllText(guest.HostPath("other/theirs"), "theirs");
        Check(guest.OnPaths("path_rename", "other", "d"));
        Assert.AreEqual(Errno.NoEntry, guest.OpenAt(open, "theirs", 0, out _, Guest.ReadOnly));
        Assert.AreEqual(Errno.NoEntry, guest.OpenAt(open, "new", Guest.Create, out _), "what is removed holds nothing new");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Renaming_between_devices_copies_nothing(bool usesOpenAt2)
    {
        const string OtherDevice = "/dev/shm";
        if (!Directory.Exists(OtherDevice))
        {
            Assert.Inconclusive($"no second file system at {OtherDevice}");
        }

        string other = Path.Combine(OtherDevice, "wasi-" + Guid.NewGuid());
        Directory.CreateDirectory(other);
        try
        {
            using var guest = new Guest(configuration => configuration.Directories.Add((other, "/other")), PlatformOf(usesOpenAt2));
            File.WriteAllText(guest.HostPath("mine"), "mine");
            Check(guest.Symlink("../secret", "l"));
            const uint Other = Guest.Root + 1;
            Check(guest.Call("path_symlink", guest.At("target"), 6, Other, guest.At("there"), 5));
            Assert.AreEqual(Errno.CrossDevice, guest.Call("path_rename", Guest.Root, guest.At("l"), 1, Other, guest.At("stolen"), 6));
            Assert.AreEqual(Errno.CrossDevice, guest.Call("path_rename", Guest.Root, guest.At("mine"), 4, Other, guest.At("there"), 5));
            Assert.AreEqual(Errno.CrossDevice, guest.Call("path_link", Guest.Root, 0, guest.At("mine"), 4, Other, guest.At("linked"), 6));
            Assert.HasCount(1, Directory.GetFileSystemEntries(other));
            Assert.IsFalse(File.Exists(Path.Combine(other, "target")));
            Assert.AreEqual("mine", File.ReadAllText(guest.HostPath("mine")));
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    private static Guest Prepared(bool usesOpenAt2)
    {
        // The second directory that the guest gets is named through a link that lies in the first.
        string? nested = null;
        var guest = new Guest(
            configuration =>
            {
                string root = configuration.Directories[0].Host;
                nested = Path.Combine(root, "nested");
                Directory.CreateDirectory(Path.Combine(nested, "folder"));
                File.CreateSymbolicLink(Path.Combine(root, "to-nested"), "nested");
                configuration.Directories.Add((Path.Combine(root, "to-nested"), "/nested"));
            },
            PlatformOf(usesOpenAt2));
        string outside = Path.Combine(guest.Outside, "outside");
        Directory.CreateDirectory(Path.Combine(outside, "folder"));
        File.WriteAllText(Path.Combine(outside, "secret"), "secret");
        File.CreateSymbolicLink(Path.Combine(outside, "secret-link"), "secret");
        File.SetLastWriteTimeUtc(Path.Combine(outside, "secret"), DateTime.UnixEpoch.AddDays(10_000));
        Directory.CreateDirectory(guest.HostPath("d"));
        File.WriteAllText(guest.HostPath("mine"), "mine");
        return guest;
    }

    private static void CheckOutside(Guest guest)
    {
        string outside = Path.Combine(guest.Outside, "outside");
        string secret = Path.Combine(outside, "secret");
        Assert.HasCount(3, Directory.GetFileSystemEntries(outside), string.Join(' ', Directory.GetFileSystemEntries(outside)));
        Assert.IsTrue(Directory.Exists(Path.Combine(outside, "folder")), "the folder is gone");
        Assert.AreEqual("secret", File.ReadAllText(secret));
        Assert.AreEqual(DateTime.UnixEpoch.AddDays(10_000), File.GetLastWriteTimeUtc(secret), "the times were changed");
        Assert.IsFalse(File.Exists(guest.HostPath("stolen")) && File.ReadAllText(guest.HostPath("stolen")) == "secret", "stolen");
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(guest.Memory.Slice((int)Guest.Buffer, 100)));
    }

    private static PosixPlatform PlatformOf(bool usesOpenAt2) => new(new PosixOptions { UsesOpenAt2 = usesOpenAt2 });

    private static (uint Descriptor, string Path) Through(Guest guest, params (string Name, string Says)[] links)
    {
        foreach ((string name, string says) in links)
        {
            Check(guest.Symlink(says, name));
        }

        return (Guest.Root, "l/");
    }

    private static uint Opened(Guest guest, string path)
    {
        Check(guest.Open(path, Guest.Directory, out uint descriptor, Guest.ReadOnly));
        return descriptor;
    }

    private static void Check(Errno error) => Assert.AreEqual(Errno.Success, error);
}
