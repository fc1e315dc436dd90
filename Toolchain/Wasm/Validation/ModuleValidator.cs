// Validates everything outside of function bodies, in the order of the specification. Bodies follow, one by one and in
// any order, through FunctionValidator: one validator a thread over the shared context.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Validation;

/// <summary>Validator of modules.</summary>
internal static class ModuleValidator
{
    /// <summary>Validates a whole module, bodies included, on this thread.</summary>
    /// <exception cref="WasmInvalidException">The module is not valid.</exception>
    /// <exception cref="WasmMalformedException">A body that was not decoded before is malformed.</exception>
    internal static ModuleContext Validate(WasmModule module, WasmFeatures features = WasmFeatures.Wasm3)
    {
        ModuleContext context = ValidateOutsideBodies(module, features);
        var validator = new FunctionValidator(context);
        for (int i = module.ImportedFunctionCount; i < module.Functions.Count; i++)
        {
            validator.ValidateFunction(i);
        }

        return context;
    }

    /// <summary>Validates all but the function bodies; then <see cref="FunctionValidator"/> takes each body.</summary>
    /// <exception cref="WasmInvalidException">The module is not valid.</exception>
    internal static ModuleContext ValidateOutsideBodies(WasmModule module, WasmFeatures features)
    {
        TypeContext types = TypeContext.Build(module, features);
        var context = new ModuleContext(module, features, types, DeclaredFunctions(module));
        new Checker(context).Check();
        return context;
    }

    // Functions that exports, globals, tables and segments name. Indices that do not exist are reported elsewhere.
    private static bool[] DeclaredFunctions(WasmModule module)
    {
        bool[] declared = new bool[module.Functions.Count];
        foreach (WasmExport export in module.Exports)
        {
            if (export.Kind == ExternKind.Func)
            {
                Declare(export.Index);
            }
        }

        foreach (WasmGlobal global in module.Globals)
        {
            DeclareAll(global.Init);
        }

        foreach (WasmTable table in module.Tables)
        {
            DeclareAll(table.Init);
        }

        foreach (WasmElementSegment segment in module.Elements)
        {
            DeclareAll(segment.TableOffset);
            foreach (int function in segment.Functions ?? [])
            {
                Declare(function);
            }

            foreach (WasmBody expression in segment.Expressions ?? [])
            {
                DeclareAll(expression);
            }
        }

        return declared;

        void Declare(int function)
        {
            if ((uint)function < (uint)declared.Length)
            {
                declared[function] = true;
            }
        }

        void DeclareAll(WasmBody? body)
        {
            if (body is null)
            {
                return;
            }

            foreach (WasmInstruction instruction in body.Instructions)
            {
                if (instruction.Op == Opcodes.WasmOp.RefFunc)
                {
                    Declare(instruction.A);
                }
            }
        }
    }

    private sealed class Checker(ModuleContext context)
    {
        private readonly ModuleContext _context = context;
        private readonly WasmModule _module = context.Module;
        private readonly WasmFeatures _features = context.Features;
        private readonly FunctionValidator _constants = new(context);

        internal void Check()
        {
            CheckFunctionTypes();
            CheckTags();
            CheckMemories();
            CheckTables();
            CheckGlobals();
            CheckData();
            CheckElements();
            CheckStart();
            CheckExports();
        }

        private void CheckFunctionTypes()
        {
            foreach (WasmFunction function in _module.Functions)
            {
                FuncTypeAt(function.TypeIndex, function.Offset);
            }
        }

        private FuncType FuncTypeAt(int index, uint offset)
        {
            if ((uint)index >= (uint)_module.Types.Count)
            {
                throw Bad($"unknown type {(uint)index}", offset, $"there are {_module.Types.Count}");
            }

            return _module.Types[index].Composite as FuncType
                ?? throw Bad("type mismatch", offset, $"type {index} is not a function type");
        }

        private void CheckTags()
        {
            if (_module.HasTagSection)
            {
                Require(WasmFeatures.Exceptions, "a tag section", 0);
            }

            foreach (WasmTag tag in _module.Tags)
            {
                Require(WasmFeatures.Exceptions, "a tag", tag.Offset);
                FuncType type = FuncTypeAt(tag.TypeIndex, tag.Offset);
                if (type.Results.Length != 0)
                {
                    throw Bad("non-empty tag result type", tag.Offset, $"the tag has type {type}");
                }
            }
        }

        private void CheckMemories()
        {
            if (_module.Memories.Count > 1 && (_features & WasmFeatures.MultiMemory) == 0)
            {
                throw Bad("multiple memories", _module.Memories[1].Offset, "multi-memory support is not enabled");
            }

            _module.Use(_module.Memories.Count > 1 ? WasmFeatures.MultiMemory : WasmFeatures.None);
            foreach (WasmMemory memory in _module.Memories)
            {
                CheckMemory(memory);
            }
        }

