// Linux on Arm64: programs linked here with the cross tools and run by qemu, which takes the C library from Debian's packages for cross-compiling.
using System;
using System.IO;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>Programs for Linux on Arm64.</summary>
internal sealed class QemuArm64 : PublishedPrograms
{
    private const string Emulator = "qemu-aarch64-static";
    private const string Libraries = "/usr/aarch64-linux-gnu";
    private const string ObjectCopier = "aarch64-linux-gnu-objcopy";

    private QemuArm64()
        : base("linux-arm64", Emulator, "-L", Libraries)
    {
    }

    /// <inheritdoc/>
    protected override string Target => "aarch64-linux";

    /// <inheritdoc/>
    protected override string Suffix => "";

    /// <summary>A new one, or null and why there is none.</summary>
    internal static QemuArm64? TryCreate(out string reason)
    {
        reason = !IsOnPath(Emulator) ? $"{Emulator} is not installed (Debian: package qemu-user-static)"
            : !File.Exists(Path.Combine(Libraries, "lib", "crt1.o")) || !IsOnPath(ObjectCopier) || !IsOnPath("clang")
                ? "the tools to link for aarch64 are not installed (Debian: packages gcc-aarch64-linux-gnu and clang)"
            : "";
        return reason.Length == 0 ? new QemuArm64() : null;
    }

    /// <summary>Publishes a project with NativeAOT, once; the path of its program.</summary>
    internal string PublishNative(string project, string program) => Publish(project, program, ["-p:PublishAot=true", "-p:ObjCopyName=" + ObjectCopier]);

    private static bool IsOnPath(string program) =>
        Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), folder => File.Exists(Path.Combine(folder, program)));
}
