// What people get wrong: one clear line on standard error, the exit code that says whose fault it was, nothing on standard output, and no stack trace.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

[TestClass]
public sealed class BadInputTests
{
    // FOLDER stands for the test's folder; what is expected is how the line begins, behind the program's name.
    public static IEnumerable<object[]> Failures =>
    [
        ["compile malformed.wasm", ": malformed.wasm: unexpected end"],
        ["validate malformed.wasm", ": malformed.wasm: unexpected end"],
        ["run malformed.wasm", ": malformed.wasm: unexpected end"],
        ["compile wrong.wat", ": wrong.wat:2:9: unknown operator"],
        ["run wrong.wat", ": wrong.wat:2:9: unknown operator"],
        ["parse wrong.wat", ": wrong.wat:2:9: unknown operator"],
        ["compile invalid.wat", ": invalid.wat:1:39: type mismatch"],
        ["compile component.wasm", ": component.wasm: unsupported feature: component-model"],
        ["compile -W simd=n vector.wat", ": vector.wat"],
        ["compile --target riscv32 good.wat", ": good.wat: unsupported feature: target riscv32"],
        ["compile --target pdp11 good.wat", ": good.wat: unsupported feature: target pdp11"],
        ["compile -o no/such/folder/x good.wat", ": no/such/folder/x: cannot be written: no such file or directory"],
        ["compile -o folder good.wat", ": folder: cannot be written: is a directory"],
        ["compile none.wat", ": none.wat: cannot be read: no such file or directory"],
        ["compile folder", ": folder: cannot be read: is a directory"],
        ["compile good.cwasm", ": good.cwasm: this is an ELF file, not WebAssembly"],
        ["run none.cwasm", ": none.cwasm: cannot be read: no such file or directory"],
        ["run missing.wat", ": missing.wat: unknown import: `x::y` has not been defined"],
        ["run mistyped.wat", ": mistyped.wat: incompatible import type for `wasi_snapshot_preview1::fd_write`: expected"],
        ["run foreign.cwasm", ": foreign.cwasm: this platform cannot run the artifact: compiled for aarch64, this machine is x86_64"],
        ["run windows.cwasm", ": windows.cwasm: this platform cannot run the artifact: compiled for the Windows calling convention"],
        ["run future.cwasm", ": future.cwasm: this platform cannot run the artifact: the code uses CPU features that this machine lacks (bit 40)"],
        ["run both.cwasm", ": both.cwasm: this platform cannot run the artifact: the code uses CPU features"],
        ["compile --dump ir --func 99 good.wat", ": good.wat: has no function 99 with code"],
        ["run cut.cwasm", ": cut.cwasm: artifact section 'header', offset 0x10: the file has"],
        ["run damaged.cwasm", ": damaged.cwasm: artifact section 'header', offset 0x44: the checksum is"],
        ["run --invoke nothing good.wat", ": good.wat: has no exported function 'nothing'"],
        ["run --dir no/such/folder good.wat", ": cannot give the guest 'no/such/folder': no such directory"],
        ["objdump good.wat", ": good.wat: is no ELF file, so no artifact"],
        ["objdump cut.cwasm", ": cut.cwasm: artifact section 'header', offset 0x10: the file has"],
        ["objdump damaged.cwasm", ": damaged.cwasm: artifact section 'header', offset 0x44: the checksum is"],
        ["objdump --func nothing good.cwasm", ": good.cwasm: has no function or stub 'nothing' with code"],
        ["compile good.wat -o good.wat", ": good.wat: is the input, which would be lost"],
        ["compile good.wat -o link.wat", ": link.wat: is the input, which would be lost"],
        ["compile --emit asm good.wat -o hard.wat", ": hard.wat: is the input, which would be lost"],
        ["parse good.wat -o hard.wat", ": hard.wat: is the input, which would be lost"],
        ["print good.wat -o link.wat", ": link.wat: is the input, which would be lost"],
        ["validate ends.wat", ": ends.wat:1:34: unexpected token end of text"],
        ["validate legacy.wat", ": legacy.wat: unsupported feature: legacy-exceptions"],
        ["compile legacy.wasm", ": legacy.wasm: unsupported feature: legacy-exceptions"],
        ["validate /dev/zero", ": /dev/zero:1:1: illegal character"],
        ["wast none.wast", ": none.wast: cannot be read: no such file or directory"],
    ];

