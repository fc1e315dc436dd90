;;! stage = artifact, compile = --strip, show = --types --functions
(module
  (type $point (sub (struct (field (mut f64)) (field i8))))
  (rec
    (type $place (sub final $point (struct (field (mut f64)) (field i8) (field (ref null $points)))))
    (type $points (array (mut (ref null $point)))))
  (type $pick (func (param i32 (ref $points)) (result (ref null $point) externref)))
  (func (export "pick") (type $pick) (array.get $points (local.get 1) (local.get 0)) (ref.null extern))
  (func (export "f") (param v128 f32) (result i64) (i64.const 0)))
;;: types:
;;:   0 (struct (field (mut f64)) (field i8))
;;:   1 sub 0 (struct (field (mut f64)) (field i8) (field (ref null 2)))
;;:   2 (array (mut (ref null 0)))
;;:   3 (func (param i32 (ref 2)) (result (ref null 0) (ref null extern))), entry stub 0x50, exit stub 0x110
;;:   4 (func (param v128 f32) (result i64)), entry stub 0x190, exit stub 0x240
;;: functions:
;;:   function 0 0x0 size 37 frame 0 type 3, func ref 0
;;:   function 1 0x30 size 8 frame 0 type 4, func ref 1
