using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Tests.Wasi;

/// <summary>A guest sees its directories and nothing else.</summary>
[TestClass]
public sealed class SandboxTests
{
    [TestMethod]
    [DataRow("..")]
    [DataRow("../secret")]
    [DataRow("../root/inside")]
    [DataRow("./../secret")]
    [DataRow("directory/../../secret")]
    [DataRow("directory/../../root/inside")]
    [DataRow("/etc/passwd")]
    [DataRow("/")]
    [DataRow("//secret")]
    [DataRow("up")]
    [DataRow("up/secret")]
    [DataRow("directory/up")]
    [DataRow("directory/up/secret")]
    [DataRow("absolute")]
    [DataRow("slash/etc/passwd")]
    [DataRow("indirect")]
    [DataRow("secret-link")]
    public void Paths_that_leave_are_refused(string path)
    {
        using Guest guest = WithLinks();
        Assert.AreEqual(Errno.NotPermitted, guest.Open(path, 0, out _, Guest.ReadOnly));
        Assert.AreEqual(Errno.NotPermitted, guest.Open(path, Guest.Create | Guest.Truncate, out _));
        Assert.AreEqual(Errno.NotPermitted, guest.Stat(path, follow: true));
        Assert.AreEqual("secret", File.ReadAllText(Path.Combine(guest.Outside, "secret")));
    }

    [TestMethod]
    [DataRow("../new")]
    [DataRow("/tmp/new")]
    [DataRow("up/new")]
    [DataRow("directory/up/new")]
    public void Nothing_is_made_or_removed_outside(string path)
    {
        using Guest guest = WithLinks();
        Assert.AreEqual(Errno.NotPermitted, guest.Open(path, Guest.Create, out _));
        Assert.AreEqual(Errno.NotPermitted, guest.Open(path, Guest.Create | Guest.Exclusive, out _));
        Assert.AreEqual(Errno.NotPermitted, guest.OnPath("path_create_directory", path));
        Assert.AreEqual(Errno.NotPermitted, guest.OnPath("path_unlink_file", path));
        Assert.AreEqual(Errno.NotPermitted, guest.OnPath("path_remove_directory", path));
        Assert.AreEqual(Errno.NotPermitted, guest.OnPaths("path_rename", "inside", path));
        Assert.AreEqual(Errno.NotPermitted, guest.OnPaths("path_rename", path, "inside"));
        Assert.AreEqual(Errno.NotPermitted, guest.Symlink("inside", path));
        Assert.HasCount(2, Directory.GetFileSystemEntries(guest.Outside));
    }

    [TestMethod]
    [DataRow("inside")]
    [DataRow("./inside")]
    [DataRow(".//inside")]
    [DataRow("directory/../inside")]
    [DataRow("directory/deeper/../../inside")]
    [DataRow("good-link")]
    [DataRow("directory/back")]
    [DataRow("to-directory/back")]
    [DataRow("to-directory/../inside")]
    public void Paths_that_stay_are_followed(string path)
    {
        using Guest guest = WithLinks();
        Assert.AreEqual(Errno.Success, guest.Open(path, 0, out uint descriptor, Guest.ReadOnly));
        Assert.AreEqual("inside", guest.Read(descriptor));
    }

    [TestMethod]
    public void Links_are_looked_at_without_following_them()
    {
        using Guest guest = WithLinks();
        Assert.AreEqual(Errno.Success, guest.Stat("secret-link", follow: false));
        Assert.AreEqual((byte)7, guest.Memory[(int)Guest.Result + 16]);
        Assert.AreEqual(Errno.Loop, guest.Open("good-link", 0, out _, follow: false));
        Assert.AreEqual(Errno.Success, guest.OnPath("path_unlink_file", "secret-link"));
        Assert.IsTrue(File.Exists(Path.Combine(guest.Outside, "secret")));
        Assert.AreEqual(Errno.Success, guest.OnPath("path_unlink_file", "up"));
        Assert.AreEqual(Errno.NotDirectory, guest.OnPath("path_remove_directory", "to-directory"));
    }

    [TestMethod]
    public void Circles_of_links_end()
    {
        using Guest guest = WithLinks();
        Assert.AreEqual(Errno.Success, guest.Symlink("two", "one"));
        Assert.AreEqual(Errno.Success, guest.Symlink("one", "two"));
        Assert.AreEqual(Errno.Loop, guest.Open("one", 0, out _));
        Assert.AreEqual(Errno.Loop, guest.Open("one/file", 0, out _));
    }

    [TestMethod]
    public void Links_to_absolute_paths_are_not_made()
    {
        using Guest guest = WithLinks();
        Assert.AreEqual(Errno.NotPermitted, guest.Symlink("/etc/passwd", "new"));
        Assert.AreEqual(Errno.Success, guest.Symlink("../secret", "new"), "what a link says is not a path yet");
        Assert.AreEqual(Errno.NotPermitted, guest.Open("new", 0, out _));
        Assert.AreEqual(Errno.NotPermitted, guest.Open("new", Guest.Create, out _));
    }

    [TestMethod]
    public void The_given_directory_stays()
    {
        using Guest guest = WithLinks();
        Assert.AreEqual(Errno.Invalid, guest.OnPath("path_remove_directory", "."));
        Assert.AreEqual(Errno.NotEmpty, guest.OnPath("path_remove_directory", "directory/.."));
        Assert.AreEqual(Errno.Busy, guest.OnPaths("path_rename", "directory/..", "directory/moved"));
        Assert.AreEqual(Errno.Busy, guest.OnPaths("path_rename", ".", "directory/moved"));
    }

    [TestMethod]
    public void Directories_below_are_sandboxes_too()
    {
        using Guest guest = WithLinks();
        Assert.AreEqual(Errno.Success, guest.Open("directory", Guest.Directory, out uint directory, Guest.ReadOnly));
        Assert.AreEqual(
            Errno.NotPermitted,
            guest.Call("path_open", directory, 1, guest.At("../inside"), 9, 0, Guest.ReadOnly, 0, 0, Guest.Result));
    }

    private static Guest WithLinks()
    {
        var guest = new Guest();
        File.WriteAllText(guest.HostPath("inside"), "inside");
        Directory.CreateDirectory(guest.HostPath("directory/deeper"));
        File.CreateSymbolicLink(guest.HostPath("up"), "..");
        File.CreateSymbolicLink(guest.HostPath("directory/up"), "../..");
        File.CreateSymbolicLink(guest.HostPath("absolute"), "/etc/passwd");
        File.CreateSymbolicLink(guest.HostPath("slash"), "/");
        File.CreateSymbolicLink(guest.HostPath("secret-link"), "../secret");
        File.CreateSymbolicLink(guest.HostPath("indirect"), "directory/../up/secret");
        File.CreateSymbolicLink(guest.HostPath("good-link"), "directory/../inside");
        File.CreateSymbolicLink(guest.HostPath("directory/back"), "../inside");
        File.CreateSymbolicLink(guest.HostPath("to-directory"), "directory");
        return guest;
    }
}
