using System;
using System.Runtime.InteropServices;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Toolchain.Cli.Files;

namespace Wasmtime.Min.Toolchain.Cli.Objdump;

/// <summary>
/// A checked artifact for tools. What it holds comes from the runtime's own reader; ELF adds the names of the stubs, which the runtime
/// has no use for.
/// </summary>
internal sealed class ArtifactImage : IDisposable
{
    private GCHandle _pin;

    private ArtifactImage(string path, byte[] bytes)
    {
        _pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            File = ArtifactFile.Open((nuint)_pin.AddrOfPinnedObject(), (nuint)bytes.Length, isVouchedFor: false);
            ArtifactChecks.Check(File, isVouchedFor: false);
            Elf = ElfFile.Read(path, bytes);
        }
        catch (ArtifactException error)
        {
            _pin.Free();
            throw new CommandException($"{path}: {error.Message}");
        }
        catch
        {
            _pin.Free();
            throw;
        }
    }

    internal ArtifactFile File { get; }

    internal ElfFile Elf { get; }

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="CommandException">It cannot be read, is no artifact or is damaged.</exception>
    internal static ArtifactImage Open(string path)
    {
        InputFile input = InputFile.Read(path);
        return ModuleFile.IsElf(input.Bytes)
            ? new ArtifactImage(input.Name, input.Bytes)
            : throw new CommandException($"{input.Name}: is no ELF file, so no artifact");
    }

    public void Dispose() => _pin.Free();
}
