;;! stage = opt, target = riscv64
;; Variables that index a memory run in 64 bits, where addresses have to be extended and each step is accessed: one that a number of rounds ends, one that is
;; compared with its end. Not one that steps further than what is accessed, nor one whose access is not made in every round.
(module
  (memory 1)
  (func (param $p i32) (param $n i32)
    (loop $again
      (i32.store (local.get $p) (i32.const 0))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
  (func (param $p i32) (param $end i32)
    (loop $again
      (i32.store8 (local.get $p) (i32.const 0))
      (br_if $again (i32.ne (local.tee $p (i32.add (local.get $p) (i32.const 1))) (local.get $end)))))
  (func (param $p i32) (param $end i32)
    (loop $again
      (i32.store8 (local.get $p) (i32.const 0))
      (br_if $again (i32.ne (local.tee $p (i32.add (local.get $p) (i32.const 2))) (local.get $end)))))
  (func (param $p i32) (param $end i32)
    (loop $again
      (if (i32.and (local.get $p) (i32.const 4)) (then (i32.store (local.get $p) (i32.const 0))))
      (br_if $again (i32.ne (local.tee $p (i32.add (local.get $p) (i32.const 4))) (local.get $end))))))
;;: function 0
;;: function "func0" (i32, i32) -> () {
;;: block0(v0: i32, v1: i32):
;;:     v21 = uextend.i64 v0
;;:     jump block2(v1, v21)
;;: block2(v12: i32, v20: i64):
;;:     v6 = vmctx.i64
;;:     v7 = load_invariant.i64 64 +64 class 0 trap 0 v6
;;:     v8 = iadd.i64 v20 v7
;;:     v4 = iconst.i32 0
;;:     store 32 +0 class 12 trap 2 v8 v4
;;:     v14 = iconst.i32 -1
;;:     v15 = iadd.i32 v12 v14
;;:     v22 = iconst.i64 4
;;:     v23 = iadd.i64 v20 v22
;;:     brif v15 block2(v15, v23) block3()
;;: block3():
;;:     return
;;: block4():
;;:     jump block1()
;;: }
;;: function 1
;;: function "func1" (i32, i32) -> () {
;;: block0(v0: i32, v1: i32):
;;:     v19 = uextend.i64 v0
;;:     jump block2(v19)
;;: block2(v18: i64):
;;:     v6 = vmctx.i64
;;:     v7 = load_invariant.i64 64 +64 class 0 trap 0 v6
;;:     v8 = iadd.i64 v18 v7
;;:     v4 = iconst.i32 0
;;:     store 8 +0 class 12 trap 2 v8 v4
;;:     v20 = iconst.i64 1
;;:     v21 = iadd.i64 v18 v20
;;:     v22 = uextend.i64 v1
;;:     v23 = icmp.i32 ne v21 v22
;;:     brif v23 block2(v21) block3()
;;: block3():
;;:     return
;;: block4():
;;:     jump block1()
;;: }
;;: function 2
;;: function "func2" (i32, i32) -> () {
;;: block0(v0: i32, v1: i32):
;;:     jump block2(v0)
;;: block2(v3: i32):
;;:     v5 = uextend.i64 v3
;;:     v6 = vmctx.i64
;;:     v7 = load_invariant.i64 64 +64 class 0 trap 0 v6
;;:     v8 = iadd.i64 v5 v7
;;:     v4 = iconst.i32 0
;;:     store 8 +0 class 12 trap 2 v8 v4
;;:     v10 = iconst.i32 2
;;:     v11 = iadd.i32 v3 v10
;;:     v12 = icmp.i32 ne v11 v1
;;:     brif v12 block2(v11) block3()
;;: block3():
;;:     return
;;: block4():
;;:     jump block1()
;;: }
;;: function 3
;;: function "func3" (i32, i32) -> () {
;;: block0(v0: i32, v1: i32):
;;:     jump block2(v0)
;;: block2(v3: i32):
;;:     v4 = iconst.i32 4
;;:     v5 = iand.i32 v3 v4
;;:     brif v5 block4() block6()
;;: block3():
;;:     return
;;: block4():
;;:     v8 = uextend.i64 v3
;;:     v9 = vmctx.i64
;;:     v10 = load_invariant.i64 64 +64 class 0 trap 0 v9
;;:     v11 = iadd.i64 v8 v10
;;:     v7 = iconst.i32 0
;;:     store 32 +0 class 12 trap 2 v11 v7
;;:     jump block6()
;;: block5():
;;:     jump block6()
;;: block6():
;;:     v16 = iadd.i32 v3 v4
;;:     v18 = icmp.i32 ne v16 v1
;;:     brif v18 block2(v16) block3()
;;: block7():
;;:     jump block1()
;;: }
