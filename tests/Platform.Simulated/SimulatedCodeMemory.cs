using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Simulated;

/// <summary>Code memory with books.</summary>
internal sealed class SimulatedCodeMemory(IPlatform real, Simulation simulation, Ledger ledger) : ICodeMemory
{
    private const string Kind = "code";

    /// <remarks>Alignment stops at the real page size.</remarks>
    public nuint PublishCode(ReadOnlySpan<byte> code, nuint alignment)
    {
        if (!nuint.IsPow2(alignment) || alignment > simulation.PageSize)
        {
            throw new PlatformMisuseException($"code aligned to {alignment} is asked for");
        }

        ledger.Request($"publish {code.Length} bytes of code");
        nuint address = real.CodeMemory.PublishCode(code, nuint.Min(alignment, real.PageSize));
        return ledger.Obtained(Kind, address, (nuint)code.Length);
    }

    public nuint PublishCodeWithData(ReadOnlySpan<byte> code, nuint dataDistance, nuint dataLength)
    {
        if (dataDistance % simulation.PageSize != 0 || (nuint)code.Length > dataDistance)
        {
            throw new PlatformMisuseException($"{code.Length} bytes of code with data {dataDistance} bytes behind are asked for");
        }

        ledger.Request($"publish {code.Length} bytes of code with data");
        return real.CodeMemory.PublishCodeWithData(code, dataDistance, dataLength);
    }

    public nuint MapCode(in PlatformFile file, ulong offset, nuint length)
    {
        if (offset % simulation.PageSize != 0)
        {
            throw new PlatformMisuseException($"code is to be mapped from offset {offset} with pages of {simulation.PageSize} bytes");
        }

        if (!simulation.MapsCode)
        {
            return 0;
        }

        ledger.RequireOpen(SimulatedPlatform.OpenFileKind, file.Handle);
        ledger.Request("map code from a file");
        nuint address = real.CodeMemory.MapCode(file, offset, length);
        return address == 0 ? 0 : ledger.Obtained(Kind, address, length);
    }

    // A handler's code is never in the books; see SimulatedPlatform.Leaks.
    public void UnpublishCode(nuint address, nuint length)
    {
        if (ledger.Has(Kind, address))
        {
            ledger.GivenBack(Kind, address, length);
        }

        real.CodeMemory.UnpublishCode(address, length);
    }
}
