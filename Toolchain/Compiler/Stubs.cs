// The stubs of an artifact: which ones a module needs, assembled for its target from the runtime's layouts. This is the only place that brings
// the two together.
using System.Collections.Generic;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Translate;

namespace Wasmtime.Min.Toolchain;

/// <summary>Stub code by use; entry and exit stubs by type index, shared between types with the same machine signature.</summary>
internal sealed class Stubs
{
    private readonly Dictionary<Signature, int> _entryBySignature = [];
    private readonly Dictionary<Signature, int> _exitBySignature = [];

    private readonly StubSet _set;

    private Stubs(StubSet set, int types)
    {
        _set = set;
        EntryOfType = new int[types];
        ExitOfType = new int[types];
    }

    /// <summary>All stubs; the arrays below index this list.</summary>
    internal List<(string Name, byte[] Code)> All { get; } = [];

    /// <summary>Entry stub of each function type that crosses between guest and host; -1 for other types.</summary>
    internal int[] EntryOfType { get; }

    /// <summary>Exit stub of each function type that crosses; -1 for other types.</summary>
    internal int[] ExitOfType { get; }

    /// <summary>Entry stub of the initialiser's type, () -> ().</summary>
    internal int InitializerEntry { get; private set; }

    /// <summary>Stub of the first builtin; the others follow.</summary>
    internal int FirstBuiltin { get; private set; }

    /// <summary>The trap stub.</summary>
    internal int Trap { get; private set; }

    /// <summary>The handler of hardware faults.</summary>
    internal int TrapHandler { get; private set; }

    internal static StubLayout Layout { get; } = new()
    {
        VmctxStoreContext = VMContext.StoreContextOffset,
        VmctxBuiltinTable = VMContext.BuiltinTableOffset,
        HostEdgeFunction = VMHostContext.EdgeFunctionOffset,
        Store = new StoreContextOffsets(
            VMStoreContext.EntryRecordOffset,
            VMStoreContext.TrapPcOffset,
            VMStoreContext.TrapFaultAddressOffset,
            VMStoreContext.TrapFpOffset,
            VMStoreContext.LastExitFpOffset,
            VMStoreContext.LastExitPcOffset,
            VMStoreContext.HandlerFpOffset,
            VMStoreContext.HandlerPcOffset),
        Record = new EntryRecordOffsets(
            VMEntryRecord.PreviousOffset,
            VMEntryRecord.StackPointerOffset,
            VMEntryRecord.FramePointerOffset,
            VMEntryRecord.ResumeAddressOffset,
            VMEntryRecord.SavedLastExitFpOffset,
            VMEntryRecord.SavedLastExitPcOffset,
            VMEntryRecord.SizeInBytes),
        TrapPage = new TrapPageOffsets(
            TrapPage.RangeCapacityOffset,
            TrapPage.PcOffsetOffset,
            TrapPage.SpOffsetOffset,
            TrapPage.FpOffsetOffset,
            TrapPage.VmctxRegisterOffsetOffset,
            TrapPage.FaultAddressOffsetOffset,
            TrapPage.FlagsOffsetOffset,
            TrapPage.RestoreDefaultOffset,
            TrapPage.FloatStateOffsetOffset,
            TrapPage.PreviousHandlersOffset,
            TrapPage.PreviousHandlerCount,
            TrapPage.RangesOffset),
    };

    /// <summary>Assembles the stubs of a module.</summary>
    internal static Stubs For(ModuleEnvironment module, StubSet set)
    {
        var stubs = new Stubs(set, module.Wasm.Types.Count);
        bool[] crossing = module.FindCrossingTypes();
        for (int type = 0; type < module.Wasm.Types.Count; type++)
        {
            stubs.EntryOfType[type] = stubs.ExitOfType[type] = -1;
            if (crossing[type] && module.Wasm.FuncTypeAt(type) is { } function)
            {
                Signature signature = module.SignatureOf(function);
                stubs.EntryOfType[type] = stubs.Entry(signature);
                stubs.ExitOfType[type] = stubs.Exit(signature);
            }
        }

        stubs.InitializerEntry = stubs.Entry(new Signature([], []));
        stubs.FirstBuiltin = stubs.All.Count;
        foreach (BuiltinRow row in Builtins.Rows)
        {
            stubs.All.Add(($"builtin.{row.Name}", stubs._set.Builtin((int)row.Builtin, row.CanTrap, row.CanThrow).Code));
        }

        stubs.Trap = stubs.All.Count;
        stubs.All.Add(("trap", stubs._set.Trap((int)Builtin.RaiseTrap).Code));
        stubs.TrapHandler = stubs.All.Count;
        stubs.All.Add(("trap_handler", stubs._set.TrapHandler(TrapPage.DistanceFromHandler).Code));
        return stubs;
    }

    private int Entry(Signature signature)
    {
        if (!_entryBySignature.TryGetValue(signature, out int index))
        {
            index = All.Count;
            _entryBySignature.Add(signature, index);
            All.Add(($"entry.{_entryBySignature.Count}", _set.Entry(signature).Code));
        }

        return index;
    }

    private int Exit(Signature signature)
    {
        if (!_exitBySignature.TryGetValue(signature, out int index))
        {
            index = All.Count;
            _exitBySignature.Add(signature, index);
            All.Add(($"exit.{_exitBySignature.Count}", _set.Exit(signature).Code));
        }

        return index;
    }
}
