// From a module's bytes to machine code. Functions are validated first, all of them, because what is known of all bodies shapes the code of
// each; then each is decoded again, translated and compiled by whichever thread is free. The baseline compiler needs to know next to nothing:
// it compiles a function as soon as that is validated, and what it does not cover is left to the second round. Results go into an array by
// index, so the output does not depend on who compiled what.
using System;
using System.Collections.Generic;
using System.Threading;
using Wasmtime.Min.Toolchain.Baseline;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Validation;

namespace Wasmtime.Min.Toolchain;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;

/// <summary>A module that was compiled, before it is written.</summary>
/// <param name="Environment">The module and its layout.</param>
/// <param name="Types">Validation's view of the types.</param>
/// <param name="Functions">Defined functions in order, then the initialiser's parts and the initialiser.</param>
/// <param name="Stubs">Stubs.</param>
/// <param name="Text">The text section.</param>
/// <param name="Images">Initial contents of memories.</param>
/// <param name="GlobalValues">What code expects at the start of section Rodata.</param>
/// <param name="UsedFeatures">Proposals that instructions of the module belong to.</param>
internal sealed record CompiledModule(
    ModuleEnvironment Environment,
    TypeContext Types,
    CompiledFunction[] Functions,
    Stubs Stubs,
    LinkedText Text,
    MemoryImages Images,
    ReadOnlyMemory<byte> GlobalValues,
    WasmFeatures UsedFeatures);

/// <summary>Compiles modules. Thread-safe: no state but what a call brings.</summary>
public static class ModuleCompiler
{
    // A deep expression or control structure must not depend on the stack that the caller happens to have.
    private const int StackSize = 16 << 20;

    /// <summary>Validates and compiles a module.</summary>
    /// <param name="wasm">The module, its bodies decoded or not.</param>
    /// <param name="options">How.</param>
    /// <param name="dumps">Makes a receiver of stage dumps for a function; null: no dumps.</param>
    /// <param name="times">Receives the time of each stage, summed over all threads; null if nobody asks.</param>
    /// <exception cref="ModuleException">The module is malformed or not valid.</exception>
    /// <exception cref="UnsupportedFeatureException">The back end lacks a feature that the module uses.</exception>
    internal static CompiledModule Compile(
        WasmModule wasm, CompileOptions options, Func<int, DumpSink?>? dumps = null, StageTimes? times = null)
    {
        times?.Begin();
        ModuleContext context = ModuleValidator.ValidateOutsideBodies(wasm, options.Features);
        times?.End("validate");
        int imported = wasm.ImportedFunctionCount;
        int defined = wasm.Functions.Count - imported;
        var collector = new FactCollector(wasm, InlineCandidates.AreWanted(options));
        CodegenOptions quick = Targets.CodegenOptionsFor(options, memories: []);
        ModuleEnvironment? early = quick.OptLevel == OptLevel.None
            ? new ModuleEnvironment(wasm, context.Types, options, BodyFacts.Unknown(wasm)) : null;
        var functions = new CompiledFunction[defined];
        times?.End("layout");
        ForEach(
            defined,
            options.Threads,
            times,
            own => new Checker(context, collector, early is null ? null : BaselineCompiler.Create(early, quick), own),
            (worker, index) => functions[index] = worker.Check(imported + index, dumps)!);
        times?.Begin();
        collector.Finish();
        if (collector.AnyLeaves)
        {
            // What was compiled takes direct callees for ones that return in the instance.
            Array.Clear(functions);
        }

        var environment = new ModuleEnvironment(wasm, context.Types, options, collector.Facts);
        CodegenOptions codegen = Targets.CodegenOptionsFor(options, environment.Memories);
        MemoryImages images = MemoryImages.Build(environment);
        InitializerPlan initializer = InitializerPlan.Build(wasm, images.IsInImage);
        Array.Resize(ref functions, defined + initializer.FunctionCount);
        var inlined = new InlinedCall[functions.Length][];
        Array.Fill(inlined, []);
        int[] left = IndicesOfNull(functions);
        times?.End("layout");
        ForEach(
            left.Length,
            options.Threads,
            times,
            own => new Worker(
                environment, codegen, early is not null && collector.AnyLeaves ? BaselineCompiler.Create(environment, codegen) : null, own),
            (worker, place) =>
            {
                int index = left[place];
                (functions[index], inlined[index]) = index >= defined
                    ? (worker.CompileInitializer(initializer, index - defined, index == functions.Length - 1 ? dumps?.Invoke(-1) : null), [])
                    : worker.CompileFunction(imported + index, dumps?.Invoke(imported + index));
            });
        times?.Begin();
        Stubs stubs = Stubs.For(environment, codegen.Target.CreateStubs(Stubs.Layout, Targets.ConventionOf(options.Target)));
        LinkedText text = LinkedText.Link(codegen.Target, functions, inlined, imported, stubs);
        times?.End("link");
        return new CompiledModule(environment, context.Types, functions, stubs, text, images, initializer.Data, collector.UsedFeatures);
    }

