// Calls functions of WASI as a guest does, with raw arguments and a memory, but without any wasm. Strings go to the memory's front, results behind.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Wasi;
using Wasmtime.Min.Wasi.Preview1;

namespace Wasmtime.Min.Tests.Wasi;

/// <summary>A guest without code: its memory, and a directory of the host that it was given as descriptor 3.</summary>
internal sealed class Guest : IDisposable
{
    /// <summary>Where results go that a test looks at.</summary>
    internal const uint Result = 0x8000;

    /// <summary>Where bytes go that are read or written.</summary>
    internal const uint Buffer = 0x9000;

    internal const uint Root = 3;
    internal const ulong AllRights = 0x1fff_ffff;
    internal const ulong ReadOnly = AllRights & ~0x40ul;
    internal const uint Create = 1, Directory = 2, Exclusive = 4, Truncate = 8;

    private const uint Strings = 0x100;
    private const uint Vectors = 0x80;

    private readonly Engine _engine;
    private readonly Store _store;
    private readonly Memory _memory;
    private readonly Dictionary<string, Preview1Function> _functions = new(StringComparer.Ordinal);
    private readonly Preview1Host _host;
    private uint _nextString = Strings;

    /// <summary>Makes one.</summary>
    /// <param name="configure">What it gets beside its directory.</param>
    /// <param name="platform">The system; null: this one.</param>
    /// <param name="change">What is different about the system.</param>
    internal Guest(Action<WasiConfiguration>? configure = null, IPlatform? platform = null, Func<WasiSystem, WasiSystem>? change = null)
    {
        platform ??= new PosixPlatform();
        _engine = new Engine(platform);
        _store = new Store(_engine);
        _memory = new Memory(_store, 1);
        // The guest's directory lies in another one, so that there is something outside of it to reach for.
        Outside = System.IO.Directory.CreateTempSubdirectory("wasi").FullName;
        Path = System.IO.Path.Combine(Outside, "root");
        System.IO.Directory.CreateDirectory(Path);
        File.WriteAllText(System.IO.Path.Combine(Outside, "secret"), "secret");
        var configuration = new WasiConfiguration { Input = static _ => 0, Output = Output.Write, Error = static _ => { } };
        configuration.Directories.Add((Path, "/work"));
        configure?.Invoke(configuration);
        var system = WasiSystem.Of(platform);
        try
        {
            _host = new Preview1Host(configuration, change?.Invoke(system) ?? system);
        }
        catch
        {
            Free();
            throw;
        }

        foreach (Preview1Function function in Preview1Functions.All)
        {
            _functions.Add(function.Name, function);
        }
    }

    internal string Path { get; }

    internal string Outside { get; }

    internal MemoryStream Output { get; } = new();

    internal Span<byte> Memory => _memory.GetSpan();

    internal Engine Engine => _engine;

    /// <summary>Gives the guest a deadline, which the next epoch reaches.</summary>
    internal void SetDeadline()
    {
        _store.SetEpochDeadline(1);
        _host.Store = _store;
    }

    internal void ClearDeadline() => _host.Store = null;

    public void Dispose()
    {
        _host.Dispose();
        Free();
    }

    private void Free()
    {
        _store.Dispose();
        _engine.Dispose();
        System.IO.Directory.Delete(Outside, recursive: true); // does not follow links
    }

    internal string HostPath(string name) => System.IO.Path.Combine(Path, name);

    internal Errno Call(string name, params ReadOnlySpan<ulong> arguments)
    {
        Errno result = Preview1Functions.Call(_functions[name], _host, new GuestMemory(_memory), arguments);
        _nextString = Strings;
        return result;
    }

    /// <summary>Puts a text into memory for the next call; its length is that of <see cref="LengthOf"/>.</summary>
    internal ulong At(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        uint address = _nextString;
        bytes.CopyTo(Memory[(int)address..]);
        _nextString += (uint)bytes.Length;
        return address;
    }

    internal static ulong LengthOf(string text) => (ulong)Encoding.UTF8.GetByteCount(text);

    internal uint UInt32(uint address) => BinaryPrimitives.ReadUInt32LittleEndian(Memory[(int)address..]);

    internal ulong UInt64(uint address) => BinaryPrimitives.ReadUInt64LittleEndian(Memory[(int)address..]);

    internal Errno Open(string path, uint options, out uint descriptor, ulong rights = AllRights, ulong flags = 0, bool follow = true)
    {
        Errno result = Call(
            "path_open", Root, follow ? 1u : 0, At(path), LengthOf(path), options, rights, rights, flags, Result);
        descriptor = UInt32(Result);
        return result;
    }

    internal Errno OpenAt(uint directory, string path, uint options, out uint descriptor, ulong rights = AllRights)
    {
        Errno result = Call("path_open", directory, 1, At(path), LengthOf(path), options, rights, rights, 0, Result);
        descriptor = UInt32(Result);
        return result;
    }

    internal Errno OnPath(string function, string path) => Call(function, Root, At(path), LengthOf(path));

    internal Errno OnPaths(string function, string from, string to) =>
        Call(function, Root, At(from), LengthOf(from), Root, At(to), LengthOf(to));

    internal Errno Symlink(string target, string path) => Call("path_symlink", At(target), LengthOf(target), Root, At(path), LengthOf(path));

    internal Errno Stat(string path, bool follow) => Call("path_filestat_get", Root, follow ? 1u : 0, At(path), LengthOf(path), Result);

    /// <summary>Writes text in one piece or more; returns the number of bytes in <see cref="Result"/>.</summary>
    internal Errno Write(uint descriptor, params ReadOnlySpan<string> pieces)
    {
        uint address = Buffer;
        for (int i = 0; i < pieces.Length; i++)
        {
            int length = Encoding.UTF8.GetBytes(pieces[i], Memory[(int)address..]);
            SetVector(i, address, (uint)length);
            address += (uint)length;
        }

        return Call("fd_write", descriptor, Vectors, (ulong)pieces.Length, Result);
    }

    internal string Read(uint descriptor, uint most = 4096)
    {
        SetVector(0, Buffer, most);
        Errno result = Call("fd_read", descriptor, Vectors, 1, Result);
        return result == Errno.Success ? Encoding.UTF8.GetString(Memory.Slice((int)Buffer, (int)UInt32(Result))) : $"errno {result}";
    }

    internal Errno ReadAt(uint descriptor, uint most, ulong position)
    {
        SetVector(0, Buffer, most);
        return Call("fd_pread", descriptor, Vectors, 1, position, Result);
    }

    internal Errno WriteAt(uint descriptor, string text, ulong position)
    {
        SetVector(0, Buffer, (uint)Encoding.UTF8.GetBytes(text, Memory[(int)Buffer..]));
        return Call("fd_pwrite", descriptor, Vectors, 1, position, Result);
    }

    internal void SetVector(int index, uint address, uint length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Memory[((int)Vectors + (8 * index))..], address);
        BinaryPrimitives.WriteUInt32LittleEndian(Memory[((int)Vectors + (8 * index) + 4)..], length);
    }
}
