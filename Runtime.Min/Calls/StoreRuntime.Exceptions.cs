// Finding the handler of an exception: the frames of the guest are walked from the place that called out, and each return address is looked up in the
// table of calls with handlers of the artifact it belongs to. The walk ends at the innermost entry: behind it the host called, and gets the exception as
// one of its own. Which clause of a try_table takes the exception is decided by the handler itself; one that takes none throws it on.
using System.Runtime.CompilerServices;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min.Calls;

internal sealed unsafe partial class StoreRuntime
{
    private const int KnownCount = 128; // a power of two

    // What return addresses were found to lead to: code address of a handler, or 0. What a store has run stays loaded as long as the store.
    private (nuint Address, nuint Handler)[]? _known;

    /// <summary>Looks for the handler of the exception in the store context, and leaves it there.</summary>
    internal bool TryFindHandler()
    {
        (nuint Address, nuint Handler)[] known = _known ??= new (nuint, nuint)[KnownCount];
        VMStoreContext* context = _context;
        nuint frame = context->LastExitFp;
        nuint address = context->LastExitPc;

        // SAFETY: the guest has called out, so the frames between its last exit and the entry live on this thread's stack.
        nuint end = ((VMEntryRecord*)context->EntryRecord)->FramePointer;
        while (frame != 0 && frame < end)
        {
            ref (nuint Address, nuint Handler) entry = ref known[(int)(address ^ (address >> 7)) & (KnownCount - 1)];
            if (entry.Address != address)
            {
                entry = (address, FindHandler(address));
            }

            if (entry.Handler != 0)
            {
                context->HandlerFp = frame;
                context->HandlerPc = entry.Handler;
                return true;
            }

            address = *(nuint*)(frame + 8);
            frame = *(nuint*)frame;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nuint FindHandler(nuint address) =>
        _engine.Code.Find(address) is { } code && code.TryFindHandler((uint)(address - code.TextBase), out uint handler)
            ? code.TextBase + handler
            : 0;
}
