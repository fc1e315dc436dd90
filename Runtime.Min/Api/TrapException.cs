using System.Collections.Generic;

namespace Wasmtime.Min;

/// <summary>A place in guest code at the time of a trap.</summary>
/// <param name="ModuleName">The module's name, or null.</param>
/// <param name="FunctionIndex">Index of the function in its module, imports included.</param>
/// <param name="FunctionName">The function's name, where the artifact has names.</param>
/// <param name="WasmOffset">Byte offset in the wasm file, or null where the artifact was stripped.</param>
public readonly record struct TrapFrame(string? ModuleName, int FunctionIndex, string? FunctionName, long? WasmOffset)
{
    /// <summary>As in a backtrace: <c>0x2a - module!function</c>.</summary>
    public override string ToString()
    {
        string offset = WasmOffset is long known ? $"0x{known:x}" : "?";
        return $"{offset} - {ModuleName ?? "<unknown>"}!{FunctionName ?? $"<wasm function {FunctionIndex}>"}";
    }
}

/// <summary>Guest code trapped.</summary>
public sealed class TrapException : WasmtimeException
{
    /// <summary>Reports a trap.</summary>
    /// <param name="code">The reason.</param>
    /// <param name="frames">Guest code that was active, innermost first.</param>
    public TrapException(TrapCode code, IReadOnlyList<TrapFrame> frames)
    {
        Code = code;
        Frames = frames;
    }

    /// <summary>The reason.</summary>
    public TrapCode Code { get; }

    /// <summary>Guest code that was active, innermost first; ends where too deep.</summary>
    public IReadOnlyList<TrapFrame> Frames { get; }

    /// <summary>The reason in Wasmtime's words, and the backtrace.</summary>
    public override string Message
    {
        get
        {
            string text = $"wasm trap: {TrapCodes.Describe(Code)}";
            for (int i = 0; i < Frames.Count; i++)
            {
                text += (i == 0 ? "\nwasm backtrace:" : "") + $"\n  {i,3}: {Frames[i]}";
            }

            return text;
        }
    }
}
