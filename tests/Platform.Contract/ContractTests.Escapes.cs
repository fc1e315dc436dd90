using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// Attempts to leave a directory: every call with every path of EscapeTable.
public abstract unsafe partial class ContractTests
{
    private const string Secret = "secret";

    /// <summary>Names of the scenarios that any platform with files can play.</summary>
    public static IEnumerable<object[]> PlainScenarios => Names(static scenario => !scenario.HasLinks && !scenario.MovesOpenThings);

    /// <summary>Names of the scenarios that need symbolic links.</summary>
    public static IEnumerable<object[]> LinkScenarios => Names(static scenario => scenario.HasLinks && !scenario.MovesOpenThings);

    /// <summary>Names of the scenarios in which what is open is removed or moved.</summary>
    public static IEnumerable<object[]> MoveScenarios => Names(static scenario => scenario.MovesOpenThings);

    [TestMethod]
    [DynamicData(nameof(PlainScenarios))]
    public void Nothing_outside_is_reached_by_a_name(string name) => TryScenario(name);

    [TestMethod]
    [DynamicData(nameof(LinkScenarios))]
    public void Nothing_outside_is_reached_through_links(string name) => TryScenario(name);

    [TestMethod]
    [DynamicData(nameof(MoveScenarios))]
    public void Nothing_outside_is_reached_while_directories_move(string name) => TryScenario(name);

    private static IEnumerable<object[]> Names(Func<EscapeScenario, bool> isOne) =>
        EscapeScenario.All.Where(isOne).Select(static scenario => new object[] { scenario.Name });

    private void TryScenario(string name)
    {
        EscapeScenario scenario = EscapeScenario.All.Single(one => one.Name == name);
        Require(
            (scenario.HasLinks ? Capabilities.SymbolicLinks : 0) | (scenario.MovesOpenThings ? Capabilities.OpenThingsCanGo : 0) | Capabilities.FileSystem);
        int number = 0;
        EscapeWorld? world = null;
        foreach (string path in scenario.Paths)
        {
            foreach (EscapeCall call in Enum.GetValues<EscapeCall>())
            {
                world ??= Prepare(scenario, $"w{number++}");
                byte[] bytes = Utf8(path.Replace("{outside}", world.OutsideName, StringComparison.Ordinal));
                string what = $"{scenario.Name}: {call} of '{path}'";
                bool isChanged = Try(world, bytes, call, what);
                Assert.AreEqual(world.Picture, Picture(world.Outside, null), $"{what} has changed what is outside");
                if (isChanged)
                {
                    Leave(world);
                    world = null;
                }
            }
        }

        if (world is not null)
        {
            Leave(world);
        }
    }

    [TestMethod]
    public void There_are_hundreds_of_attempts()
    {
        int paths = EscapeScenario.All.Sum(static scenario => scenario.Paths.Length);
        Assert.IsGreaterThanOrEqualTo(100, paths);
        Assert.IsGreaterThanOrEqualTo(1000, paths * Enum.GetValues<EscapeCall>().Length);
    }

    private EscapeWorld Prepare(EscapeScenario scenario, string name)
    {
        FileHandle world = MakeDirectory(name);
        FileHandle box = MakeDirectory(world, "box");
        FileHandle outside = MakeDirectory(world, "outside");
        MakeFile(outside, "secret", Secret);
        FileHandle inner = MakeDirectory(outside, "dir");
        MakeFile(inner, "inner", Secret);
        Close(inner);
        MakeFile(box, "spare", "mine");
        if (Has(Capabilities.SymbolicLinks))
        {
            MakeLink("a secret", outside, "link");
        }

        string outsideName = $"{HostFolder}/{name}/outside";
        FileHandle from = box;
        foreach (string step in scenario.Steps)
        {
            from = Step(world, step.Replace("{outside}", outsideName, StringComparison.Ordinal), from);
        }

        var theirs = new HashSet<ulong>([Status(world).Inode, Status(Root).Inode]);
        string picture = Picture(outside, theirs);
        theirs.Remove(Status(from).Inode);
        theirs.Remove(Status(box).Inode);
        return new EscapeWorld(world, box, outside, from, outsideName, theirs, picture);
    }

