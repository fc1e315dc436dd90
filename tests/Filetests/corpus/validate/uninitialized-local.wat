;;! stage = validate
(module
  (func (param (ref func)) (local $x (ref func))
    (drop (local.get $x))))
;;: wasmtime-aot: uninitialized-local.wat:4:12: uninitialized local: local.get at 4:12 in function 0 reads local 1 of type (ref func) before it is set
