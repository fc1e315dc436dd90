// The heap of a store: a copying collector with two spaces (Cheney 1970), precise and without recursion. Allocation is a bump of the pointer
// in the store context, inline in generated code; what does not fit comes here.
//
// Who may collect: only runtime functions that generated code calls to allocate, and the embedder's entry points before they touch a
// reference. At both, every reference is where a root says: stack maps of waiting frames, globals, tables, element segments, handles of the
// embedder. An exception on its way is a root only while it is made an object: nothing else allocates before its handler has taken the values,
// and later they are stale. Allocations of the host (stand-ins) never collect; they take more room and ask for a collection at the next such place.
//
// Size: after a collection the space has room for three times what survived, so that the work of copying stays in proportion to allocation.
using System;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Gc;

/// <summary>Objects of a store.</summary>
internal sealed unsafe class GcHeap
{
    private const uint InitialCapacity = 1 << 20;
    private const uint GrowthFactor = 3;

    // Offsets of objects and of allocations that fail fit 32 bits.
    internal const uint MostPossible = 0xfff0_0000 - GcLayout.NullGuard;

    private readonly Store _store;
    private readonly IPlatform _platform;
    private readonly bool _isStressed;
    private readonly uint _most;
    private GcSpace _space;
    private GcSpace? _reserve;
    private bool _isCollectionDue;
    private bool _isExceptionPending;
    private int _spansOut;
    private nuint _from;
    private nuint _to;
    private uint _next;

    /// <exception cref="PlatformException">There is no memory.</exception>
    internal GcHeap(Store store)
    {
        _store = store;
        _platform = store.Engine.Platform;
        _isStressed = store.Engine.Config.CollectAtEveryAllocation;
        _most = (uint)Math.Min(store.Limits.GcHeapSize ?? MostPossible, MostPossible) & ~(uint)(GcLayout.ObjectAlignment - 1);
        _space = GcSpace.Create(store, Math.Min(InitialCapacity, _most), _most);
        OpenWindow(GcSpace.Start);
    }

    /// <summary>What references are relative to, now.</summary>
    internal nuint Base => _space.Base;

    /// <summary>References of the embedder.</summary>
    internal GcRoots Roots { get; } = new();

    /// <summary>Objects of the host.</summary>
    internal HostObjects HostObjects { get; } = new();

    private ref VMStoreContext Context => ref _store.Runtime.Context;

    private uint Pointer => (uint)Context.GcAllocationPointer;

    /// <summary>Address of an object until the next collection.</summary>
    internal nuint AddressOf(uint reference) => _space.Base + reference;

    /// <summary>The engine-wide type of a structure or array.</summary>
    internal uint TypeIdOf(uint reference) => Native.At<uint>(AddressOf(reference)) & GcLayout.TypeIdMask;

    /// <summary>What a reference other than null and i31 means.</summary>
    internal GcKind KindOf(uint reference) => (GcKind)(Native.At<uint>(AddressOf(reference)) >> GcLayout.KindShift);

    /// <summary>The shape of a structure or array.</summary>
    internal GcShape ShapeOf(uint reference) => _store.Engine.Types.ShapeOf(TypeIdOf(reference));

    /// <summary>The object of the host that a reference stands for, or null.</summary>
    internal object? HostObjectAt(uint reference) =>
        reference != 0 && (reference & GcLayout.I31Bit) == 0 && KindOf(reference) == GcKind.Host
            ? HostObjects[Native.At<uint>(AddressOf(reference) + GcLayout.LengthOffset)]
            : null;

    /// <summary>Makes an object whose fields hold what was there before; may collect.</summary>
    /// <param name="typeWord">Its type word.</param>
    /// <param name="size">Bytes, a multiple of 8.</param>
    /// <param name="reference">The object.</param>
    /// <returns>False where it does not fit the heap.</returns>
    internal bool TryAllocate(uint typeWord, ulong size, out uint reference)
    {
        bool fits = TryAllocateUnnoted(typeWord, size, out reference);
        if (!fits && _store.Limits.GcHeapSize is not null && _store.LimitReached != ResourceLimit.TotalSize)
        {
            _store.NoteLimit(ResourceLimit.GcHeapSize);
        }

        return fits;
    }

