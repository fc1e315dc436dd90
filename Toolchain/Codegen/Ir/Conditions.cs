namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Integer comparisons.</summary>
public enum IntCc : byte
{
    /// <summary>a == b.</summary>
    Equal,

    /// <summary>a != b.</summary>
    NotEqual,

    /// <summary>Signed a &lt; b.</summary>
    SignedLessThan,

    /// <summary>Signed a &gt;= b.</summary>
    SignedGreaterThanOrEqual,

    /// <summary>Signed a &gt; b.</summary>
    SignedGreaterThan,

    /// <summary>Signed a &lt;= b.</summary>
    SignedLessThanOrEqual,

    /// <summary>Unsigned a &lt; b.</summary>
    UnsignedLessThan,

    /// <summary>Unsigned a &gt;= b.</summary>
    UnsignedGreaterThanOrEqual,

    /// <summary>Unsigned a &gt; b.</summary>
    UnsignedGreaterThan,

    /// <summary>Unsigned a &lt;= b.</summary>
    UnsignedLessThanOrEqual,
}

/// <summary>Float comparisons; all but <see cref="NotEqual"/> are false when an operand is a NaN.</summary>
public enum FloatCc : byte
{
    /// <summary>a == b.</summary>
    Equal,

    /// <summary>a != b, or unordered.</summary>
    NotEqual,

    /// <summary>a &lt; b.</summary>
    LessThan,

    /// <summary>a &gt; b.</summary>
    GreaterThan,

    /// <summary>a &lt;= b.</summary>
    LessThanOrEqual,

    /// <summary>a &gt;= b.</summary>
    GreaterThanOrEqual,
}

/// <summary>Algebra of comparisons.</summary>
public static class ConditionCodes
{
    private static readonly string[] IntNames = ["eq", "ne", "slt", "sge", "sgt", "sle", "ult", "uge", "ugt", "ule"];
    private static readonly string[] FloatNames = ["eq", "ne", "lt", "gt", "le", "ge"];

    extension(IntCc cc)
    {
        /// <summary>The comparison that is true exactly when this one is false. Neighbours in the enum are opposites.</summary>
        public IntCc Inverse => (IntCc)((int)cc ^ 1);

        /// <summary>The comparison with its operands exchanged.</summary>
        public IntCc Swapped => cc switch
        {
            IntCc.Equal => IntCc.Equal,
            IntCc.NotEqual => IntCc.NotEqual,
            IntCc.SignedLessThan => IntCc.SignedGreaterThan,
            IntCc.SignedGreaterThanOrEqual => IntCc.SignedLessThanOrEqual,
            IntCc.SignedGreaterThan => IntCc.SignedLessThan,
            IntCc.SignedLessThanOrEqual => IntCc.SignedGreaterThanOrEqual,
            IntCc.UnsignedLessThan => IntCc.UnsignedGreaterThan,
            IntCc.UnsignedGreaterThanOrEqual => IntCc.UnsignedLessThanOrEqual,
            IntCc.UnsignedGreaterThan => IntCc.UnsignedLessThan,
            IntCc.UnsignedLessThanOrEqual => IntCc.UnsignedGreaterThanOrEqual,
        };

        /// <summary>Name in the text form.</summary>
        public string Name => IntNames[(int)cc];
    }

    extension(FloatCc cc)
    {
        /// <summary>The comparison with its operands exchanged.</summary>
        public FloatCc Swapped => cc switch
        {
            FloatCc.Equal => FloatCc.Equal,
            FloatCc.NotEqual => FloatCc.NotEqual,
            FloatCc.LessThan => FloatCc.GreaterThan,
            FloatCc.GreaterThan => FloatCc.LessThan,
            FloatCc.LessThanOrEqual => FloatCc.GreaterThanOrEqual,
            FloatCc.GreaterThanOrEqual => FloatCc.LessThanOrEqual,
        };

        /// <summary>Name in the text form.</summary>
        public string Name => FloatNames[(int)cc];
    }
}
