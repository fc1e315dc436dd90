namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>The lexical classes of the text format. White space, comments and annotations are not tokens.</summary>
internal enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary><c>(</c>; <see cref="Token.Value"/> is the index of the matching token.</summary>
    Open,

    /// <summary><c>)</c>.</summary>
    Close,

    /// <summary>A word; <see cref="Token.Value"/> is its code in <see cref="KeywordTable"/>, negative if unknown.</summary>
    Word,

    /// <summary>A word that begins like a number; its format is checked where it is read.</summary>
    Number,

    /// <summary><c>$name</c>; <see cref="Token.Value"/> is its <see cref="SymbolTable"/> number.</summary>
    Id,

    /// <summary>A string with its quotes; <see cref="Token.Value"/> is not zero if it has escapes.</summary>
    String,

    /// <summary>Characters that only annotations may contain.</summary>
    Reserved,
}

/// <summary>One token: a span of the source. Tokens live in one array, never as objects.</summary>
internal readonly struct Token(TokenKind kind, int start, int length, int value)
{
    /// <summary>Its class.</summary>
    internal readonly TokenKind Kind = kind;

    /// <summary>Its first byte.</summary>
    internal readonly int Start = start;

    /// <summary>Its length in bytes.</summary>
    internal readonly int Length = length;

    /// <summary>What the kind says.</summary>
    internal readonly int Value = value;
}

/// <summary>An annotation that this toolchain understands; its tokens are kept apart from the others.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Before">The index of the token that follows it.</param>
/// <param name="First">Its first token (after the name), in <see cref="TokenList.AnnotationTokens"/>.</param>
/// <param name="Count">How many tokens it has, without the closing parenthesis.</param>
internal readonly record struct Annotation(AnnotationKind Kind, int Start, int Before, int First, int Count);

/// <summary>The annotations that mean something to this toolchain.</summary>
internal enum AnnotationKind : byte
{
    /// <summary><c>(@custom "name" placement? data*)</c>.</summary>
    Custom,

    /// <summary><c>(@name "text")</c>.</summary>
    Name,

    /// <summary><c>(@metadata.code.branch_hint "\00" or "\01")</c>.</summary>
    BranchHint,

    /// <summary><c>(@producers (field "name" "version")*)</c>: what made the module.</summary>
    Producers,
}
