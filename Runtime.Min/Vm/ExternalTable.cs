using System.Collections.Generic;

namespace Wasmtime.Min.Vm;

/// <summary>Objects of the host that the guest holds references to, by number; 0 is null. They live as long as their store.</summary>
internal sealed class ExternalTable
{
    private readonly List<object?> _objects = [null];
    private readonly Dictionary<object, uint> _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The number of an object; the same object has the same number.</summary>
    internal uint Add(object? value)
    {
        if (value is null)
        {
            return 0;
        }

        if (!_numbers.TryGetValue(value, out uint number))
        {
            number = (uint)_objects.Count;
            _objects.Add(value);
            _numbers.Add(value, number);
        }

        return number;
    }

    internal object? Get(uint number) => _objects[(int)number];
}
