namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>Where the program that runs in an emulated process, and the process that commands it, leave each other messages.</summary>
/// <remarks>
/// Both run in turns. The commander writes requests, their number, and wakes the guest; the guest makes the calls, one after the other, and answers
/// with <see cref="Returned"/>. Code that calls the host answers with <see cref="HostCall"/> and waits; no requests then mean: go on, with that result.
/// </remarks>
public static class GuestMailbox
{
    /// <summary>u64: number of requests.</summary>
    public const int Count = 0;

    /// <summary>u64: what the guest answered.</summary>
    public const int State = 8;

    /// <summary>u64: the host function that is called.</summary>
    public const int Function = 16;

    /// <summary>u64: its result.</summary>
    public const int Result = 24;

    /// <summary>One byte that is sent to wake the other side.</summary>
    public const int Signal = 32;

    /// <summary>u64 each: arguments of a host function.</summary>
    public const int HostArguments = 64;

    /// <summary>Requests.</summary>
    public const int Requests = 256;

    /// <summary>In a request: u64, the function to call; behind it the arguments, u64 each.</summary>
    public const int RequestArguments = 8;

    /// <summary>In a request: u64, the result.</summary>
    public const int RequestResult = 72;

    /// <summary>Bytes of a request.</summary>
    public const int RequestSize = 80;

    /// <summary>Most arguments of a request or host function.</summary>
    public const int MaxArguments = 8;

    /// <summary>Answer: all requests are done.</summary>
    public const int Returned = 0;

    /// <summary>Answer: a host function is to be called.</summary>
    public const int HostCall = 1;
}

/// <summary>The program of an emulated process. It needs nothing below it but the kernel: a static executable.</summary>
/// <param name="Code">Code and data; the entry is the first byte.</param>
/// <param name="Parameters">Offset of two u64 that the caller fills in: the address of the mailbox, and of the stack's end.</param>
/// <param name="MapArguments">Offset of six u64 behind them: arguments of the first call of mmap.</param>
/// <param name="SystemCall">Offset of a function that makes a system call: its number, then up to six arguments.</param>
/// <param name="HostCall">Offset of the code that trampolines (<see cref="Lower.TargetIsa.CreateGuestTrampoline"/>) jump to.</param>
/// <param name="Crash">Offset of a function that ends the process with <see cref="CrashCode"/>: what becomes of signals that nobody expects.</param>
public sealed record GuestProgram(byte[] Code, int Parameters, int MapArguments, int SystemCall, int HostCall, int Crash)
{
    /// <summary>Exit code after an unexpected signal.</summary>
    public const int CrashCode = 99;
}
