// Calls whose callee may throw to a handler of this function. Such a call ends its block: the normal edge leads to a block of its own, in which the
// results exist; the other one to the handler, which begins with landing_pad. Nothing is in a register when the handler begins, so all that
// it needs lies in the frame when the call is made; a call that returns does nothing that another call would not.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

public sealed partial class FunctionBuilder
{
    /// <summary>Calls a symbol; see <see cref="Call"/>. What follows goes to a new block, which only the call enters.</summary>
    public Value TryCall(SymbolId symbol, SignatureId signature, ReadOnlySpan<Value> arguments, CallFlags flags, Block handler) => EndWithCall(
        new Node
        {
            Op = Opcode.TryCall,
            Type = CallType(signature),
            Aux = (byte)flags,
            B = Function.CreateList(arguments),
            C = signature.Id,
            Imm = symbol.Number,
        },
        handler);

    /// <summary>Calls a code address; see <see cref="CallIndirect"/>. What follows goes to a new block, which only the call enters.</summary>
    public Value TryCallIndirect(
        SignatureId signature, Value code, Value calleeVmctx, ReadOnlySpan<Value> arguments, Block handler) => EndWithCall(
        new Node
        {
            Op = Opcode.TryCallIndirect,
            Type = CallType(signature),
            B = IndirectList(code, calleeVmctx, arguments),
            C = signature.Id,
        },
        handler);

    /// <summary>The first effect of every handler.</summary>
    public void LandingPad() => Effect(new Node { Op = Opcode.LandingPad });

    private Value EndWithCall(Node call, Block handler)
    {
        Block next = CreateBlock();
        call.A = AddEdge(next, []).Id;
        AddEdge(handler, []);
        Value value = Terminate(call);
        SealBlock(next);
        SwitchToBlock(next);
        return value;
    }
}