    public static IEnumerable<object[]> WrongUses =>
    [
        ["compile", " compile: needs a module"],
        ["compile a b", " compile: takes one file, but 'b' follows 'a'"],
        ["compile --cpu pentium good.wat", " compile: --cpu: unknown CPU feature 'pentium'"],
        ["compile -O fast good.wat", " compile: -O takes none, speed or size, not 'fast'"],
        ["compile --emit exe good.wat", " compile: --emit takes cwasm, obj, asm or ir, not 'exe'"],
        ["compile --dump soul good.wat", " compile: --dump knows no stage 'soul'"],
        ["compile --memory-reservation=much good.wat", " compile: --memory-reservation takes a whole number"],
        ["compile --signals-based-traps=perhaps good.wat", " compile: --signals-based-traps takes yes or no"],
        ["compile -W telepathy=y good.wat", " compile: -W knows no feature 'telepathy'"],
        ["compile --disable-pass luck good.wat", " compile: --disable-pass knows no pass 'luck'; passes: branches, "],
        ["compile --dump-dir folder good.wat", " compile: --dump-dir is for what --dump STAGES shows"],
        ["compile --func 0 good.wat", " compile: --func is for what --dump STAGES, --emit asm or --emit ir shows"],
        ["compile --memory-reservation 300000G good.wat", " compile: --memory-reservation takes at most 262144G"],
        ["compile -o", " compile: -o needs a value"],
        ["run", " run: needs a module or an artifact"],
        ["run --invoke f good.wat", " run: "],
        ["run --invoke f good.wat one", " run: "],
        ["run good.wat argument", " run: good.wat has no function '_start' for 'argument'"],
        ["run --fuel-checks good.cwasm", " run: --fuel-checks is for modules, but good.cwasm is compiled already"],
        ["run --trust good.wat", " run: --trust is for artifacts, but good.wat is none"],
        ["run --timeout 0 good.wat", " run: --timeout takes a number of at least 1"],
        ["run --timeout 99999999999 good.wat", " run: --timeout takes a number of at most 2147483, not '99999999999'"],
        ["run --dir= good.wat", " run: --dir takes HOST[::GUEST], neither of them empty, not ''"],
        ["run --dir :: good.wat", " run: --dir takes HOST[::GUEST], neither of them empty, not '::'"],
        ["run --dir folder:: good.wat", " run: --dir takes HOST[::GUEST], neither of them empty, not '"],
        ["compile -", " compile: the result of standard input has no name"],
        ["compile -o - --dump ir good.wat", " compile: -o - and --dump STAGES both use standard output"],
        ["objdump --everything good.cwasm", " objdump: unknown option '--everything'"],
        ["levitate", ": unknown command 'levitate'; --help lists the commands"],
    ];

    [TestMethod]
    [DynamicData(nameof(Failures))]
    public void Failures_exit_1_with_one_line(string line, string expected) => Check(line, ExitCode.Failure, expected, lines: 1);

    [TestMethod]
    [DynamicData(nameof(WrongUses))]
    public void Wrong_use_exits_2_with_one_line_and_the_usage(string line, string expected) =>
        Check(line, ExitCode.WrongUse, expected, lines: line == "levitate" ? 1 : 2);

    private static void Check(string line, int exitCode, string expected, int lines)
    {
        using var run = new CommandRun();
        WriteInputs(run);
        string[] arguments = line.Split(' ');
        for (int i = 1; i < arguments.Length; i++)
        {
            string path = run.PathOf(arguments[i]);
            bool isPath = Path.Exists(path) || arguments[i].Contains('/', StringComparison.Ordinal)
                || arguments[i].StartsWith("none.", StringComparison.Ordinal);
            arguments[i] = isPath ? path : arguments[i];
        }

        Assert.AreEqual(exitCode, run.Run(arguments), run.Error);
        Assert.StartsWith("wasmtime-aot" + expected, run.Error);
        Assert.AreEqual(lines, run.Error.Split('\n').Length - 1, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.DoesNotContain("internal error", run.Error);
        Assert.AreEqual("", run.Output);
    }

    private static void WriteInputs(CommandRun run)
    {
        Directory.CreateDirectory(run.PathOf("folder"));
        const string Good = "(module (memory 1) (func (export \"f\") (param i32) (result i32) (i32.load (local.get 0))))";
        run.Write("good.wat", Good);
        run.Write("malformed.wasm", "\0asm\u0001\0\0\0\u0001"u8.ToArray());
        run.Write("component.wasm", "\0asm\r\0\u0001\0"u8.ToArray());
        run.Write("wrong.wat", "(module\n  (func foo))");
        run.Write("invalid.wat", "(module (func (result i32) i64.const 1))");
        run.Write("vector.wat", "(module (func (param v128)))");
        File.CreateSymbolicLink(run.PathOf("link.wat"), "good.wat");
        run.HardLink("good.wat", "hard.wat");
        run.Write("ends.wat", "(module (func (param v128)) (func");
        run.Write("legacy.wat", "(module (func (try (do))))");
        run.Write("legacy.wasm", "\0asm\u0001\0\0\0\u0001\u0004\u0001\u0060\0\0\u0003\u0002\u0001\0\u000a\u0007\u0001\u0005\0\u0006\u0040\u000b\u000b"u8.ToArray());
        run.Write("missing.wat", "(module (import \"x\" \"y\" (func)))");
        run.Write("mistyped.wat", "(module (import \"wasi_snapshot_preview1\" \"fd_write\" (func (param i64))))");
        byte[] artifact = ArtifactCompiler.Compile(Encoding.UTF8.GetBytes(Good), new CompileOptions());
        run.Write("good.cwasm", artifact);
        run.Write("cut.cwasm", artifact[..5000]);
        run.Write("foreign.cwasm", Changed(artifact, file => file[24] = (byte)Isa.Arm64));
        run.Write("windows.cwasm", Changed(artifact, file => file[25] = (byte)HostAbi.Windows));
        run.Write("future.cwasm", Changed(artifact, file => file[32 + 5] = 1));
        run.Write("both.cwasm", Changed(artifact, file => file[25] = file[32 + 5] = 1 + (byte)HostAbi.SystemV));
        byte[] damaged = (byte[])artifact.Clone();
        damaged[^1] ^= 1;
        run.Write("damaged.cwasm", damaged);
    }

    // Changes bytes of the artifact's header and makes the checksum right.
    private static byte[] Changed(byte[] artifact, Action<byte[]> change)
    {
        byte[] header = artifact[ArtifactFormat.HeaderOffset..];
        change(header);
        byte[] changed = [.. artifact[..ArtifactFormat.HeaderOffset], .. header];
        BinaryPrimitives.WriteUInt32LittleEndian(
            changed.AsSpan(ArtifactFormat.HeaderOffset + ArtifactHeader.CrcOffset), Checksum.OfFile(changed));
        return changed;
    }
}
