;;! stage = validate
(module
  (memory 1)
  (func)
  (export "a" (func 0))
  (export "a" (memory 0)))
;;: wasmtime-aot: duplicate-export.wat:6:3: duplicate export name: at 6:3, "a" is exported before
