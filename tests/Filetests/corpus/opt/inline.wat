;;! stage = opt
;; A small function stands in place of its call; into itself it goes once.
(module (memory 1)
  (func $get (param $at i32) (result i32) (i32.load offset=4 (local.get $at)))
  (func $sum (param $at i32) (param $n i32) (result i32)
    (if (result i32) (local.get $n)
      (then (i32.add (call $get (local.get $at)) (call $sum (local.get $at) (i32.sub (local.get $n) (i32.const 1)))))
      (else (i32.const 0)))))
;;: function 0
;;: function "get" (i32) -> (i32) {
;;: block0(v0: i32):
;;:     v2 = uextend.i64 v0
;;:     v3 = vmctx.i64
;;:     v4 = load_invariant.i64 64 +64 class 0 trap 0 v3
;;:     v5 = iadd.i64 v2 v4
;;:     v6 = load.i32 32 +4 class 12 trap 2 v5
;;:     return v6
;;: }
;;: function 1
;;: function "sum" (i32, i32) -> (i32) {
;;:     sig0 = (i32, i32) -> (i32)
;;: block0(v0: i32, v1: i32):
;;:     v26 = iconst.i32 0
;;:     brif v1 block2() block4(v26)
;;: block2():
;;:     v6 = uextend.i64 v0
;;:     v7 = vmctx.i64
;;:     v8 = load_invariant.i64 64 +64 class 0 trap 0 v7
;;:     v9 = iadd.i64 v6 v8
;;:     v10 = load.i32 32 +4 class 12 trap 2 v9
;;:     v13 = iconst.i32 -1
;;:     v14 = iadd.i32 v1 v13
;;:     brif v14 block7() block9(v26)
;;: block3():
;;:     jump block4(v26)
;;: block4(v3: i32):
;;:     return v3
;;: block7():
;;:     v21 = iconst.i32 -2
;;:     v22 = iadd.i32 v1 v21
;;:     v23 = call.i32 sym1 sig0 flags 0 v0 v22
;;:     v24 = iadd.i32 v10 v23
;;:     jump block9(v24)
;;: block8():
;;:     jump block9(v26)
;;: block9(v16: i32):
;;:     v29 = iadd.i32 v10 v16
;;:     jump block4(v29)
;;: }
