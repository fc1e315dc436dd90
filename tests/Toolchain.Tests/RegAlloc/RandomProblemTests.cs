// Random programs for the allocator: structured control flow with loops, more values than registers, fixed registers, clobbers, tied
// operands, values that can be made again, references that live across safepoints. The checker judges the result.
using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Tests.Toolchain.RegAlloc;

[TestClass]
public sealed class RandomProblemTests
{
    public required TestContext TestContext { get; set; }

    private static readonly MachineEnvironment Environment = new(
        [Reg.Int(0), Reg.Int(1), Reg.Int(2), Reg.Int(3), Reg.Int(6), Reg.Int(7), Reg.Int(8)],
        [Reg.Float(0), Reg.Float(1), Reg.Float(2), Reg.Float(3), Reg.Float(4), Reg.Float(5)]);

    [TestMethod]
    public void Small_random_programs_pass_the_checker()
    {
        var problem = new AllocationProblem();
        var allocator = new RegisterAllocator();
        for (int seed = 0; seed < 3000; seed++)
        {
            new Generator(problem, seed, statements: 3 + (seed % 40)).Run();
            try
            {
                AllocationChecker.Check(problem, allocator.Run(problem, Environment));
            }
            catch (Exception e)
            {
                throw new AssertFailedException($"seed {seed}: {e.Message}", e);
            }
        }
    }

    [TestMethod]
    public void Small_random_programs_pass_the_checker_where_lives_are_rounded_up()
    {
        var problem = new AllocationProblem();
        int rounded = 0;
        foreach (int allowance in (int[])[0, 300])
        {
            var allocator = new RegisterAllocator { LivenessAllowance = allowance, AllowanceOfRegister = 3 };
            for (int seed = 0; seed < 2000; seed++)
            {
                new Generator(problem, seed, statements: 10 + (seed % 80)).Run();
                try
                {
                    AllocationChecker.Check(problem, allocator.Run(problem, Environment));
                }
                catch (Exception e)
                {
                    throw new AssertFailedException($"seed {seed}, allowance {allowance}: {e.Message}", e);
                }

                rounded += allocator.RoundedCount;
            }
        }

        Assert.IsGreaterThan(10_000, rounded);
    }

    [TestMethod]
    public void The_checker_misses_a_reference_that_no_stack_map_lists()
    {
        var problem = new AllocationProblem();
        int reference = problem.AddVReg(RegClass.Int, 8, traced: TracedKind.Reference);
        problem.BeginBlock([], 0, isCold: false);
        problem.BeginInst(RegisterMask.None);
        problem.AddOperand(new AllocationOperand(reference, OperandRole.Def, OperandConstraint.Register, OperandPosition.Late));
        int call = problem.BeginInst(new RegisterMask(0xffff), isSafepoint: true);
        problem.BeginInst(RegisterMask.None);
        problem.AddOperand(new AllocationOperand(reference, OperandRole.Use, OperandConstraint.Register, OperandPosition.Early));
        AllocationResult result = new RegisterAllocator().Run(problem, Environment);
        Assert.AreEqual(1, result.SafepointSlots(call).Length);
        AllocationChecker.Check(problem, result);

        result.ClearSafepoints();
        Assert.ThrowsExactly<CompilerBugException>(() => AllocationChecker.Check(problem, result));
        result.AddSafepoint(call, [result.SlotCount]);
        Assert.ThrowsExactly<CompilerBugException>(() => AllocationChecker.Check(problem, result));
    }

    [TestMethod]
    public void A_large_program_takes_about_linear_time()
    {
        // Sixteen times the program: sixteen times the time of an instruction if the work were quadratic.
        const double MostGrowth = 8;
        const double Most = 20_000;
        double ofSmallest = 0;
        foreach (int statements in (int[])[1000, 4000, 16000])
        {
            double time = NanosecondsOfInstruction(statements);
            ofSmallest = ofSmallest == 0 ? time : ofSmallest;
            TestContext.WriteLine($"{statements} statements: {time:0} ns an instruction");
            Assert.IsLessThan(Most, time);
            Assert.IsLessThan(MostGrowth, time / ofSmallest, $"{statements} statements");
        }
    }

    // The best of three, because all that disturbs a round makes it longer; each has a new problem, since allocating adds registers to it.
    private static double NanosecondsOfInstruction(int statements)
    {
        var problem = new AllocationProblem();
        var allocator = new RegisterAllocator();
        double best = double.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            new Generator(problem, 1, statements).Run();
            TimeSpan before = System.Environment.CpuUsage.TotalTime;
            allocator.Run(problem, Environment);
            best = Math.Min(best, (System.Environment.CpuUsage.TotalTime - before).TotalNanoseconds);
        }

