;;! stage = validate
(module
  (memory 1)
  (func (drop (i32.load align=8 (i32.const 0)))))
;;: wasmtime-aot: alignment.wat:4:16: alignment must not be larger than natural: i32.load at 4:16 in function 0 has 2^3, its natural alignment is 2^2
