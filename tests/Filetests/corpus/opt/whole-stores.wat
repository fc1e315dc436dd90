;;! stage = opt, target = aarch64
;; A store is whole behind an access of the same address that reached as far, and that came by all ways.
(module
  (memory 1)
  (func (param $p i32) (param $c i32)
    (i32.store offset=8 (local.get $p) (i32.load offset=12 (local.get $p)))
    (i64.store offset=12 (local.get $p) (i64.const 1))
    (if (local.get $c)
      (then
        (i64.store offset=10 (local.get $p) (i64.const 2))
        (i64.store offset=20 (local.get $p) (i64.const 3))))
    (i32.store offset=24 (local.get $p) (i32.const 4))))
;;: function 0
;;: function "func0" (i32, i32) -> () {
;;: block0(v0: i32, v1: i32):
;;:     v2 = uextend.i64 v0
;;:     v3 = vmctx.i64
;;:     v4 = load_invariant.i64 64 +64 class 0 trap 0 v3
;;:     v5 = iadd.i64 v2 v4
;;:     v6 = load.i32 32 +12 class 12 trap 2 v5
;;:     store 32 +8 class 12 trap 2 whole v5 v6
;;:     v8 = iconst.i64 1
;;:     store 64 +12 class 12 trap 2 v5 v8
;;:     brif v1 block2() block4()
;;: block2():
;;:     v11 = iconst.i64 2
;;:     store 64 +10 class 12 trap 2 whole v5 v11
;;:     v13 = iconst.i64 3
;;:     store 64 +20 class 12 trap 2 v5 v13
;;:     jump block4()
;;: block3():
;;:     jump block4()
;;: block4():
;;:     v18 = iconst.i32 4
;;:     store 32 +24 class 12 trap 2 v5 v18
;;:     return
;;: }
