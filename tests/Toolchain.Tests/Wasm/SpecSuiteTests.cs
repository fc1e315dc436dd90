using System;
using System.Collections.Generic;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Tests.Toolchain.Text;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;
using Wasmtime.Min.Toolchain.Wasm.Validation;

namespace Wasmtime.Min.Tests.Toolchain.Wasm;

/// <summary>Decodes and validates every core module of the specification's suite, and checks every refusal.</summary>
[TestClass]
public sealed class SpecSuiteTests
{
    private readonly List<string> _problems = [];
    private int _valid;
    private int _refused;
    private int _wordsAgree;
    private int _unsupported; // components, and proposals that the parser names

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("core")]
    [DataRow("misc")]
    public void Modules_are_accepted_and_refused_as_the_suite_says(string group)
    {
        foreach ((string name, byte[] text) in SpecSuite.Scripts(group))
        {
            Run(name, WastScript.Parse(text, name).Directives, group == "core" ? FeaturesOf(name) : WasmFeatures.All);
        }

        TestContext.WriteLine(
            $"{_valid} modules valid, {_refused} refused, words agree in {_wordsAgree}, {_unsupported} unsupported");
        TestContext.WriteLine(string.Join('\n', _problems));
        Assert.IsEmpty(_problems, string.Join('\n', _problems));
        Assert.IsTrue(group != "core" || _unsupported == 0);
    }

    /// <summary>The suite's own sets: each folder of a proposal extends some version of the standard.</summary>
    internal static WasmFeatures FeaturesOf(string name)
    {
        string path = name.Replace('\\', '/');
        if (path.StartsWith("proposals/threads/", StringComparison.Ordinal))
        {
            // Written against 1.0: it expects a second memory or table to be refused.
            return WasmFeatures.Wasm1 | WasmFeatures.Threads | WasmFeatures.SignExtension | WasmFeatures.SaturatingFloatToInt
                | WasmFeatures.BulkMemory;
        }

        if (path.StartsWith("proposals/wide-arithmetic/", StringComparison.Ordinal))
        {
            return WasmFeatures.Wasm3 | WasmFeatures.WideArithmetic;
        }

        bool hasPageSizes = path.StartsWith("proposals/custom-page-sizes/", StringComparison.Ordinal);
        return hasPageSizes ? WasmFeatures.Wasm3 | WasmFeatures.CustomPageSizes : WasmFeatures.Wasm3;
    }

    private void Run(string file, IReadOnlyList<WastDirective> directives, WasmFeatures features)
    {
        foreach (WastDirective directive in directives)
        {
            switch (directive)
            {
                case ModuleDirective { Module.IsComponent: false } definition:
                    ExpectValid(file, definition.Line, definition.Module, features);
                    break;
                case AssertFailureDirective { Module: { } module, Line: int line }:
                    ExpectValid(file, line, module, features);
                    break;
                case AssertModuleDirective { Failure: ModuleFailure.Unlinkable, Module: { } module, Line: int line }:
                    ExpectValid(file, line, module, features);
                    break;
                case AssertModuleDirective refusal:
                    ExpectRefusal(file, refusal, features);
                    break;
                case ThreadDirective thread:
                    Run(file, thread.Directives, features);
                    break;
                default:
                    break;
            }
        }
    }

    private void ExpectValid(string file, int line, WastModule module, WasmFeatures features)
    {
        try
        {
            ModuleValidator.Validate(module.Parse(features), features);
            _valid++;
        }
        catch (UnsupportedFeatureException)
        {
            _unsupported++;
        }
        catch (ModuleException error)
        {
            _problems.Add($"{file}:{line}: valid module refused: {error.Message}");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            _problems.Add($"{file}:{line}: crashed: {error}");
        }
    }

    private void ExpectRefusal(string file, AssertModuleDirective refusal, WasmFeatures features)
    {
        bool isMalformed = refusal.Failure is ModuleFailure.Malformed or ModuleFailure.MalformedCustom;
        string? message = null;
        string? problem = null;
        bool isParsed = false;
        try
        {
            WasmModule module = refusal.Module.Parse(features);
            isParsed = true;
            ModuleValidator.Validate(module, features);
            problem = "accepted";
        }
        catch (UnsupportedFeatureException)
        {
            _unsupported++;
            return;
        }
        catch (WasmMalformedException error)
        {
            message = error.Message;
            problem = isMalformed || refusal.Failure == ModuleFailure.InvalidCustom ? null : "malformed, not invalid";
        }
        catch (WasmInvalidException error)
        {
            message = error.Message;
            // 1.0 had 32-bit limits in its grammar; since 3.0 they are 64-bit numbers that validation bounds.
            bool isOldLimit = refusal.Message == "i32 constant out of range"
                && file.Contains("threads", StringComparison.Ordinal);
            problem = isMalformed && isParsed && !isOldLimit ? "invalid, not malformed" : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            problem = "crashed: " + error;
        }

        if (problem is not null)
        {
            string expected = $"should be {refusal.Failure} '{refusal.Message}'";
            _problems.Add($"{file}:{refusal.Line}: {expected}, is {problem}: {message}");
            return;
        }

        _refused++;
        if (message!.StartsWith(refusal.Message, StringComparison.Ordinal))
        {
            _wordsAgree++;
        }
        else
        {
            TestContext.WriteLine($"words: {file}:{refusal.Line}: '{refusal.Message}' is '{message}'");
        }
    }
}
