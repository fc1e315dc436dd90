using System;

namespace Wasmtime.Min.Wasi;

/// <summary>Where a guest's input comes from; the <c>Read</c> of a stream is one.</summary>
/// <param name="buffer">Receives bytes; not empty.</param>
/// <returns>How many; 0 at the end.</returns>
/// <remarks>An exception ends the guest and reaches whoever called it.</remarks>
public delegate int WasiInput(Span<byte> buffer);

/// <summary>Where a guest's output goes; the <c>Write</c> of a stream is one.</summary>
/// <param name="bytes">What the guest writes; valid during the call.</param>
/// <remarks>An exception ends the guest and reaches whoever called it.</remarks>
public delegate void WasiOutput(ReadOnlySpan<byte> bytes);
