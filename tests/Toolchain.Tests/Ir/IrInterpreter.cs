// Executes IR by definition, as an oracle for passes: independent of the simplifier's folding code. Integer operations, memory, control.
using System;
using System.Collections.Generic;
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Tests.Toolchain.Ir;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed class IrTrapException(int code) : Exception("trap " + code)
{
    public int Code { get; } = code;
}

internal sealed class IrInterpreter(Function f, byte[] memory)
{
    private readonly Dictionary<int, long> _values = [];
    private int _fuel = 100_000;

    /// <summary>Runs; the results as 64-bit numbers (I32 sign-extended).</summary>
    internal long[] Run(params long[] arguments)
    {
        Block block = Block.Entry;
        long[] incoming = arguments;
        while (true)
        {
            ReadOnlySpan<int> parameters = f.ParamsOf(block);
            for (int i = 0; i < parameters.Length; i++)
            {
                _values[parameters[i]] = Normalize(f.TypeOf(new Value(parameters[i])), incoming[i]);
            }

            Value effect = f.FirstOf(block);
            for (; effect != f.TerminatorOf(block); effect = f.NextOf(effect))
            {
                Execute(effect);
            }

            if (--_fuel < 0)
            {
                throw new IrTrapException(-1);
            }

            Node end = f[effect];
            Edge edge;
            switch (end.Op)
            {
                case Opcode.Jump:
                    edge = new Edge(end.B);
                    break;
                case Opcode.BrIf:
                    edge = new Edge(Evaluate(end.A) != 0 ? end.B : end.B + 1);
                    break;
                case Opcode.BrTable:
                    edge = new Edge(end.B + (int)Math.Min((uint)Evaluate(end.A), (uint)end.C - 1));
                    break;
                case Opcode.Return:
                    return Array.ConvertAll(f.ListOf(effect).ToArray(), Evaluate);
                case Opcode.Trap:
                    throw new IrTrapException((int)end.Imm);
                default:
                    throw new NotSupportedException(OpcodeTable.Of(end.Op).Name);
            }

            incoming = Array.ConvertAll(f.ArgumentsOf(edge).ToArray(), Evaluate);
            block = f.TargetOf(edge);
        }
    }

    private static long Normalize(IrType type, long bits) => type == IrType.I32 ? (int)bits : bits;

    private void Execute(Value effect)
    {
        Node n = f[effect];
        switch (n.Op)
        {
            case Opcode.TrapIf or Opcode.TrapIfNot:
                if ((Evaluate(n.A) != 0) == (n.Op == Opcode.TrapIf))
                {
                    throw new IrTrapException((int)n.Imm);
                }

                break;
            case Opcode.Load:
                int at = (int)(Evaluate(n.A) + n.Imm);
                long bits = 0;
                for (int i = n.AccessBytes - 1; i >= 0; i--)
                {
                    bits = (bits << 8) | memory[at + i];
                }

                int unused = 64 - (n.AccessBytes * 8);
                _values[effect.Id] = Normalize(n.Type, n.SignExtends ? bits << unused >> unused : bits);
                break;
            case Opcode.Store:
                long stored = Evaluate(n.B);
                int to = (int)(Evaluate(n.A) + n.Imm);
                for (int i = 0; i < n.AccessBytes; i++)
                {
                    memory[to + i] = (byte)(stored >> (8 * i));
                }

                break;
            case Opcode.Udiv or Opcode.Sdiv or Opcode.Urem or Opcode.Srem:
                _values[effect.Id] = Normalize(n.Type, Divide(n.Op, n.Type, Evaluate(n.A), Evaluate(n.B)));
                break;
            default:
                throw new NotSupportedException(OpcodeTable.Of(n.Op).Name);
        }
    }

