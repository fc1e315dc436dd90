;;! stage = validate
(module
  (func $f (result i32) (i32.const 1))
  (global i32 (call $f)))
;;: wasmtime-aot: constant-expression.wat:4:16: constant expression required: call at 4:16 in global 0 is not constant