    private bool TryAllocateUnnoted(uint typeWord, ulong size, out uint reference)
    {
        reference = 0;
        if (size > _most)
        {
            return false;
        }

        if (_isStressed || _isCollectionDue || size > _space.Limit - Pointer)
        {
            try
            {
                if (_spansOut == 0)
                {
                    Collect((uint)size);
                }
            }
            catch (PlatformException)
            {
                return false; // no memory for the second space; nothing has moved
            }

            if (size > _space.Limit - Pointer && !_space.TryGrow(checked(Pointer - GcSpace.Start + (uint)size)))
            {
                return false;
            }
        }

        reference = Bump((uint)size);
        Native.At<uint>(AddressOf(reference)) = typeWord;
        return true;
    }

    /// <summary>Makes an object for the embedder, whose fields hold what was there before; may collect.</summary>
    /// <exception cref="ResourceLimitException">The heap is full.</exception>
    internal uint Allocate(uint typeWord, uint size) => TryAllocate(typeWord, size, out uint reference) ? reference : throw Full(_store);

    /// <summary>Makes an array of zeros; may collect.</summary>
    internal bool TryAllocateArray(uint typeWord, uint length, out uint reference)
    {
        int elementSize = _store.Engine.Types.ShapeOf(typeWord & GcLayout.TypeIdMask).ElementSize;
        ulong size = GcLayout.ArraySize(length, elementSize);
        if (!TryAllocate(typeWord, size, out reference))
        {
            return false;
        }

        nuint address = AddressOf(reference);
        Native.At<uint>(address + GcLayout.LengthOffset) = length;
        Native.Fill(address + GcLayout.HeaderSize, 0, size - GcLayout.HeaderSize);
        return true;
    }

    /// <summary>Keeps the exception that is on its way as an object; may collect.</summary>
    /// <param name="reference">The object.</param>
    /// <returns>False where it does not fit the heap.</returns>
    internal bool TryCaptureException(out uint reference)
    {
        ref VMStoreContext context = ref Context;
        _isExceptionPending = true;
        try
        {
            if (!TryAllocateException(context.PendingTag, out reference))
            {
                return false;
            }
        }
        finally
        {
            _isExceptionPending = false;
        }

        uint size = Native.At<VMTag>(context.PendingTag).ObjectSize - GcLayout.ExceptionHeaderSize;
        Native.Copy(AddressOf(reference) + GcLayout.ExceptionHeaderSize, context.ExceptionBuffer, size);
        return true;
    }

    /// <summary>Makes an exception whose values are what was there before; may collect.</summary>
    /// <param name="tag">Address of its tag.</param>
    /// <param name="reference">The object.</param>
    /// <returns>False where it does not fit the heap.</returns>
    internal bool TryAllocateException(nuint tag, out uint reference)
    {
        VMTag description = Native.At<VMTag>(tag);
        if (!TryAllocate(description.TypeWord, description.ObjectSize, out reference))
        {
            return false;
        }

        nuint address = AddressOf(reference);
        Native.At<uint>(address + GcLayout.LengthOffset) = 0;
        Native.At<nuint>(address + GcLayout.ExceptionTagOffset) = tag;
        return true;
    }

    /// <summary>Puts an exception on its way again.</summary>
    internal void ReleaseException(uint reference)
    {
        ref VMStoreContext context = ref Context;
        context.PendingTag = TagOf(reference);
        uint size = Native.At<VMTag>(context.PendingTag).ObjectSize - GcLayout.ExceptionHeaderSize;
        Native.Copy(context.ExceptionBuffer, AddressOf(reference) + GcLayout.ExceptionHeaderSize, size);
    }

    /// <summary>Address of the tag of an exception.</summary>
    internal nuint TagOf(uint reference) => Native.At<nuint>(AddressOf(reference) + GcLayout.ExceptionTagOffset);

