namespace Wasmtime.Min.Platform.Windows.Files;

/// <summary>A place in the table of handles; used again and again, so that opening does not allocate.</summary>
internal sealed class OpenFile
{
    private DirectoryListing? _listing;

    internal bool IsOpen { get; private set; }

    /// <summary>The HANDLE.</summary>
    internal nint Handle { get; private set; }

    internal FileKind Kind { get; private set; }

    internal OpenOptions Options { get; private set; }

    /// <summary>Whether it is one of the standard streams.</summary>
    internal bool IsStream { get; private set; }

    internal bool IsConsole { get; private set; }

    /// <summary>Where a file is read and written; guarded by a lock of this object.</summary>
    internal long Position { get; set; }

    internal bool IsAppending { get; set; }

    internal bool IsForReading => (Options & OpenOptions.Read) != 0;

    internal bool IsForWriting => (Options & OpenOptions.Write) != 0;

    /// <summary>What a directory listed last; guarded by a lock of this object.</summary>
    internal DirectoryListing Listing => _listing ??= new DirectoryListing();

    internal void Set(nint handle, FileKind kind, OpenOptions options, bool isStream, bool isConsole)
    {
        Handle = handle;
        Kind = kind;
        Options = options;
        IsStream = isStream;
        IsConsole = isConsole;
        IsAppending = (options & OpenOptions.Append) != 0;
        Position = 0;
        IsOpen = true;
    }

    internal void Reset()
    {
        IsOpen = false;
        Handle = 0;
        _listing?.Clear();
    }
}
