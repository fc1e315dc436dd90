using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Executes nothing: what is left of a script are the modules that must be refused.</summary>
internal sealed class FrontEndEngine : IWastEngine
{
    private const string Execution = "execution";

    public object Compile(WasmModule module) => module;

    public object Instantiate(object module) => throw new WastUnsupportedException(Execution);

    public void Register(string name, object instance) => throw new WastUnsupportedException(Execution);

    public WastActual[] Invoke(object instance, string name, IReadOnlyList<WastValue> arguments) =>
        throw new WastUnsupportedException(Execution);

    public WastActual Get(object instance, string name) => throw new WastUnsupportedException(Execution);

    public void Dispose()
    {
    }
}
