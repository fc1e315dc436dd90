// What all functions of a module share while they are translated: where things lie in the vmctx, which loads may alias, which
// memories need checks. Immutable once made, so all compiling threads use one.
//
// Alias classes: 0 means "may alias everything". Imports of one kind share a class, because two imports may be the same memory,
// table or global; a definition of the module cannot be among its imports, so it has classes of its own.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Artifacts;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;
using Wasmtime.Min.Toolchain.Wasm.Validation;

namespace Wasmtime.Min.Toolchain.Translate;

using ArrayType = Wasmtime.Min.Toolchain.Wasm.Types.ArrayType;
using FieldType = Wasmtime.Min.Toolchain.Wasm.Types.FieldType;
using FuncType = Wasmtime.Min.Toolchain.Wasm.Types.FuncType;
using Limits = Wasmtime.Min.Toolchain.Wasm.Types.Limits;
using MemoryType = Wasmtime.Min.Toolchain.Wasm.Types.MemoryType;
using StructType = Wasmtime.Min.Toolchain.Wasm.Types.StructType;
using ValType = Wasmtime.Min.Toolchain.Wasm.Types.ValType;

/// <summary>How a memory is accessed.</summary>
/// <param name="IsReserved">Accesses out of bounds fault inside the reservation; else they are checked.</param>
/// <param name="IsBaseFixed">The base never changes while code runs.</param>
/// <param name="GuardSize">Bytes behind the last index that fault, where reserved.</param>
/// <param name="FixedLength">The length in bytes where it can never change.</param>
/// <param name="DataAlias">Alias class of the bytes.</param>
/// <param name="DefinitionAlias">Alias class of base and length.</param>
/// <param name="IsShared">Other threads may use it at the same time.</param>
/// <param name="IsNarrow">It is reserved, and its length always below 4 GiB.</param>
internal readonly record struct MemoryPlan(
    bool IsReserved, bool IsBaseFixed, ulong GuardSize, ulong? FixedLength, ushort DataAlias, ushort DefinitionAlias, bool IsShared, bool IsNarrow);

/// <summary>How a table is accessed.</summary>
/// <param name="ElementType">IR type of an element.</param>
/// <param name="ElementSize">Bytes of an element.</param>
/// <param name="FixedLength">The length in elements where it can never change.</param>
/// <param name="DataAlias">Alias class of the elements.</param>
/// <param name="DefinitionAlias">Alias class of base and length.</param>
/// <param name="StaysInInstance">Whether calls through it run functions of the instance, which return in it.</param>
internal readonly record struct TablePlan(
    IrType ElementType, int ElementSize, ulong? FixedLength, ushort DataAlias, ushort DefinitionAlias, bool StaysInInstance);

/// <summary>How a global is accessed.</summary>
/// <param name="Type">IR type.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsInvariant">Never changes after instantiation.</param>
/// <param name="Alias">Alias class.</param>
internal readonly record struct GlobalPlan(IrType Type, int Size, bool IsInvariant, ushort Alias);

/// <summary>How a field of a structure or the element of an array is accessed.</summary>
/// <param name="Type">IR type of its value.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Offset">From the start of the object; of an element: of the first one.</param>
/// <param name="Alias">Alias class.</param>
internal readonly record struct FieldPlan(IrType Type, int Size, int Offset, ushort Alias);

/// <summary>A structure or array type.</summary>
/// <param name="Fields">Fields, or the one element.</param>
/// <param name="Size">Bytes of a structure.</param>
internal sealed record GcPlan(FieldPlan[] Fields, int Size);

/// <summary>Read-only facts about the module being compiled.</summary>
internal sealed class ModuleEnvironment
{
    /// <summary>Alias class of the fields of the store context that code changes.</summary>
    internal const ushort StoreContextAlias = 1;

    private const ushort ImportedMemories = 3, ImportedTables = 5, ImportedGlobals = 7;
    // The fields of objects of one hierarchy share classes by position: an object is accessed as its type and as its supertypes.
    private const int FirstOwnAlias = 12;

    private readonly BodyFacts _facts;
    private readonly TypeContext _types;
    private readonly int[] _funcRefSlots; // by function; negative: none
    private int _nextAlias = FirstOwnAlias;

    internal ModuleEnvironment(WasmModule wasm, TypeContext types, CompileOptions options, BodyFacts facts)
    {
        Wasm = wasm;
        _types = types;
        Options = options;
        _facts = facts;
        EscapingFunctions = Escapes.Find(wasm);
        _funcRefSlots = new int[wasm.Functions.Count];
        Array.Fill(_funcRefSlots, -1);
        for (int slot = 0; slot < EscapingFunctions.Length; slot++)
        {
            _funcRefSlots[EscapingFunctions[slot]] = slot;
        }

        Layout = CreateLayout(wasm, EscapingFunctions.Length);
        Memories = PlanMemories();
        Tables = PlanTables();
        Globals = PlanGlobals();
        GcTypes = PlanGcTypes();
    }

