using System;
using System.Buffers.Binary;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Objdump;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

// What the parts print is in tests/Filetests/corpus/artifact.
[TestClass]
public sealed class ObjdumpTests
{
    private const string Source = """
        (module
          (import "env" "f" (func $f (param i32)))
          (memory 1) (table 2 funcref) (global i32 (i32.const 1)) (tag $t (param i32))
          (data (i32.const 8) "text") (elem (i32.const 0) $div)
          (func $div (export "div") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
          (func $catch (param i32) (result i32)
            (block $h (result i32) (try_table (catch $t $h) (call $f (local.get 0))) (i32.const 0)))
          (func $keep (param (ref i31)) (result i32) (call $f (i32.const 1)) (i31.get_u (local.get 0)))
          (@custom "note" "x"))
        """;

    // Header and tables lie in front of this place.
    private const int Tables = 1600;

    private static (int Code, string Output) List(CommandRun run, params string[] arguments)
    {
        int code = run.Run(["objdump", .. arguments]);
        return (code, run.Output + run.Error);
    }

    private static string Compile(CommandRun run)
    {
        string path = run.PathOf("a.cwasm");
        Assert.AreEqual(ExitCode.Success, run.Run("compile", "-o", path, run.Write("a.wat", Source)), run.Error);
        return path;
    }

    [TestMethod]
    public void Each_part_has_an_option_and_a_heading_and_all_shows_them_in_order()
    {
        using var run = new CommandRun();
        string path = Compile(run);
        string expected = "";
        foreach (DumpPart part in DumpPart.All)
        {
            (int code, string text) = List(run, "--" + part.Name, path);
            Assert.AreEqual(ExitCode.Success, code, text);
            Assert.StartsWith(part.Name + ":\n", text);
            Assert.AreNotEqual(part.Name + ":\n", text, "the sample has something of each part");
            expected += text;
        }

        Assert.AreEqual((ExitCode.Success, expected), List(run, "--all", path));
    }

    [TestMethod]
    public void A_function_is_chosen_by_name_or_index()
    {
        using var run = new CommandRun();
        string path = Compile(run);
        (_, string byName) = List(run, "--func", "catch", path);
        Assert.Contains("<catch>:\n", byName);
        Assert.DoesNotContain("<div>:\n", byName);
        Assert.AreEqual(byName, List(run, "--func", "2", path).Output);
        (_, string traps) = List(run, "--func", "div", "--traps", path);
        Assert.Contains("integer divide by zero", traps);
        Assert.DoesNotContain("call stack exhausted", traps);
    }

    [TestMethod]
    public void Damage_under_a_right_checksum_is_one_line_or_no_harm()
    {
        using var run = new CommandRun();
        byte[] good = File.ReadAllBytes(Compile(run));
        int refused = 0;
        for (int i = 0; i < good.Length; i += i < Tables ? 9 : 97)
        {
            byte[] bad = (byte[])good.Clone();
            bad[i] ^= (byte)(1 << (i & 7));
            Span<byte> crc = bad.AsSpan(ArtifactFormat.HeaderOffset + ArtifactHeader.CrcOffset, sizeof(uint));
            crc.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(crc, Checksum.OfFile(bad));
            (int code, string text) = List(run, "--all", "--annotate", run.Write("bad.cwasm", bad));
            Assert.DoesNotContain("internal error", text, $"byte {i}");
            Assert.Contains(code, new[] { ExitCode.Success, ExitCode.Failure }, $"byte {i}: {text}");
            refused += code;
        }

        Assert.IsGreaterThan(20, refused);
    }
}
