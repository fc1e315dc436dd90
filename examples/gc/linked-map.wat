;; A hash map of chained entries with boxed keys: casts, arrays of references, entries that live on and are replaced.
(module
  (type $box (struct (field i64)))
  (type $entry (struct (field (ref eq)) (field (mut i64)) (field (mut (ref null $entry)))))
  (type $slots (array (mut (ref null $entry))))
  (global $slots (ref $slots) (array.new_default $slots (i32.const 16384)))
  (func $slot (param $key i64) (result i32)
    (i32.and (i32.wrap_i64 (i64.shr_u (i64.mul (local.get $key) (i64.const 0x9e3779b97f4a7c15)) (i64.const 40))) (i32.const 16383)))
  (func $unbox (param $key (ref eq)) (result i64) (struct.get $box 0 (ref.cast (ref $box) (local.get $key))))
  (func $add (param $key (ref eq)) (param $value i64)
    (local $at i32) (local $entry (ref null $entry)) (local $number i64)
    (local.set $number (call $unbox (local.get $key)))
    (local.set $at (call $slot (local.get $number)))
    (local.set $entry (array.get $slots (global.get $slots) (local.get $at)))
    (block $missing
      (loop $next
        (br_if $missing (ref.is_null (local.get $entry)))
        (if (i64.eq (call $unbox (struct.get $entry 0 (local.get $entry))) (local.get $number))
          (then
            (struct.set $entry 1 (local.get $entry) (i64.add (struct.get $entry 1 (local.get $entry)) (local.get $value)))
            (return)))
        (local.set $entry (struct.get $entry 2 (local.get $entry)))
        (br $next)))
    (array.set $slots (global.get $slots) (local.get $at)
      (struct.new $entry (local.get $key) (local.get $value) (array.get $slots (global.get $slots) (local.get $at)))))
  (func $sum (result i64)
    (local $at i32) (local $entry (ref null $entry)) (local $sum i64)
    (loop $slot
      (local.set $entry (array.get $slots (global.get $slots) (local.get $at)))
      (block $end
        (loop $next
          (br_if $end (ref.is_null (local.get $entry)))
          (local.set $sum (i64.add (local.get $sum) (struct.get $entry 1 (local.get $entry))))
          (local.set $entry (struct.get $entry 2 (local.get $entry)))
          (br $next)))
      (br_if $slot (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 16384))))
    (local.get $sum))
  (func (export "_start")
    (local $i i64)
    (loop $more
      (call $add (struct.new $box (i64.rem_u (i64.mul (local.get $i) (i64.const 7919)) (i64.const 30011))) (i64.const 1))
      (br_if $more (i64.lt_u (local.tee $i (i64.add (local.get $i) (i64.const 1))) (i64.const 8000000))))
    (if (i64.ne (call $sum) (i64.const 8000000)) (then (unreachable)))))
