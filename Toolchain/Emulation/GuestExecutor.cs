using System;
using System.Collections.Generic;
using System.Threading;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Traps;

namespace Wasmtime.Min.Toolchain.Emulation;

/// <summary>Runs entry stubs in guests, one guest for each thread that asks.</summary>
internal sealed unsafe class GuestExecutor : IExecutor, IDisposable
{
    private readonly SharedMemory _memory;
    private readonly TargetIsa _target;
    private readonly GuestProgram _program;
    private readonly ThreadLocal<GuestProcess> _guests;
    private readonly Dictionary<nuint, nuint> _trampolines = [];

    internal GuestExecutor(SharedMemory memory, GuestNumbers numbers, TargetIsa target, GuestProgram program, string emulator)
    {
        (_memory, _target, _program) = (memory, target, program);
        _guests = new ThreadLocal<GuestProcess>(() => new GuestProcess(memory, numbers, program, emulator), trackAllValues: true);
    }

    /// <summary>The guest of this thread.</summary>
    internal GuestProcess Current => _guests.Value!;

    public TrapHandler TrapHandler { get; } = new();

    public nuint StackEnd => Current.StackEnd;

    /// <summary>Address of the function that ends a guest.</summary>
    internal nuint CrashAddress => (nuint)GuestElf.CodeAddress + (nuint)_program.Crash;

    public int Enter(nuint entryStub, VMStoreContext* context, nuint calleeVmctx, nuint code, ulong* values, int slots)
    {
        GuestProcess guest = Current;
        ulong* shared = guest.TakeValues(slots);
        try
        {
            // SAFETY: both have 'slots' slots, which is what the caller and TakeValues promise.
            new ReadOnlySpan<ulong>(values, slots).CopyTo(new Span<ulong>(shared, slots));
            int status = (int)guest.Call(entryStub, (nuint)context, calleeVmctx, code, (nuint)shared);
            new ReadOnlySpan<ulong>(shared, slots).CopyTo(new Span<ulong>(values, slots));
            return status;
        }
        finally
        {
            guest.ReturnValues(shared);
        }
    }

    public nuint GuestAddressOf(nuint function)
    {
        lock (_trampolines)
        {
            if (!_trampolines.TryGetValue(function, out nuint address))
            {
                byte[] code = _target.CreateGuestTrampoline(function, GuestElf.CodeAddress + (ulong)_program.HostCall);
                address = _memory.Publish(code, (nuint)code.Length, 0);
                _trampolines.Add(function, address);
            }

            return address;
        }
    }

    public void Dispose()
    {
        foreach (GuestProcess guest in _guests.Values)
        {
            guest.Dispose();
        }

        _guests.Dispose();
        _memory.Dispose();
    }
}
