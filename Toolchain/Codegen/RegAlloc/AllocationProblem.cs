// What register allocation needs to know of a function, in dense arrays that lowering fills in one forward pass. No instruction is
// known here: an instruction is a run of operands and a clobber set. Virtual registers are in SSA form (one definition each).
//
// Rules for the caller: blocks are added in layout order and hold consecutive instructions; critical edges are split (a block with
// several predecessors is reached by blocks with one successor only); only a block with one successor passes arguments, and it ends in
// an instruction without operands.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>One operand of an instruction.</summary>
/// <param name="VReg">Number of the virtual register.</param>
/// <param name="Role">Read or written.</param>
/// <param name="Constraint">Where it may live.</param>
/// <param name="Position">Early or late.</param>
/// <param name="Detail">Fixed: <see cref="Reg.Code"/>; Reuse: index of the tied use among the instruction's operands.</param>
public readonly record struct AllocationOperand(
    int VReg, OperandRole Role, OperandConstraint Constraint, OperandPosition Position, byte Detail = 0);

/// <summary>What a garbage collector has to know of a virtual register.</summary>
public enum TracedKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A reference: at a safepoint it must be in a slot that the stack map lists, because its object may move.</summary>
    Reference,

    /// <summary>An address inside an object: it must not live across a safepoint.</summary>
    Derived,
}

/// <summary>A set of physical registers by <see cref="Reg.Code"/>: integer registers low, float registers high.</summary>
/// <param name="Bits">One bit per register.</param>
public readonly record struct RegisterMask(ulong Bits)
{
    /// <summary>No register.</summary>
    public static readonly RegisterMask None;

    /// <summary>Whether the register is in the set.</summary>
    public bool Has(int code) => (Bits >> code & 1) != 0;

    /// <summary>The set with one register more.</summary>
    public RegisterMask With(Reg register) => new(Bits | (1UL << register.Code));
}

/// <summary>Registers that may be allocated, by class, those to be tried first in front.</summary>
/// <param name="intRegisters">Integer class.</param>
/// <param name="floatRegisters">Float class.</param>
public sealed class MachineEnvironment(Reg[] intRegisters, Reg[] floatRegisters)
{
    /// <summary>Allocatable registers of a class in order of preference.</summary>
    public ReadOnlySpan<Reg> RegistersOf(RegClass registerClass) =>
        registerClass == RegClass.Int ? intRegisters : floatRegisters;
}

/// <summary>The function to allocate; filled by lowering and reused for the next function.</summary>
public sealed class AllocationProblem
{
    internal VRegData[] VRegs = new VRegData[256];
    internal AllocationOperand[] Operands = new AllocationOperand[512];
    internal InstData[] Insts = new InstData[256];
    internal BlockData[] Blocks = new BlockData[64];
    internal int[] Successors = new int[128];
    internal int[] Lists = new int[256];

    private int _operandCount;
    private int _successorCount;
    private int _listCount;

    internal struct VRegData
    {
        internal RegClass Class;
        internal byte Bytes;
        internal bool IsRematerializable;
        internal TracedKind Traced;
        internal short Hint; // fixed register of a use or of the definition
        internal int HintWeight;
        internal int Partner; // tied to this one by an instruction
        internal int FlowTo; // block parameter that takes this value over the hottest edge
        internal int FlowWeight;
        internal int FlowBack; // of a loop's parameter: the value that the hottest edge back brings
    }

    internal struct InstData
    {
        internal int FirstOperand;
        internal ulong Clobbers;
        internal bool IsSafepoint;
    }

    internal struct BlockData
    {
        internal int FirstInst;
        internal int EndInst;
        internal int FirstSuccessor;
        internal int SuccessorCount;
        internal int Params;
        internal int ParamCount;
        internal int Arguments;
        internal int ArgumentCount;
        internal int LoopDepth;
        internal bool IsCold;
    }

    /// <summary>Whether there are references and safepoints.</summary>
    internal bool NeedsStackMaps => HasReferences && HasSafepoints;

    /// <summary>Whether any virtual register holds a reference.</summary>
    internal bool HasReferences { get; private set; }

    /// <summary>Whether any instruction is a safepoint.</summary>
    internal bool HasSafepoints { get; private set; }

    /// <summary>Number of virtual registers.</summary>
    public int VRegCount { get; private set; }

    /// <summary>Number of instructions.</summary>
    public int InstCount { get; private set; }

    /// <summary>Number of blocks.</summary>
    public int BlockCount { get; private set; }

    /// <summary>Number of operands of all instructions.</summary>
    public int OperandCount => _operandCount;

    /// <summary>Empties the problem and keeps its memory.</summary>
    public void Clear()
    {
        VRegCount = InstCount = BlockCount = _operandCount = _successorCount = _listCount = 0;
        HasReferences = HasSafepoints = false;
    }

    /// <summary>A new virtual register.</summary>
    /// <param name="registerClass">Register file.</param>
    /// <param name="bytes">Bytes to spill: 8 or 16.</param>
    /// <param name="isRematerializable">Its definition can be repeated anywhere, at the cost of a load or less.</param>
    /// <param name="traced">What a garbage collector has to know of it.</param>
    public int AddVReg(RegClass registerClass, int bytes, bool isRematerializable = false, TracedKind traced = TracedKind.None)
    {
        if (VRegCount == VRegs.Length)
        {
            Array.Resize(ref VRegs, VRegCount * 2);
        }

        VRegs[VRegCount] = new VRegData
        {
            Class = registerClass,
            Bytes = (byte)bytes,
            IsRematerializable = isRematerializable,
            Traced = traced,
            Hint = -1,
            Partner = -1,
            FlowTo = -1,
            FlowBack = -1,
        };
        HasReferences |= traced == TracedKind.Reference;
        return VRegCount++;
    }

