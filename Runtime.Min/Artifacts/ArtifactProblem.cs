namespace Wasmtime.Min.Artifacts;

/// <summary>
/// The checks of the reader, one member for each: a check cannot be written without one, so that tests can show that damaged files reach
/// every check. The words for the operator stand where the check is.
/// </summary>
internal enum ArtifactProblem
{
    // The file as a whole.
    Empty, Length, Magic, Version, FileSize, HeaderSize, Flags, PageSize, MemoryTunables, Checksum,

    // The directories.
    SectionBounds, SectionAlignment, TableBounds,

    // This machine.
    Platform,

    // The header's other fields.
    InitializerPlace, TrapHandlerPlace, HeaderName, FuncRefCount, CodeContract,

    // The records of the tables.
    ValueType, TypeKeyCount, TypeKind, TypeFlags, Supertype, TypeValues, TypeStubs, PlainType, TypeKeyShape, TypeFields, TypeFieldInFunction,
    ImportOrder, ImportName, ImportType, ImportedTable, ImportedMemory, ImportedGlobal, ImportedTag,
    ExportIndex, ExportName, ExportFuncRef,
    FuncRefFunction, FuncRefInverse,
    FunctionOrder, FunctionCode, FunctionType, FunctionSlot, FunctionStubs, FunctionName,
    MemoryProperties, MemoryLimits, TableProperties, TableElement, TableLimits, GlobalType, TagType,
    DataSegment, ElementType, ElementCount, ElementRange, ElementKind, ElementFunction, ElementFuncRef,
    ImageMemory, ImagePages, ImageBytes, ImagePlace,
    CustomSection,
}