    /// <summary>Makes the stand-in for an object of the host; never collects.</summary>
    /// <exception cref="ResourceLimitException">The heap is full.</exception>
    internal uint AllocateStandIn(uint number)
    {
        if (_space.Limit - Pointer < GcLayout.HeaderSize)
        {
            _isCollectionDue = true;
            if (!_space.TryGrow(Pointer - GcSpace.Start + InitialCapacity) && !_space.TryGrow(Pointer - GcSpace.Start + GcLayout.HeaderSize))
            {
                throw Full(_store);
            }
        }

        uint reference = Bump(GcLayout.HeaderSize);
        nuint address = AddressOf(reference);
        Native.At<uint>(address) = (uint)GcKind.Host << GcLayout.KindShift;
        Native.At<uint>(address + GcLayout.LengthOffset) = number;
        return reference;
    }

    /// <summary>What the embedder gets where an object does not fit.</summary>
    internal static ResourceLimitException Full(Store store) =>
        new(TrapCodes.Describe(TrapCode.GcHeapOutOfMemory), store.LimitReached is ResourceLimit.GcHeapSize or ResourceLimit.TotalSize ? store.LimitReached : null);

    /// <summary>Whether the embedder looks at memory of the heap.</summary>
    internal bool IsLookedAt => _spansOut != 0;

    /// <summary>The embedder looks at memory of the heap: nothing may move.</summary>
    internal void ForbidCollection() => _spansOut++;

    /// <summary>Ends what <see cref="ForbidCollection"/> began.</summary>
    internal void AllowCollection() => _spansOut--;

    /// <summary>Collects if the host's allocations asked for it. No reference may be in flight.</summary>
    internal void CollectIfDue()
    {
        if (_isCollectionDue && _spansOut == 0)
        {
            Collect(0);
        }
    }

    /// <summary>Collects. Every live reference must be where a root says.</summary>
    /// <param name="needed">Bytes that will be allocated next.</param>
    /// <exception cref="PlatformException">There is no memory for the second space; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The embedder looks at memory of the heap.</exception>
    internal void Collect(uint needed)
    {
        if (_spansOut != 0)
        {
            throw new InvalidOperationException("nothing can be collected while the elements of an array are being looked at");
        }

        uint used = Pointer - GcSpace.Start;
        GcSpace from = _space;
        GcSpace to = TakeReserve(used, needed);
        (_from, _to, _next) = (from.Base, to.Base, GcSpace.Start);
        VisitRoots();
        Scan();
        HostObjects.Sweep();
        _space = to;
        _isCollectionDue = false;
        KeepReserve(from);
        uint survived = _next - GcSpace.Start;
        ulong wanted = Math.Min(_most, Math.Max(InitialCapacity, ((ulong)survived * GrowthFactor) + needed));
        _space.TryGrow((uint)wanted);
        OpenWindow(_next);
    }

    /// <summary>Follows a reference of a root, which then says where the object is now.</summary>
    internal void Visit(ref uint reference)
    {
        if (reference != 0 && (reference & GcLayout.I31Bit) == 0)
        {
            reference = Move(reference);
        }
    }

    /// <summary>Gives the memory back.</summary>
    internal void Free()
    {
        Roots.Free();
        _space.Free();
        _reserve?.Free();
    }

    private uint Bump(uint size)
    {
        uint reference = Pointer;
        OpenWindow(reference + size);
        return reference;
    }

    // Under stress the window is empty, so that generated code asks for every object.
    private void OpenWindow(uint next)
    {
        ref VMStoreContext context = ref Context;
        context.GcHeapBase = _space.Base;
        context.GcAllocationPointer = next;
        context.GcAllocationLimit = _isStressed ? next : _space.Limit;
    }

