// The form of a .wast script: a list of directives. Modules inside are kept as spans and parsed when their directive
// runs, so a module that is malformed (on purpose or not) fails its own directive and no other.

using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Wasm.Script;

/// <summary>A parsed script.</summary>
/// <param name="Source">Its text.</param>
/// <param name="Directives">Its top-level forms, in order.</param>
internal sealed record WastScript(Text.TextSource Source, IReadOnlyList<WastDirective> Directives)
{
    /// <summary>Parses a script.</summary>
    /// <param name="utf8">The text; not copied.</param>
    /// <param name="fileName">A name for messages, or null.</param>
    /// <exception cref="WasmMalformedException">The script's own structure is malformed.</exception>
    public static WastScript Parse(byte[] utf8, string? fileName = null)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return ScriptParser.Parse(new Text.TextSource(utf8, fileName));
    }
}

/// <summary>One form of a script.</summary>
/// <param name="Line">The line it begins on, counted from 1.</param>
/// <param name="Keyword">Its first word, as written.</param>
internal abstract record WastDirective(int Line, string Keyword);

/// <summary><c>(module ...)</c>: defines and, unless it is a <c>definition</c>, instantiates a module. Also components.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Keyword">Its first word.</param>
/// <param name="Module">The module.</param>
/// <param name="IsDefinition">Whether it is only defined, to be instantiated later.</param>
internal sealed record ModuleDirective(int Line, string Keyword, WastModule Module, bool IsDefinition) : WastDirective(Line, Keyword);

/// <summary><c>(module instance $instance $module)</c>: instantiates a definition (of a module or a component).</summary>
/// <param name="Line">Its line.</param>
/// <param name="Keyword">Its first word.</param>
/// <param name="Instance">The instance's identifier, or null.</param>
/// <param name="Definition">The definition's identifier; null means the last one.</param>
internal sealed record InstanceDirective(int Line, string Keyword, string? Instance, string? Definition) : WastDirective(Line, Keyword);

/// <summary><c>(register "name" $instance)</c>: lets later modules import from an instance.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Name">The module name for imports.</param>
/// <param name="Instance">The instance's identifier; null means the last one.</param>
internal sealed record RegisterDirective(int Line, string Name, string? Instance) : WastDirective(Line, "register");

/// <summary>An action whose results nobody checks.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Keyword">Its first word.</param>
/// <param name="Action">The action.</param>
internal sealed record ActionDirective(int Line, string Keyword, WastAction Action) : WastDirective(Line, Keyword);

/// <summary><c>assert_return</c>.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Action">What runs.</param>
/// <param name="Results">What it must give.</param>
internal sealed record AssertReturnDirective(int Line, WastAction Action, IReadOnlyList<WastValue> Results)
    : WastDirective(Line, "assert_return");

/// <summary>How an action must fail.</summary>
internal enum ActionFailure : byte
{
    /// <summary><c>assert_trap</c>.</summary>
    Trap,

    /// <summary><c>assert_exhaustion</c>.</summary>
    Exhaustion,

    /// <summary><c>assert_exception</c>: an exception leaves the action.</summary>
    Exception,

    /// <summary><c>assert_suspension</c>.</summary>
    Suspension,
}

/// <summary>An action, or the instantiation of a module, that must fail.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Keyword">Its first word.</param>
/// <param name="Failure">How it must fail.</param>
/// <param name="Action">What runs, unless it is a module.</param>
/// <param name="Module">The module whose instantiation must fail, unless it is an action.</param>
/// <param name="Message">What the message must contain; empty if nothing is said.</param>
internal sealed record AssertFailureDirective(
    int Line, string Keyword, ActionFailure Failure, WastAction? Action, WastModule? Module, string Message) : WastDirective(Line, Keyword);

/// <summary>Why a module must be refused.</summary>
internal enum ModuleFailure : byte
{
    /// <summary><c>assert_malformed</c>.</summary>
    Malformed,

    /// <summary><c>assert_invalid</c>.</summary>
    Invalid,

    /// <summary><c>assert_unlinkable</c>.</summary>
    Unlinkable,

    /// <summary><c>assert_malformed_custom</c>: a custom section or annotation.</summary>
    MalformedCustom,

    /// <summary><c>assert_invalid_custom</c>.</summary>
    InvalidCustom,
}

/// <summary>A module that must be refused.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Keyword">Its first word.</param>
/// <param name="Failure">Why.</param>
/// <param name="Module">The module.</param>
/// <param name="Message">The suite's words for it.</param>
internal sealed record AssertModuleDirective(int Line, string Keyword, ModuleFailure Failure, WastModule Module, string Message)
    : WastDirective(Line, Keyword);

/// <summary><c>(thread $name (shared (module $m))* directive*)</c>.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Name">The thread's identifier.</param>
/// <param name="Shared">The identifiers of the instances that it sees.</param>
/// <param name="Directives">What it runs; counted apart from the script's own.</param>
internal sealed record ThreadDirective(int Line, string Name, IReadOnlyList<string> Shared, IReadOnlyList<WastDirective> Directives)
    : WastDirective(Line, "thread");

/// <summary><c>(wait $name)</c>: joins a thread.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Thread">The thread's identifier.</param>
internal sealed record WaitDirective(int Line, string Thread) : WastDirective(Line, "wait");

/// <summary>A form that this parser does not know, or one with something in it that it does not know. Whoever runs it must count it as failed.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Keyword">Its first word.</param>
/// <param name="Text">Its text.</param>
/// <param name="Problem">What is unknown in it; null: the form itself.</param>
/// <param name="Proposal">The proposal that what is unknown belongs to, which makes the directive unsupported; null: nobody knows.</param>
internal sealed record UnknownDirective(int Line, string Keyword, string Text, string? Problem = null, string? Proposal = null)
    : WastDirective(Line, Keyword);

/// <summary>Something that an instance does.</summary>
/// <param name="Instance">The instance's identifier; null means the last one.</param>
/// <param name="Name">The export.</param>
internal abstract record WastAction(string? Instance, string Name);

/// <summary><c>(invoke $instance? "name" argument*)</c>.</summary>
/// <param name="Instance">The instance's identifier; null means the last one.</param>
/// <param name="Name">The exported function.</param>
/// <param name="Arguments">The arguments.</param>
internal sealed record InvokeAction(string? Instance, string Name, IReadOnlyList<WastValue> Arguments) : WastAction(Instance, Name);

/// <summary><c>(get $instance? "name")</c>: reads an exported global.</summary>
/// <param name="Instance">The instance's identifier; null means the last one.</param>
/// <param name="Name">The exported global.</param>
internal sealed record GetAction(string? Instance, string Name) : WastAction(Instance, Name);
