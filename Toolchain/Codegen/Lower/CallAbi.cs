// Where arguments and results of one signature travel. Integers and floats count separately; what finds no register lies in the caller's
// argument area (arguments) or in a return area whose address is a hidden first integer argument (results).
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Place of one argument or result: a register, or an offset in bytes into the argument or return area.</summary>
/// <param name="Register">Physical register; none when in memory.</param>
/// <param name="Offset">Offset in the area when in memory.</param>
internal readonly record struct AbiPlace(Reg Register, int Offset)
{
    internal bool IsRegister => Register != Reg.None;
}

/// <summary>The places of all arguments and results of one signature; refilled for each use.</summary>
/// <param name="registers">The convention.</param>
internal sealed class CallAbi(AbiRegisters registers)
{
    private AbiPlace[] _arguments = new AbiPlace[16];
    private AbiPlace[] _results = new AbiPlace[8];

    /// <summary>Bytes of stack arguments, a multiple of 16; the callee pops them.</summary>
    internal int StackArgumentBytes { get; private set; }

    /// <summary>Bytes of the return area; 0: none, and no hidden argument.</summary>
    internal int ReturnAreaBytes { get; private set; }

    internal bool HasReturnArea => ReturnAreaBytes != 0;

    /// <summary>The hidden pointer to the return area.</summary>
    internal Reg ReturnAreaRegister => registers.ReturnArea;

    internal AbiPlace Argument(int index) => _arguments[index];

    internal AbiPlace Result(int index) => _results[index];

    internal void Assign(ReadOnlySpan<IrType> parameters, ReadOnlySpan<IrType> results)
    {
        Grow(ref _arguments, parameters.Length);
        Grow(ref _results, results.Length);
        ReturnAreaBytes = Align16(Place(results, registers.IntResults, registers.FloatResults, 0, _results));
        StackArgumentBytes = Align16(Place(parameters, registers.IntArguments, registers.FloatArguments, HasReturnArea ? 1 : 0, _arguments));
    }

    private static int Place(ReadOnlySpan<IrType> types, ReadOnlySpan<Reg> ints, ReadOnlySpan<Reg> floats, int firstInt, AbiPlace[] places)
    {
        int nextInt = firstInt;
        int nextFloat = 0;
        int bytes = 0;
        for (int i = 0; i < types.Length; i++)
        {
            bool isFloat = types[i].IsFloat;
            if (isFloat ? nextFloat < floats.Length : nextInt < ints.Length)
            {
                places[i] = new AbiPlace(isFloat ? floats[nextFloat++] : ints[nextInt++], 0);
                continue;
            }

            int size = types[i] == IrType.V128 ? 16 : 8;
            bytes = (bytes + size - 1) & -size;
            places[i] = new AbiPlace(Reg.None, bytes);
            bytes += size;
        }

        return bytes;
    }

    private static int Align16(int bytes) => (bytes + 15) & -16;

    private static void Grow(ref AbiPlace[] places, int length)
    {
        if (places.Length < length)
        {
            Array.Resize(ref places, Math.Max(length, places.Length * 2));
        }
    }
}
