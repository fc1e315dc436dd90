;;! stage = validate-binary
(module
  (func (call 7)))
;;: wasmtime-aot: unknown-function-binary.wasm: unknown function 7: call at offset 0x17 in function 0 has an index that is not below 1