        private void CheckMemory(WasmMemory memory)
        {
            MemoryType type = memory.Type;
            uint offset = memory.Offset;
            if (type.Limits.Is64)
            {
                Require(WasmFeatures.Memory64, "a memory with 64-bit addresses", offset);
            }

            if (type.IsShared)
            {
                Require(WasmFeatures.Threads, "a shared memory", offset);
            }

            if (memory.StatesPageSize)
            {
                Require(WasmFeatures.CustomPageSizes, $"pages of 2^{type.PageSizeLog2} bytes", offset);
                if (type.PageSizeLog2 is not (0 or MemoryType.DefaultPageSizeLog2))
                {
                    throw Bad("invalid custom page size", offset,
                        $"pages have 1 or 65536 bytes, not 2^{type.PageSizeLog2}");
                }
            }

            ulong addresses = type.Limits.Is64 ? ulong.MaxValue : uint.MaxValue;
            ulong most = type.PageSizeLog2 == 0 ? addresses : (addresses >> type.PageSizeLog2) + 1;
            string size = type is { PageSizeLog2: MemoryType.DefaultPageSizeLog2, Limits.Is64: false }
                ? "65536 pages (4GiB)" : $"{most} pages";
            CheckLimits(type.Limits, most, $"memory size must be at most {size}", offset);
            if (type.IsShared && !type.Limits.HasMax)
            {
                throw Bad("shared memory must have maximum", offset, "it has none");
            }
        }

        private void CheckTables()
        {
            if (_module.Tables.Count > 1 && (_features & WasmFeatures.ReferenceTypes) == 0)
            {
                throw Bad("multiple tables", _module.Tables[1].Offset, "reference-types support is not enabled");
            }

            _module.Use(_module.Tables.Count > 1 ? WasmFeatures.ReferenceTypes : WasmFeatures.None);
            for (int i = 0; i < _module.Tables.Count; i++)
            {
                WasmTable table = _module.Tables[i];
                TableType type = table.Type;
                CheckElementType(type.Element, table.Offset);
                if (type.Limits.Is64)
                {
                    Require(WasmFeatures.Memory64, "a table with 64-bit indices", table.Offset);
                }

                ulong most = type.Limits.Is64 ? ulong.MaxValue : uint.MaxValue;
                CheckLimits(type.Limits, most, $"table size must be at most {most}", table.Offset);
                if (table.Init is not null)
                {
                    Require(WasmFeatures.FunctionReferences, "a table with an initial value", table.Offset);
                    _constants.ValidateConstant(table.Init, type.Element, _module.ImportedGlobalCount, $"table {i}");
                }
                else if (!table.IsImported && !type.Element.IsNullable)
                {
                    throw Bad("type mismatch", table.Offset, $"table {i} of {type.Element} needs an initial value");
                }
            }
        }

        private void CheckLimits(Limits limits, ulong most, string wording, uint offset)
        {
            if (limits.Min > most || (limits.HasMax && limits.Max > most))
            {
                throw Bad(wording, offset, $"the limits are {limits}");
            }

            if (limits.HasMax && limits.Min > limits.Max)
            {
                throw Bad("size minimum must not be greater than maximum", offset, $"the limits are {limits}");
            }
        }

        private void CheckGlobals()
        {
            for (int i = 0; i < _module.Globals.Count; i++)
            {
                WasmGlobal global = _module.Globals[i];
                CheckValType(global.Type.Type, global.Offset);
                if (global.IsImported && global.Type.IsMutable)
                {
                    Require(WasmFeatures.MutableGlobal, "an imported global that is mutable", global.Offset);
                }

                if (global.Init is not null)
                {
                    int limit = (_features & WasmFeatures.Gc) != 0 ? i : _module.ImportedGlobalCount;
                    _constants.ValidateConstant(global.Init, global.Type.Type, limit, $"global {i}");
                }
            }
        }

        private int GlobalLimit =>
            (_features & WasmFeatures.Gc) != 0 ? _module.Globals.Count : _module.ImportedGlobalCount;

        private void CheckData()
        {
            if (_module.DataCountOffset is { } count && (_features & WasmFeatures.Gc) == 0)
            {
                Require(WasmFeatures.BulkMemory, "a data count section", count);
            }

            for (int i = 0; i < _module.Data.Count; i++)
            {
                WasmDataSegment segment = _module.Data[i];
                if (segment.MemoryOffset is null)
                {
                    Require(WasmFeatures.BulkMemory, "a passive data segment", segment.Offset);
                    continue;
                }

                if ((uint)segment.MemoryIndex >= (uint)_module.Memories.Count)
                {
                    throw Bad($"unknown memory {(uint)segment.MemoryIndex}", segment.Offset,
                        $"there are {_module.Memories.Count}");
                }

                ValType address = _module.Memories[segment.MemoryIndex].Type.Limits.AddressType;
                _constants.ValidateConstant(segment.MemoryOffset, address, GlobalLimit, $"data segment {i}");
            }
        }

