;; A WASI program that asks the system for what a small place may not have: random bytes, the time, arguments. Prints a line and ends with 7, also when
;; there is nowhere to print to; ends with 1 when a call that must work does not.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $arguments (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "hello\n")
  (data (i32.const 0) "\10\00\00\00\06\00\00\00")
  (func (export "_start")
    (if (i32.or
          (i32.or (call $random (i32.const 64) (i32.const 32)) (call $time (i32.const 0) (i64.const 1) (i32.const 96)))
          (i32.or (call $time (i32.const 1) (i64.const 1) (i32.const 104)) (call $arguments (i32.const 112) (i32.const 116))))
      (then (call $exit (i32.const 1))))
    (if (i64.eqz (i64.or (i64.load (i32.const 64)) (i64.load (i32.const 72)))) (then (call $exit (i32.const 1))))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 120)))
    (call $exit (i32.const 7))))
