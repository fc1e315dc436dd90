using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>The layouts that generated code relies on: a change here is a new stub ABI version.</summary>
[TestClass]
public sealed class LayoutTests
{
    [TestMethod]
    public void Sizes_are_what_structs_obey()
    {
        Assert.AreEqual(VMStoreContext.SizeInBytes, Marshal.SizeOf<VMStoreContext>());
        Assert.AreEqual(VMContext.SizeInBytes, Marshal.SizeOf<VMContext>());
        Assert.AreEqual(VMEntryRecord.SizeInBytes, Marshal.SizeOf<VMEntryRecord>());
        Assert.AreEqual(VMHostContext.SizeInBytes, Marshal.SizeOf<VMHostContext>());
        Assert.AreEqual(VMFuncRef.SizeInBytes, Marshal.SizeOf<VMFuncRef>());
        Assert.AreEqual(VMFunctionImport.SizeInBytes, Marshal.SizeOf<VMFunctionImport>());
        Assert.AreEqual(VMMemory.SizeInBytes, Marshal.SizeOf<VMMemory>());
        Assert.AreEqual(VMTable.SizeInBytes, Marshal.SizeOf<VMTable>());
        Assert.AreEqual(VMSegment.SizeInBytes, Marshal.SizeOf<VMSegment>());
        Assert.AreEqual(TrapPage.SizeInBytes, Marshal.SizeOf<TrapPage>());
    }

    [TestMethod]
    public void Offsets_are_those_of_stub_abi_1()
    {
        int[] store =
        [
            VMStoreContext.StackLimitOffset, VMStoreContext.FuelOffset, VMStoreContext.EpochDeadlineOffset, VMStoreContext.EpochPointerOffset,
            VMStoreContext.EntryRecordOffset, VMStoreContext.TrapPcOffset, VMStoreContext.TrapFaultAddressOffset, VMStoreContext.TrapFpOffset,
            VMStoreContext.StoreHandleOffset, VMStoreContext.LastExitFpOffset, VMStoreContext.LastExitPcOffset,
            VMStoreContext.PendingTagOffset, VMStoreContext.ExceptionBufferOffset, VMStoreContext.HandlerFpOffset, VMStoreContext.HandlerPcOffset,
            VMStoreContext.SizeInBytes,
        ];
        int[] contexts =
        [
            VMContext.StoreContextOffset, VMHostContext.StoreContextOffset, VMContext.BuiltinTableOffset, VMHostContext.EdgeFunctionOffset,
            VMEntryRecord.SizeInBytes, TrapPage.PreviousHandlersOffset, TrapPage.RangesOffset,
        ];
        CollectionAssert.AreEqual(new[] { 0, 8, 16, 24, 32, 40, 48, 56, 88, 96, 104, 112, 120, 128, 136, 192 }, store);
        CollectionAssert.AreEqual(new[] { 8, 8, 16, 16, 48, 64, 1024 }, contexts);
    }

    [TestMethod]
    public void Parts_of_a_vmctx_do_not_overlap()
    {
        var layout = new VmLayout(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Assert.AreEqual(64, layout.DefinedMemory(0));
        Assert.AreEqual(80, layout.DefinedTable(0));
        Assert.AreEqual(112, layout.ImportedMemory(0));
        Assert.AreEqual(136, layout.ImportedTable(0));
        Assert.AreEqual(168, layout.ImportedGlobal(0));
        Assert.AreEqual(208, layout.ImportedFunction(0));
        Assert.AreEqual(352, layout.TypeId(0));
        Assert.AreEqual(384, layout.DefinedGlobal(0));
        Assert.AreEqual(512, layout.FuncRef(0));
        Assert.AreEqual(728, layout.DataSegment(0));
        Assert.AreEqual(888, layout.ElementSegment(0));
        Assert.AreEqual(1064, layout.Tag(0));
        Assert.AreEqual(1168, layout.SizeInBytes);
    }

    [TestMethod]
    public void Rows_of_runtime_functions_stand_at_their_numbers()
    {
        for (int i = 0; i < Builtins.Count; i++)
        {
            Assert.AreEqual(i, (int)Builtins.Rows[i].Builtin);
            Assert.IsLessThanOrEqualTo(Builtins.MaxParams, Builtins.Rows[i].ParamCount);
        }
    }

    [TestMethod]
    public void Every_trap_code_has_a_message()
    {
        for (int i = 0; i < TrapCodes.Count; i++)
        {
            Assert.AreNotEqual(string.Empty, TrapCodes.Describe((TrapCode)i));
        }
    }
}
