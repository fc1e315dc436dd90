using System.Runtime.InteropServices;

namespace Wasmtime.Min.Layout;

/// <summary>
/// Made by an entry stub in its own frame and linked into the store context: where traps and failing host functions resume.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMEntryRecord
{
    internal const int PreviousOffset = 0;
    internal const int StackPointerOffset = PreviousOffset + 8;
    internal const int FramePointerOffset = StackPointerOffset + 8;
    internal const int ResumeAddressOffset = FramePointerOffset + 8;
    internal const int SavedLastExitFpOffset = ResumeAddressOffset + 8;
    internal const int SavedLastExitPcOffset = SavedLastExitFpOffset + 8;
    internal const int SizeInBytes = SavedLastExitPcOffset + 8;

    /// <summary>The record of the next outer entry; 0: none.</summary>
    [FieldOffset(PreviousOffset)] internal nuint Previous;

    /// <summary>Stack pointer at the resume point.</summary>
    [FieldOffset(StackPointerOffset)] internal nuint StackPointer;

    /// <summary>Frame pointer of the entry stub: the stack walk of this entry ends at it.</summary>
    [FieldOffset(FramePointerOffset)] internal nuint FramePointer;

    /// <summary>Code address of the resume point.</summary>
    [FieldOffset(ResumeAddressOffset)] internal nuint ResumeAddress;

    /// <summary><see cref="VMStoreContext.LastExitFp"/> before this entry; where the outer entry's walk goes on.</summary>
    [FieldOffset(SavedLastExitFpOffset)] internal nuint SavedLastExitFp;

    /// <summary><see cref="VMStoreContext.LastExitPc"/> before this entry.</summary>
    [FieldOffset(SavedLastExitPcOffset)] internal nuint SavedLastExitPc;
}
