using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Tests.Wasi;

/// <summary>A guest may pass any number to any function: it gets an errno, and nothing outside of its directory changes.</summary>
[TestClass]
public sealed class HostileGuestTests
{
    private const int Rounds = 4000;

    // Ends of memory and of numbers, small counts, and places where there is text.
    private static readonly ulong[] Numbers =
    [
        0, 1, 2, 3, 4, 5, 7, 8, 16, 0x80, 0x100, 0x8000, 0x9000, 0xfff8, 0xfffc, 0xffff, 0x1_0000, 0x1_0001, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0,
        0xffff_ffff, 0x1_0000_0000, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, ulong.MaxValue,
    ];

    private static readonly string[] Paths = ["", ".", "..", "/", "../secret", "a", "a/", "a/../../secret", "link/secret", "\0", "a\0b", "./a//b/.", "/etc/passwd"];

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Any_arguments_end_in_an_errno(int seed)
    {
        using var guest = new Guest();
        var random = new Random(seed);
        File.CreateSymbolicLink(guest.HostPath("link"), guest.Outside);
        for (int round = 0; round < Rounds; round++)
        {
            Preview1Function function = Preview1Functions.All[random.Next(Preview1Functions.All.Length)];
            if (function.Name is "proc_exit" or "poll_oneoff")
            {
                continue; // the one ends the guest, the other may wait as long as it is told to
            }

            Scatter(guest, random);
            ulong[] arguments = new ulong[function.Parameters.Length];
            for (int i = 0; i < arguments.Length; i++)
            {
                ulong number = Numbers[random.Next(Numbers.Length)];
                arguments[i] = function.Parameters[i] == 'i' ? (uint)number : number;
            }

            Errno result = guest.Call(function.Name, arguments);
            Assert.IsTrue(Enum.IsDefined(result), $"{function.Name}({string.Join(", ", arguments)}) gives {result}");
        }

        Assert.AreEqual("secret", File.ReadAllText(Path.Combine(guest.Outside, "secret")));
        Assert.HasCount(2, Directory.GetFileSystemEntries(guest.Outside));
    }

    // Text and numbers where the pointers of the next call may point to; invalid UTF-8 now and then.
    private static void Scatter(Guest guest, Random random)
    {
        foreach (uint place in (ReadOnlySpan<uint>)[0x80, 0x100, 0x8000, 0x9000, 0xfff8])
        {
            Span<byte> target = guest.Memory[(int)place..];
            if (random.Next(4) == 0)
            {
                random.NextBytes(target[..Math.Min(8, target.Length)]);
                continue;
            }

            byte[] text = System.Text.Encoding.UTF8.GetBytes(Paths[random.Next(Paths.Length)]);
            text.AsSpan(0, Math.Min(text.Length, target.Length)).CopyTo(target);
        }
    }
}
