;;! stage = asm, target = aarch64
;; A store that may lie over the end of memory is loaded from first, so that it writes all or nothing: not bytes, not what something accessed before
;; reaches as far as.
(module
  (memory 1)
  (func (param i32) (i32.store8 (local.get 0) (i32.const 1)))
  (func (param i32 i64) (i64.store (local.get 0) (local.get 1)))
  (func (param i32 v128) (v128.store (local.get 0) (local.get 1)))
  (func (param i32) (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (i32.const 1))))
  (func (param i32) (i32.store offset=8 (local.get 0) (i32.const 1)) (i32.store offset=4 (local.get 0) (i32.const 2))))
;;: function 0
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  52800022  movz w2, #0x1
;;:       14:  38204822  strb w2, [x1, w0, uxtw]
;;:       18:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       1c:  d65f03c0  ret
;;: function 1
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  f860483f  ldr xzr, [x1, w0, uxtw]
;;:       14:  f8204822  str x2, [x1, w0, uxtw]
;;:       18:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       1c:  d65f03c0  ret
;;: function 2
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  3ce04821  ldr q1, [x1, w0, uxtw]
;;:       14:  3ca04820  str q0, [x1, w0, uxtw]
;;:       18:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       1c:  d65f03c0  ret
;;: function 3
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  b8604822  ldr w2, [x1, w0, uxtw]
;;:       14:  11000442  add w2, w2, #0x1
;;:       18:  b8204822  str w2, [x1, w0, uxtw]
;;:       1c:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       20:  d65f03c0  ret
;;: function 4
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  8b010000  add x0, x0, x1
;;:       14:  52800021  movz w1, #0x1
;;:       18:  b940081f  ldr wzr, [x0, #8]
;;:       1c:  b9000801  str w1, [x0, #8]
;;:       20:  52800041  movz w1, #0x2
;;:       24:  b9000401  str w1, [x0, #4]
;;:       28:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       2c:  d65f03c0  ret
