using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.Simulated;

namespace Wasmtime.Min.Tests.Contract;

/// <summary>What the simulated platform does besides keeping the contract.</summary>
[TestClass]
public sealed class SimulatedPlatformTests
{
    [TestMethod]
    public void The_request_that_is_to_fail_fails()
    {
        var platform = new SimulatedPlatform(new PosixPlatform()) { FailingRequest = 2 };
        nuint first = platform.AllocateHeap(8, 8);
        Assert.ThrowsExactly<PlatformException>(() => platform.AllocateHeap(8, 8));
        nuint third = platform.AllocateHeap(8, 8);
        Assert.AreEqual(3, platform.Requests);
        platform.FreeHeap(first, 8, 8);
        platform.FreeHeap(third, 8, 8);
        Assert.IsEmpty(platform.Leaks);
    }

    [TestMethod]
    public void What_is_not_given_back_is_a_leak()
    {
        var platform = new SimulatedPlatform(new PosixPlatform());
        nuint address = platform.VirtualMemory!.Reserve(platform.PageSize);
        Assert.HasCount(1, platform.Leaks);
        platform.VirtualMemory.Release(address, platform.PageSize);
        Assert.IsEmpty(platform.Leaks);
    }

    [TestMethod]
    public void Misuse_is_noticed()
    {
        var platform = new SimulatedPlatform(new PosixPlatform(), new Simulation { PageSize = 16384 });
        nuint block = platform.AllocateHeap(64, 16);
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.FreeHeap(block + 16, 64, 16));
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.VirtualMemory!.Reserve(4096));
        nuint pages = platform.VirtualMemory!.Reserve(16384);
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.VirtualMemory.Commit(pages + 4096, 4096));
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.VirtualMemory.Commit(pages + 16384, 16384));
        platform.VirtualMemory.Release(pages, 16384);
        Assert.ThrowsExactly<PlatformMisuseException>(() => platform.VirtualMemory.Release(pages, 16384));
    }

    [TestMethod]
    public void Every_request_of_files_can_fail_and_what_fails_has_done_nothing()
    {
        string folder = Directory.CreateTempSubdirectory("simulated-").FullName;
        int members = 0;
        for (int failing = 1; members == 0 || failing <= members; failing++)
        {
            var platform = new SimulatedPlatform(new PosixPlatform()) { FailingError = SystemError.NoSpace };
            IFileSystem files = platform.FileSystem!;
            IHandles handles = platform.Handles!;
            Assert.AreEqual(SystemError.None, files.OpenRoot(Encoding.UTF8.GetBytes(folder), out FileHandle root));
            int before = platform.Requests;
            platform.FailingRequest = before + failing;
            List<SystemError> errors =
            [
                files.MakeDirectory(root, "d"u8),
                files.Open(root, "a"u8, OpenOptions.Read | OpenOptions.Write | OpenOptions.Create, out FileHandle file),
                files.OpenRoot("/"u8, out FileHandle other),
                files.GetEntryStatus(root, "a"u8, out _),
                files.SetEntryTimes(root, "a"u8, default, default),
                files.Link(root, "a"u8, root, "b"u8),
                files.Rename(root, "b"u8, root, "c"u8),
                files.RemoveFile(root, "c"u8),
                files.MakeSymbolicLink("a"u8, root, "l"u8),
                files.ReadSymbolicLink(root, "l"u8, new byte[1], out _),
                files.ReadDirectory(root, 0, new byte[100], out _),
                files.RemoveDirectory(root, "d"u8),
                files.ReadAt(file, [], 0, out _),
                files.WriteAt(file, [], 0, out _),
                files.Seek(file, 0, SeekFrom.Start, out _),
                files.SetAppend(file, true),
                files.SetSize(file, 1),
                files.Allocate(file, 0, 1),
                files.Advise(file, 0, 0, FileAdvice.Normal),
                files.Sync(file, dataOnly: true),
                files.SetTimes(file, default, default),
                handles.Read(file, [], out _),
                handles.Write(file, [], out _),
                handles.Wait([], TimeSpan.Zero, out _),
                handles.GetStatus(file, out _),
            ];
            members = errors.Count;
            Assert.AreEqual(SystemError.NoSpace, errors[failing - 1], $"member {failing}");
            Assert.AreEqual(members, platform.Requests - before, "each is one request");
            _ = handles.Close(file);
            _ = handles.Close(other);
            Assert.HasCount(1, platform.Leaks);
            _ = handles.Close(root);
            Assert.IsEmpty(platform.Leaks);
            foreach (string name in Directory.GetFileSystemEntries(folder))
            {
                if (Directory.Exists(name))
                {
                    Directory.Delete(name);
                }
                else
                {
                    File.Delete(name);
                }
            }
        }

        Directory.Delete(folder);
    }

    [TestMethod]
    public void Random_numbers_can_fail_to_come()
    {
        var platform = new SimulatedPlatform(new PosixPlatform()) { FailingRequest = 1 };
        Assert.ThrowsExactly<PlatformException>(() => platform.Random!.Fill(new byte[8]));
        platform.Random!.Fill(new byte[8]);
    }

    [TestMethod]
    public void A_system_may_have_no_files()
    {
        var platform = new SimulatedPlatform(new PosixPlatform(), new Simulation { HasFiles = false });
        Assert.IsNull(platform.FileSystem);
        Assert.IsNotNull(platform.Handles, "there are still streams");
    }
}
