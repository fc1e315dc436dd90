using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Compiles, but executes nothing.</summary>
internal sealed class FrontEndEngine(CompileOptions options) : IWastEngine
{
    private readonly Engine _engine = new(Running.HostPlatform.Create());

    private const string Execution = "execution";

    public object Compile(WasmModule module)
    {
        try
        {
            return Module.Load(_engine, ArtifactCompiler.Compile(module, options));
        }
        catch (UnsupportedFeatureException error)
        {
            throw new WastUnsupportedException(error.Feature);
        }
    }

    public object Instantiate(object module) => throw new WastUnsupportedException(Execution);

    public void Register(string name, object instance) => throw new WastUnsupportedException(Execution);

    public WastActual[] Invoke(object instance, string name, IReadOnlyList<WastValue> arguments) =>
        throw new WastUnsupportedException(Execution);

    public WastActual Get(object instance, string name) => throw new WastUnsupportedException(Execution);

    public void Dispose()
    {
    }
}