    internal WasmModule Wasm { get; }

    internal CompileOptions Options { get; }

    internal VmLayout Layout { get; }

    /// <summary>Functions with a VMFuncRef of their own, by slot: defined ones that a reference can be taken of, ascending.</summary>
    internal int[] EscapingFunctions { get; }

    internal MemoryPlan[] Memories { get; }

    internal TablePlan[] Tables { get; }

    internal GlobalPlan[] Globals { get; }

    /// <summary>Layout of structures and arrays by type index; null for functions.</summary>
    internal GcPlan?[] GcTypes { get; }


    internal bool SignalsBasedTraps => Options.SignalsBasedTraps;

    /// <summary>Alias class of the fields of VMFuncRef; written by nobody while code runs.</summary>
    internal const ushort FuncRefAlias = 2;

    /// <summary>Alias class of the GC heap's base.</summary>
    internal const ushort GcBaseAlias = 8;

    /// <summary>Alias class of the GC heap's allocation window.</summary>
    internal const ushort GcWindowAlias = 9;

    /// <summary>Alias class of type words.</summary>
    internal const ushort GcHeaderAlias = 10;

    /// <summary>Alias class of the lengths of arrays.</summary>
    internal const ushort GcLengthAlias = 11;

    internal bool IsMemory64(int memory) => Wasm.Memories[memory].Type.Limits.Is64;

    /// <summary>Bytes that a memory has at least, whenever code runs.</summary>
    internal ulong LeastLength(int memory)
    {
        MemoryType type = Wasm.Memories[memory].Type;
        return type.Limits.Min <= (ulong)long.MaxValue >> type.PageSizeLog2 ? type.Limits.Min << type.PageSizeLog2 : 0;
    }

    internal bool IsTable64(int table) => Wasm.Tables[table].Type.Limits.Is64;

    internal bool IsImportedMemory(int memory) => Wasm.Memories[memory].IsImported;

    internal bool IsImportedTable(int table) => Wasm.Tables[table].IsImported;

    internal int DefinedMemoryIndex(int memory) => memory - Wasm.ImportedMemoryCount;

    internal int DefinedTableIndex(int table) => table - Wasm.ImportedTableCount;

    /// <summary>Where code finds a field of a memory's definition. That of a shared one belongs to no instance, so the vmctx holds its address.</summary>
    internal InstanceField MemoryField(int memory, int field)
    {
        if (IsImportedMemory(memory))
        {
            return new InstanceField(Layout.ImportedMemory(memory), field);
        }

        int definition = Layout.DefinedMemory(DefinedMemoryIndex(memory));
        return Memories[memory].IsShared ? new InstanceField(definition, field) : new InstanceField(InstanceField.Direct, definition + field);
    }

    /// <summary>Where code finds a memory's base.</summary>
    internal InstanceField BaseField(int memory) => MemoryField(memory, VMMemory.BaseOffset);

    /// <summary>Where code finds a field of a table's definition.</summary>
    internal InstanceField TableField(int table, int field) => IsImportedTable(table)
        ? new InstanceField(Layout.ImportedTable(table), field)
        : new InstanceField(InstanceField.Direct, Layout.DefinedTable(DefinedTableIndex(table)) + field);

    /// <summary>Whether a direct call may return with another instance's vmctx in the reserved register.</summary>
    internal bool MayLeaveInstance(int function) => _facts.LeavesInstance[function];

    /// <summary>
    /// By type: whether functions of that type go from one side to the other, so that there have to be stubs: imported ones, those that a reference can be
    /// taken of, and what is called through one. Types that may have relatives count in any case, as functions of those are called, too.
    /// </summary>
    internal bool[] FindCrossingTypes()
    {
        var found = (bool[])_facts.CalledTypes.Clone();
        for (int i = 0; i < Wasm.ImportedFunctionCount; i++)
        {
            found[Wasm.Functions[i].TypeIndex] = true;
        }

        foreach (int function in EscapingFunctions)
        {
            found[Wasm.Functions[function].TypeIndex] = true;
        }

        for (int i = 0; i < found.Length; i++)
        {
            found[i] |= !Wasm.Types[i].IsFinal || Wasm.Types[i].Supertypes.Length != 0;
        }

        return found;
    }

    /// <summary>What inlining a function costs; see <see cref="InlineCandidates"/>.</summary>
    internal int InlineWeightOf(int function) => _facts.InlineWeights[function];

