;;! stage = validate
(module
  (func (result i32)
    i32.konst 1))
;;: wasmtime-aot: syntax.wat:4:5: unknown operator i32.konst
