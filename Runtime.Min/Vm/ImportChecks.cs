using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Vm;

/// <summary>Whether what is given for an import is what the module needs: the specification's "import matching".</summary>
internal static class ImportChecks
{
    /// <exception cref="LinkException">It is not.</exception>
    internal static void Check(Module module, int index, External given)
    {
        ImportRecord record = module.File.Table<ImportRecord>(TableId.Imports)[index];
        if (!Matches(module, record, given))
        {
            Import import = module.AllImports[index];
            throw LinkException.Incompatible(import.ModuleName, import.Name, Describe(import.Type), Describe(given.Type));
        }

        if (given is Memory memory && !memory.Inner.Tunables.Satisfies(MemoryTunables.NeededBy(module)))
        {
            Import import = module.AllImports[index];
            MemoryTunables needed = MemoryTunables.NeededBy(module);
            throw LinkException.Incompatible(
                import.ModuleName,
                import.Name,
                $"a memory with a reservation of {needed.Reservation} bytes and a guard of {needed.Guard}",
                $"one with {memory.Inner.Tunables.Reservation} and {memory.Inner.Tunables.Guard}");
        }
    }

    /// <summary>A type after the name of its kind.</summary>
    internal static string Describe(ExternType type) => type.ToString()!;

    private static bool Matches(Module module, in ImportRecord record, External given) => (record.Kind, given) switch
    {
        (ArtifactExternKind.Function, Function function) =>
            module.Engine.Types.IsSubtype(function.TypeId, module.TypeIds[record.Index]),
        (ArtifactExternKind.Memory, Memory memory) => Matches((MemoryExternType)module.TypeOf(record), memory.Inner),
        (ArtifactExternKind.Table, Table table) => Matches((TableExternType)module.TypeOf(record), table.Inner),
        (ArtifactExternKind.Global, Global global) => Matches(module.Engine.Types, (GlobalExternType)module.TypeOf(record), global.Definition),
        (ArtifactExternKind.Tag, Tag tag) => tag.TypeId == module.TypeIds[record.Index],
        _ => false,
    };

    private static bool Matches(MemoryExternType wanted, MemoryInstance given) =>
        wanted.Is64Bit == given.Type.Is64Bit && wanted.IsShared == given.Type.IsShared && wanted.PageSize == given.Type.PageSize
        && LimitsMatch(wanted.Minimum, wanted.Maximum, given.Pages, given.Type.Maximum);

    private static bool Matches(TableExternType wanted, TableInstance given) =>
        wanted.Is64Bit == given.Type.Is64Bit && wanted.ElementType == given.Type.ElementType
        && LimitsMatch(wanted.Minimum, wanted.Maximum, given.Length, given.Type.Maximum);

    private static bool Matches(TypeRegistry types, GlobalExternType wanted, GlobalExternType given) =>
        wanted.IsMutable == given.IsMutable
        && (wanted.IsMutable ? wanted.ValueType == given.ValueType : types.IsSubtype(given.ValueType.Wasm, wanted.ValueType.Wasm));

    private static bool LimitsMatch(ulong minimum, ulong? maximum, ulong size, ulong? givenMaximum) =>
        size >= minimum && (maximum is not ulong most || givenMaximum <= most);
}
