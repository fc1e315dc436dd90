using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

/// <summary>Names of bytes as text.</summary>
[TestClass]
public sealed class NameTextTests
{
    [TestMethod]
    public void Any_bytes_come_back()
    {
        var random = new Random(29);
        List<byte[]> names = [[], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], "\u00e4\ud83d\ude00\ufffd"u8.ToArray()];
        for (int i = 0; i < 10_000; i++)
        {
            byte[] name = new byte[random.Next(1, 12)];
            random.NextBytes(name);
            names.Add(name);
        }

        foreach (byte[] name in names)
        {
            CollectionAssert.AreEqual(name, NameText.ToBytes(NameText.FromBytes(name)), Convert.ToHexString(name));
        }
    }

    [TestMethod]
    public void Text_that_is_utf8_stays_as_it_is()
    {
        const string Name = "\u00e4\ud83d\ude00.wat";
        Assert.AreEqual(Name, NameText.FromBytes(System.Text.Encoding.UTF8.GetBytes(Name)));
        Assert.IsFalse(NameText.IsEscaped(Name));
        Assert.IsTrue(NameText.IsEscaped(NameText.FromBytes([0x61, 0xFF])));
    }
}
