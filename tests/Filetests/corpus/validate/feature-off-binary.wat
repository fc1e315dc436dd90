;;! stage = validate-binary, options = -W tail-call=n
(module
  (func $f (return_call $f)))
;;: wasmtime-aot: feature-off-binary.wasm: tail-call support is not enabled: return_call at offset 0x17 in function 0 is part of that proposal
