;;! stage = validate
(module
  (func (param f64) (result i32)
    (i32.add (i32.const 1)
             (local.get 0))))
;;: wasmtime-aot: type-mismatch.wat:4:6: type mismatch: i32.add at 4:6 in function 0 needs i32, found f64
