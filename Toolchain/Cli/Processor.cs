using System;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Commands;
using Wasmtime.Min.Toolchain.Emulation;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>What runs compiled code: this process, or guests under an emulator.</summary>
internal sealed class Processor : IDisposable
{
    private const string NativeName = "native";

    private readonly Emulator? _emulator;

    private readonly IPlatform? _platform;

    private Processor(Emulator? emulator, IPlatform? platform) => (_emulator, _platform) = (emulator, platform);

    /// <summary>The option that names one.</summary>
    internal static Option<T> Row<T>(Action<T, string?> set) =>
        new("--isa", "ISA", "instruction set to run on; aarch64 under qemu, for example (default: native)", set);

    /// <summary>This process.</summary>
    /// <param name="platform">The system; this machine's where null.</param>
    internal static Processor Native(IPlatform? platform = null) => new(null, platform);

    /// <summary>The processor that <c>--isa</c> names; makes the compilation's target fit.</summary>
    /// <param name="isa">The option's value; null: native.</param>
    /// <param name="compile">Options of the compilation.</param>
    /// <exception cref="UsageException">There is no such instruction set.</exception>
    /// <exception cref="CommandException">It cannot be emulated here.</exception>
    internal static Processor For(string? isa, CompileSettings compile)
    {
        if (isa is null or NativeName)
        {
            return Native();
        }

        IPlatform host = HostPlatform.Create();
        Isa wanted;
        try
        {
            wanted = Targets.IsaOf(isa);
        }
        catch (UnsupportedFeatureException error)
        {
            throw new UsageException("--isa: " + error.Message);
        }

        if (wanted == host.Isa)
        {
            return Native();
        }

        compile.SetTarget(isa);
        if (!Emulator.IsAvailable(wanted, out string reason))
        {
            throw new CommandException($"--isa {isa}: {reason}");
        }

        return new Processor(Emulator.Start(Targets.ForIsa(wanted)!, wanted, Targets.AbiOf(isa), host), null);
    }

    /// <summary>An engine for its code.</summary>
    internal Engine CreateEngine(Config? config) => _emulator is null ? new Engine(_platform ?? HostPlatform.Create(), config) : _emulator.CreateEngine(config);

    public void Dispose() => _emulator?.Dispose();
}