    /// <summary>A function's name, if the module knows one, or one made of its index.</summary>
    internal string NameOf(int function) => Wasm.Names.Functions.TryGetValue(function, out string? name)
        ? name
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"func{function}");

    /// <summary>A bug that was found while a function was compiled, with what one needs to find it again.</summary>
    internal CompilerBugException InFunction(CompilerBugException bug, int function) =>
        bug.In($"function {function} '{NameOf(function)}'", function);

    internal int FuncRefSlot(int function) => _funcRefSlots[function];

    internal bool HasFuncRef(int function) => _funcRefSlots[function] >= 0;

    /// <summary>Symbols: functions by index, then the builtins' stubs, then the trap stub.</summary>
    internal static SymbolId SymbolOf(int function) => new((uint)function);

    internal static SymbolId SymbolOf(Builtin builtin) => new(Symbols.FirstBuiltin + (uint)builtin);

    /// <summary>Parameters and results of a block.</summary>
    internal (ValType[] Params, ValType[] Results) TypesOf(BlockType type) => Wasm.SignatureOf(type);

    internal IrType IrTypeOf(ValType type) => type.Kind switch
    {
        ValKind.I32 or ValKind.I8 or ValKind.I16 => IrType.I32,
        ValKind.I64 => IrType.I64,
        ValKind.F32 => IrType.F32,
        ValKind.F64 => IrType.F64,
        ValKind.V128 => IrType.V128,
        ValKind.Ref or ValKind.Bottom => IsFunction(type.Heap) ? IrType.I64 : IrType.Ref,
    };

    /// <summary>Whether references of this type point to VMFuncRef (8 bytes) and not into the GC heap (4 bytes).</summary>
    internal bool IsFunction(HeapType heap) => heap.IsIndex
        ? Wasm.FuncTypeAt(heap.Index) is not null
        : heap == HeapType.Func || heap == HeapType.NoFunc;

    internal static UnsupportedFeatureException Unsupported(WasmOp op) =>
        new(WasmFeatureNames.Describe(WasmOps.Row(op).Feature), $"the instruction {WasmOps.Name(op)}");

    /// <summary>IR signature of a builtin, made known to the function being built.</summary>
    internal static SignatureId SignatureOf(FunctionBuilder builder, Builtin builtin)
    {
        ref readonly BuiltinRow row = ref Builtins.Of(builtin);
        Span<IrType> types = stackalloc IrType[Builtins.MaxParams + 1];
        types.Fill(IrType.I64);
        return builder.ImportSignature(types[..row.ParamCount], types[..(row.HasResult ? 1 : 0)]);
    }

    /// <summary>IR signature of a function type.</summary>
    internal Signature SignatureOf(FuncType type)
    {
        var parameters = new IrType[type.Params.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = IrTypeOf(type.Params[i]);
        }

        var results = new IrType[type.Results.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = IrTypeOf(type.Results[i]);
        }

        return new Signature(parameters, results);
    }

    /// <summary>IR signature of a function type, made known to the function being built.</summary>
    internal SignatureId SignatureOf(FunctionBuilder builder, FuncType type)
    {
        Span<IrType> types = stackalloc IrType[64];
        int count = type.Params.Length + type.Results.Length;
        types = count <= types.Length ? types : new IrType[count];
        for (int i = 0; i < type.Params.Length; i++)
        {
            types[i] = IrTypeOf(type.Params[i]);
        }

        for (int i = 0; i < type.Results.Length; i++)
        {
            types[type.Params.Length + i] = IrTypeOf(type.Results[i]);
        }

        return builder.ImportSignature(types[..type.Params.Length], types[type.Params.Length..count]);
    }

    private static VmLayout CreateLayout(WasmModule wasm, int funcRefs) => new(
        definedMemories: wasm.Memories.Count - wasm.ImportedMemoryCount,
        definedTables: wasm.Tables.Count - wasm.ImportedTableCount,
        importedMemories: wasm.ImportedMemoryCount,
        importedTables: wasm.ImportedTableCount,
        importedGlobals: wasm.ImportedGlobalCount,
        importedFunctions: wasm.ImportedFunctionCount,
        types: wasm.Types.Count,
        definedGlobals: wasm.Globals.Count - wasm.ImportedGlobalCount,
        funcRefs: funcRefs,
        dataSegments: wasm.Data.Count,
        elementSegments: wasm.Elements.Count,
        tags: wasm.Tags.Count);

    /// <summary>Number of supertypes of a type, and so its place in displays.</summary>
    internal int DepthOf(int type) => _types.ChainOf(type).Length - 1;

    private GcPlan?[] PlanGcTypes()
    {
        var plans = new GcPlan?[Wasm.Types.Count];
        Dictionary<(int Root, int Field), ushort> aliases = [];
        for (int i = 0; i < plans.Length; i++)
        {
            FieldType[]? fields = Wasm.Types[i].Composite switch
            {
                StructType structure => structure.Fields,
                ArrayType array => [array.Element],
                _ => null,
            };
            if (fields is not null)
            {
                plans[i] = PlanGcType(fields, _types.ChainOf(i)[0], Wasm.Types[i].Composite is StructType, aliases);
            }
        }

        return plans;
    }

    private GcPlan PlanGcType(FieldType[] fields, int root, bool isStructure, Dictionary<(int Root, int Field), ushort> aliases)
    {
        var plans = new FieldPlan[fields.Length];
        int next = GcLayout.HeaderSize;
        for (int i = 0; i < plans.Length; i++)
        {
            ValType type = fields[i].Type;
            if (!aliases.TryGetValue((root, i), out ushort alias))
            {
                alias = NextAlias();
                aliases.Add((root, i), alias);
            }

            int size = GcLayout.SizeOf(ArtifactWriter.StorageOf(fields[i]), type.IsRef && IsFunction(type.Heap));
            int offset = isStructure ? GcLayout.Place(ref next, size) : GcLayout.HeaderSize;
            plans[i] = new FieldPlan(IrTypeOf(type), size, offset, alias);
        }

        return new GcPlan(plans, (int)GcLayout.RoundUp((ulong)next));
    }

    private MemoryPlan[] PlanMemories()
    {
        var plans = new MemoryPlan[Wasm.Memories.Count];
        for (int i = 0; i < plans.Length; i++)
        {
            WasmMemory memory = Wasm.Memories[i];
            Limits limits = memory.Type.Limits;
            bool isReserved = SignalsMayCatch(memory.Type);
            bool isConstant = !memory.IsImported && limits.HasMax && limits.Max == limits.Min
                && limits.Min <= ulong.MaxValue >> memory.Type.PageSizeLog2;
            plans[i] = new MemoryPlan(
                isReserved,
                IsBaseFixed: isReserved || isConstant || memory.Type.IsShared || Options.MemoryReservation >= 1UL << 32,
                Options.UsableGuard,
                isConstant ? limits.Min << memory.Type.PageSizeLog2 : null,
                memory.IsImported ? ImportedMemories : NextAlias(),
                memory.IsImported ? (ushort)(ImportedMemories + 1) : NextAlias(),
                memory.Type.IsShared,
                isReserved && !memory.IsImported && (limits.HasMax ? limits.Max : limits.Min) <= VMMemory.MostUndeclaredPages);
        }

        return plans;
    }

    private bool SignalsMayCatch(MemoryType type) =>
        Options.SignalsBasedTraps && Options.MemoryReservation >= 1UL << 32 && !type.Limits.Is64
        && type.PageSizeLog2 == MemoryType.DefaultPageSizeLog2;

    private TablePlan[] PlanTables()
    {
        var plans = new TablePlan[Wasm.Tables.Count];
        bool[] constant = OwnTables.FindConstant(Wasm, _facts.WrittenTables);
        bool[] own = OwnTables.Find(Wasm, constant);
        bool allReturn = Array.IndexOf(_facts.LeavesInstance, true) < 0;
        for (int i = 0; i < plans.Length; i++)
        {
            WasmTable table = Wasm.Tables[i];
            Limits limits = table.Type.Limits;
            IrType type = IrTypeOf(table.Type.Element);
            bool cannotGrow = constant[i] || (!table.IsImported && limits.HasMax && limits.Max == limits.Min);
            plans[i] = new TablePlan(
                type,
                type == IrType.I64 ? 8 : 4,
                cannotGrow ? limits.Min : null,
                table.IsImported ? ImportedTables : NextAlias(),
                table.IsImported ? (ushort)(ImportedTables + 1) : NextAlias(),
                own[i] && allReturn);
        }

        return plans;
    }

    private GlobalPlan[] PlanGlobals()
    {
        var plans = new GlobalPlan[Wasm.Globals.Count];
        for (int i = 0; i < plans.Length; i++)
        {
            WasmGlobal global = Wasm.Globals[i];
            IrType type = IrTypeOf(global.Type.Type);
            int size = type switch { IrType.I64 or IrType.F64 => 8, IrType.V128 => 16, _ => 4 };
            plans[i] = new GlobalPlan(
                type, size, !global.Type.IsMutable, global.IsImported ? ImportedGlobals : NextAlias());
        }

        return plans;
    }

    // A module with more things than there are classes shares class 0 among the rest, which is correct and slower.
    private ushort NextAlias() => _nextAlias <= ushort.MaxValue ? (ushort)_nextAlias++ : (ushort)0;
}
