// Instructions in parentheses. They nest as deep as the text says, so what is open lies on a stack of ours. The operands of a folded instruction are
// written out before it, its immediates having been read first.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

internal sealed partial class WatParser
{
    private readonly List<Fold> _folds = [];

    private enum FoldKind : byte
    {
        /// <summary>No parenthesis: a sequence whose end somebody else knows.</summary>
        Sequence,

        /// <summary>The operands of an instruction.</summary>
        Operands,

        /// <summary>What a block holds.</summary>
        Block,

        /// <summary>The operands of an if.</summary>
        Condition,

        Then,
        Else,
    }

    // What is open. Instruction and Hint are those of Operands and Condition, Symbol is the label of Condition; Outer is the number of labels at the
    // beginning.
    private readonly record struct Fold(FoldKind Kind, WasmInstruction Instruction, BranchHint Hint, int Symbol, int Outer);

    // A sequence up to a closing parenthesis (or whatever ends the text).
    private void Instructions()
    {
        int floor = _folds.Count;
        PushFold(FoldKind.Sequence);
        RunFolds(floor);
    }

    // One folded instruction.
    private void Folded()
    {
        int floor = _folds.Count;
        OpenFold();
        RunFolds(floor);
    }

    private void RunFolds(int floor)
    {
        while (_folds.Count > floor)
        {
            Fold top = _folds[^1];
            if (Kind == TokenKind.Open && !(top.Kind == FoldKind.Condition && AtForm(Keyword.Then)))
            {
                OpenFold();
            }
            else if (Kind == TokenKind.Word && top.Kind != FoldKind.Condition)
            {
                Flat(top.Outer); // the grammar wants folded operands; flat ones are common and mean what they seem to
            }
            else
            {
                CloseFold(top);
            }
        }
    }

    private void PushFold(FoldKind kind, WasmInstruction instruction = default, BranchHint hint = BranchHint.None, int symbol = -1) =>
        _folds.Add(new Fold(kind, instruction, hint, symbol, _labelCount));

    private void PopFold() => _folds.RemoveAt(_folds.Count - 1);

    private void OpenFold()
    {
        BranchHint hint = NextAnnotated <= At ? BranchHintHere() : BranchHint.None;
        Open();
        int start = Offset;
        if (Kind != TokenKind.Word || Next.Value < KeywordTable.FirstOp)
        {
            throw Unexpected();
        }

        var op = (WasmOp)(Next.Value - KeywordTable.FirstOp);
        switch (op)
        {
            case WasmOp.Block or WasmOp.Loop or WasmOp.TryTable:
                At++;
                WasmInstruction block = BlockHeader(op, start, out int symbol);
                AddHinted(block, hint);
                PushLabel(symbol, op);
                PushFold(FoldKind.Block);
                break;
            case WasmOp.If:
                At++;
                WasmInstruction conditional = BlockHeader(WasmOp.If, start, out int label);
                PushFold(FoldKind.Condition, conditional, hint, label);
                break;
            case WasmOp.Else or WasmOp.End:
                throw Unexpected();
            default:
                At++;
                PushFold(FoldKind.Operands, Plain(op, start), hint);
                break;
        }
    }

    // At what is no instruction: the end of the innermost fold, or of a part of it.
    private void CloseFold(in Fold top)
    {
        // Blocks need their 'end'.
        if (_labelCount != top.Outer)
        {
            throw Unexpected();
        }

        switch (top.Kind)
        {
            case FoldKind.Sequence:
                PopFold(); // the caller checks which token stopped us
                break;
            case FoldKind.Operands:
                Close();
                PopFold();
                AddHinted(top.Instruction, top.Hint);
                break;
            case FoldKind.Block:
                EndFoldedBlock();
                break;
            case FoldKind.Condition:
                PopFold();
                AddHinted(top.Instruction, top.Hint);
                PushLabel(top.Symbol, WasmOp.If);
                Open();
                Word(Keyword.Then);
                PushFold(FoldKind.Then);
                break;
            case FoldKind.Then:
                Close();
                if (Kind == TokenKind.Open && TokenAt(At + 1).Kind == TokenKind.Word && TokenAt(At + 1).Value == ElseWord)
                {
                    PopFold();
                    Emit(WasmOp.Else, TokenAt(At + 1).Start);
                    At += 2;
                    PushFold(FoldKind.Else);
                }
                else
                {
                    EndFoldedBlock();
                }

                break;
            case FoldKind.Else:
                Close();
                EndFoldedBlock();
                break;
        }
    }

    private void EndFoldedBlock()
    {
        PopFold();
        PopLabel();
        Emit(WasmOp.End, Offset);
        Close();
    }
}
