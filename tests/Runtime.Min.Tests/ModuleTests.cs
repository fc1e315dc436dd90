using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Loading artifacts: what a module tells about itself, and what is said when it cannot run here.</summary>
[TestClass]
public sealed class ModuleTests
{
    [TestMethod]
    public void Module_describes_its_imports_and_exports()
    {
        using var engine = new Engine(new PosixPlatform());
        using Module module = Module.Load(engine, TestArtifacts.Compile(TestArtifacts.OneOfEach));
        Assert.AreEqual("sample", module.Name);
        Assert.HasCount(2, module.Imports);
        Assert.AreEqual("host", module.Imports[0].ModuleName);
        Assert.AreEqual("log", module.Imports[0].Name);
        Assert.AreEqual("(func (param i64))", module.Imports[0].Type.ToString());
        Assert.AreEqual("(global i32)", module.Imports[1].Type.ToString());
        Assert.AreEqual("(memory 1 4)", TypeOf(module, "memory"));
        Assert.AreEqual("(table 4 8 funcref)", TypeOf(module, "table"));
        Assert.AreEqual("(global (mut i64))", TypeOf(module, "count"));
        Assert.AreEqual("(func (param i32 i32) (result i32))", TypeOf(module, "add"));
    }

    [TestMethod]
    [DataRow(ModuleTrust.Check)]
    [DataRow(ModuleTrust.Vouched)]
    public void Module_loads_from_a_file(ModuleTrust trust)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, TestArtifacts.Compile(TestArtifacts.OneOfEach));
            using var engine = new Engine(new PosixPlatform());
            using Module module = Module.Load(engine, path, trust);
            Assert.HasCount(10, module.Exports);
            Assert.IsTrue(module.VerifyIdentity());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Unreadable_file_is_named()
    {
        using var engine = new Engine(new PosixPlatform());
        PlatformException failure = Assert.ThrowsExactly<PlatformException>(() => Module.Load(engine, "/nowhere/module.cwasm"));
        Assert.Contains("/nowhere/module.cwasm", failure.Message);
    }

    [TestMethod]
    public void All_mismatches_are_told_at_once_with_what_to_do()
    {
        using var engine = new Engine(new OtherPlatform { HasVirtualMemory = false, HandlesTraps = false, Abi = HostAbi.Windows });
        ArtifactException refusal = Assert.ThrowsExactly<ArtifactException>(
            () => Module.Load(engine, TestArtifacts.Compile("(module (memory 1))")));
        Assert.Contains("compiled for the System V calling convention, this system uses Windows", refusal.Message);
        Assert.Contains("compile with --signals-based-traps=no", refusal.Message);
        Assert.Contains("compiled for a 4 GiB memory reservation, this platform has no virtual memory: compile with --memory-reservation 0", refusal.Message);
    }

    [TestMethod]
    public void Other_instruction_set_is_named()
    {
        using var engine = new Engine(new OtherPlatform { Isa = Isa.Riscv64 });
        ArtifactException refusal = Assert.ThrowsExactly<ArtifactException>(() => Module.Load(engine, TestArtifacts.Compile("(module)")));
        Assert.Contains("compiled for x86_64, this machine is riscv64: compile with --target riscv64", refusal.Message);
    }

    [TestMethod]
    public void Missing_processor_features_are_named()
    {
        using var engine = new Engine(new OtherPlatform { CpuFeatures = 0 });
        byte[] artifact = TestArtifacts.Compile("(module)", new CompileOptions { CpuFeatures = ["popcnt", "bmi1"] });
        ArtifactException refusal = Assert.ThrowsExactly<ArtifactException>(() => Module.Load(engine, artifact));
        Assert.Contains("(popcnt, bmi1)", refusal.Message);
    }

    [TestMethod]
    public void Module_without_needs_runs_on_the_poorest_platform()
    {
        using var engine = new Engine(new OtherPlatform { HasVirtualMemory = false, HandlesTraps = false, CpuFeatures = 0 });
        var options = new CompileOptions { SignalsBasedTraps = false, MemoryReservation = 0 };
        using Module module = Module.Load(engine, TestArtifacts.Compile(TestArtifacts.OneOfEach, options));
        Assert.AreEqual("sample", module.Name);
    }

    [TestMethod]
    public void Other_contract_version_is_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new Engine(new OtherPlatform { ContractVersion = PlatformContract.Version + 1 }));
    }

    [TestMethod]
    public void Null_that_must_fault_needs_virtual_memory()
    {
        using var engine = new Engine(new OtherPlatform { HasVirtualMemory = false });
        ArtifactException refusal = Assert.ThrowsExactly<ArtifactException>(
            () => Module.Load(
                engine, TestArtifacts.Compile("(module (type $s (struct (field i32))) (func (param (ref null $s)) (drop (struct.get $s 0 (local.get 0)))))")));
        Assert.Contains("no virtual memory to keep null unmapped: compile with --signals-based-traps=no", refusal.Message);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(9)]
    [DataRow(16383)]
    [DataRow(16384)]
    [DataRow(16391)]
    [DataRow(70001)]
    public void Checksums_of_any_length_are_those_of_single_bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        uint expected = uint.MaxValue;
        foreach (byte b in bytes)
        {
            expected = BitOperations.Crc32C(expected, b);
        }

        Assert.AreEqual(expected, Checksum.Update(uint.MaxValue, bytes));
    }

    [TestMethod]
    public void Checksum_is_that_of_the_standard() =>
        Assert.AreEqual(0xe306_9283u, ~Checksum.Update(uint.MaxValue, "123456789"u8));

    [TestMethod]
    public void Sha256_is_that_of_the_standard()
    {
        Assert.AreEqual("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", Hash(""));
        Assert.AreEqual("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", Hash("abc"));
        Assert.AreEqual(
            "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1", Hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
        for (int length = 0; length < 200; length++)
        {
            string text = new('x', length);
            Assert.AreEqual(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))), Hash(text));
        }
    }

    [TestMethod]
    public void Delta_tables_find_what_was_put_in()
    {
        var random = new Random(1);
        var entries = new (uint CodeOffset, uint Value)[1000];
        uint offset = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            offset += (uint)random.Next(1, 300);
            entries[i] = (offset, i % 10 == 0 ? ArtifactFormat.None : (uint)random.Next());
        }

        byte[] bytes = DeltaTable.Encode(entries, DeltaValues.Differences);
        var table = new DeltaTable(bytes, DeltaValues.Differences);
        Assert.IsFalse(table.TryFindFloor(entries[0].CodeOffset - 1, out _, out _));
        for (int i = 0; i < entries.Length; i++)
        {
            uint end = i + 1 < entries.Length ? entries[i + 1].CodeOffset : entries[i].CodeOffset + 10;
            Assert.IsTrue(table.TryFindFloor(end - 1, out uint found, out uint value));
            Assert.AreEqual(entries[i], (found, value));
            Assert.AreEqual(end - 1 == entries[i].CodeOffset, table.TryFind(end - 1, out _));
        }
    }

    [TestMethod]
    public void Damaged_delta_tables_stay_inside()
    {
        (uint, uint)[] entries = [(5, 1), (9, 2), (300, 3)];
        byte[] bytes = DeltaTable.Encode(entries, DeltaValues.Bytes);
        for (int i = 0; i < bytes.Length; i++)
        {
            for (int mask = 1; mask < 256; mask <<= 1)
            {
                byte[] damaged = (byte[])bytes.Clone();
                damaged[i] ^= (byte)mask;
                for (uint offset = 0; offset < 310; offset++)
                {
                    new DeltaTable(damaged, DeltaValues.Bytes).TryFind(offset, out _);
                }

                new DeltaTable(damaged.AsSpan(0, i), DeltaValues.Bytes).TryFind(9, out _);
                _ = new DeltaTable(damaged, DeltaValues.Differences).ToList();
            }
        }
    }

    private static string Hash(string text)
    {
        byte[] hash = new byte[32];
        Sha256.Hash(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexString(hash);
    }

    private static string? TypeOf(Module module, string name)
    {
        foreach (Export export in module.Exports)
        {
            if (export.Name == name)
            {
                return export.Type.ToString();
            }
        }

        return null;
    }

    [TestMethod]
    public void Custom_sections_are_read_by_name()
    {
        const string Wat = """
            (module (@custom "note" "first") (func (export "f")) (@custom "other" (after func) "\00\ff") (@custom "note" "") (@custom "note" "third"))
            """;
        using var rig = new Rig();
        using Module module = rig.Load(Wat);
        IReadOnlyList<byte[]> notes = module.CustomSections("note");
        Assert.HasCount(3, notes);
        CollectionAssert.AreEqual("first"u8.ToArray(), notes[0]);
        Assert.IsEmpty(notes[1]);
        CollectionAssert.AreEqual("third"u8.ToArray(), notes[2]);
        CollectionAssert.AreEqual(new byte[] { 0, 255 }, module.CustomSections("other")[0]);
        Assert.IsEmpty(module.CustomSections("absent"));
        using var stripped = new Rig(new CompileOptions { Strip = true });
        using Module without = stripped.Load(Wat);
        Assert.IsEmpty(without.CustomSections("note"));
    }
}