        private void CheckElements()
        {
            for (int i = 0; i < _module.Elements.Count; i++)
            {
                WasmElementSegment segment = _module.Elements[i];
                if (segment.Mode != SegmentMode.Active)
                {
                    Require(WasmFeatures.BulkMemory, "a passive or declarative element segment", segment.Offset);
                }

                CheckElementType(segment);
                foreach (int function in segment.Functions ?? [])
                {
                    if ((uint)function >= (uint)_module.Functions.Count)
                    {
                        throw Bad($"unknown function {(uint)function}", segment.Offset,
                            $"there are {_module.Functions.Count}");
                    }
                }

                foreach (WasmBody expression in segment.Expressions ?? [])
                {
                    _constants.ValidateConstant(expression, segment.Type, GlobalLimit, $"element segment {i}");
                }

                if (segment.TableOffset is not null)
                {
                    CheckActiveElements(segment, i);
                }
            }
        }

        private void CheckElementType(WasmElementSegment segment)
        {
            // Plain indices have the type (ref func) since function references; before, that type could not be named.
            if (segment.Functions is null)
            {
                Require(WasmFeatures.ReferenceTypes, "an element segment of expressions", segment.Offset);
                CheckValType(segment.Type, segment.Offset);
            }
        }

        private void CheckActiveElements(WasmElementSegment segment, int index)
        {
            if ((uint)segment.TableIndex >= (uint)_module.Tables.Count)
            {
                throw Bad($"unknown table {(uint)segment.TableIndex}", segment.Offset,
                    $"there are {_module.Tables.Count}");
            }

            TableType table = _module.Tables[segment.TableIndex].Type;
            if (!_context.Types.IsSubtype(segment.Type, table.Element))
            {
                string target = $"table {segment.TableIndex} of {table.Element}";
                throw Bad("type mismatch", segment.Offset,
                    $"element segment {index} of {segment.Type} does not fit {target}");
            }

            _constants.ValidateConstant(segment.TableOffset!, table.Limits.AddressType, GlobalLimit,
                $"element segment {index}");
        }

        private void CheckStart()
        {
            if (_module.Start is not { } start)
            {
                return;
            }

            if ((uint)start >= (uint)_module.Functions.Count)
            {
                throw Bad($"unknown function {(uint)start}", _module.StartOffset,
                    $"there are {_module.Functions.Count}");
            }

            FuncType type = _module.TypeOf(_module.Functions[start]);
            if (type.Params.Length != 0 || type.Results.Length != 0)
            {
                throw Bad("start function must not have parameters or results", _module.StartOffset,
                    $"function {start} has type {type}");
            }
        }

        private void CheckExports()
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (WasmExport export in _module.Exports)
            {
                (string what, int count) = export.Kind switch
                {
                    ExternKind.Func => ("function", _module.Functions.Count),
                    ExternKind.Table => ("table", _module.Tables.Count),
                    ExternKind.Memory => ("memory", _module.Memories.Count),
                    ExternKind.Global => ("global", _module.Globals.Count),
                    ExternKind.Tag => ("tag", _module.Tags.Count),
                };
                if ((uint)export.Index >= (uint)count)
                {
                    throw Bad($"unknown {what} {(uint)export.Index}", export.Offset,
                        $"export \"{export.Name}\" has {count} to choose from");
                }

                if (export.Kind == ExternKind.Global && _module.Globals[export.Index].Type.IsMutable)
                {
                    Require(WasmFeatures.MutableGlobal, "an exported global that is mutable", export.Offset);
                }

                if (!names.Add(export.Name))
                {
                    throw Bad("duplicate export name", export.Offset, $"\"{export.Name}\" is exported before");
                }
            }
        }

        // Tables of functions are older than references to them.
        private void CheckElementType(ValType type, uint offset)
        {
            if (type != ValType.FuncRef)
            {
                CheckValType(type, offset);
            }
        }

        private void CheckValType(ValType type, uint offset) =>
            TypeContext.CheckValType(type, _module.Types.Count, _features, _module, offset);

        private void Require(WasmFeatures needed, string what, uint offset) =>
            TypeContext.Require(_features, needed, what, _module, offset);

        private WasmInvalidException Bad(string wording, uint offset, string facts) =>
            new($"{wording}: at {_module.Describe(offset)}, {facts}", offset);
    }
}