    private void Leave(EscapeWorld world)
    {
        Close(world.World);
        Close(world.Box);
        Close(world.Outside);
        if (world.From != world.Box)
        {
            Close(world.From);
        }
    }

    private FileHandle Step(FileHandle world, string step, FileHandle from)
    {
        string[] words = step.Split(' ', 3);
        (FileHandle parent, byte[] name) = Parent(world, words[1]);
        SystemError error = SystemError.None;
        switch (words[0])
        {
            case "dir":
                error = Files.MakeDirectory(parent, name);
                break;
            case "file":
                MakeFile(parent, Encoding.UTF8.GetString(name), "mine");
                break;
            case "link":
                error = Files.MakeSymbolicLink(Utf8(words[2]), parent, name);
                break;
            case "hold":
                from = Open(world, words[1], OpenOptions.Read | OpenOptions.Directory);
                break;
            case "rmdir":
                error = Files.RemoveDirectory(parent, name);
                break;
            case "unlink":
                error = Files.RemoveFile(parent, name);
                break;
            case "rename":
                error = Rename(world, words[1], words[2]);
                break;
            case "exchange":
                error = Rename(world, words[1], "between");
                error = error == SystemError.None ? Rename(world, words[2], words[1]) : error;
                error = error == SystemError.None ? Rename(world, "between", words[2]) : error;
                break;
            default:
                Assert.Fail($"an unknown step: {step}");
                break;
        }

        Assert.AreEqual(SystemError.None, error, step);
        Close(parent);
        return from;
    }

    private SystemError Rename(FileHandle world, string from, string to)
    {
        (FileHandle fromParent, byte[] fromName) = Parent(world, from);
        (FileHandle toParent, byte[] toName) = Parent(world, to);
        SystemError error = Files.Rename(fromParent, fromName, toParent, toName);
        Close(fromParent);
        Close(toParent);
        return error;
    }

    private (FileHandle Parent, byte[] Name) Parent(FileHandle world, string path)
    {
        int slash = path.LastIndexOf('/');
        return (Open(world, slash < 0 ? "." : path[..slash], OpenOptions.Directory), Utf8(path[(slash + 1)..]));
    }

    // Whether something of the box may be another now.
    private bool Try(EscapeWorld world, byte[] path, EscapeCall call, string what)
    {
        OpenOptions? options = call switch
        {
            EscapeCall.Read => OpenOptions.Read | OpenOptions.FollowLast,
            EscapeCall.Ask => OpenOptions.None,
            EscapeCall.AskFollowing => OpenOptions.FollowLast,
            EscapeCall.WriteTruncating => ReadWrite | OpenOptions.Truncate | OpenOptions.FollowLast,
            EscapeCall.Create => ReadWrite | OpenOptions.Create | OpenOptions.FollowLast,
            EscapeCall.CreateExclusive => New | OpenOptions.FollowLast,
            EscapeCall.OpenDirectory => OpenOptions.Read | OpenOptions.Directory | OpenOptions.FollowLast,
            EscapeCall.Status or EscapeCall.SetTimes or EscapeCall.MakeDirectory or EscapeCall.RemoveDirectory or EscapeCall.RemoveFile or EscapeCall.RenameFrom
                or EscapeCall.RenameTo or EscapeCall.LinkFrom or EscapeCall.LinkTo or EscapeCall.MakeLink or EscapeCall.ReadLink => null,
        };
        if (options is { } how)
        {
            if (Files.Open(world.From, path, how, out FileHandle file) != SystemError.None)
            {
                return false;
            }

            CheckOpened(file, how, world.Theirs, what);
            return (how & OpenOptions.Write) != 0;
        }

        // As whoever serves a guest does it: the directory is opened, and the last component is a name there.
        ReadOnlySpan<byte> trimmed = path.AsSpan().TrimEnd((byte)'/');
        int slash = trimmed.LastIndexOf((byte)'/');
        FileHandle parent = world.From;
        if (slash >= 0)
        {
            if (Files.Open(world.From, trimmed[..(slash + 1)], OpenOptions.Directory | OpenOptions.FollowLast, out parent) != SystemError.None)
            {
                return false;
            }

            CheckOpened(parent, OpenOptions.Directory, world.Theirs, what, isKept: true);
        }

        SystemError error = TryName(world, parent, trimmed[(slash + 1)..], call, what);
        if (parent != world.From)
        {
            Assert.AreEqual(SystemError.None, Handles.Close(parent));
        }

        return error == SystemError.None && call is not (EscapeCall.Status or EscapeCall.ReadLink);
    }

