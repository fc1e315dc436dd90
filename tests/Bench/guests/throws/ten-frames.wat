;; Throws and catches 200,000 times, ten frames below the function that catches: a WASI program for the comparison with other engines (docs/MEASUREMENTS.md).
(module
  (tag $t (param i32))
  (memory (export "memory") 1)
  (func $deep (param $depth i32) (param $n i32)
    (if (local.get $depth)
      (then (call $deep (i32.sub (local.get $depth) (i32.const 1)) (local.get $n)))
      (else (throw $t (local.get $n)))))
  (func (export "_start") (local $n i32) (local $sum i32)
    (local.set $n (i32.const 200000))
    (loop $again
      (block $caught (result i32)
        (try_table (catch $t $caught) (call $deep (i32.const 9) (local.get $n)))
        (unreachable))
      (local.set $sum (i32.add (local.get $sum)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (if (i32.ne (local.get $sum) (i32.const -1474736480)) (then (unreachable)))))