    private static int[] IndicesOfNull(CompiledFunction?[] functions)
    {
        List<int> found = [];
        for (int i = 0; i < functions.Length; i++)
        {
            if (functions[i] is null)
            {
                found.Add(i);
            }
        }

        return [.. found];
    }

    // Runs an action for each index on several threads. The failure with the lowest index is the one that is reported.
    private static void ForEach<TWorker>(
        int count, int threads, StageTimes? times, Func<StageTimes?, TWorker> createWorker, Action<TWorker, int> action)
    {
        int next = -1;
        int failedIndex = int.MaxValue;
        Exception? failure = null;
        object gate = new();
        int workers = Math.Clamp(threads > 0 ? threads : Environment.ProcessorCount, 1, Math.Max(1, count));
        var others = new Thread[workers];
        for (int i = 0; i < workers; i++)
        {
            others[i] = new Thread(Work, StackSize) { IsBackground = true };
            others[i].Start();
        }

        foreach (Thread thread in others)
        {
            thread.Join();
        }

        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        void Work()
        {
            TWorker? worker = default;
            StageTimes? own = times is null ? null : new StageTimes();
            bool isCreated = false;
            for (int index = Interlocked.Increment(ref next); index < count; index = Interlocked.Increment(ref next))
            {
                try
                {
                    if (!isCreated)
                    {
                        worker = createWorker(own);
                        isCreated = true;
                    }

                    action(worker!, index);
                }
                catch (Exception e)
                {
                    lock (gate)
                    {
                        if (index < failedIndex)
                        {
                            (failedIndex, failure) = (index, e);
                        }
                    }

                    return;
                }
            }

            if (own is not null)
            {
                lock (gate)
                {
                    times!.Add(own);
                }
            }
        }
    }

    // What a thread keeps from function to function while bodies are validated.
    private sealed class Checker(ModuleContext context, FactCollector collector, BaselineCompiler? baseline, StageTimes? times)
    {
        private readonly FunctionValidator _validator = new(context);

        // The code, if one pass gives it.
        internal CompiledFunction? Check(int index, Func<int, DumpSink?>? dumps)
        {
            times?.Begin();
            WasmBody body = _validator.ValidateFunction(index);
            collector.Add(index, body);
            times?.End("validate");
            if (baseline is null || collector.AnyLeaves || !baseline.Covers(index, body))
            {
                return null;
            }

            CompiledFunction code = baseline.Compile(index, body, dumps?.Invoke(index));
            times?.End("baseline");
            return code;
        }
    }

    // The same while they are compiled.
    private sealed class Worker
    {
        private readonly ModuleEnvironment _environment;
        private readonly Function _function = new();
        private readonly FunctionBuilder _builder;
        private readonly FunctionTranslator _translator;
        private readonly FunctionCompiler _compiler;
        private readonly BaselineCompiler? _baseline;
        private readonly WasmBody _body = new(256);
        private readonly StageTimes? _times;

        internal Worker(ModuleEnvironment environment, CodegenOptions codegen, BaselineCompiler? baseline, StageTimes? times)
        {
            _environment = environment;
            _times = times;
            _builder = new FunctionBuilder(_function);
            _translator = new FunctionTranslator(environment, _builder);
            _compiler = new FunctionCompiler(codegen, times, environment.Options.Passes);
            _baseline = baseline;
        }

        internal (CompiledFunction Code, InlinedCall[] Inlined) CompileFunction(int index, DumpSink? dump)
        {
            _times?.Begin();
            WasmFunction function = _environment.Wasm.Functions[index];
            WasmBody? body = function.Body;
            if (body is null)
            {
                body = _body;
                BodyDecoder.DecodeFunction(_environment.Wasm, function, body);
                _times?.End("decode");
            }

            if (_baseline is not null && _baseline.Covers(index, body))
            {
                CompiledFunction quick = _baseline.Compile(index, body, dump);
                _times?.End("baseline");
                return (quick, []);
            }

            try
            {
                if (!_translator.Translate(_environment.NameOf(index), index, body))
                {
                    _times?.Note(_environment.NameOf(index), "translate", "too many values where control flow merges; locals live in the frame");
                }

                _times?.End("translate");
                return (Compile(dump), [.. _translator.Inlined]);
            }
            catch (CompilerBugException e)
            {
                throw _environment.InFunction(e, index);
            }
        }

        internal CompiledFunction CompileInitializer(InitializerPlan plan, int function, DumpSink? dump)
        {
            _times?.Begin();
            try
            {
                _translator.TranslateInitializer(plan, function);
                _times?.End("translate");
                return Compile(dump);
            }
            catch (CompilerBugException e)
            {
                throw e.In("the function that fills memories and tables", function);
            }
        }

        private CompiledFunction Compile(DumpSink? dump) => _compiler.Compile(_function, dump);
    }
}
