// State of one guest, and its calls that have nothing to do with descriptors. Every call takes its raw arguments (an i32 owns the low half of a slot) and
// the guest's memory, and returns an errno; addresses that are not in the memory end in Errno.Fault.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Wasi.Clocks;
using Wasmtime.Min.Wasi.FileSystem;
using Wasmtime.Min.Wasi.Streams;

namespace Wasmtime.Min.Wasi.Preview1;

/// <summary>The host side of <c>wasi_snapshot_preview1</c>. Serves one guest thread at a time.</summary>
internal sealed partial class Preview1Host : IDisposable
{
    private readonly byte[][] _arguments;
    private readonly byte[][] _environment;
    private readonly WasiSystem _system;
    private readonly FdTable _table;
    private readonly Waiting _waiting;
    private readonly Transfers _transfers;
    private readonly PathOperations? _paths;

    internal Preview1Host(WasiConfiguration configuration, WasiSystem system)
    {
        _system = system;
        _table = new FdTable(system);
        _waiting = new Waiting(system);
        _transfers = new Transfers(system.Handles, _waiting);
        _paths = system.Files is { } files && system.Handles is { } handles ? new PathOperations(files, handles) : null;
        _arguments = Encode(configuration.Arguments);
        List<string> variables = [];
        foreach ((string name, string value) in configuration.Environment)
        {
            variables.Add(name + "=" + value);
        }

        _environment = Encode(variables);
        IStandardStreams? streams = system.Streams;
        AddStream(configuration.Input is null ? streams?.Input : null, configuration.Input, null);
        AddStream(configuration.Output is null ? streams?.Output : null, null, configuration.Output);
        AddStream(configuration.Error is null ? streams?.Error : null, null, configuration.Error);
        Descriptor[] directories = Preopens.Open(system, configuration.Directories);
        for (int i = 0; i < directories.Length; i++)
        {
            _table.Add(FdEntry.Given(directories[i], NameText.ToBytes(configuration.Directories[i].Guest)));
        }
    }

    /// <summary>The store of the guest that is calling; null: it has no deadline.</summary>
    internal Store? Store
    {
        set => _waiting.Store = value;
    }

    /// <summary>Closes everything that the guest left open.</summary>
    public void Dispose() => _table.Clear();

    internal Errno ArgsSizesGet(GuestMemory memory, ReadOnlySpan<ulong> a) => Sizes(memory, _arguments, (uint)a[0], (uint)a[1]);

    internal Errno ArgsGet(GuestMemory memory, ReadOnlySpan<ulong> a) => Strings(memory, _arguments, (uint)a[0], (uint)a[1]);

    internal Errno EnvironSizesGet(GuestMemory memory, ReadOnlySpan<ulong> a) => Sizes(memory, _environment, (uint)a[0], (uint)a[1]);

    internal Errno EnvironGet(GuestMemory memory, ReadOnlySpan<ulong> a) => Strings(memory, _environment, (uint)a[0], (uint)a[1]);

    internal Errno RandomGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_system.Random is not { } random)
        {
            return Errno.NotSupported;
        }

        Span<byte> left = memory.Slice((uint)a[0], (uint)a[1]);
        while (!left.IsEmpty)
        {
            _waiting.ThrowIfInterrupted();
            int length = (int)uint.Min((uint)left.Length, HostLimits.RandomBytes);
            random.Fill(left[..length]);
            left = left[length..];
        }

        return Errno.Success;
    }

    internal Errno SchedYield(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        _system.Clocks?.Sleep(TimeSpan.Zero);
        return Errno.Success;
    }

    internal Errno SocketCall(GuestMemory memory, ReadOnlySpan<ulong> a) => _table.Find((uint)a[0]) is null ? Errno.BadFile : Errno.NotSocket;

    internal Errno ProcExit(GuestMemory memory, ReadOnlySpan<ulong> a) => throw new WasiExitException((int)(uint)a[0]);

    private static Errno CodeOf(SystemError error) => ErrorCodes.ToPreview1(error);

    // A standard stream is a character device only if it is a terminal: wasi-libc writes to a device line by line, and in whole buffers to anything else.
    private void AddStream(FileHandle? handle, WasiInput? input, WasiOutput? output)
    {
        FileHandle stream = handle ?? FileHandle.None;
        bool isTerminal = !stream.IsNone && _system.Handles is { } handles && handles.IsTerminal(stream);
        bool isInput = _table.Find(0) is null;
        var descriptor = Descriptor.Standard(stream, isTerminal ? FileKind.CharacterDevice : FileKind.Unknown, isInput, input, output);
        _table.Add(FdEntry.Given(descriptor));
    }

    private static byte[][] Encode(IList<string> texts)
    {
        byte[][] encoded = new byte[texts.Count][];
        for (int i = 0; i < encoded.Length; i++)
        {
            byte[] text = NameText.ToBytes(texts[i]);
            if (text.AsSpan().Contains((byte)0))
            {
                throw new ArgumentException($"'{texts[i]}' holds a character 0, which ends arguments and variables");
            }

            encoded[i] = [.. text, 0];
        }

        return encoded;
    }

    private static Errno Sizes(GuestMemory memory, byte[][] strings, uint count, uint size)
    {
        uint total = 0;
        foreach (byte[] text in strings)
        {
            total += (uint)text.Length;
        }

        memory.Write(count, (uint)strings.Length);
        memory.Write(size, total);
        return Errno.Success;
    }

    private static Errno Strings(GuestMemory memory, byte[][] strings, uint pointers, uint buffer)
    {
        foreach (byte[] text in strings)
        {
            memory.Write(pointers, buffer);
            text.CopyTo(memory.Slice(buffer, (uint)text.Length));
            pointers += sizeof(uint);
            buffer += (uint)text.Length;
        }

        return Errno.Success;
    }
}
