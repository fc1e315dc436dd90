// Runs one script, directive by directive. Every directive ends in exactly one of three ways: it passed, it failed, or it
// needs a feature that is missing. Whatever refers to a module that is unsupported (an action on it, a module that imports
// from it) is unsupported by the same feature; whatever refers to a module that failed has failed.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;
using Wasmtime.Min.Toolchain.Wasm.Validation;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Runs scripts.</summary>
internal sealed class WastRunner
{
    // A trap knows its reason, but not the index of the element; and Wasmtime's own scripts use one of its texts for two reasons.
    private static readonly (string Expected, string Message)[] Synonyms =
    [
        ("uninitialized element 2", "uninitialized element"),
        ("undefined element", "out of bounds table access"),
        ("null function reference", "null reference"),
        ("null structure reference", "null reference"),
        ("null array reference", "null reference"),
        ("null i31 reference", "null reference"),
        ("divide by zero", "integer divide by zero"),
    ];

    private readonly IWastEngine _engine;
    private readonly WasmFeatures _features;
    private readonly WastReport _report;
    private readonly Dictionary<string, Slot> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Slot> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Slot> _registered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _explicitNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WastThread> _threads = new(StringComparer.Ordinal);
    private Slot? _lastDefinition;
    private Slot? _lastInstance;

    private WastRunner(IWastEngine engine, WasmFeatures features, WastReport report)
    {
        _engine = engine;
        _features = features;
        _report = report;
    }

    /// <summary>Runs a script.</summary>
    /// <param name="path">Its path, for the report and to choose features.</param>
    /// <param name="text">Its text.</param>
    /// <param name="createEngine">Makes the engine that executes its modules.</param>
    /// <param name="adjustFeatures">Changes the features that the script would get, or null.</param>
    internal static WastReport Run(
        string path, byte[] text, Func<WastNeeds, IWastEngine> createEngine, Func<WasmFeatures, WasmFeatures>? adjustFeatures = null)
    {
        var report = new WastReport(path);
        WastScript script;
        try
        {
            script = WastScript.Parse(text);
        }
        catch (ModuleException error)
        {
            report.Fail(1, "script", error.Message);
            return report;
        }

        WastNeeds needs = WastNeeds.Of(path, text);
        needs = adjustFeatures is null ? needs : needs with { Features = adjustFeatures(needs.Features) };
        using IWastEngine engine = createEngine(needs);
        var runner = new WastRunner(engine, needs.Features, report);
        runner.Run(script.Directives);
        return report;
    }

    private void Run(IReadOnlyList<WastDirective> directives)
    {
        foreach (WastDirective directive in directives)
        {
            Run(directive);
        }

        // A thread that the script forgets still ends before its memory goes.
        foreach (WastThread thread in _threads.Values)
        {
            thread.Join();
        }
    }

    private void Run(WastDirective directive)
    {
        try
        {
            Execute(directive);
            _report.Passed++;
        }
        catch (WastUnsupportedException error)
        {
            _report.LackOf(directive.Line, directive.Keyword, error.Feature);
        }
        catch (WastFailureException error)
        {
            _report.Fail(directive.Line, directive.Keyword, error.Message);
        }
        catch (Exception error) when (error is ModuleException or WastLinkException or WastTrapException or WastGuestException)
        {
            _report.Fail(directive.Line, directive.Keyword, error.Message);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A bug of the product must not hide the outcome of the directives behind it.
            _report.Fail(directive.Line, directive.Keyword, $"internal error: {error.GetType().Name}: {error.Message}");
        }
    }

