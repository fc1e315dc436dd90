namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Consecutive edges of one terminator; usable in <c>foreach</c>.</summary>
/// <param name="First">Id of the first.</param>
/// <param name="Count">How many.</param>
public readonly record struct EdgeRange(int First, int Count)
{
    /// <summary>The edge at <paramref name="index"/>.</summary>
    public Edge this[int index] => new(First + index);

    /// <summary>Walks the edges.</summary>
    public Enumerator GetEnumerator() => new(First, First + Count);

    /// <summary>Walks the edges of an <see cref="EdgeRange"/>.</summary>
    /// <param name="first">Id of the first.</param>
    /// <param name="end">Id behind the last.</param>
    public struct Enumerator(int first, int end)
    {
        private int _current = first - 1;

        /// <summary>The edge.</summary>
        public readonly Edge Current => new(_current);

        /// <summary>Goes on; false behind the last edge.</summary>
        public bool MoveNext() => ++_current < end;
    }
}
