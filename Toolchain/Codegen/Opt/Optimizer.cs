using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Runs the passes. Not thread-safe; keeps its memory for the next function.</summary>
public sealed class Optimizer
{
    private readonly IReadOnlyList<Pass> _passes;

    /// <summary>One that runs all passes of <see cref="PassList"/>.</summary>
    public Optimizer()
        : this(PassList.All)
    {
    }

    internal Optimizer(IReadOnlyList<Pass> passes) => _passes = passes;

    internal BranchFolding Branches { get; } = new();

    internal Resimplification Resimplify { get; } = new();

    internal MemoryForwarding Memory { get; } = new();

    internal CheckMerging Checks { get; } = new();

    internal OffsetFolding Offsets { get; } = new();

    internal WholeStores WholeStores { get; } = new();

    internal DeadCode DeadCode { get; } = new();

    /// <summary>Control flow of the function, up to date before every pass and after <see cref="Run"/>.</summary>
    public ControlFlow Flow { get; } = new();

    internal Function Function { get; private set; } = null!;

    internal CodegenOptions Options { get; private set; } = null!;

    /// <summary>Optimizes a finished function; afterwards no operand is an alias and <see cref="Flow"/> describes it.</summary>
    /// <param name="function">The function.</param>
    /// <param name="options">Which passes run, and whether the result of each is verified.</param>
    /// <param name="times">Receives the end of each pass; null if nobody asks.</param>
    /// <exception cref="CompilerBugException">A pass failed or, with <see cref="CodegenOptions.VerifyIr"/>, left wrong IR.</exception>
    public void Run(Function function, CodegenOptions options, StageTimes? times = null)
    {
        (Function, Options) = (function, options);
        Offsets.Forget();
        function.ResolveAliases();
        Flow.Compute(function);
        Verify(options, "construction");
        times?.End("resolve");
        if (options.OptLevel == OptLevel.None)
        {
            return;
        }

        foreach (Pass pass in _passes)
        {
            if (options.DisabledPasses.Contains(pass.Name))
            {
                continue;
            }

            if (pass.Run(this))
            {
                Flow.Compute(function);
            }

            Verify(options, pass.Name);
            times?.End(pass.Name);
        }
    }

    private void Verify(CodegenOptions options, string pass)
    {
        if (options.VerifyIr && Verifier.FindProblem(Function, Flow) is string problem)
        {
            throw new CompilerBugException(pass, problem);
        }
    }
}
