using Wasmtime.Min.Toolchain.Artifacts;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Toolchain;

/// <summary>The compiler as a library: a module's bytes in, an artifact's bytes out. Thread-safe.</summary>
public static class ArtifactCompiler
{
    /// <summary>Compiles a module in binary or text form.</summary>
    /// <param name="module">A <c>.wasm</c> or <c>.wat</c> file.</param>
    /// <param name="options">How.</param>
    /// <param name="sourceName">Name of the source for messages, or null.</param>
    /// <returns>The artifact: the same bytes for the same input and options, whatever the machine and number of threads.</returns>
    /// <exception cref="ModuleException">The module is malformed or not valid.</exception>
    /// <exception cref="UnsupportedFeatureException">It uses a proposal that is not built, or the target is none.</exception>
    public static byte[] Compile(byte[] module, CompileOptions options, string? sourceName = null) =>
        Compile(Parse(module, options, sourceName), options);

    /// <summary>Compiles a module that was read already.</summary>
    internal static byte[] Compile(WasmModule module, CompileOptions options) =>
        ArtifactWriter.Write(ModuleCompiler.Compile(module, options));

    /// <summary>Reads a module in binary or text form; function bodies of binary modules stay encoded.</summary>
    internal static WasmModule Parse(byte[] module, CompileOptions options, string? sourceName) => WasmBinaryReader.IsBinary(module)
        ? WasmBinaryReader.Read(module, options.Features, decodeBodies: false)
        : WatParser.Parse(module, sourceName);
}
