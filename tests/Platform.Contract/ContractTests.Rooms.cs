// What the tests of files share: a fresh directory for each test, and short forms of the calls.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

public abstract unsafe partial class ContractTests
{
    private const OpenOptions ReadWrite = OpenOptions.Read | OpenOptions.Write;
    private const OpenOptions New = ReadWrite | OpenOptions.Create | OpenOptions.Exclusive;

    private readonly List<FileHandle> _open = [];
    private FileHandle _root = FileHandle.None;

    /// <summary>The folder of the host that the fresh directory is; null where it lies elsewhere.</summary>
    protected string? HostFolder { get; private set; }

    /// <summary>Where on the host the directories of tests are made.</summary>
    protected virtual string ScratchFolder => Path.GetTempPath();

    /// <summary>An empty directory for this test, open for reading.</summary>
    protected FileHandle Root
    {
        get
        {
            if (_root.IsNone)
            {
                _root = OpenFreshRoot();
            }

            return _root;
        }
    }

    private IFileSystem Files
    {
        get
        {
            Require(Capabilities.FileSystem);
            return Platform.FileSystem!;
        }
    }

    private IHandles Handles => Platform.Handles!;

    /// <summary>Closes what a test has left open and removes its directory; derived classes look for leaks afterwards.</summary>
    [TestCleanup]
    public void Clean_up()
    {
        foreach (FileHandle handle in _open)
        {
            Assert.AreEqual(SystemError.None, Handles.Close(handle));
        }

        if (!_root.IsNone)
        {
            Assert.AreEqual(SystemError.None, Handles.Close(_root));
        }

        if (HostFolder is not null)
        {
            Directory.Delete(HostFolder, recursive: true);
        }

        CheckAfterTest();
    }

    /// <summary>What a derived class looks at when a test has closed everything.</summary>
    protected virtual void CheckAfterTest()
    {
    }

