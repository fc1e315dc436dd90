;;! stage = validate-binary
(module
  (func (result i32)
    (block (br 5))
    (i32.const 0)))
;;: wasmtime-aot: branch-depth-binary.wasm: unknown label 5: br at offset 0x1a in function 0 has an index that is not below 2
