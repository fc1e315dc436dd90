// Calls and references to functions. A function of the module is called by symbol. An imported function and the target of an
// indirect call may belong to another instance: the call takes the callee's vmctx, and the reserved register is restored after it. (Where the
// callee's vmctx is the function's own the call stays in the instance: see OwnTables.)
using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Translate;

using FuncType = Wasmtime.Min.Toolchain.Wasm.Types.FuncType;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    // Code address and instance of a callee that is not known when the module is compiled.
    private readonly record struct Callee(Value Code, Value Vmctx);

    private void Call(int function)
    {
        FuncType type = module.Wasm.TypeOf(module.Wasm.Functions[function]);
        ReadOnlySpan<Value> arguments = Peek(type.Params.Length);
        FlushFuel();
        if (TryInline(function, type))
        {
            return;
        }

        SignatureId signature = Signature(type);
        Value call;
        if (module.Wasm.Functions[function].IsImported)
        {
            Callee callee = ImportedCallee(function);
            call = CallCallee(signature, callee, arguments);
        }
        else
        {
            CallFlags flags = module.MayLeaveInstance(function) ? CallFlags.ReloadVmctx : CallFlags.None;
            call = CallSymbol(ModuleEnvironment.SymbolOf(function), signature, arguments, flags);
        }

        ReplaceArguments(call, type);
    }

    private void CallIndirect(int typeIndex, int table)
    {
        FuncType type = module.Wasm.FuncTypeAt(typeIndex)!;
        Callee callee = TableCallee(typeIndex, table);
        FlushFuel();
        ReplaceArguments(CallCallee(Signature(type), callee, Peek(type.Params.Length)), type);
    }

    private Value CallSymbol(SymbolId symbol, SignatureId signature, ReadOnlySpan<Value> arguments, CallFlags flags) => _innermostTry == NoTry
        ? _b.Call(symbol, signature, arguments, flags)
        : _b.TryCall(symbol, signature, arguments, flags, Handler());

    private Value CallCallee(SignatureId signature, Callee callee, ReadOnlySpan<Value> arguments) => _innermostTry == NoTry
        ? _b.CallIndirect(signature, callee.Code, callee.Vmctx, arguments)
        : _b.TryCallIndirect(signature, callee.Code, callee.Vmctx, arguments, Handler());

    private void ReturnCall(int function)
    {
        FuncType type = module.Wasm.TypeOf(module.Wasm.Functions[function]);
        FlushFuel();
        if (module.Wasm.Functions[function].IsImported)
        {
            Callee callee = ImportedCallee(function);
            _b.ReturnCallIndirect(Signature(type), callee.Code, callee.Vmctx, Peek(type.Params.Length));
        }
        else
        {
            _b.ReturnCall(ModuleEnvironment.SymbolOf(function), Signature(type), Peek(type.Params.Length));
        }

        _unreachable = true;
    }

    private void ReturnCallIndirect(int typeIndex, int table)
    {
        FuncType type = module.Wasm.FuncTypeAt(typeIndex)!;
        Callee callee = TableCallee(typeIndex, table);
        FlushFuel();
        _b.ReturnCallIndirect(Signature(type), callee.Code, callee.Vmctx, Peek(type.Params.Length));
        _unreachable = true;
    }

    private void CallRef(int typeIndex)
    {
        FuncType type = module.Wasm.FuncTypeAt(typeIndex)!;
        Callee callee = RefCallee(Pop());
        FlushFuel();
        ReplaceArguments(CallCallee(Signature(type), callee, Peek(type.Params.Length)), type);
    }

    private void ReturnCallRef(int typeIndex)
    {
        FuncType type = module.Wasm.FuncTypeAt(typeIndex)!;
        Callee callee = RefCallee(Pop());
        FlushFuel();
        _b.ReturnCallIndirect(Signature(type), callee.Code, callee.Vmctx, Peek(type.Params.Length));
        _unreachable = true;
    }

    // Validation has shown the type; only null is left to check.
    private Callee RefCallee(Value funcRef)
    {
        _b.TrapIf(IsNull(funcRef), (byte)TrapCode.NullReference);
        return CalleeOf(funcRef);
    }

    private Value CodeOf(Value funcRef) =>
        _b.Load(IrType.I64, 8, false, new MemFlags(0, ModuleEnvironment.FuncRefAlias), funcRef, VMFuncRef.WasmCallOffset);

    private Callee CalleeOf(Value funcRef) => new(
        CodeOf(funcRef),
        _b.Load(IrType.I64, 8, false, new MemFlags(0, ModuleEnvironment.FuncRefAlias), funcRef, VMFuncRef.VmctxOffset));

    private Callee ImportedCallee(int function)
    {
        int import = module.Layout.ImportedFunction(function);
        return new Callee(
            _b.LoadInvariant(IrType.I64, _b.Vmctx(), import + VMFunctionImport.WasmCallOffset),
            _b.LoadInvariant(IrType.I64, _b.Vmctx(), import + VMFunctionImport.VmctxOffset));
    }

    // Pops the index and checks it: inside the table, not null, of the type that the call names.
    private Callee TableCallee(int typeIndex, int table)
    {
        Value index = FromIndex(Pop());
        Value funcRef = LoadElement(table, index, (byte)TrapCode.UndefinedElement);
        _b.TrapIf(IsNull(funcRef), (byte)TrapCode.UninitializedElement);
        var fields = new MemFlags(0, ModuleEnvironment.FuncRefAlias);
        Value actual = _b.Load(IrType.I32, 4, false, fields, funcRef, VMFuncRef.TypeIdOffset);
        CheckCalleeType(actual, typeIndex);
        return module.Tables[table].StaysInInstance ? new Callee(CodeOf(funcRef), _b.Vmctx()) : CalleeOf(funcRef);
    }

    private void CheckCalleeType(Value actual, int typeIndex)
    {
        if (module.Wasm.Types[typeIndex].IsFinal)
        {
            _b.TrapIf(_b.Icmp(IntCc.NotEqual, actual, TypeWord(typeIndex)), (byte)TrapCode.IndirectCallTypeMismatch);
            return;
        }

        FlushFuel();
        (Block yes, Block no) = (_b.CreateBlock(), _b.CreateBlock());
        BranchOnType(actual, typeIndex, yes, no);
        _b.SealBlock(yes);
        _b.SealBlock(no);
        _b.MarkCold(no);
        _b.SwitchToBlock(no);
        _b.Trap((byte)TrapCode.IndirectCallTypeMismatch);
        _b.SwitchToBlock(yes);
    }

    private Value RefFunc(int function)
    {
        if (module.Wasm.Functions[function].IsImported)
        {
            int import = module.Layout.ImportedFunction(function);
            return _b.LoadInvariant(IrType.I64, _b.Vmctx(), import + VMFunctionImport.FuncRefOffset);
        }

        int slot = module.Layout.FuncRef(module.FuncRefSlot(function));
        return _b.Iadd(_b.Vmctx(), _b.Iconst(IrType.I64, slot));
    }

    private void ReplaceArguments(Value call, FuncType type)
    {
        _top -= type.Params.Length;
        if (type.Results.Length == 1)
        {
            Push(call);
            return;
        }

        for (int i = 0; i < type.Results.Length; i++)
        {
            Push(_b.Result(call, i));
        }
    }

    // Calls a runtime function through its stub; the result is the builtin's, or none.
    private Value CallBuiltin(Builtin builtin, params ReadOnlySpan<Value> arguments) => CallBuiltin(builtin, IrType.I64, arguments);

    // Arguments that are references stay references: their objects may move until the call.
    private Value CallBuiltin(Builtin builtin, IrType resultType, params ReadOnlySpan<Value> arguments)
    {
        FlushFuel();
        return _b.Call(ModuleEnvironment.SymbolOf(builtin), BuiltinSignature(builtin, resultType, arguments), arguments, CallFlags.None);
    }

    private SignatureId BuiltinSignature(Builtin builtin, IrType resultType, ReadOnlySpan<Value> arguments)
    {
        Span<IrType> types = stackalloc IrType[Builtins.MaxParams];
        for (int i = 0; i < arguments.Length; i++)
        {
            types[i] = _b.TypeOf(arguments[i]);
        }

        return _b.ImportSignature(types[..arguments.Length], Builtins.Of(builtin).HasResult ? [resultType] : []);
    }

    private SignatureId Signature(FuncType type) => module.SignatureOf(_b, type);

    private Value GlobalGet(int global)
    {
        GlobalPlan plan = module.Globals[global];
        (Value address, int offset) = GlobalAddress(global);
        return plan.IsInvariant && !_isInitializer
            ? _b.LoadInvariant(plan.Type, address, offset)
            : _b.Load(plan.Type, plan.Size, false, new MemFlags(0, plan.Alias), address, offset);
    }

    private void GlobalSet(int global, Value value)
    {
        GlobalPlan plan = module.Globals[global];
        (Value address, int offset) = GlobalAddress(global);
        _b.Store(plan.Size, new MemFlags(0, plan.Alias), value, address, offset);
    }

    private (Value Address, int Offset) GlobalAddress(int global) => module.Wasm.Globals[global].IsImported
        ? (_b.LoadInvariant(IrType.I64, _b.Vmctx(), module.Layout.ImportedGlobal(global)), 0)
        : (_b.Vmctx(), module.Layout.DefinedGlobal(global - module.Wasm.ImportedGlobalCount));
}
