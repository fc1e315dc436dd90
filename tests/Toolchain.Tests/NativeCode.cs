// Executable memory for tests that run generated code. Product code never does this itself: a platform assembly does. Linux only.
using System;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Tests.Toolchain;

/// <summary>A block of code copied into memory of its own: written first, then made executable, unmapped on disposal.</summary>
internal sealed class NativeCode : IDisposable
{
    private const int ReadWrite = 3;
    private const int ReadExecute = 5;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _length;
    private nint _address;

    internal NativeCode(byte[] code)
    {
        _length = (code.Length + 4095) & ~4095;
        _address = Map(0, _length, ReadWrite, PrivateAnonymous, -1, 0);
        if (_address == -1)
        {
            throw new InvalidOperationException("mmap of test code failed");
        }

        Marshal.Copy(code, 0, _address, code.Length);
        if (Protect(_address, _length, ReadExecute) != 0)
        {
            throw new InvalidOperationException("mprotect of test code failed");
        }
    }

    /// <summary>Whether this machine can run x86_64 Linux code.</summary>
    internal static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Address of the first byte.</summary>
    internal nint Address => _address;

    /// <summary>The code at <paramref name="offset"/> as a C function.</summary>
    internal T Function<T>(int offset = 0)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(_address + offset);

    public void Dispose()
    {
        if (_address != 0)
        {
            _ = Unmap(_address, _length);
            _address = 0;
        }
    }

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static extern nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static extern int Protect(nint address, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static extern int Unmap(nint address, nint length);
}
