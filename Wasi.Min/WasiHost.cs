// State of one guest and its calls that have nothing to do with files. Every call takes its raw arguments and the guest's memory, and
// returns an errno; addresses that are not in the memory end in Errno.Fault, file errors of .NET in the errno they stand for.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using Wasmtime.Min.Wasi.FileSystem;

namespace Wasmtime.Min.Wasi;

/// <summary>The host side of <c>wasi_snapshot_preview1</c>. Serves one guest thread at a time.</summary>
internal sealed partial class WasiHost : IDisposable
{
    private readonly byte[][] _arguments;
    private readonly byte[][] _environment;
    private readonly DescriptorTable _descriptors = new();
    private readonly InodeNumbers _inodes = new();

    internal WasiHost(WasiConfiguration configuration)
    {
        _arguments = Encode(configuration.Arguments);
        List<string> variables = [];
        foreach ((string name, string value) in configuration.Environment)
        {
            variables.Add(name + "=" + value);
        }

        _environment = Encode(variables);
        _descriptors.Add(Descriptor.Standard(0, configuration.Input));
        _descriptors.Add(Descriptor.Standard(1, configuration.Output));
        _descriptors.Add(Descriptor.Standard(2, configuration.Error));
        foreach ((string host, string guest) in configuration.Directories)
        {
            string path = Path.GetFullPath(host);
            if (!Directory.Exists(path))
            {
                throw new DirectoryNotFoundException($"cannot give the guest '{host}': no such directory");
            }

            _descriptors.Add(Descriptor.OfDirectory(Path.TrimEndingDirectorySeparator(RealPath(path)), guest));
        }
    }

    /// <summary>Closes everything that the guest left open, and writes out what is buffered.</summary>
    public void Dispose() => _descriptors.Clear();

    internal Errno ArgsSizesGet(GuestMemory memory, ReadOnlySpan<ulong> a) => Sizes(memory, _arguments, (uint)a[0], (uint)a[1]);

    internal Errno ArgsGet(GuestMemory memory, ReadOnlySpan<ulong> a) => Strings(memory, _arguments, (uint)a[0], (uint)a[1]);

    internal Errno EnvironSizesGet(GuestMemory memory, ReadOnlySpan<ulong> a) => Sizes(memory, _environment, (uint)a[0], (uint)a[1]);

    internal Errno EnvironGet(GuestMemory memory, ReadOnlySpan<ulong> a) => Strings(memory, _environment, (uint)a[0], (uint)a[1]);

    internal Errno ClockResGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if ((uint)a[0] > ThreadCpuClock)
        {
            return Errno.Invalid;
        }

        memory.Write((uint)a[1], (uint)a[0] == RealTimeClock ? 100ul : Math.Max(1, 1_000_000_000ul / (ulong)Stopwatch.Frequency));
        return Errno.Success;
    }

    internal Errno ClockTimeGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if ((uint)a[0] > ThreadCpuClock)
        {
            return Errno.Invalid;
        }

        memory.Write((uint)a[2], Now((uint)a[0]));
        return Errno.Success;
    }

    internal Errno RandomGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        RandomBytes.Fill(memory.Slice((uint)a[0], (uint)a[1]));
        return Errno.Success;
    }

    internal Errno SchedYield(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Thread.Yield();
        return Errno.Success;
    }

    internal Errno SocketCall(GuestMemory memory, ReadOnlySpan<ulong> a) =>
        _descriptors.Find((uint)a[0]) is null ? Errno.BadFile : Errno.NotSocket;

    internal Errno ProcExit(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Flush();
        throw new WasiExitException((int)(uint)a[0]);
    }

    private const uint RealTimeClock = 0, MonotonicClock = 1, ThreadCpuClock = 3;
    private const uint FirstPreopened = 3;

    private static ulong Now(uint clock) => clock switch
    {
        RealTimeClock => (ulong)(DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100,
        MonotonicClock => Stopwatch.Frequency == 1_000_000_000
            ? (ulong)Stopwatch.GetTimestamp()
            : (ulong)((UInt128)Stopwatch.GetTimestamp() * 1_000_000_000 / (UInt128)Stopwatch.Frequency),
        _ => (ulong)Environment.CpuUsage.TotalTime.Ticks * 100,
    };

    private static byte[][] Encode(IEnumerable<string> texts)
    {
        List<byte[]> encoded = [];
        foreach (string text in texts)
        {
            encoded.Add(Encoding.UTF8.GetBytes(text + "\0"));
        }

        return [.. encoded];
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

    private static string RealPath(string path) => Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private void Flush()
    {
        for (uint i = 1; i <= 2; i++)
        {
            _descriptors.Find(i)?.Flush();
        }
    }
}
