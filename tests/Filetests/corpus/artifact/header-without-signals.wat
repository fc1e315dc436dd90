;;! stage = artifact, compile = --signals-based-traps=no --epoch-checks --deterministic, show = --header --items
(module
  (memory i64 1 4)
  (func (export "f") (result f32) (f32.load (i64.const 0))))
;;: header:
;;:   format 2.0, stubs 5
;;:   instruction set x86_64
;;:   calling convention System V
;;:   page size 4096
;;:   cpu features none
;;:   tunables epoch-checks, deterministic, fixed-memory-base
;;:   memory reservation 0x100000000
;;:   wasm features memory64
;;:   module name ""
;;:   producer "Wasmtime.Min"
;;:   func refs 1
;;:   initializer 0x40, entry stub 0x170
;;:   trap handler 0x920 size 239
;;: items:
;;:   memory 0 i64 1 4
