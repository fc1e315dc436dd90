using System;
using Wasmtime.Min.Wasi.FileSystem;

namespace Wasmtime.Min.Wasi.Preview1;

/// <summary><c>fdflags</c>.</summary>
[Flags]
internal enum FdFlags : ushort
{
    None = 0,
    Append = 1,
    DataSync = 2,
    NonBlocking = 4,
    ReadSync = 8,
    Sync = 16,
    All = Append | DataSync | NonBlocking | ReadSync | Sync,

    /// <summary>Those that are fixed when a file is opened.</summary>
    Fixed = DataSync | ReadSync | Sync,
}

/// <summary>A descriptor as preview 1 knows it: with flags, rights and perhaps a name.</summary>
/// <param name="descriptor">What it stands for.</param>
internal sealed class FdEntry(Descriptor descriptor)
{
    // What the guest has given up, here and for what it opens from here.
    private Right _denied;
    private Right _deniedInheriting;

    internal Descriptor Descriptor { get; } = descriptor;

    /// <summary>Preopened directories: their name for the guest.</summary>
    internal byte[]? PreopenName { get; init; }

    internal FdFlags Flags { get; set; }

    internal bool IsNonBlocking => (Flags & FdFlags.NonBlocking) != 0;

    /// <summary>What it may do.</summary>
    internal Right Base { get; private set; }

    /// <summary>What may be done with what is opened from it.</summary>
    internal Right Inheriting { get; private set; }

    /// <summary>A descriptor that a guest begins with.</summary>
    internal static FdEntry Given(Descriptor descriptor, byte[]? preopenName = null)
    {
        Right rights = Rights.Of(descriptor.Kind);
        rights &= descriptor.CanRead || descriptor.IsDirectory ? ~Right.None : ~Right.FdRead;
        rights &= descriptor.CanWrite || descriptor.IsDirectory ? ~Right.None : ~Right.FdWrite;
        return new FdEntry(descriptor)
        {
            PreopenName = preopenName,
            Base = rights,
            Inheriting = descriptor.IsDirectory ? rights | Rights.Of(DescriptorKind.File) : rights,
        };
    }

    /// <summary>A descriptor that was opened from this directory.</summary>
    internal FdEntry Opened(Descriptor opened, Right wanted, Right wantedInheriting, FdFlags flags) => new(opened)
    {
        Flags = flags,
        Base = wanted & Rights.Of(opened.Kind) & ~_deniedInheriting,
        Inheriting = wantedInheriting & Inheriting,
        _denied = _deniedInheriting,
        _deniedInheriting = _deniedInheriting,
    };

    /// <summary>Whether the guest has given up one of these rights.</summary>
    internal bool Denies(Right rights) => (_denied & rights) != 0;

    /// <summary>Gives up rights; false where the guest asks for more than there is.</summary>
    internal bool TryNarrow(Right rights, Right inheriting)
    {
        if ((rights & ~Base) != 0 || (inheriting & ~Inheriting) != 0)
        {
            return false;
        }

        _denied |= Base & ~rights;
        _deniedInheriting |= Inheriting & ~inheriting;
        Base = rights;
        Inheriting = inheriting;
        return true;
    }
}
