// Instructions in the binary format: one arm per immediate kind, the inverse of BodyDecoder.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

internal static class BodyWriter
{
    /// <summary>Writes all instructions of a body or constant expression.</summary>
    /// <param name="to">Receives the bytes.</param>
    /// <param name="body">Complete, with its last end.</param>
    /// <param name="hints">Receives the branch hints with offsets in <paramref name="to"/>, or null.</param>
    internal static void Write(ByteWriter to, WasmBody body, List<BranchHintEntry>? hints = null)
    {
        foreach (ref readonly WasmInstruction instruction in body.Instructions)
        {
            if (hints is not null && instruction.Hint != BranchHint.None)
            {
                hints.Add(new BranchHintEntry((uint)to.Length, instruction.Hint));
            }

            byte prefix = WasmOps.Prefix(instruction.Op);
            if (prefix != 0)
            {
                to.Byte(prefix);
                to.Unsigned(WasmOps.Code(instruction.Op));
            }
            else
            {
                to.Byte((byte)WasmOps.Code(instruction.Op));
            }

            WriteImmediates(to, body, in instruction);
        }
    }

    private static void WriteImmediates(ByteWriter to, WasmBody body, in WasmInstruction instruction)
    {
        switch (WasmOps.Immediates[(int)instruction.Op])
        {
            case Imm.None:
                break;
            case Imm.Block:
                TypeWriter.BlockType(to, instruction.BlockType);
                break;
            case Imm.TryTable:
                WriteTryTable(to, body, in instruction);
                break;
            case Imm.Label:
            case Imm.Func:
            case Imm.Type:
            case Imm.Local:
            case Imm.Global:
            case Imm.Table:
            case Imm.Memory:
            case Imm.Tag:
            case Imm.Data:
            case Imm.Elem:
                to.Index(instruction.A);
                break;
            case Imm.CallIndirect:
            case Imm.Field:
            case Imm.ArrayFixed:
            case Imm.ArrayData:
            case Imm.ArrayElem:
            case Imm.ArrayCopy:
            case Imm.TableInit:
            case Imm.TableCopy:
            case Imm.MemoryInit:
            case Imm.MemoryCopy:
                to.Index(instruction.A);
                to.Index(instruction.B);
                break;
            case Imm.LabelTable:
                to.Count(instruction.B);
                foreach (int label in body.LabelsOf(in instruction))
                {
                    to.Index(label);
                }

                break;
            case Imm.BrOnCast:
                ValType from = instruction.CastFrom;
                ValType target = instruction.CastTo;
                to.Byte((byte)((from.IsNullable ? 1 : 0) | (target.IsNullable ? 2 : 0)));
                to.Index(instruction.A);
                TypeWriter.HeapType(to, from.Heap);
                TypeWriter.HeapType(to, target.Heap);
                break;
            case Imm.HeapType:
                TypeWriter.HeapType(to, instruction.HeapType);
                break;
            case Imm.ValTypes:
                to.Count(instruction.B);
                foreach (ValType type in body.TypesOf(in instruction))
                {
                    TypeWriter.ValType(to, type);
                }

                break;
            case Imm.MemArg:
                WriteMemArg(to, in instruction);
                break;
            case Imm.MemArgLane:
                WriteMemArg(to, in instruction);
                to.Byte(instruction.Lane);
                break;
            case Imm.Lane:
                to.Byte(instruction.Lane);
                break;
            case Imm.I32:
            case Imm.I64:
                to.Signed(instruction.Imm);
                break;
            case Imm.F32:
                to.Fixed32((uint)instruction.Imm);
                break;
            case Imm.F64:
                to.Fixed64((ulong)instruction.Imm);
                break;
            case Imm.V128:
            case Imm.Shuffle:
                to.Fixed128(body.Vectors[instruction.A]);
                break;
            case Imm.Fence:
                to.Byte(0);
                break;
            default:
                throw new WasmInvalidException($"opcode {(int)instruction.Op} is not defined", instruction.Offset);
        }
    }

    private static void WriteTryTable(ByteWriter to, WasmBody body, in WasmInstruction instruction)
    {
        TypeWriter.BlockType(to, instruction.BlockType);
        to.Count(instruction.CatchCount);
        foreach (CatchClause clause in body.CatchesOf(in instruction))
        {
            to.Byte((byte)clause.Kind);
            if (clause.Kind is CatchKind.Catch or CatchKind.CatchRef)
            {
                to.Index(clause.Tag);
            }

            to.Index(clause.Label);
        }
    }

    private static void WriteMemArg(ByteWriter to, in WasmInstruction instruction)
    {
        bool hasMemory = instruction.A != 0;
        to.Unsigned((uint)instruction.B | (hasMemory ? 0x40u : 0));
        if (hasMemory)
        {
            to.Index(instruction.A);
        }

        to.Unsigned(instruction.MemoryOffset);
    }
}
