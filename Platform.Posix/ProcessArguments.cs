// .NET decodes the command line as UTF-8 and puts U+FFFD for what is none, so that a name with such bytes can no longer be opened. The bytes are still
// where the kernel put them: the strings of the arguments, those of the environment and the name of the executed file lie one behind the other at the
// end of the main thread's stack. That needs no /proc, which a small root does not have.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>The command line of this process as it was given.</summary>
internal static class ProcessArguments
{
    private const char Replacement = '\uFFFD';

    // A variable of the C library (glibc and musl) that points to the first argument.
    private const string FirstArgumentVariable = "program_invocation_name";

    /// <summary>
    /// The arguments with every byte kept, in the form of <see cref="NameText"/>. Where the bytes cannot be found (other systems than Linux), and for
    /// arguments that were decoded without loss, what was given.
    /// </summary>
    /// <param name="decoded">What .NET gave to <c>Main</c>.</param>
    internal static string[] Exact(string[] decoded)
    {
        bool isSuspect = false;
        foreach (string argument in decoded)
        {
            isSuspect |= argument.AsSpan().Contains(Replacement);
        }

        return isSuspect && OperatingSystem.IsLinux() ? Match(decoded, InitialStrings()) : decoded;
    }

    // What stands before the arguments of Main depends on how the program was started (dotnet PROGRAM.dll ARGS), so they are searched for.
    private static string[] Match(string[] decoded, List<byte[]> strings)
    {
        for (int start = 1; start + decoded.Length <= strings.Count; start++)
        {
            if (IsAt(decoded, strings, start))
            {
                string[] exact = new string[decoded.Length];
                for (int i = 0; i < exact.Length; i++)
                {
                    exact[i] = NameText.FromBytes(strings[start + i]);
                }

                return exact;
            }
        }

        return decoded;
    }

    private static bool IsAt(string[] decoded, List<byte[]> strings, int start)
    {
        for (int i = 0; i < decoded.Length; i++)
        {
            if (Encoding.UTF8.GetString(strings[start + i]) != decoded[i])
            {
                return false;
            }
        }

        return true;
    }

    // The strings of arguments and environment.
    private static unsafe List<byte[]> InitialStrings()
    {
        List<byte[]> strings = [];
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), FirstArgumentVariable, out nint variable))
        {
            return strings;
        }

        nuint end = Libc.GetAuxiliaryValue(LinuxAbi.AuxiliaryExecFileName);
        nuint at = *(nuint*)variable;
        if (at == 0 || at >= end || end - at > MostBytes)
        {
            return strings;
        }

        // SAFETY: both ends were put on the stack by the kernel, which fills all between them with strings that end in 0; nobody gives these pages back.
        while (at < end)
        {
            ReadOnlySpan<byte> text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)at);
            strings.Add(text.ToArray());
            at += (nuint)text.Length + 1;
        }

        return strings;
    }

    // Three quarters of the largest stack that is counted on; the kernel allows a quarter of the stack's limit.
    private const nuint MostBytes = 6 << 20;
}
