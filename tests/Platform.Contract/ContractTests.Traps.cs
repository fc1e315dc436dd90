using System;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// ITrapHandling and IFibers. That guest code traps is shown by the runtime's tests; here, that whoever handled faults before still does.
public abstract unsafe partial class ContractTests
{
    private const int PreviousHandlers = 64;

    [TestMethod]
    public void Trap_numbers_name_different_places()
    {
        if (Platform.TrapHandling is not { } traps)
        {
            return;
        }

        TrapNumbers numbers = traps.Numbers;
        Assert.AreEqual(numbers, traps.Numbers);
        uint[] places = [numbers.ProgramCounter, numbers.StackPointer, numbers.FramePointer, numbers.VmctxRegister];
        Assert.HasCount(places.Length, new System.Collections.Generic.HashSet<uint>(places));
        foreach (uint place in places)
        {
            Assert.AreEqual(0u, place % 8);
            Assert.IsLessThan(4096u, place);
        }
    }

    [TestMethod]
    public void Threads_are_prepared_as_often_as_one_likes()
    {
        if (Platform.TrapHandling is not { } traps)
        {
            return;
        }

        traps.PrepareThread();
        traps.PrepareThread();
        for (int i = 0; i < 50; i++)
        {
            OnThread(traps.PrepareThread);
        }
    }

    [TestMethod]
    public void Earlier_handlers_keep_working()
    {
        if (Platform.TrapHandling is not { } traps || Platform.Isa != Isa.X64 || Platform.Abi != HostAbi.SystemV)
        {
            return;
        }

        // Passes everything on: lea rax, [rip + distance - 7]; jmp [rax + rdi * 8]
        nuint distance = LargestPage;
        uint displacement = (uint)distance - 7;
        byte[] code =
        [
            0x48, 0x8d, 0x05, (byte)displacement, (byte)(displacement >> 8), (byte)(displacement >> 16), (byte)(displacement >> 24),
            0xff, 0x24, 0xf8,
        ];
        nuint address = Platform.CodeMemory.PublishCodeWithData(code, distance, PreviousHandlers * 8);
        RaiseManagedFaults();
        traps.Install(address, new Span<nuint>((void*)(address + distance), PreviousHandlers));
        traps.PrepareThread();
        RaiseManagedFaults();
        OnThread(RaiseManagedFaults);
        traps.Uninstall();
        RaiseManagedFaults();
        traps.Uninstall();
        Platform.CodeMemory.UnpublishCode(address, distance + (PreviousHandlers * 8));
        RaiseManagedFaults();
    }

    [TestMethod]
    public void Stacks_have_a_guard_below()
    {
        if (Platform.Fibers is not { } fibers)
        {
            return;
        }

        nuint length = 16 * Platform.PageSize;
        nuint top = fibers.CreateStack(length);
        Assert.AreEqual((nuint)0, top % 16);
        Bytes(top - length, (int)length).Fill(3);
        Assert.IsFalse(MemoryProbe.CanRead(top - length - 1));
        fibers.FreeStack(top, length);
        fibers.FreeStack(0, length);
    }

    private static void RaiseManagedFaults()
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.ThrowsExactly<NullReferenceException>(() => LengthOf(null!));
            Assert.ThrowsExactly<DivideByZeroException>(() => Divide(1, 0));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LengthOf(string text) => text.Length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Divide(int a, int b) => a / b;
}
