using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Damaged and hostile artifacts end in <see cref="ArtifactException"/> and nothing else.</summary>
[TestClass]
public sealed class HostileArtifactTests
{
    private static readonly PosixPlatform Platform = new();

    public static IEnumerable<object[]> Names() => [["one of each"], ["checked"], ["empty"]];

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Sound_artifact_loads(string name)
    {
        byte[] artifact = Artifact(name);
        using var engine = new Engine(Platform);
        using Module module = Module.Load(engine, artifact);
        Assert.IsTrue(module.VerifyIdentity(), name);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Any_flipped_byte_is_refused(string name)
    {
        byte[] artifact = Artifact(name);
        using var engine = new Engine(Platform);
        byte[] damaged = (byte[])artifact.Clone();
        for (int i = ArtifactFormat.HeaderOffset; i < damaged.Length; i++)
        {
            damaged[i] ^= 0xff;
            AssertRefused(engine, damaged, $"{name}, byte {i}");
            damaged[i] = artifact[i];
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Any_truncation_is_refused(string name)
    {
        byte[] artifact = Artifact(name);
        using var engine = new Engine(Platform);
        for (int length = 0; length < artifact.Length; length++)
        {
            AssertRefused(engine, artifact.AsSpan(0, length), $"{name}, {length} bytes");
        }
    }

    // With the checksum right, every structural check must hold on its own: refused, or loaded without touching what is not its own.
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Any_flipped_byte_with_a_right_checksum_is_refused_or_harmless(string name)
    {
        byte[] artifact = Artifact(name);
        using var engine = new Engine(Platform);
        var header = ArtifactHeader.Read(artifact.AsSpan(ArtifactFormat.HeaderOffset));
        ulong textStart = header[SectionId.Text].Offset;
        ulong textEnd = textStart + header[SectionId.Text].Size;
        int refused = 0;
        byte[] damaged = (byte[])artifact.Clone();
        for (int i = ArtifactFormat.HeaderOffset; i < damaged.Length; i++)
        {
            if ((ulong)i >= textStart && (ulong)i < textEnd)
            {
                continue;
            }

            foreach (byte mask in (ReadOnlySpan<byte>)[0x01, 0x80, 0xff])
            {
                artifact.CopyTo(damaged, 0);
                damaged[i] ^= mask;
                SealChecksum(damaged);
                refused += TryLoad(engine, damaged) ? 0 : 1;
            }
        }

        Assert.IsGreaterThan(100, refused, name);
    }

    private static byte[] Artifact(string name) => name switch
    {
        "one of each" => TestArtifacts.Compile(TestArtifacts.OneOfEach),
        "checked" => TestArtifacts.Compile(
            TestArtifacts.OneOfEach, new CompileOptions { SignalsBasedTraps = false, MemoryReservation = 0, FuelChecks = true }),
        _ => TestArtifacts.Compile("(module)", new CompileOptions { Strip = true }),
    };

    private static void SealChecksum(byte[] artifact) => BinaryPrimitives.WriteUInt32LittleEndian(
        artifact.AsSpan(ArtifactFormat.HeaderOffset + ArtifactHeader.CrcOffset), Checksum.OfFile(artifact));

    private static bool TryLoad(Engine engine, byte[] artifact)
    {
        try
        {
            using Module module = Module.Load(engine, artifact);
            foreach (Import import in module.Imports)
            {
                _ = import.ToString();
            }

            foreach (Export export in module.Exports)
            {
                _ = export.ToString();
            }

            Instantiate(engine, module);
            return true;
        }
        catch (ArtifactException)
        {
            return false;
        }
    }

    private static void Instantiate(Engine engine, Module module)
    {
        using var store = new Store(engine, new ResourceLimits { MemorySize = 1 << 20, TableElements = 1000 });
        var linker = new Linker(engine);
        linker.DefineFunction<long>("host", "log", _ => { });
        linker.Define("host", "limit", new Global(store, ValueKind.Int32, 3));
        try
        {
            linker.Instantiate(store, module);
        }
        catch (Exception exception) when (exception is LinkException or TrapException or ResourceLimitException)
        {
            // A name or a limit has changed: refused in the words for that.
        }
    }

    private static void AssertRefused(Engine engine, ReadOnlySpan<byte> artifact, string place)
    {
        try
        {
            using Module module = Module.Load(engine, artifact);
        }
        catch (ArtifactException)
        {
            return;
        }

        Assert.Fail($"{place}: loaded");
    }
}
