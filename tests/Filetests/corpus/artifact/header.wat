;;! stage = artifact, compile = --fuel-checks --cpu avx2 --memory-reservation 1M, show = --header
(module $counter
  (memory 1)
  (func $start (i32.store (i32.const 0) (i32.const 1)))
  (start $start))
;;: header:
;;:   format 2.0, stubs 5
;;:   instruction set x86_64
;;:   calling convention System V
;;:   page size 4096
;;:   cpu features sse4.2, avx, avx2
;;:   tunables signals-based-traps, fuel-checks
;;:   wasm features none
;;:   module name "counter"
;;:   producer "Wasmtime.Min"
;;:   func refs 0
;;:   initializer 0x50, entry stub 0x80
;;:   trap handler 0x830 size 239
