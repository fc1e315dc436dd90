;; Trees that are built and dropped at once, beside one that lives on: most objects die young.
(module
  (type $tree (struct (field (ref null $tree)) (field (ref null $tree))))
  (func $make (param $depth i32) (result (ref $tree))
    (if (result (ref $tree)) (i32.eqz (local.get $depth))
      (then (struct.new_default $tree))
      (else
        (struct.new $tree
          (call $make (i32.sub (local.get $depth) (i32.const 1)))
          (call $make (i32.sub (local.get $depth) (i32.const 1)))))))
  (func $count (param $tree (ref $tree)) (result i32)
    (if (result i32) (ref.is_null (struct.get $tree 0 (local.get $tree)))
      (then (i32.const 1))
      (else
        (i32.add (i32.const 1)
          (i32.add
            (call $count (ref.as_non_null (struct.get $tree 0 (local.get $tree))))
            (call $count (ref.as_non_null (struct.get $tree 1 (local.get $tree)))))))))
  (func (export "_start")
    (local $kept (ref $tree)) (local $rounds i32) (local $sum i32)
    (local.set $kept (call $make (i32.const 16)))
    (local.set $rounds (i32.const 4000))
    (loop $more
      (local.set $sum (i32.add (local.get $sum) (call $count (call $make (i32.const 10)))))
      (br_if $more (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (if (i32.ne (local.get $sum) (i32.const 8188000)) (then (unreachable)))
    (if (i32.ne (call $count (local.get $kept)) (i32.const 131071)) (then (unreachable)))))
