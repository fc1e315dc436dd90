// An artifact whose code can run: the file's bytes, where they lie, and the executable text. Owns both until it is freed. From a file, bytes
// and code are mapped as they are, so loading costs the same at any size; from memory, both are copies.
//
// A file is opened once, and what is checked, mapped, executed and laid over memories comes from that one open file, whatever its name means later.
// Its checksum is taken over parts that are read one after the other: the pages that a program does not use never become resident.
using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Artifacts;

/// <summary>A loaded artifact.</summary>
internal sealed unsafe class LoadedCode
{
    private const int CopyAlignment = 16;
    private const int PartLength = 1 << 16;

    private readonly IPlatform _platform;
    private PlatformFile _file; // with length 0: there is none
    private FileMapping _mapping;
    private nuint _copy;
    private nuint _copyLength;
    private nuint[]? _images;
    private string? _moduleName;
    private bool _isNameRead;

    private LoadedCode(IPlatform platform) => _platform = platform;

    /// <summary>The artifact's bytes.</summary>
    internal ArtifactFile File { get; private set; } = null!;

    /// <summary>Address of the first byte of code; 0 where there is none.</summary>
    internal nuint TextBase { get; private set; }

    /// <summary>Length of the code in bytes.</summary>
    internal nuint TextLength { get; private set; }

    /// <summary>Address of the data segments' bytes.</summary>
    internal nuint RodataBase => File.AddressOf(SectionId.Rodata);

    /// <summary>Whether faults in the code are traps.</summary>
    internal bool NeedsTrapHandler => TextLength != 0 && (File.Header.Flags & ArtifactFlags.SignalsBasedTraps) != 0;

    /// <summary>The trap handler that the artifact brings.</summary>
    internal ReadOnlySpan<byte> TrapHandlerBytes =>
        File.Section(SectionId.Text).Slice((int)File.Header.TrapHandler.Offset, (int)File.Header.TrapHandler.Length);

    /// <summary>The module's name, or null.</summary>
    internal string? ModuleName
    {
        get
        {
            if (!_isNameRead)
            {
                _moduleName = File.Header.ModuleName.Length == 0 ? null : File.Text(File.Header.ModuleName);
                _isNameRead = true;
            }

            return _moduleName;
        }
    }

    /// <summary>Loads an artifact from a file.</summary>
    /// <exception cref="ArtifactException">It is damaged, or this platform cannot run it.</exception>
    /// <exception cref="PlatformException">It cannot be read, or there is no memory.</exception>
    internal static LoadedCode Load(IPlatform platform, string path, bool isVouchedFor)
    {
        var code = new LoadedCode(platform);
        try
        {
            code._file = platform.OpenFile(NameText.ToBytes(path));
            ArtifactHeader header = code.CheckFile(isVouchedFor);
            code._mapping = platform.MapFile(code._file);
            code.Open(ArtifactFile.Open(code._mapping.Address, header), isVouchedFor);
            return code;
        }
        catch
        {
            code.Free();
            throw;
        }
    }

    /// <summary>Loads an artifact from memory, which is copied.</summary>
    /// <exception cref="ArtifactException">It is damaged, or this platform cannot run it.</exception>
    /// <exception cref="PlatformException">There is no memory.</exception>
    internal static LoadedCode Load(IPlatform platform, ReadOnlySpan<byte> bytes, bool isVouchedFor)
    {
        var code = new LoadedCode(platform);
        if (bytes.IsEmpty)
        {
            throw new ArtifactException(ArtifactProblem.Empty, "not an artifact: it is empty");
        }

        try
        {
            code._copyLength = (nuint)bytes.Length;
            code._copy = platform.AllocateHeap(code._copyLength, CopyAlignment);

            // SAFETY: the block was just allocated with that length; it lives until Free.
            bytes.CopyTo(new Span<byte>((void*)code._copy, bytes.Length));
            code.Open(ArtifactFile.Open(code._copy, code._copyLength, isVouchedFor), isVouchedFor);
            return code;
        }
        catch
        {
            code.Free();
            throw;
        }
    }

    /// <summary>
    /// A memory image that the platform can map over a memory, made on first use; 0 where it cannot, and the caller copies.
    /// Not thread-safe: the module's gate is held.
    /// </summary>
    /// <param name="index">In table MemoryImages.</param>
    internal nuint ImageOf(int index)
    {
        IVirtualMemory? memory = _platform.VirtualMemory;
        nuint page = _platform.PageSize;
        MemoryImageRecord record = File.Table<MemoryImageRecord>(TableId.MemoryImages)[index];
        SectionEntry section = File.Header[SectionId.Images];
        ulong fileOffset = section.Offset + record.ImageOffset;
        if (memory is null || record.Length % page != 0 || record.MemoryOffset % page != 0 || record.Length == 0)
        {
            return 0;
        }

        _images ??= new nuint[File.Table<MemoryImageRecord>(TableId.MemoryImages).Count];
        if (_images[index] == 0)
        {
            _images[index] = _file.Length != 0 && fileOffset % page == 0
                ? memory.CreateImage(_file, fileOffset, (nuint)record.Length)
                : memory.CreateImage(ImageBytes(record));
        }

        return _images[index];
    }