    private GcSpace TakeReserve(uint used, uint needed)
    {
        GcSpace? reserve = _reserve;
        _reserve = null;
        if (reserve is not null && reserve.TryGrow(used))
        {
            return reserve;
        }

        reserve?.Free();
        bool isFixed = _platform.VirtualMemory is null;
        ulong room = isFixed ? Math.Max(InitialCapacity, ((ulong)used * 2) + needed) : used;
        return GcSpace.Create(_store, (uint)Math.Min(_most, Math.Max(room, used)), _most);
    }

    private void KeepReserve(GcSpace from)
    {
        if (_platform.VirtualMemory is null)
        {
            from.Free();
        }
        else
        {
            _reserve = from;
        }
    }

    private void VisitRoots()
    {
        _store.Runtime.VisitFrames(this);
        _store.VisitGlobals(this);
        Roots.RemoveUnowned();
        foreach (ref uint reference in Roots.All)
        {
            Visit(ref reference);
        }

        if (_isExceptionPending)
        {
            uint typeId = Native.At<VMTag>(Context.PendingTag).TypeWord & GcLayout.TypeIdMask;
            foreach (int offset in _store.Engine.Types.ShapeOf(typeId).TracedOffsets)
            {
                Visit(ref Native.At<uint>(Context.ExceptionBuffer + (nuint)(offset - GcLayout.ExceptionHeaderSize)));
            }
        }
    }

    // SAFETY of Move and Scan: references are validated code's own; they point to objects of this heap, whose type words name shapes of the
    // engine; the space objects are copied to has room for everything in use.
    private uint Move(uint reference)
    {
        byte* source = (byte*)(_from + reference);
        uint word = *(uint*)source;
        var kind = (GcKind)(word >> GcLayout.KindShift);
        if (kind == GcKind.Moved)
        {
            return *(uint*)(source + GcLayout.LengthOffset);
        }

        uint size = SizeOf(source, word, kind);
        uint target = _next;
        _next += size;
        Buffer.MemoryCopy(source, (byte*)(_to + target), size, size);
        if (kind == GcKind.Host)
        {
            HostObjects.Reach(*(uint*)(source + GcLayout.LengthOffset), target);
        }

        *(uint*)source = (uint)GcKind.Moved << GcLayout.KindShift;
        *(uint*)(source + GcLayout.LengthOffset) = target;
        return target;
    }

    private void Scan()
    {
        TypeRegistry types = _store.Engine.Types;
        for (uint at = GcSpace.Start; at < _next;)
        {
            byte* item = (byte*)(_to + at);
            uint word = *(uint*)item;
            var kind = (GcKind)(word >> GcLayout.KindShift);
            switch (kind)
            {
                case GcKind.Struct or GcKind.Exception:
                    GcShape structure = types.ShapeOf(word & GcLayout.TypeIdMask);
                    foreach (int offset in structure.TracedOffsets)
                    {
                        Visit(ref *(uint*)(item + offset));
                    }

                    at += (uint)structure.Size;
                    break;
                case GcKind.Array:
                    GcShape array = types.ShapeOf(word & GcLayout.TypeIdMask);
                    uint length = *(uint*)(item + GcLayout.LengthOffset);
                    if (array.TracedOffsets.Length != 0)
                    {
                        var elements = (uint*)(item + GcLayout.HeaderSize);
                        for (uint i = 0; i < length; i++)
                        {
                            Visit(ref elements[i]);
                        }
                    }

                    at += (uint)GcLayout.ArraySize(length, array.ElementSize);
                    break;
                default:
                    at += GcLayout.HeaderSize;
                    break;
            }
        }
    }

    private uint SizeOf(byte* item, uint word, GcKind kind) => kind switch
    {
        GcKind.Struct or GcKind.Exception => (uint)_store.Engine.Types.ShapeOf(word & GcLayout.TypeIdMask).Size,
        GcKind.Array => (uint)GcLayout.ArraySize(
            *(uint*)(item + GcLayout.LengthOffset), _store.Engine.Types.ShapeOf(word & GcLayout.TypeIdMask).ElementSize),
        _ => GcLayout.HeaderSize,
    };
}
