;;! stage = opt
(module
  (func (param i32) (result i32)
    (i32.add (i32.mul (local.get 0) (i32.const 8)) (i32.sub (i32.const 7) (i32.const 7)))))
;;: function 0
;;: function "func0" (i32) -> (i32) {
;;: block0(v0: i32):
;;:     v3 = iconst.i32 3
;;:     v4 = ishl.i32 v0 v3
;;:     return v4
;;: }