    /// <summary>The bytes of a memory image.</summary>
    internal ReadOnlySpan<byte> ImageBytes(in MemoryImageRecord record) =>
        File.Section(SectionId.Images).Slice((int)record.ImageOffset, (int)record.Length);

    /// <summary>Finds the function that a place in the code belongs to, and those that were inlined there.</summary>
    /// <param name="offset">Offset in the code.</param>
    /// <param name="isReturn">Whether it is a return address, so that the instruction before it counts.</param>
    /// <param name="frames">Gets functions with wasm offsets, the innermost first; nothing for stubs.</param>
    internal void Describe(uint offset, bool isReturn, System.Collections.Generic.List<TrapFrame> frames)
    {
        uint place = isReturn ? offset - 1 : offset;
        if (!File.TryFindFunction(place, out int defined))
        {
            return;
        }

        uint location = File.LocationOf(place);
        for (; File.TryFindInlined(location, out InlinedPlaceRecord inlined); location = inlined.Caller)
        {
            frames.Add(new TrapFrame(ModuleName, (int)inlined.Function, File.NameOf(inlined.Function), inlined.WasmOffset));
        }

        int index = File.ImportedFunctionCount() + defined;
        frames.Add(new TrapFrame(ModuleName, index, File.NameOf((uint)index), location != ArtifactFormat.None ? location : null));
    }

    /// <summary>The trap of an instruction, or None where none is expected.</summary>
    internal TrapCode TrapAt(uint offset) => File.TrapAt(offset);

    /// <summary>The trap that a call of the trap stub raises, by its return address.</summary>
    internal TrapCode TrapOfCall(uint returnOffset) => File.TrapOfCall(returnOffset);

    /// <summary>The handler of the call that returns to <paramref name="offset"/>, if it has one.</summary>
    internal bool TryFindHandler(uint offset, out uint handler) =>
        File.Handlers.TryFind(offset, out handler) && handler < TextLength;

    /// <summary>Where references lie in waiting frames.</summary>
    internal StackMapTable StackMaps => File.StackMaps;

    /// <summary>Gives everything back. Nothing may run in the code or use the bytes.</summary>
    internal void Free()
    {
        if (TextBase != 0)
        {
            _platform.CodeMemory.UnpublishCode(TextBase, TextLength);
            TextBase = 0;
        }

        foreach (nuint image in _images ?? [])
        {
            if (image != 0)
            {
                _platform.VirtualMemory!.FreeImage(image);
            }
        }

        _images = null;
        if (_copy != 0)
        {
            _platform.FreeHeap(_copy, _copyLength, CopyAlignment);
            _copy = 0;
        }

        if (_mapping.Address != 0)
        {
            _platform.UnmapFile(_mapping);
            _mapping = default;
        }

        if (_file.Length != 0)
        {
            _platform.CloseFile(_file);
            _file = default;
        }
    }

    // The length is looked at before anything is read, the header before all else is.
    private ArtifactHeader CheckFile(bool isVouchedFor)
    {
        ArtifactFile.CheckLength(_file.Length);
        nuint length = isVouchedFor ? ArtifactFile.SmallestLength : (nuint)ulong.Min(_file.Length, PartLength);
        nuint buffer = _platform.AllocateHeap(length, CopyAlignment);
        try
        {
            // SAFETY: the block was just allocated with that length and is freed below.
            var part = new Span<byte>((void*)buffer, (int)length);
            _platform.ReadFile(_file, 0, part);
            ArtifactHeader header = ArtifactFile.ReadHeader(part, _file.Length);
            if (!isVouchedFor)
            {
                uint crc = Checksum.OfStart(part);
                for (ulong done = length; done < _file.Length; done += (uint)part.Length)
                {
                    part = part[..(int)ulong.Min((uint)part.Length, _file.Length - done)];
                    _platform.ReadFile(_file, done, part);
                    crc = Checksum.Update(crc, part);
                }

                ArtifactFile.CheckSum(header, ~crc);
            }

            return header;
        }
        finally
        {
            _platform.FreeHeap(buffer, length, CopyAlignment);
        }
    }

    private void Open(ArtifactFile file, bool isVouchedFor)
    {
        File = file;
        PlatformFit.Check(File.Header, _platform);
        ArtifactChecks.Check(File, isVouchedFor);
        SectionEntry text = File.Header[SectionId.Text];
        if (text.Size == 0)
        {
            return;
        }

        nuint page = _platform.PageSize;
        if (_file.Length != 0 && text.Offset % page == 0)
        {
            TextBase = _platform.CodeMemory.MapCode(_file, text.Offset, (nuint)text.Size);
        }

        if (TextBase == 0)
        {
            TextBase = _platform.CodeMemory.PublishCode(File.Section(SectionId.Text), page);
        }

        TextLength = (nuint)text.Size;
    }
}