    private SystemError TryName(EscapeWorld world, FileHandle parent, ReadOnlySpan<byte> name, EscapeCall call, string what)
    {
        byte[] caught = Utf8("caught");
        byte[] spare = Utf8("spare");
        SystemError error;
        switch (call)
        {
            case EscapeCall.Status:
                error = Files.GetEntryStatus(parent, name, out FileStatus status);
                Assert.IsFalse(error == SystemError.None && world.Theirs.Contains(status.Inode), what);
                return error;
            case EscapeCall.LinkFrom:
                error = Files.Link(parent, name, world.Box, caught);
                Assert.IsFalse(error == SystemError.None && world.Theirs.Contains(EntryStatus(world.Box, "caught").Inode), what);
                return error;
            case EscapeCall.ReadLink:
                byte[] buffer = new byte[100];
                error = Files.ReadSymbolicLink(parent, name, buffer, out int length);
                Assert.AreNotEqual("a secret", Encoding.UTF8.GetString(buffer, 0, length), what);
                return error;
            case EscapeCall.SetTimes:
                return Files.SetEntryTimes(parent, name, Now, Set(new FileTime(1, 0)));
            case EscapeCall.MakeDirectory:
                return Files.MakeDirectory(parent, name);
            case EscapeCall.RemoveDirectory:
                return Files.RemoveDirectory(parent, name);
            case EscapeCall.RemoveFile:
                return Files.RemoveFile(parent, name);
            case EscapeCall.RenameFrom:
                return Files.Rename(parent, name, world.Box, caught);
            case EscapeCall.RenameTo:
                return Files.Rename(world.Box, spare, parent, name);
            case EscapeCall.LinkTo:
                return Files.Link(world.Box, spare, parent, name);
            case EscapeCall.MakeLink:
                return Files.MakeSymbolicLink(Utf8("x"), parent, name);
            case EscapeCall.Read or EscapeCall.Ask or EscapeCall.AskFollowing or EscapeCall.WriteTruncating or EscapeCall.Create or EscapeCall.CreateExclusive
                or EscapeCall.OpenDirectory:
            default:
                throw new AssertFailedException($"{call} takes a path");
        }
    }

    private void CheckOpened(FileHandle file, OpenOptions how, HashSet<ulong> theirs, string what, bool isKept = false)
    {
        Assert.DoesNotContain(Status(file).Inode, theirs, $"{what} has opened what is outside");
        byte[] buffer = new byte[100];
        if ((how & OpenOptions.Read) != 0 && TryRead(file, buffer, out int count) == SystemError.None)
        {
            Assert.AreNotEqual(Secret, Encoding.UTF8.GetString(buffer, 0, count), $"{what} has read what is outside");
        }

        if (!isKept)
        {
            Assert.AreEqual(SystemError.None, Handles.Close(file));
        }
    }

    // Everything of a directory that a call could change, but for what a scenario has moved there.
    private string Picture(FileHandle directory, HashSet<ulong>? inodes)
    {
        inodes?.Add(Status(directory).Inode);
        var text = new StringBuilder();
        foreach ((string name, DirectoryEntryHeader _) in Entries(directory, DirectoryEntryHeader.MostBytes).OrderBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            if (name == "moved")
            {
                continue;
            }

            FileStatus status = EntryStatus(directory, name);
            inodes?.Add(status.Inode);
            text.Append(name).Append(' ').Append(status with { AccessTime = default }).Append('\n');
            if (status.Kind == FileKind.Directory)
            {
                FileHandle inner = Open(directory, name, OpenOptions.Read | OpenOptions.Directory);
                text.Append(Picture(inner, inodes));
                Close(inner);
            }
            else if (status.Kind == FileKind.RegularFile)
            {
                text.Append(Contents(directory, name)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>A directory to be left, and what is known of what lies outside.</summary>
    private sealed record EscapeWorld(
        FileHandle World, FileHandle Box, FileHandle Outside, FileHandle From, string OutsideName, HashSet<ulong> Theirs, string Picture);
}
