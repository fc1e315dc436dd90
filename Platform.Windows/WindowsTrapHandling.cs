// A vectored exception handler in front of .NET's own. Windows keeps the chain itself: the handler answers "go on searching" for faults that are not
// the guest's, so there are no previous handlers to note. Artifacts for Windows do without hardware traps by default: hardware shadow
// stacks, where they are on, kill a process that resumes elsewhere.
using System;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>Hardware faults on Windows.</summary>
/// <param name="numbers">Where a faulting thread's registers are found.</param>
internal sealed class WindowsTrapHandling(TrapNumbers numbers) : ITrapHandling
{
    private nint _handle;

    public TrapNumbers Numbers => numbers;

    public void Install(nuint handler, Span<nuint> previous)
    {
        _handle = Kernel32.AddVectoredExceptionHandler(1, handler);
        if (_handle == 0)
        {
            throw WindowsVirtualMemory.Failed("install an exception handler");
        }
    }

    public void Uninstall()
    {
        if (_handle != 0)
        {
            _ = Kernel32.RemoveVectoredExceptionHandler(_handle);
            _handle = 0;
        }
    }

    // Exceptions are handled on the thread's own stack.
    public void PrepareThread()
    {
    }
}
