// Damaged and hostile artifacts end in ArtifactException and nothing else. Where a damaged artifact loads, it is instantiated and used on a platform
// that keeps books and puts pages that fault beside every block, so that one step too far ends the test run.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.Simulated;
using Wasmtime.Min.Traps;

namespace Wasmtime.Min.Tests.Runtime;

[TestClass]
public sealed class HostileArtifactTests
{
    private const int Header = ArtifactFormat.HeaderOffset;

    // Bits low, high and between, and all of them.
    private static readonly byte[] Masks = [1, 4, 255];

    private readonly SimulatedPlatform _platform = new(new PosixPlatform(), new Simulation { GuardsHeap = true });

    /// <summary>What the number over the tables does when a byte is flipped.</summary>
    private enum Seal
    {
        /// <summary>It stays: the code runs, because it is what the tables are for.</summary>
        Kept,

        /// <summary>It is made right again, so that nothing but the other checks stands between the tables and the runtime. Code that was compiled
        /// for other tables must not run: an executor takes its place that does nothing.</summary>
        Renewed,
    }

    public static IEnumerable<object[]> Samples => HostileSample.All.Select(static sample => new object[] { sample.Name });

    [TestMethod]
    [DynamicData(nameof(Samples))]
    public void Sound_artifact_loads_and_runs(string name)
    {
        byte[] artifact = Find(name);
        using (Engine engine = CreateEngine(Seal.Kept))
        {
            using Module module = Module.Load(engine, artifact);
            Assert.IsTrue(module.VerifyIdentity(), name);
            Use(engine, module);
        }

        Assert.IsEmpty(_platform.Leaks);
    }

    [TestMethod]
    [DynamicData(nameof(Samples))]
    public void Any_flipped_byte_is_refused(string name)
    {
        byte[] artifact = Find(name);
        using Engine engine = CreateEngine(Seal.Kept);
        byte[] damaged = (byte[])artifact.Clone();
        for (int i = 0; i < damaged.Length; i++)
        {
            foreach (byte mask in (ReadOnlySpan<byte>)[0x01, 0x80, 0xff])
            {
                damaged[i] ^= mask;
                Assert.IsNotNull(Refusal(engine, damaged), $"{name}, byte {i} ^ {mask} is taken");
                damaged[i] = artifact[i];
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Samples))]
    public void Any_truncation_is_refused(string name)
    {
        byte[] artifact = Find(name);
        using Engine engine = CreateEngine(Seal.Kept);
        for (int length = 0; length < artifact.Length; length++)
        {
            Assert.IsNotNull(Refusal(engine, artifact.AsSpan(0, length)), $"{name}: {length} bytes are taken");
        }
    }

    // The flips that the checksum does not notice. Each sample is damaged in every byte outside of its code; what the reader lets pass is used.
    [TestMethod]
    public void Flips_with_a_right_checksum_reach_every_check_and_harm_nothing()
    {
        HashSet<ArtifactProblem> reached = [ArtifactProblem.Checksum];
        foreach (HostileSample sample in HostileSample.All)
        {
            foreach (Seal seal in Enum.GetValues<Seal>())
            {
                FlipAll(sample, seal, reached);
            }

            foreach (int length in (ReadOnlySpan<int>)[0, 1])
            {
                using Engine engine = CreateEngine(Seal.Kept);
                reached.Add(Refusal(engine, sample.Bytes.AsSpan(0, length))!.Value);
            }
        }

        ArtifactProblem[] missed = [.. Enum.GetValues<ArtifactProblem>().Except(reached)];
        Assert.IsEmpty(missed, $"no flip reaches: {string.Join(", ", missed)}");
        Assert.IsEmpty(_platform.Leaks);
    }

