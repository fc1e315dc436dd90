;;! stage = validate
(module
  (global $g i32 (i32.const 1))
  (func (global.set $g (i32.const 2))))
;;: wasmtime-aot: immutable-global.wat:4:10: immutable global: global.set at 4:10 in function 0 sets global 0
