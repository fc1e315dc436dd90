using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>How <see cref="Module.Load(Engine, string, ModuleTrust)"/> treats an artifact.</summary>
public enum ModuleTrust
{
    /// <summary>The whole file is checked: its checksum and everything that its tables say.</summary>
    Check,

    /// <summary>
    /// The caller vouches that the file is as the compiler wrote it. Loading then costs the same at any size; a damaged file may crash the
    /// process.
    /// </summary>
    Vouched,
}

/// <summary>
/// A precompiled module. Thread-safe. Running its code means trusting whoever compiled it. Dispose it when it is no longer needed; stores
/// that use it keep what they need.
/// </summary>
public sealed class Module : IDisposable
{
    private readonly FunctionType?[] _functionTypes;
    private SpinGate _gate;
    private Import[]? _imports;
    private Export[]? _exports;
    private Dictionary<string, ExportRecord>? _exportsByName;
    private int _users = 1; // the embedder, until Dispose, and each store that has an instance
    private bool _isDisposed;

    /// <summary>Tells modules apart.</summary>
    internal ulong Number { get; } = ObjectNumber.Next();

    private Module(Engine engine, LoadedCode code)
    {
        engine.AddUser();
        Engine = engine;
        Code = code;
        try
        {
            TypeIds = engine.Types.Register(code.File);
            _functionTypes = new FunctionType?[TypeIds.Length];
            Counts = new ModuleCounts(code.File);
            Layout = Counts.CreateLayout();
            TracedGlobals = FindTracedGlobals();
            TracedSegments = FindTracedSegments();
            engine.Code.Add(code);
        }
        catch
        {
            engine.RemoveUser();
            throw;
        }
    }

    /// <summary>The engine it was loaded for.</summary>
    public Engine Engine { get; }

    /// <summary>The name that the module gives itself, or null.</summary>
    /// <exception cref="ObjectDisposedException">The module was disposed.</exception>
    public string? Name => Read(static module => module.Code.ModuleName);

    /// <summary>What it needs, in its order.</summary>
    /// <exception cref="ObjectDisposedException">The module was disposed.</exception>
    public IReadOnlyList<Import> Imports => Read(static module => module.AllImports);

    /// <summary>What it offers, in its order.</summary>
    /// <exception cref="ObjectDisposedException">The module was disposed.</exception>
    public IReadOnlyList<Export> Exports => Read(static module => module.AllExports);

    /// <summary>SHA-256 of the artifact: its identity for caches and signatures. As the file states it; not computed again.</summary>
    public ReadOnlySpan<byte> Identity => File.Header.Sha256;

    /// <summary>Whether it was compiled with fuel checks; without, <see cref="Store.Fuel"/> limits nothing.</summary>
    public bool HasFuelChecks => (File.Header.Flags & ArtifactFlags.FuelChecks) != 0;

    /// <summary>Whether it was compiled with epoch checks; without, <see cref="Store.SetEpochDeadline"/> interrupts nothing.</summary>
    public bool HasEpochChecks => (File.Header.Flags & ArtifactFlags.EpochChecks) != 0;

    /// <summary>The artifact's code and bytes.</summary>
    internal LoadedCode Code { get; }

    internal ArtifactFile File => Code.File;

    /// <summary>Engine-wide ids by type index.</summary>
    internal uint[] TypeIds { get; }

    /// <summary>Its imports and exports for who keeps it alive.</summary>
    internal Import[] AllImports => _imports ??= ReadImports();

    internal Export[] AllExports => _exports ??= ReadExports();

    /// <summary>Sizes of the index spaces.</summary>
    internal ModuleCounts Counts { get; }

    /// <summary>Defined globals that the collector has to look at, by index among the defined ones.</summary>
    internal int[] TracedGlobals { get; }

    /// <summary>Element segments that the collector has to look at.</summary>
    internal int[] TracedSegments { get; }

    /// <summary>Where things lie in an instance.</summary>
    internal VmLayout Layout { get; }

