// The part of an instance that the runtime works with: its block and the arrays by index space.
using System.Runtime.InteropServices;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

public sealed partial class Instance
{
    private GCHandle _handle;
    private nuint _elements;
    private nuint _elementsLength;

    internal Instance(Store store, Module module)
    {
        Store = store;
        Module = module;
        Memories = new MemoryInstance[module.Counts.Memories];
        Tables = new TableInstance[module.Counts.Tables];
        Globals = new Global?[module.Counts.Globals];
        store.Charge((ulong)module.Layout.SizeInBytes);
        Vmctx = store.Engine.Platform.AllocateHeap((nuint)module.Layout.SizeInBytes, Store.BlockAlignment);
        _handle = GCHandle.Alloc(this);
    }

    /// <summary>Address of its block.</summary>
    internal nuint Vmctx { get; }

    /// <summary>What the block refers to it by.</summary>
    internal nint Handle => GCHandle.ToIntPtr(_handle);

    /// <summary>By index, imports first.</summary>
    internal MemoryInstance[] Memories { get; }

    /// <summary>By index, imports first.</summary>
    internal TableInstance[] Tables { get; }

    /// <summary>By index, imports first; defined ones are made when they are asked for.</summary>
    internal Global?[] Globals { get; }

    /// <summary>Address of the first value among the defined globals.</summary>
    internal nuint FirstDefinedGlobal { get; set; }

    /// <summary>Storage of element segments.</summary>
    internal nuint AllocateElements(nuint length)
    {
        if (length != 0)
        {
            Store.Charge(length);
            _elements = Store.Engine.Platform.AllocateHeap(length, Store.BlockAlignment);
            _elementsLength = length;
        }

        return _elements;
    }

    /// <summary>Address of a function's reference.</summary>
    /// <param name="function">Index in the module.</param>
    internal nuint FuncRefOf(int function)
    {
        ModuleCounts counts = Module.Counts;
        if (function < counts.ImportedFunctions)
        {
            return Native.At<VMFunctionImport>(Vmctx + (nuint)Module.Layout.ImportedFunction(function)).FuncRef;
        }

        uint slot = Module.File.Table<FunctionRecord>(TableId.Functions)[function - counts.ImportedFunctions].FuncRefSlot;
        return slot != ArtifactFormat.None
            ? Vmctx + (nuint)Module.Layout.FuncRef((int)slot)
            : throw new ArtifactException("functions", function, "is referred to, but has no slot");
    }

    /// <summary>Shows the collector the references in globals and element segments.</summary>
    internal void Visit(Gc.GcHeap heap)
    {
        foreach (int global in Module.TracedGlobals)
        {
            heap.Visit(ref Native.At<uint>(FirstDefinedGlobal + ((nuint)global * VmLayout.GlobalSize)));
        }

        foreach (int segment in Module.TracedSegments)
        {
            ref VMSegment elements = ref Native.At<VMSegment>(Vmctx + (nuint)Module.Layout.ElementSegment(segment));
            foreach (ref uint element in Native.Span<uint>(elements.Base, (int)elements.Length))
            {
                heap.Visit(ref element);
            }
        }
    }

    internal Global GlobalAt(int index)
    {
        if (Globals[index] is { } known)
        {
            return known;
        }

        var type = (GlobalExternType)Module.TypeOf(ArtifactExternKind.Global, (uint)index);
        nuint address = FirstDefinedGlobal + ((nuint)(index - Module.Counts.ImportedGlobals) * VmLayout.GlobalSize);
        return Globals[index] = new Global(Store, type, address);
    }

    internal void Free()
    {
        _handle.Free();
        Store.Uncharge((ulong)Module.Layout.SizeInBytes + _elementsLength);
        Store.Engine.Platform.FreeHeap(Vmctx, (nuint)Module.Layout.SizeInBytes, Store.BlockAlignment);
        if (_elements != 0)
        {
            Store.Engine.Platform.FreeHeap(_elements, _elementsLength, Store.BlockAlignment);
        }
    }
}
