// Random control-flow graphs, irreducible ones among them, whose dominators and loops are compared with their definitions.
using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Opt;

namespace Wasmtime.Min.Tests.Toolchain.Ir;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;

[TestClass]
public sealed class ControlFlowTests
{
    [TestMethod]
    public void Dominators_obey_their_definition()
    {
        var flow = new ControlFlow();
        int irreducible = 0;
        for (int seed = 0; seed < 1500; seed++)
        {
            Function function = Generate(seed, out List<int>[] successors);
            flow.Compute(function);
            int blocks = successors.Length;
            bool[] reachable = Reachable(successors, without: -1);
            var dominates = new bool[blocks, blocks];
            for (int above = 0; above < blocks; above++)
            {
                bool[] rest = Reachable(successors, above);
                for (int below = 0; below < blocks; below++)
                {
                    dominates[above, below] = reachable[above] && reachable[below] && (above == below || !rest[below]);
                }
            }

            for (int block = 0; block < blocks; block++)
            {
                Assert.AreEqual(reachable[block], flow.IsReachable(new Block(block)), $"seed {seed}, block {block}");
                for (int other = 0; reachable[block] && other < blocks; other++)
                {
                    if (reachable[other])
                    {
                        Assert.AreEqual(
                            dominates[block, other], flow.Dominates(new Block(block), new Block(other)), $"seed {seed}, {block} over {other}");
                        int common = flow.CommonDominator(new Block(block), new Block(other)).Id;
                        Assert.IsTrue(dominates[common, block] && dominates[common, other], $"seed {seed}, above {block} and {other}: {common}");
                        AssertDeepest(flow, dominates, common, d => dominates[d, block] && dominates[d, other]);
                    }
                }

                if (reachable[block] && block != 0)
                {
                    int idom = flow.IdomOf(new Block(block)).Id;
                    Assert.IsTrue(idom != block && dominates[idom, block], $"seed {seed}, block {block}");
                    AssertDeepest(flow, dominates, idom, d => d != block && dominates[d, block]);
                    AssertShallower(flow, dominates, block);
                }
            }

            irreducible += IsIrreducible(flow, successors, dominates) ? 1 : 0;
        }

        Assert.IsGreaterThan(100, irreducible);
        Assert.IsLessThan(1400, irreducible);
    }

    // No block that fulfils the condition lies strictly below 'block'.
    private static void AssertDeepest(ControlFlow flow, bool[,] dominates, int block, Func<int, bool> condition)
    {
        for (int other = 0; other < dominates.GetLength(0); other++)
        {
            Assert.IsFalse(flow.IsReachable(new Block(other)) && other != block && dominates[block, other] && condition(other));
        }
    }

    private static void AssertShallower(ControlFlow flow, bool[,] dominates, int block)
    {
        int expected = -1;
        for (int other = 0; other < dominates.GetLength(0); other++)
        {
            if (other != block && dominates[other, block] && flow.LoopDepthOf(new Block(other)) < flow.LoopDepthOf(new Block(block))
                && (expected < 0 || dominates[expected, other]))
            {
                expected = other;
            }
        }

        Assert.AreEqual(expected, flow.ShallowerDominatorOf(new Block(block)).Id);
    }

    private static bool IsIrreducible(ControlFlow flow, List<int>[] successors, bool[,] dominates)
    {
        for (int block = 0; block < successors.Length; block++)
        {
            foreach (int target in successors[block])
            {
                if (flow.IsReachable(new Block(block))
                    && flow.PositionOf(new Block(target)) <= flow.PositionOf(new Block(block))
                    && !dominates[target, block])
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool[] Reachable(List<int>[] successors, int without)
    {
        var reached = new bool[successors.Length];
        var pending = new Stack<int>();
        if (without != 0)
        {
            reached[0] = true;
            pending.Push(0);
        }

        while (pending.TryPop(out int block))
        {
            foreach (int target in successors[block])
            {
                if (target != without && !reached[target])
                {
                    reached[target] = true;
                    pending.Push(target);
                }
            }
        }

        return reached;
    }

    // Every block but the entry can be a target; most edges are short, so that graphs of all kinds come up.
    private static Function Generate(int seed, out List<int>[] successors)
    {
        var random = new Random(seed);
        int blocks = 3 + random.Next(18);
        var function = new Function();
        var builder = new FunctionBuilder(function);
        builder.Begin("f", new Signature([IrType.I32], []));
        for (int i = 1; i < blocks; i++)
        {
            builder.CreateBlock();
        }

        successors = new List<int>[blocks];
        for (int i = 0; i < blocks; i++)
        {
            successors[i] = [];
            builder.SwitchToBlock(new Block(i));
            int kind = random.Next(8);
            if (kind == 0 && i > 1)
            {
                builder.Return([]);
                continue;
            }

            successors[i].Add(Target(random, blocks, i));
            if (kind < 4)
            {
                builder.Jump(new Block(successors[i][0]), []);
            }
            else
            {
                successors[i].Add(Target(random, blocks, i));
                builder.BrIf(builder.EntryParam(0), new Block(successors[i][0]), [], new Block(successors[i][1]), []);
            }
        }

        return function;
    }

    private static int Target(Random random, int blocks, int from) =>
        random.Next(3) == 0 ? random.Next(1, blocks) : Math.Min(blocks - 1, from + 1 + random.Next(3));
}