        return best / problem.InstCount;
    }

    // Writes a program forwards; values in scope dominate what follows.
    private sealed class Generator(AllocationProblem problem, int seed, int statements)
    {
        private readonly Random _random = new(seed);
        private readonly List<(int VReg, RegClass Class)> _scope = [];
        private readonly List<BlockText> _blocks = [];
        private readonly List<BlockText> _exits = []; // laid out behind all others; successors name them by -1, -2, ...

        // A block before its number in the layout is known to all.
        private sealed class BlockText
        {
            internal List<int> Params = [];
            internal List<(AllocationOperand[] Operands, RegisterMask Clobbers)> Insts = [];
            internal List<int> Successors = [];
            internal List<int> Arguments = [];
            internal int LoopDepth;
            internal bool IsCold;
        }

        internal void Run()
        {
            problem.Clear();
            BlockText entry = NewBlock(0);
            for (int i = 0; i < 4; i++)
            {
                Define(entry, i == 3 ? RegClass.Float : RegClass.Int);
            }

            BlockText last = Statements(entry, statements, 0);
            Emit(last, [Use(RegClass.Int), Use(RegClass.Float)]);
            int firstExit = _blocks.Count;
            _blocks.AddRange(_exits);
            foreach (BlockText block in _blocks)
            {
                problem.BeginBlock(block.Params.ToArray(), block.LoopDepth, block.IsCold);
                foreach (int successor in block.Successors)
                {
                    problem.AddSuccessor(successor >= 0 ? successor : firstExit - 1 - successor);
                }

                problem.SetBranchArguments(block.Arguments.ToArray());
                foreach ((AllocationOperand[] operands, RegisterMask clobbers) in block.Insts)
                {
                    problem.BeginInst(clobbers, isSafepoint: clobbers == Everything);
                    foreach (AllocationOperand operand in operands)
                    {
                        problem.AddOperand(operand);
                    }
                }
            }
        }

        private BlockText Statements(BlockText block, int count, int depth)
        {
            while (count > 0)
            {
                int kind = depth < 4 ? _random.Next(13) : _random.Next(8);
                int inner = _random.Next(1, Math.Max(2, Math.Min(count, 30)));
                switch (kind)
                {
                    case 8 or 9:
                        block = Branch(block, inner, depth);
                        count -= inner;
                        break;
                    case 10 or 11:
                        block = Loop(block, inner, depth);
                        count -= inner;
                        break;
                    case 12:
                        block = Exit(block);
                        count--;
                        break;
                    default:
                        Simple(block);
                        count--;
                        break;
                }
            }

            return block;
        }

        // Leaves the program from the middle of it: what the far block uses lies in a hole until there.
        private BlockText Exit(BlockText block)
        {
            Emit(block, [Use(RegClass.Int)]);
            var exit = new BlockText { IsCold = _random.Next(2) == 0 };
            int outer = _scope.Count;
            for (int n = _random.Next(1, 4); n > 0; n--)
            {
                Simple(exit);
            }

            _scope.RemoveRange(outer, _scope.Count - outer);
            _exits.Add(exit);
            BlockText next = NewBlock(block.LoopDepth);
            block.Successors.Add(_blocks.Count - 1);
            block.Successors.Add(-_exits.Count);
            return next;
        }

        private BlockText Branch(BlockText block, int count, int depth)
        {
            Emit(block, [Use(RegClass.Int)]);
            int outer = _scope.Count;
            BlockText then = NewBlock(block.LoopDepth);
            then.IsCold = _random.Next(4) == 0;
            block.Successors.Add(_blocks.Count - 1);
            BlockText thenEnd = Statements(then, count / 2, depth + 1);
            int first = Pick(RegClass.Int), second = Pick(RegClass.Float);
            _scope.RemoveRange(outer, _scope.Count - outer);
            BlockText otherwise = NewBlock(block.LoopDepth);
            block.Successors.Add(_blocks.Count - 1);
            BlockText otherwiseEnd = Statements(otherwise, count / 2, depth + 1);
            int third = Pick(RegClass.Int), fourth = Pick(RegClass.Float);
            _scope.RemoveRange(outer, _scope.Count - outer);
            BlockText join = NewBlock(block.LoopDepth);
            Jump(thenEnd, _blocks.Count - 1, [first, second]);
            Jump(otherwiseEnd, _blocks.Count - 1, [third, fourth]);
            AddParam(join, RegClass.Int);
            AddParam(join, RegClass.Float);
            return join;
        }

        private BlockText Loop(BlockText block, int count, int depth)
        {
            int[] initial = [Pick(RegClass.Int), Pick(RegClass.Int), Pick(RegClass.Float)];
            BlockText header = NewBlock(block.LoopDepth + 1);
            int headerNumber = _blocks.Count - 1;
            Jump(block, headerNumber, initial);
            AddParam(header, RegClass.Int);
            AddParam(header, RegClass.Int);
            AddParam(header, RegClass.Float);
            int outer = _scope.Count;
            BlockText end = Statements(header, count, depth + 1);
            Emit(end, [Use(RegClass.Int)]);
            int[] next = [Pick(RegClass.Int), Pick(RegClass.Int), Pick(RegClass.Float)];
            BlockText latch = NewBlock(block.LoopDepth + 1);
            end.Successors.Add(_blocks.Count - 1);
            Jump(latch, headerNumber, next);
            _scope.RemoveRange(outer, _scope.Count - outer);
            BlockText exit = NewBlock(block.LoopDepth);
            end.Successors.Add(_blocks.Count - 1);
            Simple(exit);
            return exit;
        }

        private void Simple(BlockText block)
        {
            RegClass registerClass = _random.Next(4) == 0 ? RegClass.Float : RegClass.Int;
            switch (_random.Next(10))
            {
                case 0: // a call: fixed arguments and result, everything clobbered
                    Emit(block, [Fixed(OperandRole.Use, Pick(RegClass.Int), 6), Fixed(OperandRole.Use, Pick(RegClass.Int), 2), Use(RegClass.Int), New(RegClass.Int, fixedCode: 0)], Everything);
                    break;
                case 1: // a division: two fixed results, one fixed use, one free use
                    Emit(block, [Fixed(OperandRole.Use, Pick(RegClass.Int), 0), Use(RegClass.Int), New(RegClass.Int, fixedCode: 0), New(RegClass.Int, fixedCode: 2)]);
                    break;
                case 2: // a shift by a fixed register, tied
                    int shifted = Pick(RegClass.Int);
                    Emit(block, [UseOf(shifted), Fixed(OperandRole.Use, Pick(RegClass.Int), 1), New(RegClass.Int, tied: 0)]);
                    break;
                case 3 or 4: // a two-address operation with a memory operand
                    Emit(block, [Use(registerClass), Use(registerClass, OperandConstraint.RegisterOrSlot), New(registerClass, tied: 0)]);
                    break;
                case 5: // something that can be made again
                    int constant = problem.AddVReg(registerClass, 8, isRematerializable: true);
                    Emit(block, [new AllocationOperand(constant, OperandRole.Def, OperandConstraint.Register, OperandPosition.Late)]);
                    _scope.Add((constant, registerClass));
                    break;
                case 6: // a store
                    Emit(block, [Use(RegClass.Int), Use(RegClass.Int), Use(registerClass)]);
                    break;
                default:
                    Emit(block, [Use(registerClass), Use(RegClass.Int), New(registerClass)]);
                    break;
            }
        }

        private static RegisterMask Everything => new(0x0000_003f_0000_01cf);

        private BlockText NewBlock(int loopDepth)
        {
            var block = new BlockText { LoopDepth = loopDepth };
            _blocks.Add(block);
            return block;
        }

        private static void Jump(BlockText from, int to, ReadOnlySpan<int> arguments)
        {
            from.Insts.Add(([], RegisterMask.None));
            from.Successors.Add(to);
            from.Arguments.AddRange(arguments);
        }

        private static void Emit(BlockText block, AllocationOperand[] operands, RegisterMask clobbers = default) => block.Insts.Add((operands, clobbers));

        // Every third integer is a reference.
        private TracedKind NextTraced(RegClass registerClass) =>
            registerClass == RegClass.Int && (problem.VRegCount + seed) % 3 == 0 ? TracedKind.Reference : TracedKind.None;

        private void Define(BlockText block, RegClass registerClass) => Emit(block, [New(registerClass)]);

        private void AddParam(BlockText block, RegClass registerClass)
        {
            int vreg = problem.AddVReg(registerClass, 8, traced: NextTraced(registerClass));
            block.Params.Add(vreg);
            _scope.Add((vreg, registerClass));
        }

        private AllocationOperand New(RegClass registerClass, int fixedCode = -1, int tied = -1)
        {
            int vreg = problem.AddVReg(registerClass, 8, traced: NextTraced(registerClass));
            _scope.Add((vreg, registerClass));
            OperandConstraint constraint = fixedCode >= 0 ? OperandConstraint.Fixed : tied >= 0 ? OperandConstraint.Reuse : OperandConstraint.Register;
            return new AllocationOperand(vreg, OperandRole.Def, constraint, OperandPosition.Late, (byte)Math.Max(fixedCode, tied));
        }

        private AllocationOperand Use(RegClass registerClass, OperandConstraint constraint = OperandConstraint.Register) =>
            new(Pick(registerClass), OperandRole.Use, constraint, OperandPosition.Early);

        private static AllocationOperand UseOf(int vreg) => new(vreg, OperandRole.Use, OperandConstraint.Register, OperandPosition.Early);

        private static AllocationOperand Fixed(OperandRole role, int vreg, int code) => new(vreg, role, OperandConstraint.Fixed, OperandPosition.Early, (byte)code);

        // Recent values more often than old ones.
        private int Pick(RegClass registerClass)
        {
            int index = _scope.Count - 1 - (_random.Next(3) == 0 ? _random.Next(Math.Min(_scope.Count, 60)) : _random.Next(Math.Min(_scope.Count, 8)));
            for (int i = 0; i < _scope.Count; i++)
            {
                (int vreg, RegClass actual) = _scope[(index + i) % _scope.Count];
                if (actual == registerClass)
                {
                    return vreg;
                }
            }

            throw new InvalidOperationException("the entry block defines a value of each class");
        }
    }
}