    // Two checks under one name would hide each other from the test above, as would a check without a name.
    [TestMethod]
    public void Every_check_has_a_name_of_its_own()
    {
        Dictionary<string, int> uses = [];
        foreach (string path in Directory.GetFiles(Path.Combine(TestArtifacts.Root, "Runtime.Min"), "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match use in Regex.Matches(File.ReadAllText(path), @"\bArtifactProblem\.(\w+)"))
            {
                string name = use.Groups[1].Value;
                uses[name] = uses.GetValueOrDefault(name) + 1;
            }
        }

        foreach (string name in Enum.GetNames<ArtifactProblem>())
        {
            Assert.AreEqual(1, uses.GetValueOrDefault(name), $"uses of ArtifactProblem.{name} in Runtime.Min");
        }
    }

    private void FlipAll(HostileSample sample, Seal seal, HashSet<ArtifactProblem> reached)
    {
        byte[] artifact = sample.Bytes;
        byte[] damaged = (byte[])artifact.Clone();
        var header = ArtifactHeader.Read(artifact.AsSpan(Header));
        SectionEntry text = header[SectionId.Text];
        SectionEntry info = header[SectionId.Info];
        using Engine engine = CreateEngine(seal);
        using Module sound = Module.Load(engine, artifact);
        for (int i = 0; i < damaged.Length; i++)
        {
            ulong at = (ulong)i;
            if (at - text.Offset < text.Size)
            {
                continue;
            }

            // Where each bit means something, some bits are flipped one by one; elsewhere all at once, and once for both kinds of seal. What belongs to no section
            // (padding, ELF's own tables) is never looked at.
            bool isStructure = at - Header < ArtifactHeader.SizeInBytes || at - info.Offset < info.Size;
            bool isLookedAt = isStructure || IsInSection(header, at);
            foreach (byte mask in isStructure ? Masks : seal == Seal.Kept ? [0xff] : [])
            {
                artifact.CopyTo(damaged, 0);
                damaged[i] ^= mask;
                if (seal == Seal.Renewed)
                {
                    RenewContract(damaged);
                }

                RenewChecksum(damaged);
                if ((isLookedAt ? LoadAndUse(engine, damaged) : Refusal(engine, damaged)) is { } problem)
                {
                    reached.Add(problem);
                }
            }
        }
    }

    private static bool IsInSection(ArtifactHeader header, ulong at)
    {
        foreach (SectionId id in Enum.GetValues<SectionId>())
        {
            if (at - header[id].Offset < header[id].Size)
            {
                return true;
            }
        }

        return false;
    }

    private Engine CreateEngine(Seal seal) => new(_platform, null, seal == Seal.Renewed ? new IdleExecutor() : null);

    private static byte[] Find(string name) => HostileSample.All.Single(sample => sample.Name == name).Bytes;

    private static ArtifactProblem? Refusal(Engine engine, ReadOnlySpan<byte> artifact)
    {
        try
        {
            using Module module = Module.Load(engine, artifact);
            return null;
        }
        catch (ArtifactException exception)
        {
            Assert.IsNotNull(exception.Problem, exception.Message);
            return exception.Problem;
        }
    }

    private static ArtifactProblem? LoadAndUse(Engine engine, byte[] artifact)
    {
        try
        {
            using Module module = Module.Load(engine, artifact);
            Use(engine, module);
            return null;
        }
        catch (ArtifactException exception)
        {
            Assert.IsNotNull(exception.Problem, exception.Message);
            return exception.Problem;
        }
    }

    private static void Use(Engine engine, Module module)
    {
        _ = module.Name;
        _ = module.CustomSections("note");
        List<TrapFrame> frames = [];
        for (uint offset = 0; offset < module.Code.TextLength; offset += 7)
        {
            module.Code.Describe(offset, isReturn: offset % 2 != 0, frames);
            _ = module.Code.TrapAt(offset);
            _ = module.Code.TrapOfCall(offset);
        }

        using var store = new Store(engine, new ResourceLimits { MemorySize = 1 << 20, TableElements = 1000 });
        store.Fuel = 1000;
        try
        {
            HostileHost.Use(HostileHost.Instantiate(store, module));
        }
        catch (Exception exception) when (exception is LinkException or TrapException or ResourceLimitException or PlatformException)
        {
            // A name, a limit, a size or a value has changed: refused in the words for that.
        }
    }

    private static void RenewChecksum(byte[] artifact) => BinaryPrimitives.WriteUInt32LittleEndian(
        artifact.AsSpan(Header + ArtifactHeader.CrcOffset), Checksum.OfFile(artifact));

    // Where the directories are damaged, too, there are no tables to take the number of.
    private static unsafe void RenewContract(byte[] artifact)
    {
        // SAFETY: pinned for the block; opening compares the directories with the length before anything is read through them.
        fixed (byte* start = artifact)
        {
            try
            {
                uint contract = CodeContract.Of(ArtifactFile.Open((nuint)start, (nuint)artifact.Length, isVouchedFor: true));
                BinaryPrimitives.WriteUInt32LittleEndian(artifact.AsSpan(Header + ArtifactHeader.CodeContractOffset), contract);
            }
            catch (ArtifactException)
            {
            }
        }
    }

    private sealed unsafe class IdleExecutor : IExecutor
    {
        public nuint StackEnd => 0;

        public TrapHandler TrapHandler { get; } = new();

        public int Enter(nuint entryStub, VMStoreContext* context, nuint calleeVmctx, nuint code, ulong* values, int slots) => 0;

        public nuint GuestAddressOf(nuint function) => function;
    }
}
