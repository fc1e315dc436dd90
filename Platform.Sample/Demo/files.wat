;; What the demo runs under WASI on a system without files: it makes a directory, a file and a symbolic link in memory, reads the file through the link, and
;; lists the directory. Any call that fails ends it with that error as its exit code.
(module $files
  (import "wasi_snapshot_preview1" "path_create_directory" (func $mkdir (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_symlink" (func $symlink (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_readdir" (func $readdir (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 100) "notes")
  (data (i32.const 110) "notes/first.txt")
  (data (i32.const 130) "first.txt")
  (data (i32.const 140) "notes/link")
  (data (i32.const 160) "kept in memory, as long as the platform lives\n")
  (data (i32.const 210) " ")
  (data (i32.const 211) "\n")
  (global $root i32 (i32.const 3))   ;; the first directory that a program is given
  (global $stdout i32 (i32.const 1))
  (global $result i32 (i32.const 0)) ;; where calls store what they return
  (global $buffer i32 (i32.const 1024))

  (func $check (param $error i32) (if (local.get $error) (then (call $exit (local.get $error)))))

  ;; One piece of memory as a list of pieces, at 16.
  (func $piece (param $address i32) (param $length i32) (result i32)
    (i32.store (i32.const 16) (local.get $address))
    (i32.store (i32.const 20) (local.get $length))
    (i32.const 16))

  (func $put (param $fd i32) (param $address i32) (param $length i32)
    (call $check (call $write (local.get $fd) (call $piece (local.get $address) (local.get $length)) (i32.const 1) (global.get $result))))

  ;; Opens below the root, links followed.
  (func $openat (param $path i32) (param $length i32) (param $flags i32) (param $rights i64) (result i32)
    (call $check (call $open (global.get $root) (i32.const 1) (local.get $path) (local.get $length) (local.get $flags) (local.get $rights) (i64.const 0)
      (i32.const 0) (global.get $result)))
    (i32.load (global.get $result)))

  (func (export "_start") (local $fd i32) (local $entry i32) (local $end i32)
    (call $check (call $mkdir (global.get $root) (i32.const 100) (i32.const 5)))
    (local.set $fd (call $openat (i32.const 110) (i32.const 15) (i32.const 1) (i64.const 64))) ;; make it; for writing
    (call $put (local.get $fd) (i32.const 160) (i32.const 46))
    (call $check (call $close (local.get $fd)))

    (call $check (call $symlink (i32.const 130) (i32.const 9) (global.get $root) (i32.const 140) (i32.const 10)))
    (local.set $fd (call $openat (i32.const 140) (i32.const 10) (i32.const 0) (i64.const 2))) ;; for reading
    (call $check (call $read (local.get $fd) (call $piece (global.get $buffer) (i32.const 1000)) (i32.const 1) (global.get $result)))
    (call $put (global.get $stdout) (global.get $buffer) (i32.load (global.get $result)))
    (call $check (call $close (local.get $fd)))

    ;; An entry is 24 bytes, of which 4 at 16 are the length of the name, and the name.
    (local.set $fd (call $openat (i32.const 100) (i32.const 5) (i32.const 2) (i64.const 0x4000))) ;; a directory; to be listed
    (call $check (call $readdir (local.get $fd) (global.get $buffer) (i32.const 1000) (i64.const 0) (global.get $result)))
    (local.set $entry (global.get $buffer))
    (local.set $end (i32.add (global.get $buffer) (i32.load (global.get $result))))
    (loop $next
      (if (i32.lt_u (local.get $entry) (local.get $end))
        (then
          (call $put (global.get $stdout) (i32.add (local.get $entry) (i32.const 24)) (i32.load offset=16 (local.get $entry)))
          (call $put (global.get $stdout) (i32.const 210) (i32.const 1))
          (local.set $entry (i32.add (local.get $entry) (i32.add (i32.const 24) (i32.load offset=16 (local.get $entry)))))
          (br $next))))
    (call $put (global.get $stdout) (i32.const 211) (i32.const 1))))
