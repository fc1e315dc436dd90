;;! stage = validate
(module
  (func $main (param i32))
  (start $main))
;;: wasmtime-aot: start-function.wat:4:3: start function must not have parameters or results: at 4:3, function 0 has type [i32] -> []
