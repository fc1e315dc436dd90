;;! stage = validate
(module
  (func (call $missing)))
;;: wasmtime-aot: unknown-names.wat:3:15: unknown func $missing