    /// <summary>Starts the next block of the layout; the instructions that follow belong to it.</summary>
    /// <param name="parameters">Virtual registers that the block's predecessors give values to.</param>
    /// <param name="loopDepth">Number of loops around it.</param>
    /// <param name="isCold">Rarely executed, whatever its loop depth.</param>
    public void BeginBlock(ReadOnlySpan<int> parameters, int loopDepth, bool isCold)
    {
        if (BlockCount == Blocks.Length)
        {
            Array.Resize(ref Blocks, BlockCount * 2);
        }

        Blocks[BlockCount++] = new BlockData
        {
            FirstInst = InstCount,
            EndInst = InstCount,
            FirstSuccessor = _successorCount,
            Params = AddList(parameters),
            ParamCount = parameters.Length,
            LoopDepth = loopDepth,
            IsCold = isCold,
        };
    }

    /// <summary>Adds a successor to the block at hand, by its number in layout order.</summary>
    public void AddSuccessor(int block)
    {
        if (_successorCount == Successors.Length)
        {
            Array.Resize(ref Successors, _successorCount * 2);
        }

        Successors[_successorCount++] = block;
        Blocks[BlockCount - 1].SuccessorCount++;
    }

    /// <summary>Values for the parameters of the block's only successor.</summary>
    public void SetBranchArguments(ReadOnlySpan<int> arguments)
    {
        Blocks[BlockCount - 1].Arguments = AddList(arguments);
        Blocks[BlockCount - 1].ArgumentCount = arguments.Length;
    }

    /// <summary>Starts the next instruction of the block; its operands follow.</summary>
    /// <param name="clobbers">Registers that hold garbage afterwards, apart from those of its definitions.</param>
    /// <param name="isSafepoint">Whether references may be moved while it executes; no register that holds one survives it then.</param>
    public int BeginInst(RegisterMask clobbers, bool isSafepoint = false)
    {
        if (InstCount + 1 >= Insts.Length)
        {
            Array.Resize(ref Insts, Insts.Length * 2);
        }

        Insts[InstCount] = new InstData { FirstOperand = _operandCount, Clobbers = clobbers.Bits, IsSafepoint = isSafepoint };
        HasSafepoints |= isSafepoint;
        Blocks[BlockCount - 1].EndInst = ++InstCount;
        Insts[InstCount].FirstOperand = _operandCount;
        return InstCount - 1;
    }

    /// <summary>Adds an operand to the instruction at hand; returns its number in the whole function.</summary>
    public int AddOperand(in AllocationOperand operand)
    {
        if (_operandCount == Operands.Length)
        {
            Array.Resize(ref Operands, _operandCount * 2);
        }

        Operands[_operandCount] = operand;
        Insts[InstCount].FirstOperand = _operandCount + 1;
        return _operandCount++;
    }

    /// <summary>Says that two virtual registers had better share a register (a copy connects them).</summary>
    public void Suggest(int vreg, int partner)
    {
        VRegs[vreg].Partner = partner;
        VRegs[partner].Partner = VRegs[partner].Partner < 0 ? vreg : VRegs[partner].Partner;
    }

    /// <summary>Says that an edge hands a value to a block parameter, so that they had better share a register.</summary>
    internal void SuggestFlow(int argument, int parameter, int weight, bool isBack)
    {
        ref VRegData data = ref VRegs[argument];
        if (weight > data.FlowWeight && argument != parameter)
        {
            (data.FlowTo, data.FlowWeight) = (parameter, weight);
        }

        if (isBack)
        {
            VRegs[parameter].FlowBack = argument;
        }
    }

    /// <summary>Number of the first operand of an instruction.</summary>
    public int FirstOperandOf(int inst) => Insts[inst].FirstOperand;

    internal ReadOnlySpan<AllocationOperand> OperandsOf(int inst) =>
        Operands.AsSpan(Insts[inst].FirstOperand..Insts[inst + 1].FirstOperand);

    /// <summary>Operands of the instructions from <paramref name="first"/> up to, but without, <paramref name="end"/>.</summary>
    internal ReadOnlySpan<AllocationOperand> OperandsOf(int first, int end) =>
        Operands.AsSpan(Insts[first].FirstOperand..Insts[end].FirstOperand);

    internal ReadOnlySpan<int> SuccessorsOf(int block) =>
        Successors.AsSpan(Blocks[block].FirstSuccessor, Blocks[block].SuccessorCount);

    internal ReadOnlySpan<int> ParamsOf(int block) => Lists.AsSpan(Blocks[block].Params, Blocks[block].ParamCount);

    internal ReadOnlySpan<int> ArgumentsOf(int block) => Lists.AsSpan(Blocks[block].Arguments, Blocks[block].ArgumentCount);

    private int AddList(ReadOnlySpan<int> items)
    {
        if (_listCount + items.Length > Lists.Length)
        {
            Array.Resize(ref Lists, Math.Max(Lists.Length * 2, _listCount + items.Length));
        }

        items.CopyTo(Lists.AsSpan(_listCount));
        _listCount += items.Length;
        return _listCount - items.Length;
    }
}
