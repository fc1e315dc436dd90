namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>An instruction set with a choice of CPU features: the seam between the shared pipeline and one <c>Isa</c> folder.</summary>
public abstract class TargetIsa
{
    /// <summary>Name as on the command line, such as <c>x86_64</c>.</summary>
    public abstract string Name { get; }
}
