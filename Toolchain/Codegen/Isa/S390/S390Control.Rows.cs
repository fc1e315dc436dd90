// Branches, calls, the kernel, what does nothing.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

using static S390Args;

/// <summary>Branches and the like.</summary>
internal static class S390Control
{
    private static readonly S390RowList List = new(1);

    internal static readonly S390Op Br         = Row("br",      RrTarget,          0x07F0);
    internal static readonly S390Op Basr       = Row("basr",    RrLink,            0x0D00);
    internal static readonly S390Op Svc        = Row("svc",     Code8,             0x0A00);
    internal static readonly S390Op Nop2       = Row("nopr %r7", None,             0x0707);
    internal static readonly S390Op Nop4       = Row("nop 0",   None,              0x47000000);
    internal static readonly S390Op Nop6       = Row("jgnop",   None,              0xC00400000000);

    // With register 0 it does not branch, but waits until all stores are seen by everybody.
    internal static readonly S390Op Bnor       = Row("bnor",    RrTarget,          0x07E0);

    internal static readonly S390Op Brc        = Row("j",       CondLabel16,       0xA7040000);
    internal static readonly S390Op Brcl       = Row("jg",      CondLabel32,       0xC00400000000);
    internal static readonly S390Op Brasl      = Row("brasl",   DefLabel32,        0xC00500000000);
    internal static readonly S390Op Larl       = Row("larl",    DefLabel32,        0xC00000000000);
    internal static readonly S390Op Lgrl       = Row("lgrl",    DefLabel32,        0xC40800000000);

    // Subtracts one and branches unless that gives zero.
    internal static readonly S390Op Brct       = Row("brct",    TiedLabel16,       0xA7060000);
    internal static readonly S390Op Brctg      = Row("brctg",   TiedLabel16,       0xA7070000);

    internal static readonly S390Op Crj        = Row("crj",     UsesCondLabel,     0xEC0000000076);
    internal static readonly S390Op Cgrj       = Row("cgrj",    UsesCondLabel,     0xEC0000000064);
    internal static readonly S390Op Clrj       = Row("clrj",    UsesCondLabel,     0xEC0000000077);
    internal static readonly S390Op Clgrj      = Row("clgrj",   UsesCondLabel,     0xEC0000000065);
    internal static readonly S390Op Cij        = Row("cij",     SignedCondLabel,   0xEC000000007E);
    internal static readonly S390Op Cgij       = Row("cgij",    SignedCondLabel,   0xEC000000007C);
    internal static readonly S390Op Clij       = Row("clij",    UnsignedCondLabel, 0xEC000000007F);
    internal static readonly S390Op Clgij      = Row("clgij",   UnsignedCondLabel, 0xEC000000007D);

    internal static IReadOnlyList<S390Op> Rows => List.Rows;

    private static S390Op Row(string name, S390Arg[] args, ulong bits) => List.Add(name, args, bits, S390Encoder.BytesOf(bits));
}