    private void Execute(WastDirective directive)
    {
        switch (directive)
        {
            case ModuleDirective { IsDefinition: true } module:
                Define(module);
                break;
            case ModuleDirective module:
                Enter(module.Module.Name, () => Instantiate(module.Module));
                break;
            case InstanceDirective instance:
                Enter(instance.Instance, () => _engine.Instantiate(
                    Find(_definitions, _lastDefinition, instance.Definition, "module definition").Value));
                break;
            case RegisterDirective register:
                Register(register);
                break;
            case ActionDirective action:
                Act(action.Action);
                break;
            case AssertReturnDirective assertion:
                Compare(Act(assertion.Action), assertion.Results);
                break;
            case AssertFailureDirective assertion:
                ExpectFailure(assertion);
                break;
            case AssertModuleDirective { Failure: ModuleFailure.Unlinkable } assertion:
                ExpectUnlinkable(assertion);
                break;
            case AssertModuleDirective assertion:
                ExpectRefusal(assertion);
                break;
            case ThreadDirective thread:
                Start(thread);
                break;
            case WaitDirective wait:
                if (!_threads.Remove(wait.Thread, out WastThread? started))
                {
                    throw new WastFailureException($"there is no thread ${wait.Thread}");
                }

                WastReport ended = started.Join();
                _report.Digest.Add(ended.Digest.Value);
                ended.ThrowIfNotPassed();
                break;
            case UnknownDirective { Proposal: { } proposal }:
                throw new WastUnsupportedException(proposal);
            case UnknownDirective { Problem: { } problem }:
                throw new WastFailureException(problem);
            default:
                throw new WastFailureException($"unknown directive '{directive.Keyword}'");
        }
    }

