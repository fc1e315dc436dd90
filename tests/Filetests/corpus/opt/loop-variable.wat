;;! stage = opt
(module
  (func (param i32 i32) (result i32) (local i32)
    (loop $again
      (local.set 2 (i32.add (local.get 2) (local.get 1)))
      (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 2)))
;;: function 0
;;: function "func0" (i32, i32) -> (i32) {
;;: block0(v0: i32, v1: i32):
;;:     v3 = iconst.i32 0
;;:     jump block2(v3, v0)
;;: block2(v5: i32, v7: i32):
;;:     v9 = iconst.i32 -1
;;:     v10 = iadd.i32 v7 v9
;;:     v6 = iadd.i32 v1 v5
;;:     brif v10 block2(v6, v10) block3()
;;: block3():
;;:     return v6
;;: block4():
;;:     jump block1(v6)
;;: }