    /// <summary>Makes an empty directory and opens it for reading. A platform whose files are not the host's has its own way.</summary>
    protected virtual FileHandle OpenFreshRoot()
    {
        HostFolder = Path.Combine(ScratchFolder, $"contract-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(HostFolder);
        Assert.AreEqual(SystemError.None, Files.OpenRoot(Encoding.UTF8.GetBytes(HostFolder), out FileHandle root));
        return root;
    }

    /// <summary>Leaves a test that needs something that the platform does not have.</summary>
    protected void Require(Capabilities needed)
    {
        if ((Declared & needed) != needed)
        {
            Assert.Inconclusive($"the platform does not have: {needed & ~Declared}");
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private SystemError TryOpen(FileHandle directory, string path, OpenOptions options, out FileHandle file)
    {
        SystemError error = Files.Open(directory, Utf8(path), options, out file);
        Assert.AreEqual(error != SystemError.None, file.IsNone, $"'{path}': {error} with a handle of {file.Value}");
        if (!file.IsNone)
        {
            _open.Add(file);
        }

        return error;
    }

    private SystemError ErrorOfOpening(string path, OpenOptions options) => TryOpen(Root, path, options, out _);

    private FileHandle Open(FileHandle directory, string path, OpenOptions options)
    {
        Assert.AreEqual(SystemError.None, TryOpen(directory, path, options, out FileHandle file), $"'{path}', {options}");
        return file;
    }

    private FileHandle Open(string path, OpenOptions options) => Open(Root, path, options);

    private void Close(FileHandle file)
    {
        Assert.IsTrue(_open.Remove(file));
        Assert.AreEqual(SystemError.None, Handles.Close(file));
    }

    private FileHandle MakeDirectory(FileHandle parent, string name)
    {
        Assert.AreEqual(SystemError.None, Files.MakeDirectory(parent, Utf8(name)), name);
        return Open(parent, name, OpenOptions.Read | OpenOptions.Directory);
    }

    private FileHandle MakeDirectory(string name) => MakeDirectory(Root, name);

    private void MakeFile(FileHandle parent, string name, string contents)
    {
        FileHandle file = Open(parent, name, New);
        Assert.AreEqual(contents.Length, Write(file, contents));
        Close(file);
    }

    private void MakeFile(string name, string contents) => MakeFile(Root, name, contents);

    private void MakeLink(string target, FileHandle parent, string name) =>
        Assert.AreEqual(SystemError.None, Files.MakeSymbolicLink(Utf8(target), parent, Utf8(name)), $"{name} -> {target}");

    private void MakeLink(string target, string name) => MakeLink(target, Root, name);

    private string Contents(FileHandle directory, string path)
    {
        FileHandle file = Open(directory, path, OpenOptions.Read | OpenOptions.FollowLast);
        string contents = Read(file, 1000);
        Close(file);
        return contents;
    }

    private string Contents(string path) => Contents(Root, path);

    private FileStatus Status(FileHandle handle)
    {
        Assert.AreEqual(SystemError.None, Handles.GetStatus(handle, out FileStatus status));
        return status;
    }

    private FileStatus EntryStatus(FileHandle directory, string name)
    {
        Assert.AreEqual(SystemError.None, Files.GetEntryStatus(directory, Utf8(name), out FileStatus status), name);
        return status;
    }

    private bool Exists(FileHandle directory, string name) => Files.GetEntryStatus(directory, Utf8(name), out _) == SystemError.None;

    private SystemError TryRead(FileHandle file, byte[] buffer, out int count)
    {
        SystemError error = Transfer(buffer, (ReadOnlySpan<MemoryBlock> blocks, out nuint done) => Handles.Read(file, blocks, out done), out count);
        return error;
    }

    private SystemError TryWrite(FileHandle file, byte[] bytes, out int count) =>
        Transfer(bytes, (ReadOnlySpan<MemoryBlock> blocks, out nuint done) => Handles.Write(file, blocks, out done), out count);

    private SystemError TryReadAt(FileHandle file, ulong offset, byte[] buffer, out int count) =>
        Transfer(buffer, (ReadOnlySpan<MemoryBlock> blocks, out nuint done) => Files.ReadAt(file, blocks, offset, out done), out count);

    private SystemError TryWriteAt(FileHandle file, ulong offset, byte[] bytes, out int count) =>
        Transfer(bytes, (ReadOnlySpan<MemoryBlock> blocks, out nuint done) => Files.WriteAt(file, blocks, offset, out done), out count);

    private string Read(FileHandle file, int most)
    {
        byte[] buffer = new byte[most];
        Assert.AreEqual(SystemError.None, TryRead(file, buffer, out int count));
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    private string ReadAt(FileHandle file, ulong offset, int most)
    {
        byte[] buffer = new byte[most];
        Assert.AreEqual(SystemError.None, TryReadAt(file, offset, buffer, out int count));
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    private int Write(FileHandle file, string text)
    {
        Assert.AreEqual(SystemError.None, TryWrite(file, Utf8(text), out int count));
        return count;
    }

    private int WriteAt(FileHandle file, ulong offset, string text)
    {
        Assert.AreEqual(SystemError.None, TryWriteAt(file, offset, Utf8(text), out int count));
        return count;
    }

    private delegate SystemError TransferCall(ReadOnlySpan<MemoryBlock> blocks, out nuint done);

    // Blocks stay where they are, so the bytes are pinned.
    private static SystemError Transfer(byte[] bytes, TransferCall call, out int count)
    {
        fixed (byte* pointer = bytes)
        {
            SystemError error = call([new MemoryBlock((nuint)pointer, (nuint)bytes.Length)], out nuint done);
            Assert.IsTrue(error == SystemError.None ? done <= (nuint)bytes.Length : done == 0, $"{error} with {done} bytes");
            count = (int)done;
            return error;
        }
    }
}