    // A thread runs its directives with a runner and an engine of its own; what it may see of ours are shared memories. Its directives are counted
    // apart: the script learns of their outcome where it waits.
    private void Start(ThreadDirective directive)
    {
        IWastEngine engine = _engine.CreateThread();
        var runner = new WastRunner(engine, _features, new WastReport(_report.Path));
        try
        {
            foreach (string name in directive.Shared)
            {
                object instance = Find(_instances, null, name, "instance").Value;
                runner._instances[name] = Slot.Of(() => _engine.Share(instance, engine));
            }
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        _threads[directive.Name] = WastThread.Start(engine, runner._report, () => runner.Run(directive.Directives));
    }

    private void Define(ModuleDirective directive)
    {
        Slot slot = Slot.Of(() => Compile(directive.Module));
        _lastDefinition = slot;
        if (directive.Module.Name is { } name)
        {
            _definitions[name] = slot;
        }

        slot.Check();
    }

    private void Enter(string? name, Func<object> instantiate)
    {
        Slot slot = Slot.Of(instantiate);
        _lastInstance = slot;
        if (name is not null)
        {
            _instances[name] = slot;
            RegisterByItsName(name, slot);
        }

        slot.Check();
    }

    // Scripts written for Wasmtime import from named modules without registering them.
    private void RegisterByItsName(string name, Slot slot)
    {
        if (_explicitNames.Contains(name))
        {
            return;
        }

        _registered[name] = slot;
        if (slot.IsGood)
        {
            _engine.Register(name, slot.Value);
        }
    }

    private void Register(RegisterDirective register)
    {
        Slot slot = Find(_instances, _lastInstance, register.Instance, "instance", check: false);
        _registered[register.Name] = slot;
        _explicitNames.Add(register.Name);
        slot.Check();
        _engine.Register(register.Name, slot.Value);
    }

    private object Instantiate(WastModule source)
    {
        object module = Compile(source);
        return _engine.Instantiate(module);
    }

    private object Compile(WastModule source)
    {
        WasmModule module = Parse(source);
        ModuleValidator.Validate(module, _features);
        object compiled = _engine.Compile(module);
        foreach (WasmImport import in module.Imports)
        {
            if (_registered.TryGetValue(import.Module, out Slot? provider))
            {
                provider.Check();
            }
        }

        return compiled;
    }

    private WasmModule Parse(WastModule source)
    {
        try
        {
            return source.Parse(_features);
        }
        catch (UnsupportedFeatureException proposal)
        {
            throw new WastUnsupportedException(proposal.Feature);
        }
    }

    private WastActual[] Act(WastAction action)
    {
        object instance = Find(_instances, _lastInstance, action.Instance, "instance").Value;
        WastActual[] results = action switch
        {
            InvokeAction invoke => _engine.Invoke(instance, invoke.Name, invoke.Arguments),
            GetAction get => [_engine.Get(instance, get.Name)],
            _ => throw new WastFailureException("unknown action"),
        };
        _report.Digest.Add(results);
        return results;
    }

    private static void Compare(WastActual[] actual, IReadOnlyList<WastValue> expected)
    {
        if (actual.Length != expected.Count)
        {
            throw new WastFailureException($"{actual.Length} results, expected {expected.Count}");
        }

        for (int i = 0; i < actual.Length; i++)
        {
            if (!actual[i].Matches(expected[i]))
            {
                throw new WastFailureException($"result {i} is {actual[i]}, expected {WastActual.Describe(expected[i])}");
            }
        }
    }

    private void ExpectFailure(AssertFailureDirective assertion)
    {
        try
        {
            if (assertion.Action is not null)
            {
                Act(assertion.Action);
            }
            else
            {
                Instantiate(assertion.Module!);
            }
        }
        catch (WastTrapException trap) when (assertion.Failure is ActionFailure.Trap or ActionFailure.Exhaustion)
        {
            _report.Digest.Add(trap.Message);
            if (!Says(trap.Message, assertion.Message))
            {
                throw new WastFailureException($"trapped with '{trap.Message}', expected '{assertion.Message}'");
            }

            return;
        }
        catch (WastGuestException) when (assertion.Failure == ActionFailure.Exception)
        {
            return;
        }

        throw new WastFailureException(assertion.Failure switch
        {
            ActionFailure.Trap or ActionFailure.Exhaustion => $"returned, expected the trap '{assertion.Message}'",
            ActionFailure.Exception => "returned, expected an exception",
            ActionFailure.Suspension => $"returned, expected a suspension '{assertion.Message}'",
        });
    }

    // Some suites expect a part of the text.
    private static bool Says(string message, string expected) =>
        message.Contains(expected, StringComparison.Ordinal) || Array.IndexOf(Synonyms, (expected, message)) >= 0;

    private void ExpectUnlinkable(AssertModuleDirective assertion)
    {
        try
        {
            Instantiate(assertion.Module);
        }
        catch (WastLinkException error)
        {
            CountRefusal(error.Message, assertion.Message);
            return;
        }
        catch (WastTrapException trap) when (Says(trap.Message, assertion.Message))
        {
            return; // in WebAssembly 1.0 a segment out of bounds was found before instantiation began
        }

        throw new WastFailureException($"linked, expected '{assertion.Message}'");
    }

    private void ExpectRefusal(AssertModuleDirective assertion)
    {
        try
        {
            ModuleValidator.Validate(Parse(assertion.Module), _features);
        }
        catch (ModuleException error)
        {
            CountRefusal(error.Message, assertion.Message);
            return;
        }

        throw new WastFailureException($"accepted, expected '{assertion.Message}'");
    }

    private void CountRefusal(string message, string expected)
    {
        _report.Refusals++;
        _report.RefusalsInSuiteWords += message.StartsWith(expected, StringComparison.Ordinal) ? 1 : 0;
    }

    private static Slot Find(Dictionary<string, Slot> named, Slot? last, string? name, string what, bool check = true)
    {
        Slot? slot = name is null ? last : named.GetValueOrDefault(name);
        if (slot is null)
        {
            throw new WastFailureException(name is null ? $"there is no {what} yet" : $"there is no {what} ${name}");
        }

        if (check)
        {
            slot.Check();
        }

        return slot;
    }

    /// <summary>A module or instance of the script, or the reason why there is none.</summary>
    private sealed class Slot
    {
        private object? _value;
        private string? _missingFeature;
        private string? _failure;

        internal object Value => _value!;

        internal bool IsGood => _value is not null;

        internal static Slot Of(Func<object> create)
        {
            var slot = new Slot();
            try
            {
                slot._value = create();
            }
            catch (WastUnsupportedException error)
            {
                slot._missingFeature = error.Feature;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                bool expected = error is ModuleException or WastLinkException or WastTrapException or WastGuestException
                    or WastFailureException;
                slot._failure = expected ? error.Message : $"internal error: {error.GetType().Name}: {error.Message}";
            }

            return slot;
        }

        internal void Check()
        {
            if (_missingFeature is not null)
            {
                throw new WastUnsupportedException(_missingFeature);
            }

            if (_failure is not null)
            {
                throw new WastFailureException(_failure);
            }
        }
    }
}
