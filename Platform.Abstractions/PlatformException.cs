using System;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform;

/// <summary>The system refused something that the runtime needs.</summary>
public sealed class PlatformException : Exception
{
    /// <summary>Reports a refusal.</summary>
    /// <param name="operation">What was asked for, as a phrase: "reserve 4294967296 bytes".</param>
    /// <param name="nativeError">The system's error number (errno, GetLastError), or 0.</param>
    public PlatformException(string operation, int nativeError)
        : base(nativeError == 0 ? $"cannot {operation}" : $"cannot {operation}: {Marshal.GetPInvokeErrorMessage(nativeError)}")
    {
        Operation = operation;
        NativeError = nativeError;
    }

    /// <summary>What was asked for.</summary>
    public string Operation { get; }

    /// <summary>The system's error number, or 0 where it gave none.</summary>
    public int NativeError { get; }
}
