// Fuel and epochs, both optional. Fuel is counted per straight run of instructions, one unit each, and taken from the store's
// account where the run ends; the account is examined at function entries and loop headers, so a run-away guest always meets a
// check. Epochs compare the engine's counter with the store's deadline at the same places.
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private long _fuel;

    private void BeginFuel() => _fuel = module.Options.FuelChecks ? 1 : 0;

    /// <summary>Whether an instruction takes a unit of fuel. Structure costs nothing, as in Wasmtime.</summary>
    internal static bool CostsFuel(WasmOp op) =>
        op is not (WasmOp.Nop or WasmOp.Drop or WasmOp.Block or WasmOp.Loop or WasmOp.Else or WasmOp.End);

    private void CountFuel(WasmOp op)
    {
        if (module.Options.FuelChecks && CostsFuel(op))
        {
            _fuel++;
        }
    }

    // Takes what was counted since the last time off the account. Stands before everything that leaves the straight run.
    private void FlushFuel()
    {
        if (_fuel == 0)
        {
            return;
        }

        Value store = StoreContext();
        Value left = LoadFuel(store);
        Value rest = _b.Isub(left, _b.Iconst(IrType.I64, _fuel));
        _b.Store(8, new MemFlags(0, ModuleEnvironment.StoreContextAlias), rest, store, VMStoreContext.FuelOffset);
        _fuel = 0;
    }

    private void EmitFunctionEntryChecks()
    {
        FlushFuel();
        EmitLoopChecks();
    }

    private void EmitLoopChecks()
    {
        if (module.Options.FuelChecks)
        {
            Value exhausted = _b.Icmp(IntCc.SignedLessThan, LoadFuel(StoreContext()), _b.Iconst(IrType.I64, 0));
            CallInColdBlock(exhausted, Builtin.OutOfFuel);
        }

        if (module.Options.EpochChecks)
        {
            Value store = StoreContext();
            var changing = new MemFlags(0, 0);
            Value pointer = _b.LoadInvariant(IrType.I64, store, VMStoreContext.EpochPointerOffset);
            Value now = _b.Load(IrType.I64, 8, false, changing, pointer, 0);
            var own = new MemFlags(0, ModuleEnvironment.StoreContextAlias);
            Value deadline = _b.Load(IrType.I64, 8, false, own, store, VMStoreContext.EpochDeadlineOffset);
            CallInColdBlock(_b.Icmp(IntCc.UnsignedGreaterThanOrEqual, now, deadline), Builtin.EpochReached);
        }
    }

    private void CallInColdBlock(Value condition, Builtin builtin)
    {
        Block cold = _b.CreateBlock();
        Block next = _b.CreateBlock();
        _b.BrIf(condition, cold, [], next, []);
        _b.MarkCold(cold);
        _b.SealBlock(cold);
        _b.SwitchToBlock(cold);
        _b.Call(ModuleEnvironment.SymbolOf(builtin), ModuleEnvironment.SignatureOf(_b, builtin), [], CallFlags.None);
        _b.Jump(next, []);
        _b.SealBlock(next);
        _b.SwitchToBlock(next);
    }

    private Value StoreContext() => _b.LoadInvariant(IrType.I64, _b.Vmctx(), VMContext.StoreContextOffset);

    private Value LoadFuel(Value store) => _b.Load(
        IrType.I64, 8, false, new MemFlags(0, ModuleEnvironment.StoreContextAlias), store, VMStoreContext.FuelOffset);
}
