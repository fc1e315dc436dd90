;; Every kind of trap that an instruction can cause, each in a function of its own name, below an export that calls it.
(module $traps
  (type $i (func (result i32)))
  (import "host" "nest" (func $nest (param i32)))
  (memory 1)
  (table 3 funcref)
  (elem (i32.const 0) $int $long)
  (func $int (type $i) (i32.const 42))
  (func $long (result i64) (i64.const 42))

  (func $at_unreachable (param i32) unreachable)
  (func $at_load (param i32) (drop (i32.load (local.get 0))))
  (func $at_store (param i32) (i64.store offset=65529 (local.get 0) (i64.const 1)))
  (func $at_zero (param i32) (drop (i32.div_s (i32.const 1) (local.get 0))))
  (func $at_overflow (param i32) (drop (i32.div_s (i32.const 0x80000000) (local.get 0))))
  (func $at_null (param i32) (drop (call_indirect (type $i) (local.get 0))))
  (func $at_signature (param i32) (drop (call_indirect (type $i) (local.get 0))))
  (func $at_element (param i32) (drop (call_indirect (type $i) (local.get 0))))
  (func $at_forever (param i32) (call $at_forever (i32.add (local.get 0) (i32.const 1))) (call $at_unreachable (local.get 0)))
  (func $at_fill (param i32) (memory.fill (local.get 0) (i32.const 1) (i32.const -1)))

  (func (export "unreachable") (call $at_unreachable (i32.const 0)) (call $at_unreachable (i32.const 0)))
  (func (export "load") (call $at_load (i32.const -4)) (call $at_unreachable (i32.const 0)))
  (func (export "store") (call $at_store (i32.const 0)) (call $at_unreachable (i32.const 0)))
  (func (export "zero") (call $at_zero (i32.const 0)) (call $at_unreachable (i32.const 0)))
  (func (export "overflow") (call $at_overflow (i32.const -1)) (call $at_unreachable (i32.const 0)))
  (func (export "null") (call $at_null (i32.const 2)) (call $at_unreachable (i32.const 0)))
  (func (export "signature") (call $at_signature (i32.const 1)) (call $at_unreachable (i32.const 0)))
  (func (export "element") (call $at_element (i32.const 3)) (call $at_unreachable (i32.const 0)))
  (func (export "forever") (call $at_forever (i32.const 0)) (call $at_unreachable (i32.const 0)))
  (func (export "fill") (call $at_fill (i32.const 65535)) (call $at_unreachable (i32.const 0)))

  ;; Calls the host, which comes back with one less; at zero it traps.
  (func $down (export "down") (param $depth i32)
    (if (local.get $depth)
      (then (call $nest (i32.sub (local.get $depth) (i32.const 1))))
      (else (call $at_load (i32.const -4))))
    (drop (i32.load (i32.const 0))))

  ;; Still works, whatever went wrong before.
  (func (export "good") (result i32) (call_indirect (type $i) (i32.const 0))))
