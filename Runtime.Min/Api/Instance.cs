using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>A module that was given its imports and memory. Belongs to its store and lives as long.</summary>
public sealed partial class Instance
{
    private Dictionary<string, External?>? _exports;

    /// <summary>Makes an instance and runs its start function.</summary>
    /// <param name="store">Where.</param>
    /// <param name="module">Of what.</param>
    /// <param name="imports">One for each of <see cref="Module.Imports"/>, in their order.</param>
    /// <returns>The instance.</returns>
    /// <exception cref="LinkException">An import has another type, or their number is wrong.</exception>
    /// <exception cref="ResourceLimitException">The store allows no more.</exception>
    /// <exception cref="TrapException">The start function or a segment trapped; what was done before stays done.</exception>
    /// <exception cref="WasmException">The start function threw an exception of WebAssembly that nobody caught.</exception>
    /// <exception cref="Platform.PlatformException">There is no memory, or no address space for the reservation that the code relies on.</exception>
    /// <exception cref="ArgumentException">The module was loaded for another engine, or an import belongs to another store.</exception>
    /// <exception cref="ObjectDisposedException">The store or the module.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in the store.</exception>
    /// <remarks>What a function of the host throws while the start function runs passes through unchanged.</remarks>
    /// <exception cref="ObjectDisposedException">The store or the module was disposed.</exception>
    public static Instance Create(Store store, Module module, params ReadOnlySpan<External> imports)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(module);
        store.Use(module);
        if (imports.Length != module.AllImports.Length)
        {
            throw new LinkException($"the module has {module.AllImports.Length} imports, {imports.Length} were given");
        }

        foreach (External import in imports)
        {
            if (import.Store != store)
            {
                throw new ArgumentException("an import belongs to another store");
            }
        }

        return InstanceBuilder.Create(store, module, imports);
    }

    /// <summary>The store.</summary>
    public Store Store { get; }

    /// <summary>The module.</summary>
    public Module Module { get; }

    /// <summary>An export by name, or null.</summary>
    public External? GetExport(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Store.ThrowIfDisposed();
        _exports ??= [];
        if (!_exports.TryGetValue(name, out External? export))
        {
            export = Module.TryFindExport(name, out ExportRecord record) ? Find(record) : null;
            _exports.Add(name, export);
        }

        return export;
    }

    /// <summary>An exported function, or null.</summary>
    public Function? GetFunction(string name) => GetExport(name) as Function;

    /// <summary>An exported memory, or null.</summary>
    public Memory? GetMemory(string name) => GetExport(name) as Memory;

    /// <summary>An exported table, or null.</summary>
    public Table? GetTable(string name) => GetExport(name) as Table;

    /// <summary>An exported global, or null.</summary>
    public Global? GetGlobal(string name) => GetExport(name) as Global;

    /// <summary>An exported tag, or null.</summary>
    public Tag? GetTag(string name) => GetExport(name) as Tag;

    /// <summary>Looks for an exported function.</summary>
    public bool TryGetFunction(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Function? function) =>
        (function = GetFunction(name)) is not null;

    /// <summary>Looks for an exported memory.</summary>
    public bool TryGetMemory(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Memory? memory) =>
        (memory = GetMemory(name)) is not null;

    private External? Find(in ExportRecord record) => record.Kind switch
    {
        ArtifactExternKind.Function => Store.FunctionAt(FuncRefOf((int)record.Index)),
        ArtifactExternKind.Memory => Memory.Of(Memories[record.Index]),
        ArtifactExternKind.Table => Table.Of(Tables[record.Index]),
        ArtifactExternKind.Global => GlobalAt((int)record.Index),
        ArtifactExternKind.Tag => Store.TagAt(Native.At<nuint>(Vmctx + (nuint)Module.Layout.Tag((int)record.Index))),
    };
}
