using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// ICodeMemory.
public abstract unsafe partial class ContractTests
{
    private const int Answer = 42;

    [TestMethod]
    [DataRow(1)]
    [DataRow(16)]
    [DataRow(4096)]
    public void Published_code_runs_and_cannot_be_written(int alignment)
    {
        byte[] code = ReturnAnswer();
        nuint address = Platform.CodeMemory.PublishCode(code, (nuint)alignment);
        Assert.AreEqual((nuint)0, address % (nuint)alignment);
        Assert.IsTrue(Bytes(address, code.Length).SequenceEqual(code));
        Assert.AreEqual(Answer, Call(address));
        Assert.IsFalse(MemoryProbe.CanWrite(address), "code can be written");
        Platform.CodeMemory.UnpublishCode(address, (nuint)code.Length);
    }

    [TestMethod]
    public void Code_of_several_pages_is_whole()
    {
        byte[] code = Numbered(5 * LargestPage + 3);
        ReturnAnswer().CopyTo(code, 3 * LargestPage);
        nuint address = Platform.CodeMemory.PublishCode(code, 64);
        Assert.IsTrue(Bytes(address, code.Length).SequenceEqual(code));
        Assert.AreEqual(Answer, Call(address + (3 * LargestPage)));
        Assert.IsFalse(MemoryProbe.CanWrite(address + (nuint)code.Length - 1), "code can be written");
        Platform.CodeMemory.UnpublishCode(address, (nuint)code.Length);
    }

    [TestMethod]
    public void New_code_in_old_places_is_seen()
    {
        byte[] code = ReturnAnswer();
        for (int i = 0; i < 200; i++)
        {
            nuint address = Platform.CodeMemory.PublishCode(code, 16);
            Assert.AreEqual(Answer, Call(address));
            Platform.CodeMemory.UnpublishCode(address, (nuint)code.Length);
        }
    }

    [TestMethod]
    public void Data_behind_code_is_zero_and_can_be_written()
    {
        byte[] code = ReturnAnswer();
        nuint distance = LargestPage;
        nuint address = Platform.CodeMemory.PublishCodeWithData(code, distance, 5000);
        Assert.AreEqual((nuint)0, address % 4096);
        Span<byte> data = Bytes(address + distance, 5000);
        Assert.IsFalse(data.ContainsAnyExcept((byte)0));
        data.Fill(0x5a);
        Assert.AreEqual(Answer, Call(address));
        Assert.IsFalse(MemoryProbe.CanWrite(address), "code can be written");
        Platform.CodeMemory.UnpublishCode(address, distance + 5000);
    }

    [TestMethod]
    public void Code_is_mapped_from_files_or_not_at_all()
    {
        byte[] contents = Numbered(3 * LargestPage);
        byte[] code = ReturnAnswer();
        code.CopyTo(contents, LargestPage);
        using var file = new TestFile(contents);
        PlatformFile open = Open(file.Path);
        nuint address = Platform.CodeMemory.MapCode(open, LargestPage, LargestPage + 100);
        Platform.CloseFile(open);
        if (address == 0)
        {
            return;
        }

        Assert.AreEqual(Answer, Call(address));
        Assert.IsTrue(Bytes(address, LargestPage + 100).SequenceEqual(contents.AsSpan(LargestPage, LargestPage + 100)));
        Assert.IsFalse(MemoryProbe.CanWrite(address), "code can be written");
        Platform.CodeMemory.UnpublishCode(address, LargestPage + 100);
    }

    // SAFETY: the code is a function without parameters that returns an int.
    private static int Call(nuint address) => ((delegate* unmanaged<int>)address)();

    // int answer(void) { return 42; } as an assembler writes it. Tests of a platform cannot use ours: it is not theirs to know.
    private byte[] ReturnAnswer() => Platform.Isa switch
    {
        Isa.X64 => [0xb8, Answer, 0, 0, 0, 0xc3], // mov eax, 42; ret
        Isa.Arm64 => [0x40, 0x05, 0x80, 0x52, 0xc0, 0x03, 0x5f, 0xd6], // mov w0, #42; ret
        Isa.Riscv64 => [0x13, 0x05, 0xa0, 0x02, 0x67, 0x80, 0x00, 0x00], // li a0, 42; ret
        Isa.S390x => [0xa7, 0x29, 0x00, Answer, 0x07, 0xfe], // lghi %r2, 42; br %r14
        Isa.Unknown => throw new AssertInconclusiveException("an unknown processor"),
    };
}
