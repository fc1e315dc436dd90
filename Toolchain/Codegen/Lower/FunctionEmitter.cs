// Emission, the part that no instruction set changes: walks the blocks in layout order, puts allocated registers into the instructions, makes
// the allocator's moves between them, and lets blocks fall through. A block that holds nothing but a jump is not emitted: whoever goes there
// goes to its target instead.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Writes allocated machine code into a buffer; an instruction set derives from it. Reusable, one thread at a time.</summary>
internal abstract partial class FunctionEmitter(CodeBuffer buffer)
{
    private const int LoopAlignment = 16;

    private readonly List<int> _order = [];
    private Label[] _labels = [];
    private int[] _forward = [];
    private readonly LoopRotation _rotation = new();
    private int _edit;
    private int _current;

    /// <summary>Where the bytes go.</summary>
    protected CodeBuffer Buffer => buffer;

    /// <summary>Options of this compilation.</summary>
    protected CodegenOptions Options { get; private set; } = null!;

    /// <summary>The machine code.</summary>
    protected VCode Code { get; private set; } = null!;

    /// <summary>Its blocks.</summary>
    protected BlockGraph Graph { get; private set; } = null!;

    /// <summary>What allocation was asked.</summary>
    protected AllocationInput Input { get; private set; } = null!;

    /// <summary>Registers and moves.</summary>
    protected AllocationResult Allocated { get; private set; } = null!;

    /// <summary>The block emitted next, so that a jump there is left out; -1 at the end.</summary>
    protected int NextBlock { get; private set; }

    /// <summary>Writes the whole function.</summary>
    internal void Run(VCode code, BlockGraph graph, AllocationInput input, AllocationResult allocated, BlockLayout layout, CodegenOptions options)
    {
        (Code, Graph, Input, Allocated, Options) = (code, graph, input, allocated, options);
        _edit = 0;
        FindForwards();
        OrderBlocks(layout);
        EmitPrologue();
        int[] editOfBlock = FindEdits();
        for (int i = 0; i < _order.Count; i++)
        {
            int block = _order[i];
            NextBlock = i + 1 < _order.Count ? _order[i + 1] : -1;
            if (i > 0 && options.OptLevel == OptLevel.Speed && IsTopOfLoop(i, layout))
            {
                buffer.AlignLoop(_labels[block], LoopAlignment);
            }

            buffer.Bind(_labels[block]);
            _edit = editOfBlock[block];
            BeginBlock(block);
            EmitBlock(block);
        }

        EmitColdParts();
    }

    /// <summary>Prepares for expansions alone, of a function that another emits.</summary>
    internal void BeginExpansion(CodegenOptions options)
    {
        Options = options;
        OnBegin();
    }

    /// <summary>Forgets what was put off for an earlier function.</summary>
    protected abstract void OnBegin();

    /// <summary>Label of a block, past blocks that are not emitted.</summary>
    protected Label LabelOf(int block) => _labels[_forward[block]];

    /// <summary>Whether control falls into <paramref name="block"/> behind the current one.</summary>
    protected bool FallsInto(int block) => _forward[block] == NextBlock;

    /// <summary>Called before anything of a block is written, the moves in front of its first instruction included.</summary>
    protected virtual void BeginBlock(int block)
    {
    }

    /// <summary>Sets up the frame.</summary>
    protected abstract void EmitPrologue();

    /// <summary>Writes one instruction whose fields hold physical registers.</summary>
    protected abstract void EmitInst(ref MachInst inst, int block);

    /// <summary>Replaces the register-or-memory operand by a spill slot.</summary>
    protected abstract void UseSlot(ref MachInst inst, int slot);

    /// <summary>Writes a move, exchange or repetition of the allocator; the flags must survive.</summary>
    protected abstract void EmitEdit(in Edit edit);

    /// <summary>Writes what was put off until the end.</summary>
    protected abstract void EmitColdParts();

    /// <summary>Whether the instruction is nothing but a jump to the only successor.</summary>
    protected abstract bool IsJump(in MachInst inst);

    /// <summary>Records the references in the frame behind a call just written.</summary>
    protected void NoteSafepoint(in FrameLayout frame)
    {
        ReadOnlySpan<int> slots = Allocated.SafepointSlots(_current);
        if (slots.IsEmpty)
        {
            return;
        }

        int[] offsets = new int[slots.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = frame.OffsetOfSpill(slots[i]);
        }

        buffer.AddSafepoint(offsets);
    }

