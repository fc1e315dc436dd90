using System;

namespace Wasmtime.Min.Platform;

/// <summary>Instruction sets that artifacts are made for; the numbers are part of the artifact format.</summary>
public enum Isa : byte
{
    /// <summary>None.</summary>
    Unknown = 0,

    /// <summary>AMD64.</summary>
    X64 = 1,

    /// <summary>64-bit Arm.</summary>
    Arm64 = 2,

    /// <summary>64-bit RISC-V.</summary>
    Riscv64 = 3,

    /// <summary>IBM Z.</summary>
    S390x = 4,
}

/// <summary>C calling conventions of the host; the numbers are part of the artifact format.</summary>
public enum HostAbi : byte
{
    /// <summary>None.</summary>
    Unknown = 0,

    /// <summary>The System V convention of the instruction set: Linux, BSD, macOS (whose own rules on Arm64 concern nothing that artifacts do).</summary>
    SystemV = 1,

    /// <summary>Windows.</summary>
    Windows = 2,
}

/// <summary>
/// All that the runtime asks of a system. One object serves one engine or many. The members here are required; what a system
/// may lack is a property that is null then, and artifacts that need it are refused with an explanation.
/// </summary>
/// <remarks>Every member is thread-safe. Modeled on <c>wasmtime-platform.h</c>; each member names its function there.</remarks>
public interface IPlatform
{
    /// <summary>Version of this contract that the implementation was written for; <see cref="PlatformContract.Version"/>.</summary>
    int ContractVersion { get; }

    /// <summary>Instruction set of this process.</summary>
    Isa Isa { get; }

    /// <summary>C calling convention of this process.</summary>
    HostAbi Abi { get; }

    /// <summary>
    /// CPU features that code may use, in the numbering of artifacts for <see cref="Isa"/>. For AMD64, from bit 0: SSE4.2, POPCNT, LZCNT,
    /// BMI1, BMI2, AVX, AVX2, FMA; for Arm64: LSE atomics, dot products; for Riscv64: Zba, Zbb, Zbs, V. A feature counts only if the system preserves its registers.
    /// </summary>
    ulong CpuFeatures { get; }

    /// <summary>Size in bytes of a page; a power of two. <c>wasmtime_page_size</c>. A system without pages answers 4096.</summary>
    nuint PageSize { get; }

    /// <summary>Reads the current thread's value. <c>wasmtime_tls_get</c>.</summary>
    /// <param name="slot">0 to <see cref="PlatformContract.TlsSlots"/> - 1.</param>
    /// <returns>What the thread stored last, 0 at first.</returns>
    nuint TlsGet(int slot);

    /// <summary>Stores a value for the current thread. <c>wasmtime_tls_set</c>.</summary>
    /// <param name="slot">0 to <see cref="PlatformContract.TlsSlots"/> - 1.</param>
    /// <param name="value">Any value.</param>
    void TlsSet(int slot, nuint value);

    /// <summary>Memory from the heap, zeroed.</summary>
    /// <param name="length">In bytes, more than 0.</param>
    /// <param name="alignment">In bytes; a power of two.</param>
    /// <returns>Address of the first byte.</returns>
    /// <exception cref="PlatformException">There is not so much memory.</exception>
    nuint AllocateHeap(nuint length, nuint alignment);

    /// <summary>Gives back memory of <see cref="AllocateHeap"/>.</summary>
    /// <param name="address">What <see cref="AllocateHeap"/> returned; 0 does nothing.</param>
    /// <param name="length">The length that was asked for.</param>
    /// <param name="alignment">The alignment that was asked for.</param>
    void FreeHeap(nuint address, nuint length, nuint alignment);

    /// <summary>The lowest address that the current thread's stack may grow to, its guard pages excluded.</summary>
    /// <returns>An address; 0 where the system cannot tell.</returns>
    nuint StackLimit();

    /// <summary>
    /// Opens a file for reading. From then on it is this file, whatever becomes of its name: all other members take what is returned here.
    /// </summary>
    /// <param name="name">Bytes of the name as the system has them; UTF-8 where its names are text.</param>
    /// <returns>The file; to be given to <see cref="CloseFile"/>.</returns>
    /// <exception cref="PlatformException">
    /// It cannot be opened, is a directory, is empty, has no length (a pipe), or the name holds a byte 0; the operation names the file.
    /// </exception>
    PlatformFile OpenFile(ReadOnlySpan<byte> name);

    /// <summary>Reads a part of a file, of which nothing stays in memory but what was asked for (where the system's files lie outside of memory).</summary>
    /// <param name="file">A file of <see cref="OpenFile"/>.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="to">Filled whole.</param>
    /// <exception cref="PlatformException">It cannot be read, or ends before.</exception>
    void ReadFile(in PlatformFile file, ulong offset, Span<byte> to);

    /// <summary>Maps a file for reading, whole.</summary>
    /// <param name="file">A file of <see cref="OpenFile"/>; it may be closed before the mapping ends.</param>
    /// <returns>The mapping; to be given to <see cref="UnmapFile"/>.</returns>
    /// <exception cref="PlatformException">It cannot be mapped or read.</exception>
    FileMapping MapFile(in PlatformFile file);

    /// <summary>Ends a mapping of <see cref="MapFile"/>.</summary>
    void UnmapFile(in FileMapping mapping);

    /// <summary>Closes a file of <see cref="OpenFile"/>. Images that were made of it must have been given back.</summary>
    void CloseFile(in PlatformFile file);

    /// <summary>Code.</summary>
    ICodeMemory CodeMemory { get; }

    /// <summary>Address space, or null where all data must come from the heap.</summary>
    IVirtualMemory? VirtualMemory { get; }

    /// <summary>Hardware faults, or null where code must check everything itself.</summary>
    ITrapHandling? TrapHandling { get; }

    /// <summary>Waiting for other threads, or null where there is one thread.</summary>
    ISynchronization? Synchronization { get; }

    /// <summary>Stacks of their own for guest code, or null.</summary>
    IFibers? Fibers { get; }

    /// <summary>Open handles, or null where there is neither a file system nor a stream.</summary>
    IHandles? Handles { get; }

    /// <summary>Files, or null; <see cref="Handles"/> is there, too, where they are.</summary>
    IFileSystem? FileSystem { get; }

    /// <summary>Standard input, output and error, or null; <see cref="Handles"/> is there, too, where they are.</summary>
    IStandardStreams? StandardStreams { get; }

    /// <summary>Clocks, or null.</summary>
    IClocks? Clocks { get; }

    /// <summary>Random numbers, or null.</summary>
    IRandom? Random { get; }
}

/// <summary>A file that is open for reading.</summary>
/// <param name="Handle">The platform's own; never 0.</param>
/// <param name="Length">Length in bytes when it was opened.</param>
public readonly record struct PlatformFile(nuint Handle, ulong Length);

/// <summary>A file mapped for reading.</summary>
/// <param name="Address">First byte, aligned to a page where the system maps files and to 16 bytes elsewhere.</param>
/// <param name="Length">Length of the file in bytes.</param>
/// <param name="Handle">The platform's own.</param>
public readonly record struct FileMapping(nuint Address, nuint Length, nuint Handle);

/// <summary>Numbers of the contract.</summary>
public static class PlatformContract
{
    /// <summary>Raised with every change that an implementation must follow.</summary>
    public const int Version = 2;

    /// <summary>Number of thread-local values.</summary>
    public const int TlsSlots = 2;
}
