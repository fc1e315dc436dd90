namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>What type an operand or the result of an operation has; every row names one for each.</summary>
public enum TypeRule : byte
{
    /// <summary>No operand, no result.</summary>
    None,

    /// <summary><see cref="IrType.I32"/>.</summary>
    I32,

    /// <summary><see cref="IrType.I64"/>.</summary>
    I64,

    /// <summary><see cref="IrType.F32"/>.</summary>
    F32,

    /// <summary><see cref="IrType.F64"/>.</summary>
    F64,

    /// <summary><see cref="IrType.V128"/>.</summary>
    V128,

    /// <summary><see cref="IrType.Ref"/>.</summary>
    Ref,

    /// <summary>An integer.</summary>
    Int,

    /// <summary>An integer or a reference: conditions (not zero, not null) and what is compared as integers.</summary>
    IntOrRef,

    /// <summary>An integer or a vector: operations bit by bit.</summary>
    IntOrVector,

    /// <summary>A float.</summary>
    Float,

    /// <summary>Any type that has values.</summary>
    Any,

    /// <summary>Of an operand: the type of the result.</summary>
    Same,

    /// <summary>Of an operand: the type of the first one.</summary>
    First,

    /// <summary>Of an operand: a type with as many bytes as that of the result.</summary>
    SameSize,

    /// <summary>The type of one lane as a value of its own.</summary>
    Lane,

    /// <summary>A type with as many bytes as the access, or an integer or vector with more.</summary>
    Access,

    /// <summary>Of an operand: a call.</summary>
    Call,

    /// <summary>Of a projection: the type of that result of its call.</summary>
    CallResult,

    /// <summary>Of all further operands in a list: the parameters of the call's signature.</summary>
    Params,

    /// <summary>Of a call: the only result of its signature, or nothing if there are none or several.</summary>
    Results,

    /// <summary>Of all further operands in a list: the results of this function.</summary>
    Returns,

    /// <summary>Of a call that ends the function: no value here; what the callee returns has the types that this function returns.</summary>
    Handed,
}

/// <summary>Texts of <see cref="TypeRule"/>.</summary>
public static class TypeRules
{
    extension(TypeRule rule)
    {
        /// <summary>Words for messages and docs/IR.md.</summary>
        public string Text => rule switch
        {
            TypeRule.None => "",
            TypeRule.I32 => "i32",
            TypeRule.I64 => "i64",
            TypeRule.F32 => "f32",
            TypeRule.F64 => "f64",
            TypeRule.V128 => "v128",
            TypeRule.Ref => "ref",
            TypeRule.Int => "i32 or i64",
            TypeRule.IntOrRef => "i32, i64 or ref",
            TypeRule.IntOrVector => "i32, i64 or v128",
            TypeRule.Float => "f32 or f64",
            TypeRule.Any => "any",
            TypeRule.Same => "as the result",
            TypeRule.First => "as the first",
            TypeRule.SameSize => "as many bytes as the result",
            TypeRule.Lane => "a lane",
            TypeRule.Access => "as wide as the access, or a wider integer or vector",
            TypeRule.Call => "a call",
            TypeRule.CallResult => "as the signature says",
            TypeRule.Params => "the signature's parameters",
            TypeRule.Results => "the signature's result, if it is one",
            TypeRule.Returns => "the function's results",
            TypeRule.Handed => "none here; the callee's are the function's",
        };

        /// <summary>Whether the rule is that of an operand and all that stand behind it in a list.</summary>
        public bool IsForTheRest => rule is TypeRule.Params or TypeRule.Returns;
    }
}
