using System;

namespace Wasmtime.Min.CommandLine;

/// <summary>The command line is wrong; the message says what to change. The program prints it and exits with 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
