// The words that are not instructions.
namespace Wasmtime.Min.Toolchain.Wasm.Text;

internal static partial class KeywordTable
{
    private static (string Word, Keyword Keyword)[] KeywordRows() =>
    [
        ("module", Keyword.Module), ("type", Keyword.Type), ("rec", Keyword.Rec), ("sub", Keyword.Sub), ("final", Keyword.Final),
        ("func", Keyword.Func), ("struct", Keyword.Struct), ("array", Keyword.Array), ("field", Keyword.Field), ("mut", Keyword.Mut),
        ("param", Keyword.Param), ("result", Keyword.Result), ("local", Keyword.Local), ("import", Keyword.Import), ("export", Keyword.Export),
        ("start", Keyword.Start), ("table", Keyword.Table), ("memory", Keyword.Memory), ("global", Keyword.Global), ("tag", Keyword.Tag),
        ("elem", Keyword.Elem), ("data", Keyword.Data), ("declare", Keyword.Declare), ("item", Keyword.Item), ("offset", Keyword.Offset),
        ("then", Keyword.Then), ("catch", Keyword.Catch), ("catch_ref", Keyword.CatchRef), ("catch_all", Keyword.CatchAll), ("catch_all_ref", Keyword.CatchAllRef),
        ("ref", Keyword.Ref), ("null", Keyword.Null), ("shared", Keyword.Shared), ("pagesize", Keyword.PageSize), ("binary", Keyword.Binary),
        ("quote", Keyword.Quote), ("definition", Keyword.Definition), ("instance", Keyword.Instance),
        ("i8", Keyword.I8), ("i16", Keyword.I16), ("i32", Keyword.I32), ("i64", Keyword.I64), ("f32", Keyword.F32), ("f64", Keyword.F64), ("v128", Keyword.V128),
        ("i8x16", Keyword.I8X16), ("i16x8", Keyword.I16X8), ("i32x4", Keyword.I32X4), ("i64x2", Keyword.I64X2), ("f32x4", Keyword.F32X4), ("f64x2", Keyword.F64X2),
        ("any", Keyword.Any), ("eq", Keyword.Eq), ("i31", Keyword.I31), ("none", Keyword.None), ("extern", Keyword.Extern), ("noextern", Keyword.NoExtern),
        ("nofunc", Keyword.NoFunc), ("exn", Keyword.Exn), ("noexn", Keyword.NoExn),
        ("anyref", Keyword.AnyRef), ("eqref", Keyword.EqRef), ("i31ref", Keyword.I31Ref), ("structref", Keyword.StructRef), ("arrayref", Keyword.ArrayRef),
        ("nullref", Keyword.NullRef), ("funcref", Keyword.FuncRef), ("nullfuncref", Keyword.NullFuncRef), ("externref", Keyword.ExternRef),
        ("nullexternref", Keyword.NullExternRef), ("exnref", Keyword.ExnRef), ("nullexnref", Keyword.NullExnRef),
        ("nan:canonical", Keyword.NanCanonical), ("nan:arithmetic", Keyword.NanArithmetic),
    ];
}
