// Which descriptors are in use. The lowest free number is used next, and a guest may have a hundred thousand of them: each level of words says of 64 words
// of the level below which are full.
using System.Collections.Generic;
using System.Numerics;

namespace Wasmtime.Min.Wasi.FileSystem;

/// <summary>A set of small numbers that finds the lowest one that is not in it.</summary>
internal sealed class NumberSet
{
    private const int BitsPerWord = 64, Shift = 6;

    private readonly List<List<ulong>> _levels = [[]];

    /// <summary>Adds the lowest number that is missing.</summary>
    /// <returns>The number.</returns>
    internal uint AddLowest()
    {
        uint number = 0;
        for (int level = _levels.Count - 1; level >= 0; level--)
        {
            List<ulong> words = _levels[level];
            ulong word = number < (uint)words.Count ? words[(int)number] : 0;
            number = (number << Shift) + (uint)BitOperations.TrailingZeroCount(~word); // never full: the level above would say so
        }

        Add(number);
        return number;
    }

    internal void Remove(uint number)
    {
        foreach (List<ulong> words in _levels)
        {
            int index = (int)(number >> Shift);
            bool wasFull = words[index] == ulong.MaxValue;
            words[index] &= ~(1ul << (int)(number % BitsPerWord));
            if (!wasFull)
            {
                return;
            }

            number = (uint)index;
        }
    }

    private void Add(uint number)
    {
        for (int level = 0; ; level++)
        {
            if (level == _levels.Count)
            {
                _levels.Add([]);
            }

            List<ulong> words = _levels[level];
            int index = (int)(number >> Shift);
            while (words.Count <= index)
            {
                words.Add(0);
            }

            words[index] |= 1ul << (int)(number % BitsPerWord);
            if (words[index] != ulong.MaxValue)
            {
                return;
            }

            number = (uint)index;
        }
    }
}
