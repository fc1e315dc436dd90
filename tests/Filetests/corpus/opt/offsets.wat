;;! stage = opt
;; An index a little above one that was accessed is an offset: the sum cannot wrap around 32 bits in a memory of less than 4 GiB. One that is further
;; away stays, and one of a memory that may have 4 GiB, or that another module defines; so does one on a way that the first access is not on.
(module
  (import "" "" (memory $other 1))
  (memory $narrow 1)
  (memory $wide 1 65536)
  (func (param i32) (result i64)
    (i64.add
      (i64.load $narrow offset=4 (local.get 0))
      (i64.add (i64.load $narrow (i32.add (local.get 0) (i32.const 12))) (i64.load $narrow offset=8 (i32.add (local.get 0) (i32.const 20))))))
  (func (param i32) (result i32)
    (i32.add (i32.load $narrow (local.get 0)) (i32.load $narrow (i32.add (local.get 0) (i32.const 5)))))
  (func (param i32) (result i32)
    (i32.add (i32.load $wide (local.get 0)) (i32.load $wide (i32.add (local.get 0) (i32.const 4)))))
  (func (param i32) (result i32)
    (i32.add (i32.load $other (local.get 0)) (i32.load $other (i32.add (local.get 0) (i32.const 4)))))
  (func (param i32 i32) (result i32)
    (if (local.get 1) (then (i32.store $narrow (local.get 0) (i32.const 1))))
    (i32.load $narrow (i32.add (local.get 0) (i32.const 4)))))
;;: function 0
;;: function "func0" (i32) -> (i64) {
;;: block0(v0: i32):
;;:     v2 = uextend.i64 v0
;;:     v3 = vmctx.i64
;;:     v4 = load_invariant.i64 64 +64 class 0 trap 0 v3
;;:     v5 = iadd.i64 v2 v4
;;:     v6 = load.i64 64 +4 class 12 trap 2 v5
;;:     v11 = load.i64 64 +12 class 12 trap 2 v5
;;:     v16 = load.i64 64 +28 class 12 trap 2 v5
;;:     v17 = iadd.i64 v11 v16
;;:     v18 = iadd.i64 v6 v17
;;:     return v18
;;: }
;;: function 1
;;: function "func1" (i32) -> (i32) {
;;: block0(v0: i32):
;;:     v2 = uextend.i64 v0
;;:     v3 = vmctx.i64
;;:     v4 = load_invariant.i64 64 +64 class 0 trap 0 v3
;;:     v5 = iadd.i64 v2 v4
;;:     v6 = load.i32 32 +0 class 12 trap 2 v5
;;:     v7 = iconst.i32 5
;;:     v8 = iadd.i32 v0 v7
;;:     v9 = uextend.i64 v8
;;:     v10 = iadd.i64 v4 v9
;;:     v11 = load.i32 32 +0 class 12 trap 2 v10
;;:     v12 = iadd.i32 v6 v11
;;:     return v12
;;: }
;;: function 2
;;: function "func2" (i32) -> (i32) {
;;: block0(v0: i32):
;;:     v2 = uextend.i64 v0
;;:     v3 = vmctx.i64
;;:     v4 = load_invariant.i64 64 +80 class 0 trap 0 v3
;;:     v5 = iadd.i64 v2 v4
;;:     v6 = load.i32 32 +0 class 14 trap 2 v5
;;:     v7 = iconst.i32 4
;;:     v8 = iadd.i32 v0 v7
;;:     v9 = uextend.i64 v8
;;:     v10 = iadd.i64 v4 v9
;;:     v11 = load.i32 32 +0 class 14 trap 2 v10
;;:     v12 = iadd.i32 v6 v11
;;:     return v12
;;: }
;;: function 3
;;: function "func3" (i32) -> (i32) {
;;: block0(v0: i32):
;;:     v2 = uextend.i64 v0
;;:     v3 = vmctx.i64
;;:     v4 = load_invariant.i64 64 +96 class 0 trap 0 v3
;;:     v5 = load_invariant.i64 64 +0 class 0 trap 0 v4
;;:     v6 = iadd.i64 v2 v5
;;:     v7 = load.i32 32 +0 class 3 trap 2 v6
;;:     v8 = iconst.i32 4
;;:     v9 = iadd.i32 v0 v8
;;:     v10 = uextend.i64 v9
;;:     v11 = iadd.i64 v5 v10
;;:     v12 = load.i32 32 +0 class 3 trap 2 v11
;;:     v13 = iadd.i32 v7 v12
;;:     return v13
;;: }
;;: function 4
;;: function "func4" (i32, i32) -> (i32) {
;;: block0(v0: i32, v1: i32):
;;:     brif v1 block2() block4()
;;: block2():
;;:     v5 = uextend.i64 v0
;;:     v6 = vmctx.i64
;;:     v7 = load_invariant.i64 64 +64 class 0 trap 0 v6
;;:     v8 = iadd.i64 v5 v7
;;:     v4 = iconst.i32 1
;;:     store 32 +0 class 12 trap 2 v8 v4
;;:     jump block4()
;;: block3():
;;:     jump block4()
;;: block4():
;;:     v13 = iconst.i32 4
;;:     v14 = iadd.i32 v0 v13
;;:     v15 = uextend.i64 v14
;;:     v16 = iadd.i64 v7 v15
;;:     v17 = load.i32 32 +0 class 12 trap 2 v16
;;:     return v17
;;: }