    private void EmitBlock(int block)
    {
        ReadOnlySpan<Edit> edits = Allocated.Edits;
        CodeBlock range = Code.Blocks[block];
        for (int i = range.Start; i < range.End; i++)
        {
            for (; _edit < edits.Length && edits[_edit].Inst == i; _edit++)
            {
                EmitEdit(edits[_edit]);
            }

            MachInst inst = Allocate(i);
            _current = i;
            EmitInst(ref inst, block);
        }
    }

    /// <summary>The instruction behind the current one in its block, if nothing of the allocator's lies between.</summary>
    protected bool TryPeek(int block, out MachInst next)
    {
        int i = _current + 1;
        bool isNext = i < Code.Blocks[block].End && (_edit >= Allocated.Edits.Length || Allocated.Edits[_edit].Inst != i);
        next = isNext ? Allocate(i) : default;
        return isNext;
    }

    // An instruction with what allocation gave its operands.
    private MachInst Allocate(int index)
    {
        AllocationProblem problem = Input.Problem;
        MachInst inst = Code.Insts[index];
        int end = problem.FirstOperandOf(index + 1);
        for (int k = problem.FirstOperandOf(index); k < end && Input.FieldOf(k) != AllocationInput.NoField; k++)
        {
            Allocation place = Allocated.Operands[k];
            if (place.IsRegister)
            {
                inst.SetReg(Input.FieldOf(k), place.Register);
            }
            else
            {
                UseSlot(ref inst, place.Slot);
            }
        }

        return inst;
    }

    // Edits are sorted by instruction, and blocks are numbered in the order of their instructions.
    private int[] FindEdits()
    {
        var first = new int[Code.BlockCount];
        ReadOnlySpan<Edit> edits = Allocated.Edits;
        int edit = 0;
        for (int block = 0; block < first.Length; block++)
        {
            while (edit < edits.Length && edits[edit].Inst < Code.Blocks[block].Start)
            {
                edit++;
            }

            first[block] = edit;
        }

        return first;
    }

    private void FindForwards()
    {
        int count = Code.BlockCount;
        if (_labels.Length < count)
        {
            _labels = new Label[count * 2];
            _forward = new int[count * 2];
        }

        ReadOnlySpan<Edit> edits = Allocated.Edits;
        int edit = 0;
        for (int block = 0; block < count; block++)
        {
            CodeBlock range = Code.Blocks[block];
            while (edit < edits.Length && edits[edit].Inst < range.Start)
            {
                edit++;
            }

            bool hasEdits = edit < edits.Length && edits[edit].Inst < range.End;
            bool isEmpty = block != 0 && !hasEdits && range.End - range.Start == 1 && IsJump(Code.Insts[range.Start]);
            _forward[block] = isEmpty ? Graph.Targets(block)[0] : block;
            _labels[block] = buffer.NewLabel();
        }

        for (int block = 0; block < count; block++)
        {
            // An endless empty loop forwards to itself in the end; it keeps its jump.
            int target = block;
            for (int steps = 0; _forward[target] != target && steps <= count; steps++)
            {
                target = _forward[target];
            }

            // The whole way is shortened, or long chains of empty blocks would be walked again for each of their blocks.
            _forward[target] = target;
            for (int next = block; _forward[next] != target;)
            {
                (_forward[next], next) = (target, _forward[next]);
            }
        }
    }

    private void OrderBlocks(BlockLayout layout)
    {
        _order.Clear();
        foreach (int block in layout.Order)
        {
            if (_forward[block] == block)
            {
                _order.Add(block);
            }
        }

        if (Options.OptLevel == OptLevel.Speed && !Options.DisabledPasses.Contains(LoopRotation.Name))
        {
            _rotation.Run(_order, Graph, layout, _forward);
        }
    }

    // The header or, in a rotated loop, the block that stands first instead of it.
    private bool IsTopOfLoop(int place, BlockLayout layout)
    {
        int block = _order[place];
        int loop = layout.LoopOf(block);
        return loop >= 0 && layout.IsLoopHeader(loop) && !layout.IsCold(block) && !layout.IsInside(_order[place - 1], loop);
    }
}
