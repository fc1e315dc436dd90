// docs/IR.md is printed from the rows of the operations, so that it cannot say anything else than the compiler does. WASMTIME_MIN_BLESS=1 rewrites it.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Tests.Toolchain.Ir;

[TestClass]
public sealed class IrDocumentTests
{
    private const string Introduction = """
        # The intermediate representation

        Printed from `Toolchain/Codegen/Ir/OpcodeTable.Rows.cs` by `IrDocumentTests`; `WASMTIME_MIN_BLESS=1` renews it. Do not change it by hand.

        A function is a list of blocks with parameters; an operation takes values and gives one or none. *Pure* operations belong to no block: equal ones are
        one value, and the scheduler gives them a place. *Effects* stand in their block in order. The last of a block is its *end*.

        Types: `i32`, `i64` (also addresses), `f32`, `f64`, `v128`, and `ref`, a reference of 32 bits into the GC heap (0: null). The verifier
        (`--verify-each`) holds every operand and result to the types given here.

        Effects are what an operation may do at most; a trap code of 0 takes *traps* away, and a call that leaves memory alone neither reads nor writes:

        | effect | |
        |---|---|
        | reads | depends on memory that something may write |
        | writes | memory may be different behind it |
        | traps | may end the function with a trap |
        | calls | runs other code in between: registers are lost, objects of the GC heap move |
        | throws | may leave by an exception: to its handler, or out of the function |
        | switches stacks | other stacks may run before it is done, and it may never be |
        | orders | what other threads wrote becomes visible, and what this one wrote to them: no access moves across |

        """;

    [TestMethod]
    public void Document_is_the_one_on_file()
    {
        string path = Path.Combine(Root(), "docs", "IR.md");
        string actual = Print();
        if (Environment.GetEnvironmentVariable("WASMTIME_MIN_BLESS") == "1")
        {
            File.WriteAllText(path, actual);
        }

        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.AreEqual(expected, actual, "docs/IR.md is not what the rows say; WASMTIME_MIN_BLESS=1 renews it");
    }

    [TestMethod]
    public void Document_explains_every_effect()
    {
        foreach (Effects effect in Enum.GetValues<Effects>())
        {
            Assert.IsTrue(effect == Effects.None || Introduction.Contains($"\n| {TextOf(effect)} |", StringComparison.Ordinal), effect.ToString());
        }
    }

    [TestMethod]
    public void Every_operation_has_its_row()
    {
        Opcode[] all = Enum.GetValues<Opcode>();
        Assert.AreEqual(all.Length, OpcodeTable.All.Length);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Opcode op in all)
        {
            ref readonly OpcodeRow row = ref OpcodeTable.Of(op);
            Assert.AreEqual(op, row.Op);
            Assert.IsTrue(names.Add(row.Name), row.Name);
            Assert.IsTrue(row.Meaning.EndsWith('.'), $"{row.Name}: {row.Meaning}");
        }
    }

    [TestMethod]
    public void Rows_agree_with_themselves()
    {
        foreach (OpcodeRow row in OpcodeTable.All)
        {
            Assert.IsTrue(row.Kind is OpKind.Effect or OpKind.Terminator || row.Effects == Effects.None, $"{row.Name}: what has effects has a place");
            Assert.IsTrue(row.Kind != OpKind.Effect || row.Effects != Effects.None, $"{row.Name}: what has no effects is pure");
            Assert.IsTrue(row.Kind == OpKind.Terminator || row.Edges == Edges.None, $"{row.Name}: only an end has edges");
            Assert.IsTrue(!row.IsCommutative || (row.A == row.B && row.InlineOperands >= 2), $"{row.Name}: operands that are exchanged have one type");
            Assert.AreEqual(row.Aux == AuxKind.CallFlags, (row.Effects & Effects.Calls) != Effects.None, $"{row.Name}: calls have flags");
        }
    }

    [TestMethod]
    public void Immediates_take_effects_away()
    {
        var load = new Node { Op = Opcode.Load, Type = IrType.I32, Aux = 4, C = new MemFlags(0, 1).Packed };
        Assert.AreEqual(Effects.Reads, OpcodeTable.EffectsOf(load));
        load.C = new MemFlags(3, 1).Packed;
        Assert.AreEqual(Effects.Reads | Effects.Traps, OpcodeTable.EffectsOf(load));
        var call = new Node { Op = Opcode.Call, Aux = (byte)CallFlags.NoClobber };
        Assert.AreEqual(Effects.Calls | Effects.Traps | Effects.Throws | Effects.SwitchesStacks, OpcodeTable.EffectsOf(call));
    }

    private static string Print()
    {
        var text = new StringBuilder(Introduction);
        foreach (OpcodeGroup group in OpcodeTable.Groups)
        {
            text.Append("\n## ").Append(group.Title).Append("\n\n| operation | immediates | operands | result | effects | meaning |\n|---|---|---|---|---|---|\n");
            foreach (OpcodeRow row in group.Rows)
            {
                text.Append("| `").Append(row.Name).Append("` | ").Append(ImmediatesOf(row.Aux)).Append(" | ").Append(OperandsOf(row)).Append(" | ");
                text.Append(row.Result.Text).Append(" | ").Append(EffectsOf(row)).Append(" | ").Append(row.Meaning).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static string OperandsOf(in OpcodeRow row)
    {
        List<string> operands = [];
        foreach (TypeRule rule in (ReadOnlySpan<TypeRule>)[row.A, row.B, row.C])
        {
            if (rule != TypeRule.None)
            {
                operands.Add(rule.Text);
            }
        }

        return string.Join("; ", operands);
    }

    private static string EffectsOf(in OpcodeRow row)
    {
        List<string> effects = [];
        foreach (Effects effect in Enum.GetValues<Effects>())
        {
            if (effect != Effects.None && row.Effects.HasFlag(effect))
            {
                effects.Add(TextOf(effect));
            }
        }

        return string.Join(", ", effects);
    }

    private static string TextOf(Effects effect) => effect == Effects.SwitchesStacks ? "switches stacks" : effect.ToString().ToLowerInvariant();

    private static string ImmediatesOf(AuxKind aux) => aux switch
    {
        AuxKind.None => "",
        AuxKind.Number => "number",
        AuxKind.TrapCode => "trap code",
        AuxKind.Vector => "16 bytes",
        AuxKind.IntCc or AuxKind.FloatCc => "condition",
        AuxKind.Access => "width, offset, class, trap code",
        AuxKind.CallFlags => "symbol, signature, flags",
        AuxKind.Lanes => "lanes",
        AuxKind.LanesImm => "lanes, number",
        AuxKind.Shuffle => "selection",
        AuxKind.LanesIntCc or AuxKind.LanesFloatCc => "lanes, condition",
    };

    private static string Root()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Wasmtime.Min.sln")))
        {
            root = root.Parent;
        }

        return root?.FullName ?? throw new DirectoryNotFoundException("no Wasmtime.Min.sln above the tests");
    }
}
