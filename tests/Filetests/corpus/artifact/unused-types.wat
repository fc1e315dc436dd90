;;! stage = artifact, compile = --strip, show = --types
;; Stubs are for types of functions that go between host and guest: not for the type of a function that is called directly alone, nor for one of none.
(module
  (type (func (param i32)))
  (type (func (param i64)))
  (type $inner (func (param f32)))
  (type $called (func (param f64)))
  (import "m" "f" (func (param i32)))
  (table 1 1 funcref)
  (func $g (type $inner))
  (func (export "run") (call $g (f32.const 0)) (call_indirect (type $called) (f64.const 0) (i32.const 0))))
;;: types:
;;:   0 (func (param i32)), entry stub 0x60, exit stub 0x110
;;:   1 (func (param i64))
;;:   2 (func (param f32))
;;:   3 (func (param f64)), entry stub 0x180, exit stub 0x230
;;:   4 (func), entry stub 0x2a0, exit stub 0x350
