// The operand stack. A value stays where it was made until somebody wants it elsewhere: constants and reads of locals cost nothing until they
// are used. When temporaries run out, the oldest one goes to its home in the frame.
using System;
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Baseline;

internal abstract partial class MacroAssembler
{
    private const ulong FloatRegisters = 0xffff_ffff_0000_0000;

    private BaselineValue[] _stack = new BaselineValue[64];
    private int _top;
    private int _settled; // the values below this depth are at home or constants
    private int _deepest;
    private ulong _busy; // temporaries that hold a value of the stack or an operand
    private int _wanted = -1; // the local that takes the next result

    /// <summary>Number of values on the stack.</summary>
    internal int Depth => _top;

    internal void Push(BaselineValue value)
    {
        if (_top == _stack.Length)
        {
            Array.Resize(ref _stack, _top * 2);
        }

        _stack[_top++] = value;
    }

    /// <summary>Pushes what a register that was given back still holds.</summary>
    internal void PushHeld(BaselineValue value)
    {
        MarkBusy(value.Register);
        Push(value);
    }

    internal void PushConstant(IrType type, long bits) => Push(BaselineValue.Constant(type, bits));

    /// <summary>Takes the topmost value. Whoever takes it gives its register back, or pushes it again.</summary>
    internal BaselineValue Pop()
    {
        BaselineValue value = _stack[--_top];
        _settled = Math.Min(_settled, _top);
        return value.Place == ValuePlace.Local ? ReadLocal((int)value.Bits) : value;
    }

    /// <summary>Type of a value below the top.</summary>
    internal IrType TypeAt(int belowTop) => _stack[_top - 1 - belowTop].Type;

    internal void Drop() => Release(Pop());

    internal void Release(BaselineValue value)
    {
        if (value.IsRegister)
        {
            Release(value.Register);
        }
    }

    /// <summary>Gives a temporary back; other registers stay what they are.</summary>
    internal void Release(Reg register) => _busy &= ~Bit(register);

    /// <summary>A temporary for an integer.</summary>
    internal Reg TakeInt() => Take(RegClass.Int);

    /// <summary>The value in some register, which must not be changed.</summary>
    internal Reg ToRegister(BaselineValue value)
    {
        if (value.IsRegister)
        {
            return value.Register;
        }

        Reg register = Take(ClassOf(value.Type));
        Load(register, value);
        return register;
    }

    /// <summary>The value in a temporary of its own.</summary>
    internal Reg ToTemporary(BaselineValue value)
    {
        if (value.IsRegister && IsTemporary(value.Register))
        {
            return value.Register;
        }

        Reg register = Take(ClassOf(value.Type));
        Load(register, value);
        return register;
    }

    /// <summary>Brings the topmost value into a temporary, where it stays.</summary>
    internal BaselineValue HoldTop()
    {
        BaselineValue value = Pop();
        Push(BaselineValue.In(value.Type, ToTemporary(value)));
        return _stack[_top - 1];
    }

    /// <summary>Pushes an address.</summary>
    internal void PushAddress(Reg address, int offset)
    {
        Reg register = Take(RegClass.Int);
        AddressOf(register, address, offset);
        Push(BaselineValue.In(IrType.I64, register));
    }

    /// <summary>The next result may go straight into the home of this local, which the next operation sets.</summary>
    internal void Want(int local) => _wanted = _locals[local].Home.IsValid ? local : -1;

    internal void WantNothing() => _wanted = -1;

    // Operations over the top of the stack.
    internal void Binary(Opcode op, IrType type)
    {
        BaselineValue right = Pop();
        BaselineValue left = Pop();
        PushResult(EmitBinary(op, type, left, right), left, right);
    }

    internal void Unary(Opcode op, IrType type)
    {
        BaselineValue operand = Pop();
        PushResult(EmitUnary(op, type, operand), operand, operand);
    }

    /// <summary>Pushes the outcome of a comparison, 0 or 1.</summary>
    internal void PushOutcome(in Comparison comparison) => PushResult(EmitSet(comparison), comparison.Left, comparison.Right);

    internal void Release(in Comparison comparison)
    {
        Release(comparison.Left);
        Release(comparison.Right);
    }

    /// <summary>Pops the value for "no" and below it the one for "yes".</summary>
    internal void Select(in Comparison comparison)
    {
        BaselineValue no = Pop();
        BaselineValue yes = Pop();
        BaselineValue result = EmitSelect(comparison, yes, no);
        Release(comparison);
        PushResult(result, yes, no);
    }

    internal void Load(IrType type, int bytes, bool signed, in BaselineAddress address)
    {
        BaselineValue result = EmitLoad(type, bytes, signed, address);
        Release(address.Index);
        MarkBusy(result.Register);
        Push(result);
    }

    internal void Store(int bytes, in BaselineAddress address, BaselineValue value)
    {
        EmitStore(bytes, address, value);
        Release(address.Index);
        Release(value);
    }

    /// <summary>Makes the NaN of the topmost value canonical.</summary>
    internal void CanonicalNan()
    {
        BaselineValue value = Pop();
        Reg register = value.IsRegister ? value.Register : ToTemporary(value);
        MakeNanCanonical(value.Type, register);
        Push(BaselineValue.In(value.Type, register));
    }

    private void PushResult(BaselineValue result, BaselineValue left, BaselineValue right)
    {
        Release(left);
        Release(right);
        if (result.IsRegister)
        {
            MarkBusy(result.Register);
        }

        Push(result);
    }