    internal static long Divide(Opcode op, IrType type, long a, long b)
    {
        if (b == 0)
        {
            throw new IrTrapException(100);
        }

        long least = type == IrType.I64 ? long.MinValue : int.MinValue;
        if (b == -1 && op is Opcode.Sdiv or Opcode.Srem && b == -1)
        {
            return op == Opcode.Srem ? 0 : a == least ? throw new IrTrapException(101) : -a;
        }

        (ulong ua, ulong ub) = type == IrType.I64 ? ((ulong)a, (ulong)b) : ((uint)a, (uint)b);
        return op switch
        {
            Opcode.Udiv => (long)(ua / ub),
            Opcode.Urem => (long)(ua % ub),
            Opcode.Sdiv => a / b,
            _ => a % b,
        };
    }

    private long Evaluate(int id)
    {
        Node n = f.Nodes[id];
        if (OpcodeTable.Of(n.Op).Kind != OpKind.Pure)
        {
            return n.Op == Opcode.Alias ? Evaluate(n.A) : _values[id];
        }

        if (n.Op == Opcode.Iconst)
        {
            return n.Imm;
        }

        int count = OpcodeTable.Of(n.Op).InlineOperands;
        long a = Evaluate(n.A);
        if (n.Op == Opcode.Select)
        {
            return a != 0 ? Evaluate(n.B) : Evaluate(n.C);
        }

        return Normalize(n.Type, Compute(n, f.TypeOf(new Value(n.A)), a, count > 1 ? Evaluate(n.B) : 0));
    }

    private static long Compute(in Node n, IrType type, long a, long b)
    {
        int width = type == IrType.I64 ? 64 : 32;
        BigInteger mask = (BigInteger.One << width) - 1;
        (BigInteger ua, BigInteger ub) = (a & mask, b & mask);
        int count = (int)(ub & (width - 1));
        BigInteger result = n.Op switch
        {
            Opcode.Iadd => ua + ub,
            Opcode.Isub => ua - ub,
            Opcode.Imul => ua * ub,
            Opcode.Iand => ua & ub,
            Opcode.Ior => ua | ub,
            Opcode.Ixor => ua ^ ub,
            Opcode.Ishl => ua << count,
            Opcode.Ushr => ua >> count,
            Opcode.Sshr => new BigInteger(a) >> count,
            Opcode.Rotl => (ua << count) | (ua >> (width - count)),
            Opcode.Rotr => (ua >> count) | (ua << (width - count)),
            Opcode.Umulhi => (ua * ub) >> width,
            Opcode.Smulhi => (new BigInteger(a) * b) >> width,
            Opcode.Clz => width - (int)ua.GetBitLength(),
            Opcode.Ctz => ua.IsZero ? width : (int)BigInteger.TrailingZeroCount(ua),
            Opcode.Popcnt => BigInteger.PopCount(ua),
            Opcode.Uextend => ua,
            Opcode.Sextend or Opcode.Ireduce => a,
            Opcode.Sextend8 => (sbyte)a,
            Opcode.Sextend16 => (short)a,
            Opcode.Sextend32 => (int)a,
            Opcode.Icmp => Holds((IntCc)n.Aux, a, b, ua, ub) ? 1 : 0,
            _ => throw new NotSupportedException(OpcodeTable.Of(n.Op).Name),
        };
        return (long)(ulong)(result & ulong.MaxValue);
    }

    private static bool Holds(IntCc cc, long a, long b, BigInteger ua, BigInteger ub) => cc switch
    {
        IntCc.Equal => a == b,
        IntCc.NotEqual => a != b,
        IntCc.SignedLessThan => a < b,
        IntCc.SignedGreaterThanOrEqual => a >= b,
        IntCc.SignedGreaterThan => a > b,
        IntCc.SignedLessThanOrEqual => a <= b,
        IntCc.UnsignedLessThan => ua < ub,
        IntCc.UnsignedGreaterThanOrEqual => ua >= ub,
        IntCc.UnsignedGreaterThan => ua > ub,
        IntCc.UnsignedLessThanOrEqual => ua <= ub,
    };
}
