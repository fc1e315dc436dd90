// The pipeline: IR of one function in, machine code out. Each stage works in arrays that this object keeps for the next function, so a
// compiling thread has one FunctionCompiler of its own.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Opt;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Compiles functions, one after the other. Not thread-safe: one per compiling thread; results do not depend on which.</summary>
public sealed class FunctionCompiler
{
    private readonly CodegenOptions _options;
    private readonly StageTimes? _times;
    private readonly Optimizer _optimizer;
    private readonly Scheduler _scheduler;
    private readonly BlockGraph _graph = new();
    private readonly VCode _code = new();
    private readonly AllocationInput _input = new();
    private readonly SlotAllocator _slots = new();
    private readonly RegisterAllocator _registers = new();
    private readonly CodeBuffer _buffer;
    private readonly FunctionLowering _lowering;
    private readonly FunctionEmitter _emitter;
    private readonly BlockLayout _layout = new();
    private readonly VectorExpansion? _vectors;

    /// <summary>A compiler for one target and one set of options.</summary>
    /// <param name="options">What for, and how.</param>
    /// <param name="times">Receives the end of each stage; null if nobody asks.</param>
    public FunctionCompiler(CodegenOptions options, StageTimes? times = null)
        : this(options, times, PassList.All)
    {
    }

    internal FunctionCompiler(CodegenOptions options, StageTimes? times, IReadOnlyList<Pass> passes)
    {
        _optimizer = new Optimizer(passes);
        _options = options;
        _times = times;
        _vectors = options.Target.HasVectors ? null : new VectorExpansion();
        _buffer = options.Target.CreateBuffer();
        _scheduler = new Scheduler(options.OptLevel == OptLevel.None ? null : options.Target.CostlyConstant);
        _lowering = options.Target.CreateLowering(_buffer);
        _emitter = options.Target.CreateEmitter(_buffer);
    }

    /// <summary>Compiles <paramref name="function"/>, which is changed by the optimizer on the way.</summary>
    /// <param name="function">A finished function; its aliases need not be resolved.</param>
    /// <param name="dump">Receives the text of every stage; null for none.</param>
    public CompiledFunction Compile(Function function, DumpSink? dump = null)
    {
        dump?.Invoke("ir", FunctionPrinter.Print(function));
        _optimizer.Run(function, _options, _times);
        dump?.Invoke("opt", FunctionPrinter.Print(function));
        if (_vectors is not null && VectorExpansion.IsNeeded(function))
        {
            function = ExpandVectors(_vectors, function);
            dump?.Invoke("scalar", FunctionPrinter.Print(function));
        }

        ControlFlow flow = _optimizer.Flow;
        Schedule schedule = _scheduler.Run(function, flow);
        _times?.End("schedule");

        _buffer.Reset();
        _graph.Build(function, flow.Order, schedule.Layout);
        _lowering.Run(function, schedule, _graph, _options, _code);
        _times?.End("lower");
        dump?.Invoke("lower", CodeDump.Lowered(function.Name, _code, _graph, _options.Target));

        _layout.Build(function, flow, schedule, _graph);
        _input.Build(_code, _graph, flow, _layout, _options.Target);
        AllocationResult allocated = _options.OptLevel == OptLevel.None
            ? _slots.Run(_input.Problem, _options.Target.Environment)
            : _registers.Run(_input.Problem, _options.Target.Environment);
        _times?.End("regalloc");
        if (_options.OptLevel != OptLevel.None && _registers.RoundedCount > 0)
        {
            _times?.Note(function.Name, "regalloc", "too many values live in too many blocks; the lives of some are rounded up");
        }

        if (_options.VerifyAllocation)
        {
            AllocationChecker.Check(_input.Problem, allocated);
        }

        dump?.Invoke("regalloc", CodeDump.Allocated(function.Name, _code, _graph, _input, allocated, _options.Target));

        _emitter.Run(_code, _graph, _input, allocated, _layout, _options);
        CompiledFunction result = _buffer.Finish(_emitter.FrameBytes, Clobbers(allocated));
        _times?.End("emit");
        dump?.Invoke("asm", _options.Target.Disassemble(result));
        return result;
    }

    private Function ExpandVectors(VectorExpansion vectors, Function function)
    {
        function = vectors.Run(function, _optimizer.Flow);
        _optimizer.Flow.Compute(function);
        if (_options.VerifyIr && Verifier.FindProblem(function, _optimizer.Flow) is string problem)
        {
            throw new CompilerBugException("vector expansion", problem);
        }

        _times?.End("vectors");
        return function;
    }

    private RegisterSet Clobbers(AllocationResult allocated)
    {
        ulong bits = allocated.Written.Bits;
        for (int i = 0; i < _code.CallCount; i++)
        {
            RegisterSet call = _code.Call(i).Clobbers;
            bits |= call.Int | ((ulong)call.Float << 32);
        }

        return _options.Target.ClobbersOf(new RegisterSet((uint)bits, (uint)(bits >> 32)));
    }
}
