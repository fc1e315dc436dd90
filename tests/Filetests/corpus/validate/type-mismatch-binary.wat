;;! stage = validate-binary
(module
  (func (param f64) (result i32)
    (i32.add (i32.const 1)
             (local.get 0))))
;;: wasmtime-aot: type-mismatch-binary.wasm: type mismatch: i32.add at offset 0x1d in function 0 needs i32, found f64
