using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Platform.Sample;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>A module's file is opened once: what was checked is what runs, and checking it makes nothing resident.</summary>
[TestClass]
public sealed class OpenFileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasm-open-file-").FullName;

    private string Artifact => Path.Combine(_folder, "module.cwasm");

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(ModuleTrust.Check)]
    [DataRow(ModuleTrust.Vouched)]
    public void A_module_keeps_its_file_when_another_takes_the_name(ModuleTrust trust)
    {
        File.WriteAllBytes(Artifact, WithImage('1'));
        using var engine = new Engine(new PosixPlatform());
        using Module module = Module.Load(engine, Artifact, trust);
        string other = Path.Combine(_folder, "other");
        File.WriteAllBytes(other, WithImage('2'));
        File.Move(other, Artifact, overwrite: true);
        CheckImage(engine, module);
        File.Delete(Artifact);
        CheckImage(engine, module);
        Directory.Move(_folder, _folder + "-away");
        CheckImage(engine, module);
        Directory.Move(_folder + "-away", _folder);
    }

    [TestMethod]
    public void A_module_holds_its_file_until_its_last_store_is_gone()
    {
        File.WriteAllBytes(Artifact, WithImage('1'));
        using var engine = new Engine(new PosixPlatform());
        Module module = Module.Load(engine, Artifact);
        var store = new Store(engine);
        Instance instance = new Linker(engine).Instantiate(store, module);
        module.Dispose();
        Assert.IsTrue(IsOpen(Artifact), "closed too early");
        Assert.AreEqual((byte)'1', instance.GetMemory("memory")!.Read<byte>(70_000));
        store.Dispose();
        Assert.IsFalse(IsOpen(Artifact), "never closed");
    }

    [TestMethod]
    public void A_file_that_is_refused_is_closed()
    {
        byte[] artifact = WithImage('1');
        artifact[^1] ^= 1;
        File.WriteAllBytes(Artifact, artifact);
        using var engine = new Engine(new PosixPlatform());
        Assert.ThrowsExactly<ArtifactException>(() => Module.Load(engine, Artifact));
        Assert.IsFalse(IsOpen(Artifact));
    }

    // Nothing but the header is read: 20 GB would take minutes and the machine's memory.
    [TestMethod]
    [DataRow(20L << 30, true)]
    [DataRow(20L << 30, false)]
    [DataRow((2L << 30) - 1, true)]
    [DataRow((2L << 30) - 1, false)]
    public void A_huge_sparse_file_is_refused_by_its_length(long length, bool hasHeader)
    {
        using (FileStream file = File.Create(Artifact))
        {
            file.Write(hasHeader ? TestArtifacts.Compile("(module)") : []);
            file.SetLength(length);
        }

        foreach (IPlatform platform in new IPlatform[] { new PosixPlatform(), new SamplePlatform() })
        {
            using var engine = new Engine(platform);
            long began = Stopwatch.GetTimestamp();
            ArtifactException refusal = Assert.ThrowsExactly<ArtifactException>(() => Module.Load(engine, Artifact));
            Assert.AreEqual(
                length > int.MaxValue ? ArtifactProblem.Length : hasHeader ? ArtifactProblem.FileSize : ArtifactProblem.Magic, refusal.Problem);
            Assert.IsLessThan(5, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
    }

    [TestMethod]
    public void A_name_with_a_zero_byte_is_refused()
    {
        File.WriteAllBytes(Artifact, WithImage('1'));
        foreach (IPlatform platform in new IPlatform[] { new PosixPlatform(), new SamplePlatform() })
        {
            using var engine = new Engine(platform);
            Assert.ThrowsExactly<PlatformException>(() => Module.Load(engine, Artifact + "\0.evil"));
            Assert.ThrowsExactly<PlatformException>(() => Module.Load(engine, Artifact + "\0", ModuleTrust.Vouched));
        }
    }

    [TestMethod]
    public void Names_are_not_only_ascii()
    {
        string path = Path.Combine(_folder, "modül-模块.cwasm");
        File.WriteAllBytes(path, WithImage('1'));
        using var engine = new Engine(new PosixPlatform());
        using Module module = Module.Load(engine, path);
        CheckImage(engine, module);
    }

    [TestMethod]
    public void Checking_a_large_artifact_makes_it_not_resident()
    {
        const int Size = 64 << 20;
        const long Most = 5 << 20;
        byte[] artifact = WithCustomSection(Size);
        File.WriteAllBytes(Artifact, artifact);
        using var engine = new Engine(new PosixPlatform());
        using Module module = Module.Load(engine, Artifact);
        Assert.IsLessThan(Most, ResidentBytes(Artifact));

        artifact[Size] ^= 1;
        File.WriteAllBytes(Artifact + "2", artifact);
        Assert.AreEqual(ArtifactProblem.Checksum, Assert.ThrowsExactly<ArtifactException>(() => Module.Load(engine, Artifact + "2")).Problem);
    }

    private static void CheckImage(Engine engine, Module module)
    {
        using var store = new Store(engine);
        Instance instance = new Linker(engine).Instantiate(store, module);
        Assert.AreEqual((byte)'1', instance.GetMemory("memory")!.Read<byte>(70_000));
        Assert.AreEqual('1', instance.GetFunction<int>("code")!());
    }

    // The second page of 64 KiB is what the image holds.
    private static byte[] WithImage(char mark) => TestArtifacts.Compile(
        $$"""
        (module (memory (export "memory") 4) (data (i32.const 65536) "{{new string(mark, 9000)}}")
          (func (export "code") (result i32) (i32.const {{(int)mark}})))
        """);

    private static byte[] WithCustomSection(int size)
    {
        using var module = new MemoryStream();
        module.Write([0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0, 0]);
        for (uint length = (uint)size + 2, part; ; length >>= 7)
        {
            part = length & 0x7f;
            module.WriteByte((byte)(length >= 0x80 ? part | 0x80 : part));
            if (length < 0x80)
            {
                break;
            }
        }

        module.Write([1, (byte)'x']);
        byte[] content = new byte[size];
        new Random(1).NextBytes(content);
        module.Write(content);
        return ArtifactCompiler.Compile(module.ToArray(), new CompileOptions());
    }

    private static bool IsOpen(string path)
    {
        foreach (string link in Directory.GetFiles("/proc/self/fd"))
        {
            if (new FileInfo(link).LinkTarget == path)
            {
                return true;
            }
        }

        return false;
    }

    private static long ResidentBytes(string path)
    {
        long kilobytes = 0;
        bool isOurs = false;
        foreach (string line in File.ReadLines("/proc/self/smaps", Encoding.UTF8))
        {
            if (line.Contains('-', StringComparison.Ordinal) && line.Contains(' ', StringComparison.Ordinal) && !line.StartsWith("VmFlags", StringComparison.Ordinal)
                && char.IsAsciiHexDigitLower(line[0]))
            {
                isOurs = line.EndsWith(path, StringComparison.Ordinal);
            }
            else if (isOurs && line.StartsWith("Rss:", StringComparison.Ordinal))
            {
                kilobytes += long.Parse(line.AsSpan(4).Trim()[..^3], CultureInfo.InvariantCulture);
            }
        }

        return kilobytes << 10;
    }
}
