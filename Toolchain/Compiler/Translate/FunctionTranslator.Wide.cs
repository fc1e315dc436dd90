// The wide-arithmetic proposal: 128-bit numbers as pairs of i64, the low half first. Carry and borrow are comparisons, products are the two halves of
// one multiplication.
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private bool TryTranslateWide(WasmOp op)
    {
        switch (op)
        {
            case WasmOp.I64Add128:
                AddOrSubtractWide(isSum: true);
                return true;
            case WasmOp.I64Sub128:
                AddOrSubtractWide(isSum: false);
                return true;
            case WasmOp.I64MulWideS or WasmOp.I64MulWideU:
                Value y = Pop();
                Value x = Pop();
                Push(_b.Imul(x, y));
                Push(op == WasmOp.I64MulWideS ? _b.Smulhi(x, y) : _b.Umulhi(x, y));
                return true;
            default:
                return false;
        }
    }

    private void AddOrSubtractWide(bool isSum)
    {
        Value highY = Pop();
        Value lowY = Pop();
        Value highX = Pop();
        Value lowX = Pop();
        Value low = isSum ? _b.Iadd(lowX, lowY) : _b.Isub(lowX, lowY);

        // The sum wrapped iff it is below an addend; the difference did iff the second number is the larger one.
        Value carry = _b.Uextend(_b.Icmp(IntCc.UnsignedLessThan, isSum ? low : lowX, isSum ? lowX : lowY));
        Push(low);
        Push(isSum ? _b.Iadd(_b.Iadd(highX, highY), carry) : _b.Isub(_b.Isub(highX, highY), carry));
    }
}