    /// <summary>
    /// Loads an artifact from a file. It is opened once: what is checked is what runs, also when the name means another file later, or none. Nobody may
    /// write into the file itself while the module lives; whoever replaces it writes a new file beside it and renames that.
    /// </summary>
    /// <exception cref="ArtifactException">It is damaged, or this platform cannot run it.</exception>
    /// <exception cref="Platform.PlatformException">It cannot be read, or there is no memory.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed.</exception>
    public static Module Load(Engine engine, string path, ModuleTrust trust = ModuleTrust.Check)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(path);
        engine.ThrowIfDisposed();
        return Create(engine, LoadedCode.Load(engine.Platform, path, trust == ModuleTrust.Vouched));
    }

    /// <summary>Loads an artifact from memory, which is copied.</summary>
    /// <exception cref="ArtifactException">It is damaged, or this platform cannot run it.</exception>
    /// <exception cref="Platform.PlatformException">There is no memory.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed.</exception>
    public static Module Load(Engine engine, ReadOnlySpan<byte> artifact, ModuleTrust trust = ModuleTrust.Check)
    {
        ArgumentNullException.ThrowIfNull(engine);
        engine.ThrowIfDisposed();
        return Create(engine, LoadedCode.Load(engine.Platform, artifact, trust == ModuleTrust.Vouched));
    }

    /// <summary>Computes the artifact's SHA-256 and compares it with <see cref="Identity"/>.</summary>
    /// <exception cref="ObjectDisposedException">The module was disposed.</exception>
    public bool VerifyIdentity() => Read(static module => module.File.HasStatedIdentity());

    /// <summary>Contents of the custom sections of a name, in their order; none where the artifact was stripped.</summary>
    /// <exception cref="ObjectDisposedException">The module was disposed.</exception>
    public IReadOnlyList<byte[]> CustomSections(string name) => Read(module => module.ReadCustomSections(name));

    private List<byte[]> ReadCustomSections(string name)
    {
        List<byte[]> found = [];
        ArtifactTable<CustomSectionRecord> sections = File.Table<CustomSectionRecord>(TableId.CustomSections);
        for (int i = 0; i < sections.Count; i++)
        {
            if (File.Text(sections[i].Name) == name)
            {
                found.Add(File.Section(SectionId.Custom).Slice((int)sections[i].Offset, (int)sections[i].Length).ToArray());
            }
        }

        return found;
    }

    /// <summary>Lets go of the module. Its memory is given back when the last store that uses it is disposed, too.</summary>
    public void Dispose()
    {
        _gate.Enter();
        bool isFirst = !_isDisposed;
        _isDisposed = true;
        _gate.Exit();
        if (isFirst)
        {
            RemoveUser();
        }
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    /// <summary>A store begins to use the module.</summary>
    /// <exception cref="ObjectDisposedException">Nobody has it any more.</exception>
    internal void AddUser()
    {
        _gate.Enter();
        bool isGone = _users == 0 || _isDisposed;
        _users += isGone ? 0 : 1;
        _gate.Exit();
        ObjectDisposedException.ThrowIf(isGone, this);
    }

    /// <summary>A store no longer uses the module: nothing of it runs in that store any more.</summary>
    internal void RemoveUser()
    {
        _gate.Enter();
        bool isLast = --_users == 0;
        _gate.Exit();
        if (isLast)
        {
            Engine.Code.Remove(Code);
            Code.Free();
            Engine.RemoveUser();
        }
    }

    // Nobody takes the module's memory away meanwhile.
    private T Read<T>(Func<Module, T> read)
    {
        AddUser();
        try
        {
            return read(this);
        }
        finally
        {
            RemoveUser();
        }
    }

    /// <summary>Type index of a function of the module, imports included.</summary>
    internal uint TypeIndexOf(int function) => function < Counts.ImportedFunctions
        ? Counts.ImportedFunctionTypes[function]
        : File.Table<FunctionRecord>(TableId.Functions)[function - Counts.ImportedFunctions].TypeIndex;

    /// <summary>Parameters and results of a function type of the module.</summary>
    internal FunctionType FunctionTypeAt(uint typeIndex) =>
        _functionTypes[typeIndex] ??= Engine.Types.FunctionTypeOf(TypeIds[typeIndex]);

    /// <summary>Address of the entry stub of a function type; 0: the artifact has none.</summary>
    internal nuint EntryStubOf(uint typeIndex) => AddressOf(File.Table<TypeRecord>(TableId.Types)[typeIndex].EntryStub);

    /// <summary>Address of the exit stub of a function type; 0: the artifact has none.</summary>
    internal nuint ExitStubOf(uint typeIndex) => AddressOf(File.Table<TypeRecord>(TableId.Types)[typeIndex].ExitStub);

    /// <summary>Address of a place in the code; 0 for None.</summary>
    internal nuint AddressOf(uint codeOffset) => codeOffset == ArtifactFormat.None ? 0 : Code.TextBase + codeOffset;

    /// <summary>A value type of the module as an engine-wide one.</summary>
    internal WasmType TypeOf(ValueTypeRecord record) => TypeRegistry.TypeOf(record, TypeIds);

    /// <summary>Finds an export by name.</summary>
    internal bool TryFindExport(string name, out ExportRecord export)
    {
        Dictionary<string, ExportRecord> byName = _exportsByName ??= IndexExports();
        return byName.TryGetValue(name, out export);
    }

    /// <summary>An image that can be mapped over a memory; 0: copy its bytes.</summary>
    internal nuint ImageOf(int index)
    {
        _gate.Enter();
        try
        {
            return Code.ImageOf(index);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>The type of an import.</summary>
    internal ExternType TypeOf(in ImportRecord import) => import.Kind is ArtifactExternKind.Function or ArtifactExternKind.Tag
        ? OfType(import.Kind, import.Index)
        : TypeOf(import.Kind, import.Index);

    /// <summary>The type of a table, memory, or global, or of any other export.</summary>
    internal ExternType TypeOf(ArtifactExternKind kind, uint index) => kind switch
    {
        ArtifactExternKind.Function => OfType(kind, TypeIndexOf((int)index)),
        ArtifactExternKind.Tag => OfType(kind, File.Table<TagRecord>(TableId.Tags)[index].TypeIndex),
        ArtifactExternKind.Table => TypeOf(File.Table<TableRecord>(TableId.Tables)[index]),
        ArtifactExternKind.Memory => TypeOf(File.Table<MemoryRecord>(TableId.Memories)[index]),
        ArtifactExternKind.Global => TypeOf(File.Table<GlobalRecord>(TableId.Globals)[index]),
    };

    private static Module Create(Engine engine, LoadedCode code)
    {
        try
        {
            return new Module(engine, code);
        }
        catch
        {
            code.Free();
            throw;
        }
    }

    private ExternType OfType(ArtifactExternKind kind, uint typeIndex)
    {
        FunctionType type = FunctionTypeAt(typeIndex);
        return kind == ArtifactExternKind.Tag ? new TagExternType(type) : new FunctionExternType(type);
    }

    private static MemoryExternType TypeOf(in MemoryRecord memory) => new(
        memory.Min,
        (memory.Flags & LimitFlags.HasMax) != 0 ? memory.Max : null,
        (memory.Flags & LimitFlags.Is64) != 0,
        (memory.Flags & LimitFlags.Shared) != 0,
        (int)memory.PageSizeLog2);

    private TableExternType TypeOf(in TableRecord table) => new(
        new ValType(TypeOf(table.Element), Engine),
        table.Min,
        (table.Flags & LimitFlags.HasMax) != 0 ? table.Max : null,
        (table.Flags & LimitFlags.Is64) != 0);

    private GlobalExternType TypeOf(in GlobalRecord global) => new(new ValType(TypeOf(global.Type), Engine), global.IsMutable != 0);

    private int[] FindTracedGlobals()
    {
        ArtifactTable<GlobalRecord> globals = File.Table<GlobalRecord>(TableId.Globals);
        List<int>? found = null;
        for (int i = Counts.ImportedGlobals; i < globals.Count; i++)
        {
            if (IsTraced(globals[i].Type))
            {
                (found ??= []).Add(i - Counts.ImportedGlobals);
            }
        }

        return found?.ToArray() ?? [];
    }

    private int[] FindTracedSegments()
    {
        ArtifactTable<ElementSegmentRecord> segments = File.Table<ElementSegmentRecord>(TableId.ElementSegments);
        List<int>? found = null;
        for (int i = 0; i < segments.Count; i++)
        {
            if (IsTraced(segments[i].Element))
            {
                (found ??= []).Add(i);
            }
        }

        return found?.ToArray() ?? [];
    }

    private bool IsTraced(ValueTypeRecord type) => type.IsReference && TypeRegistry.KindOf(TypeOf(type)) != ValueKind.FuncRef;

    private Import[] ReadImports()
    {
        ArtifactTable<ImportRecord> records = File.Table<ImportRecord>(TableId.Imports);
        var imports = new Import[records.Count];
        for (int i = 0; i < imports.Length; i++)
        {
            imports[i] = new Import(File.Text(records[i].Module), File.Text(records[i].Name), TypeOf(records[i]));
        }

        return imports;
    }

    private Export[] ReadExports()
    {
        ArtifactTable<ExportRecord> records = File.Table<ExportRecord>(TableId.Exports);
        var exports = new Export[records.Count];
        for (int i = 0; i < exports.Length; i++)
        {
            exports[i] = new Export(File.Text(records[i].Name), TypeOf(records[i].Kind, records[i].Index));
        }

        return exports;
    }

    private Dictionary<string, ExportRecord> IndexExports()
    {
        ArtifactTable<ExportRecord> records = File.Table<ExportRecord>(TableId.Exports);
        Dictionary<string, ExportRecord> byName = new(records.Count);
        for (int i = 0; i < records.Count; i++)
        {
            byName[File.Text(records[i].Name)] = records[i];
        }

        return byName;
    }
}
