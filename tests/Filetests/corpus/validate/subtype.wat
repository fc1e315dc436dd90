;;! stage = validate
(module
  (type $a (sub (struct (field i32))))
  (type $b (sub $a (struct (field i64)))))
;;: wasmtime-aot: subtype.wat:4:3: sub type: type 1 at 4:3 does not match its supertype 0
