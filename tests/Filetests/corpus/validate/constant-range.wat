;;! stage = validate
(module (func (drop (i32.const 4294967296))))
;;: wasmtime-aot: constant-range.wat:2:32: constant out of range: 4294967296
