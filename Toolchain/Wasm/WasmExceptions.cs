// What a module author sees. A message starts with the wording of the specification's own tests, then says where, then
// what differs.
using System;

namespace Wasmtime.Min.Toolchain.Wasm;

/// <summary>Base of the two ways in which a module can be refused.</summary>
public abstract class ModuleException : Exception
{
    private protected ModuleException(string message, long offset)
        : base(message)
    {
        Offset = offset;
    }

    /// <summary>Byte offset in a binary module or position id in a text module; -1 where there is none.</summary>
    public long Offset { get; }
}

/// <summary>The bytes or characters do not form a module.</summary>
public sealed class WasmMalformedException : ModuleException
{
    /// <summary>Refuses a module at <paramref name="offset"/>; the offset is appended to the message.</summary>
    /// <param name="problem">The specification's wording first, then the facts.</param>
    /// <param name="offset">Byte offset from the start of the file.</param>
    public WasmMalformedException(string problem, long offset)
        : base($"{problem} (at offset 0x{offset:x})", offset)
    {
    }

    /// <summary>Refuses a text module at a place that is part of the message already.</summary>
    /// <param name="message">The whole message: wording, facts, line and column.</param>
    public WasmMalformedException(string message)
        : base(message, -1)
    {
    }
}

/// <summary>
/// The module is well formed but breaks a rule of validation, or uses a proposal that is switched off.
/// </summary>
public sealed class WasmInvalidException : ModuleException
{
    /// <summary>Refuses a module; <paramref name="message"/> is complete.</summary>
    /// <param name="message">Wording of the specification, place, facts.</param>
    /// <param name="offset">Byte offset or text position, -1 where there is none.</param>
    /// <param name="functionIndex">The function, counted with imports, or -1.</param>
    public WasmInvalidException(string message, long offset = -1, int functionIndex = -1)
        : base(message, offset)
    {
        FunctionIndex = functionIndex;
    }

    /// <summary>The function at fault (imports count), or -1.</summary>
    public int FunctionIndex { get; }
}
