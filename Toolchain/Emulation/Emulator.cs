using System;
using System.IO;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Emulation;

/// <summary>Runs code of a foreign instruction set under qemu. One at a time in a process: its memory lies at a fixed address.</summary>
public sealed class Emulator : IDisposable
{
    private readonly GuestExecutor _executor;

    private Emulator(GuestExecutor executor, IPlatform platform) => (_executor, Platform) = (executor, platform);

    /// <summary>The platform of the guests.</summary>
    public IPlatform Platform { get; }

    /// <summary>Whether there is an emulator for an instruction set on this machine; if not, why.</summary>
    /// <param name="isa">The instruction set.</param>
    /// <param name="reason">What is missing.</param>
    public static bool IsAvailable(Isa isa, out string reason)
    {
        if (NumbersOf(isa) is not { } numbers)
        {
            reason = $"code for {isa} cannot be emulated";
            return false;
        }

        if (!OperatingSystem.IsLinux())
        {
            reason = "emulation needs Linux";
            return false;
        }

        reason = FindEmulator(numbers) is null ? $"qemu-{numbers.Name}-static is not installed (Debian: package qemu-user-static)" : "";
        return reason.Length == 0;
    }

    /// <summary>Starts one.</summary>
    /// <param name="target">Code generation for the instruction set.</param>
    /// <param name="isa">The instruction set.</param>
    /// <param name="abi">The calling convention of the code that it is to take. Windows': without hardware traps, which come from Linux here.</param>
    /// <param name="host">The platform of this process.</param>
    /// <exception cref="PlatformException">It cannot be started.</exception>
    public static Emulator Start(TargetIsa target, Isa isa, HostAbi abi, IPlatform host)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!IsAvailable(isa, out string reason))
        {
            throw new PlatformException(reason, 0);
        }

        GuestProgram program = target.CreateGuestProgram() ?? throw new PlatformException($"code for {isa} cannot be emulated", 0);
        GuestNumbers numbers = NumbersOf(isa)!;
        var memory = new SharedMemory(numbers);
        var executor = new GuestExecutor(memory, numbers, target, program, FindEmulator(numbers)!);
        return new Emulator(executor, new GuestPlatform(memory, numbers, abi, executor, host));
    }

    /// <summary>An engine whose code runs in guests.</summary>
    /// <param name="config">Settings.</param>
    public Engine CreateEngine(Config? config) => new(Platform, config, _executor);

    /// <summary>Ends all guests and takes their memory away; engines must have been disposed before.</summary>
    public void Dispose() => _executor.Dispose();

    private static GuestNumbers? NumbersOf(Isa isa) => Array.Find(GuestNumbers.All, numbers => numbers.Isa == isa);

    private static string? FindEmulator(GuestNumbers numbers)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            foreach (string name in (ReadOnlySpan<string>)[$"qemu-{numbers.Name}-static", $"qemu-{numbers.Name}"])
            {
                string path = Path.Combine(folder, name);
                if (folder.Length != 0 && File.Exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }
}
