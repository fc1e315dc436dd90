// What the numbers of Windows mean in the terms of the contract, a row for each.
namespace Wasmtime.Min.Platform.Windows.Abi;

/// <summary>NTSTATUS to <see cref="SystemError"/>, ntstatus.h.</summary>
internal static class NtStatusErrors
{
    /// <summary>What an NTSTATUS means.</summary>
    internal static SystemError Of(uint status) => (int)status >= 0 ? SystemError.None : status switch
    {
        0x8000_0011 => SystemError.Busy,            // STATUS_DEVICE_BUSY
        0xC000_0002 => SystemError.NotSupported,    // STATUS_NOT_IMPLEMENTED
        0xC000_0003 => SystemError.NotSupported,    // STATUS_INVALID_INFO_CLASS
        0xC000_0008 => SystemError.BadHandle,       // STATUS_INVALID_HANDLE
        0xC000_000D => SystemError.Invalid,         // STATUS_INVALID_PARAMETER
        0xC000_000E => SystemError.NoDevice,        // STATUS_NO_SUCH_DEVICE
        0xC000_000F => SystemError.NoEntry,         // STATUS_NO_SUCH_FILE
        0xC000_0010 => SystemError.NotSupported,    // STATUS_INVALID_DEVICE_REQUEST
        0xC000_0017 => SystemError.NoMemory,        // STATUS_NO_MEMORY
        0xC000_0022 => SystemError.Access,          // STATUS_ACCESS_DENIED
        0xC000_0024 => SystemError.NotDirectory,    // STATUS_OBJECT_TYPE_MISMATCH
        0xC000_0033 => SystemError.IllegalSequence, // STATUS_OBJECT_NAME_INVALID
        0xC000_0034 => SystemError.NoEntry,         // STATUS_OBJECT_NAME_NOT_FOUND
        0xC000_0035 => SystemError.Exists,          // STATUS_OBJECT_NAME_COLLISION
        0xC000_0039 => SystemError.NoEntry,         // STATUS_OBJECT_PATH_INVALID
        0xC000_003A => SystemError.NoEntry,         // STATUS_OBJECT_PATH_NOT_FOUND
        0xC000_003B => SystemError.NotDirectory,    // STATUS_OBJECT_PATH_SYNTAX_BAD
        0xC000_0043 => SystemError.Busy,            // STATUS_SHARING_VIOLATION
        0xC000_0044 => SystemError.Quota,           // STATUS_QUOTA_EXCEEDED
        0xC000_0054 => SystemError.WouldBlock,      // STATUS_FILE_LOCK_CONFLICT
        0xC000_0056 => SystemError.NoEntry,         // STATUS_DELETE_PENDING
        0xC000_0061 => SystemError.NotPermitted,    // STATUS_PRIVILEGE_NOT_HELD
        0xC000_007F => SystemError.NoSpace,         // STATUS_DISK_FULL
        0xC000_009A => SystemError.NoMemory,        // STATUS_INSUFFICIENT_RESOURCES
        0xC000_00A2 => SystemError.ReadOnly,        // STATUS_MEDIA_WRITE_PROTECTED
        0xC000_00AF => SystemError.IllegalSeek,     // STATUS_ILLEGAL_FUNCTION
        0xC000_00B0 => SystemError.Pipe,            // STATUS_PIPE_DISCONNECTED
        0xC000_00B1 => SystemError.Pipe,            // STATUS_PIPE_CLOSING
        0xC000_00BA => SystemError.IsDirectory,     // STATUS_FILE_IS_A_DIRECTORY
        0xC000_00BB => SystemError.NotSupported,    // STATUS_NOT_SUPPORTED
        0xC000_00D4 => SystemError.CrossDevice,     // STATUS_NOT_SAME_DEVICE
        0xC000_0101 => SystemError.NotEmpty,        // STATUS_DIRECTORY_NOT_EMPTY
        0xC000_0103 => SystemError.NotDirectory,    // STATUS_NOT_A_DIRECTORY
        0xC000_0106 => SystemError.NameTooLong,     // STATUS_NAME_TOO_LONG
        0xC000_011F => SystemError.TooManyHandles,  // STATUS_TOO_MANY_OPENED_FILES
        0xC000_0121 => SystemError.NotPermitted,    // STATUS_CANNOT_DELETE
        0xC000_0123 => SystemError.NoEntry,         // STATUS_FILE_DELETED
        0xC000_014B => SystemError.Pipe,            // STATUS_PIPE_BROKEN
        0xC000_0243 => SystemError.TextBusy,        // STATUS_USER_MAPPED_FILE
        0xC000_0265 => SystemError.TooManyLinks,    // STATUS_TOO_MANY_LINKS
        0xC000_0275 => SystemError.Invalid,         // STATUS_NOT_A_REPARSE_POINT
        0xC000_0276 => SystemError.NotSupported,    // STATUS_IO_REPARSE_TAG_INVALID
        0xC000_0279 => SystemError.NotSupported,    // STATUS_IO_REPARSE_TAG_NOT_HANDLED
        0xC000_0280 => SystemError.Loop,            // STATUS_REPARSE_POINT_NOT_RESOLVED
        0xC000_050B => SystemError.NotPermitted,    // STATUS_REPARSE_POINT_ENCOUNTERED
        0xC000_0904 => SystemError.FileTooLarge,    // STATUS_FILE_TOO_LARGE
        _ => SystemError.Io,
    };
}
