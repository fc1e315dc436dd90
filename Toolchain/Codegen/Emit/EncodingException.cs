using System;

namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>An instruction that its format cannot express reached the encoder: a mistake of lowering, never truncated silently.</summary>
/// <param name="message">Instruction, field and limit.</param>
public sealed class EncodingException(string message) : Exception(message);
