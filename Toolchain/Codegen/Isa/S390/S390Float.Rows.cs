// What only the first 16 vector registers can do as float registers: conversions between floats and integers. Everything else about floats is
// done by the vector facility, whose instructions reach all 32 (S390VectorFloat).
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

using static S390Args;

/// <summary>Conversions in float registers.</summary>
internal static class S390Float
{
    private static readonly S390RowList List = new(3);

    // Rounding as it is set: to the nearest.
    internal static readonly S390Op Cefbr      = Row("cefbr",   FloatInt,          0xB3940000);
    internal static readonly S390Op Cdfbr      = Row("cdfbr",   FloatInt,          0xB3950000);
    internal static readonly S390Op Cegbr      = Row("cegbr",   FloatInt,          0xB3A40000);
    internal static readonly S390Op Cdgbr      = Row("cdgbr",   FloatInt,          0xB3A50000);
    internal static readonly S390Op Celfbr     = Row("celfbr",  FloatMaskIntMask,  0xB3900000);
    internal static readonly S390Op Cdlfbr     = Row("cdlfbr",  FloatMaskIntMask,  0xB3910000);
    internal static readonly S390Op Celgbr     = Row("celgbr",  FloatMaskIntMask,  0xB3A00000);
    internal static readonly S390Op Cdlgbr     = Row("cdlgbr",  FloatMaskIntMask,  0xB3A10000);

    // The mask says how to round. Condition code 3: no integer of the width is meant; the result is the nearest, or the smallest for not-a-number
    // (unsigned: zero).
    internal static readonly S390Op Cfebr      = Row("cfebr",   IntMaskFloat,      0xB3980000);
    internal static readonly S390Op Cfdbr      = Row("cfdbr",   IntMaskFloat,      0xB3990000);
    internal static readonly S390Op Cgebr      = Row("cgebr",   IntMaskFloat,      0xB3A80000);
    internal static readonly S390Op Cgdbr      = Row("cgdbr",   IntMaskFloat,      0xB3A90000);
    internal static readonly S390Op Clfebr     = Row("clfebr",  IntMaskFloatMask,  0xB39C0000);
    internal static readonly S390Op Clfdbr     = Row("clfdbr",  IntMaskFloatMask,  0xB39D0000);
    internal static readonly S390Op Clgebr     = Row("clgebr",  IntMaskFloatMask,  0xB3AC0000);
    internal static readonly S390Op Clgdbr     = Row("clgdbr",  IntMaskFloatMask,  0xB3AD0000);

    internal static IReadOnlyList<S390Op> Rows => List.Rows;

    private static S390Op Row(string name, S390Arg[] args, ulong bits) => List.Add(name, args, bits, S390Encoder.BytesOf(bits));
}
