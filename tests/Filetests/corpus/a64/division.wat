;;! stage = asm, target = aarch64
;; The instruction never traps: zero and the smallest integer by -1 are tested.
(module
  (func (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (param i64 i64) (result i64) (i64.rem_u (local.get 0) (local.get 1)))
  (func (param i32) (result i32) (i32.rem_s (local.get 0) (i32.const 10))))
;;: function 0
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  340000e2  cbz w2, 0x24
;;:        c:  3100045f  adds wzr, w2, #0x1
;;:       10:  7a410820  ccmp w1, #0x1, #0x0, eq
;;:       14:  540000a6  b.vs 0x28
;;:       18:  1ac20c20  sdiv w0, w1, w2
;;:       1c:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       20:  d65f03c0  ret
;;:       24:  94000000  bl 0x24
;;:       28:  94000000  bl 0x28
;;: function 1
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  b40000a2  cbz x2, 0x1c
;;:        c:  9ac20820  udiv x0, x1, x2
;;:       10:  9b028400  msub x0, x0, x2, x1
;;:       14:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       18:  d65f03c0  ret
;;:       1c:  94000000  bl 0x1c
;;: function 2
;;:        0:  d28ccce0  movz x0, #0x6667
;;:        4:  f2acccc0  movk x0, #0x6666, lsl #16
;;:        8:  93407c22  sbfm x2, x1, #0, #31
;;:        c:  9b007c40  madd x0, x2, x0, xzr
;;:       10:  9362fc00  sbfm x0, x0, #34, #63
;;:       14:  4b817c00  sub w0, w0, w1, asr #31
;;:       18:  52800142  movz w2, #0xa
;;:       1c:  1b028400  msub w0, w0, w2, w1
;;:       20:  d65f03c0  ret
