;; One atomic access for each turn of a loop, at an address that the host gives; the sums keep results wanted.
(module $atomics
  (memory (export "memory") 1 1 shared)
  (func (export "add32") (param $at i32) (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (local.get $sum) (i32.atomic.rmw.add (local.get $at) (local.get $n))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "add64") (param $at i32) (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (i64.atomic.rmw.add (local.get $at) (i64.extend_i32_u (local.get $n)))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "cmpxchg32") (param $at i32) (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (local.get $sum)
        (i32.atomic.rmw.cmpxchg (local.get $at) (local.get $n) (i32.sub (local.get $n) (i32.const 1)))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "cmpxchg64") (param $at i32) (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum)
        (i64.atomic.rmw.cmpxchg (local.get $at) (i64.extend_i32_u (local.get $n)) (i64.extend_i32_u (i32.sub (local.get $n) (i32.const 1))))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "load32") (param $at i32) (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (local.get $sum) (i32.atomic.load (local.get $at))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "store32") (param $at i32) (param $n i32) (result i32)
    (loop $again
      (i32.atomic.store (local.get $at) (local.get $n))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i32.atomic.load (local.get $at))))
