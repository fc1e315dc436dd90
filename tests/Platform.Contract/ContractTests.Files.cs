using System;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

/// <summary>Files that are opened once.</summary>
public abstract unsafe partial class ContractTests
{
    [TestMethod]
    public void Files_are_mapped_whole()
    {
        byte[] contents = Numbered((3 * LargestPage) + 17);
        using var file = new TestFile(contents);
        PlatformFile open = Open(file.Path);
        Assert.AreEqual((ulong)contents.Length, open.Length);
        FileMapping mapping = Platform.MapFile(open);
        Platform.CloseFile(open);
        Assert.AreEqual((nuint)contents.Length, mapping.Length);
        Assert.AreEqual((nuint)0, mapping.Address % 16);
        Assert.IsTrue(Bytes(mapping.Address, contents.Length).SequenceEqual(contents));
        Platform.UnmapFile(mapping);
    }

    [TestMethod]
    public void Files_are_read_at_any_place()
    {
        byte[] contents = Numbered((3 * LargestPage) + 17);
        using var file = new TestFile(contents);
        PlatformFile open = Open(file.Path);
        foreach ((int offset, int length) in new[] { (0, 1), (LargestPage - 1, 3), (5, contents.Length - 5), (contents.Length - 1, 1), (7, 0) })
        {
            byte[] part = new byte[length];
            Platform.ReadFile(open, (ulong)offset, part);
            Assert.IsTrue(part.AsSpan().SequenceEqual(contents.AsSpan(offset, length)), $"{length} bytes at {offset}");
        }

        foreach ((int offset, int length) in new[] { (contents.Length, 1), (contents.Length - 1, 2), (1 << 30, 1) })
        {
            Assert.ThrowsExactly<PlatformException>(() => Platform.ReadFile(open, (ulong)offset, new byte[length]), $"{length} bytes at {offset}");
        }

        Platform.CloseFile(open);
    }

    [TestMethod]
    public void An_open_file_stays_what_it_was_when_its_name_means_another()
    {
        byte[] contents = Numbered(2 * LargestPage);
        byte[] other = new byte[contents.Length];
        using var file = new TestFile(contents);
        using var replacement = new TestFile(other);
        PlatformFile open = Open(file.Path);
        try
        {
            File.Move(replacement.Path, file.Path, overwrite: true);
        }
        catch (Exception error) when (OperatingSystem.IsWindows() && error is IOException or UnauthorizedAccessException)
        {
            return; // a system that keeps the names of open files
        }
        finally
        {
            byte[] part = new byte[contents.Length];
            Platform.ReadFile(open, 0, part);
            Assert.IsTrue(part.AsSpan().SequenceEqual(contents), "read");
            FileMapping mapping = Platform.MapFile(open);
            Assert.IsTrue(Bytes(mapping.Address, contents.Length).SequenceEqual(contents), "mapped");
            Platform.UnmapFile(mapping);
            Platform.CloseFile(open);
        }

        PlatformFile again = Open(file.Path);
        byte[] now = new byte[other.Length];
        Platform.ReadFile(again, 0, now);
        Platform.CloseFile(again);
        Assert.IsTrue(now.AsSpan().SequenceEqual(other));
    }

    [TestMethod]
    public void Files_that_cannot_be_read_are_named()
    {
        string missing = Path.Combine(Path.GetTempPath(), "no-such-file.cwasm");
        Assert.Contains(missing, Assert.ThrowsExactly<PlatformException>(() => Open(missing)).Message);
        string directory = Path.GetTempPath();
        Assert.Contains(directory, Assert.ThrowsExactly<PlatformException>(() => Open(directory)).Message);
        using var empty = new TestFile([]);
        Assert.Contains(empty.Path, Assert.ThrowsExactly<PlatformException>(() => Open(empty.Path)).Message);
    }

    [TestMethod]
    public void Names_with_a_zero_byte_are_refused()
    {
        using var file = new TestFile(Numbered(100));
        foreach (string name in new[] { $"{file.Path}\0", $"{file.Path}\0.other", "\0", $"\0{file.Path}" })
        {
            Assert.DoesNotContain("\0", Assert.ThrowsExactly<PlatformException>(() => Open(name)).Message);
        }
    }

    private PlatformFile Open(string path) => Platform.OpenFile(Encoding.UTF8.GetBytes(path));
}
