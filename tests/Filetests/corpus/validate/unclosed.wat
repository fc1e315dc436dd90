;;! stage = validate
(module
  (func (nop)
;;: wasmtime-aot: unclosed.wat:5:1: unexpected token end of text