    protected static RegClass ClassOf(IrType type) => type.IsFloat ? RegClass.Float : RegClass.Int;

    protected bool IsTemporary(Reg register) => (Bit(register) & Temporaries) != 0;

    private static ulong Bit(Reg register) => register.IsValid ? 1UL << register.Code : 0;

    private void MarkBusy(Reg register) => _busy |= Bit(register) & Temporaries;

    /// <summary>A free temporary, which is busy from now on.</summary>
    protected Reg Take(RegClass registerClass)
    {
        ulong all = Temporaries & (registerClass == RegClass.Float ? FloatRegisters : ~FloatRegisters);
        ulong free = all & ~_busy;
        if (free == 0)
        {
            SpillOldest(all);
            free = all & ~_busy;
        }

        int code = BitOperations.TrailingZeroCount(free);
        _busy |= 1UL << code;
        return Reg.FromCode(code);
    }

    /// <summary>Makes a certain temporary free for the caller: a value of the stack in it moves away. It must not hold an operand.</summary>
    protected void Claim(Reg register)
    {
        if ((_busy & Bit(register)) != 0)
        {
            for (int i = _settled; i < _top; i++)
            {
                if (_stack[i].IsRegister && _stack[i].Register == register)
                {
                    Spill(i);
                    break;
                }
            }
        }

        MarkBusy(register);
    }

    /// <summary>Whether a temporary holds anything.</summary>
    protected bool IsBusy(Reg register) => (_busy & Bit(register)) != 0;

    /// <summary>
    /// The register for the result of an operation that overwrites its left operand with it: the home of the local that is set next, the left
    /// operand's own, or a new one, holding the left operand.
    /// </summary>
    protected Reg Destination(IrType type, BaselineValue left, BaselineValue right)
    {
        if (_wanted >= 0 && _locals[_wanted].Type == type && !(right.IsRegister && right.Register == _locals[_wanted].Home))
        {
            PreserveLocal(_wanted);
            Load(_locals[_wanted].Home, left);
            return _locals[_wanted].Home;
        }

        return ToTemporary(left);
    }

    /// <summary>Whether the value is in the home of the local that is set next.</summary>
    protected bool IsWanted(BaselineValue value) => _wanted >= 0 && value.IsRegister && value.Register == _locals[_wanted].Home;

    /// <summary>The register for a result that no operand has to be in: written by the operation's last instruction, after all are read.</summary>
    protected Reg FreshDestination(IrType type)
    {
        if (_wanted >= 0 && _locals[_wanted].Type == type)
        {
            PreserveLocal(_wanted);
            return _locals[_wanted].Home;
        }

        return Take(ClassOf(type));
    }

    /// <summary>Brings a value into a register.</summary>
    protected void Load(Reg to, BaselineValue value)
    {
        switch (value.Place)
        {
            case ValuePlace.Constant:
                LoadConstant(value.Type, to, value.Bits);
                break;
            case ValuePlace.Register:
                if (value.Register != to)
                {
                    Move(value.Type, to, value.Register);
                }

                break;
            default:
                LoadAt(value.Type, to, value.Register, value.Offset);
                break;
        }
    }

    // Puts a value into memory by way of a scratch register where there is no other.
    private void StoreValue(Reg address, int offset, BaselineValue value)
    {
        switch (value.Place)
        {
            case ValuePlace.Constant:
                StoreConstantAt(value.Type, address, offset, value.Bits);
                break;
            case ValuePlace.Register:
                StoreAt(value.Type, address, offset, value.Register);
                break;
            default:
                if (value.Register != address || value.Offset != offset)
                {
                    Reg scratch = Scratch(ClassOf(value.Type));
                    LoadAt(value.Type, scratch, value.Register, value.Offset);
                    StoreAt(value.Type, address, offset, scratch);
                }

                break;
        }
    }

    private void SpillOldest(ulong registers)
    {
        for (int i = _settled; i < _top; i++)
        {
            if (_stack[i].IsRegister && (Bit(_stack[i].Register) & registers & Temporaries) != 0)
            {
                Spill(i);
                return;
            }
        }

        throw new CompilerBugException("baseline", "an operation needs more temporaries than there are");
    }

    private void Spill(int depth)
    {
        BaselineValue value = _stack[depth];
        Release(value);
        StoreValue(FramePointer, HomeOf(depth), value);
        _stack[depth] = AtHome(depth, value.Type);
    }

    // All values that are in temporaries go home; reads of locals may stay what they are.
    private void SpillTemporaries()
    {
        for (int i = _settled; i < _top; i++)
        {
            if (_stack[i].IsRegister)
            {
                Spill(i);
            }
        }
    }

    /// <summary>Everything on the stack goes home; constants stay constants. The state in which ways meet.</summary>
    internal void Settle()
    {
        for (int i = _settled; i < _top; i++)
        {
            BaselineValue value = _stack[i].Place == ValuePlace.Local ? ReadLocal((int)_stack[i].Bits) : _stack[i];
            if (!value.IsConstant)
            {
                Release(value);
                StoreValue(FramePointer, HomeOf(i), value);
                _stack[i] = AtHome(i, value.Type);
            }
        }

        _settled = _top;
    }

    private BaselineValue AtHome(int depth, IrType type) => BaselineValue.At(type, FramePointer, HomeOf(depth));

    private int HomeOf(int depth)
    {
        _deepest = Math.Max(_deepest, depth + 1);
        return _firstHome - (depth * SlotBytes);
    }
}
