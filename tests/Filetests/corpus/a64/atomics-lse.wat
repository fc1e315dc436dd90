;;! stage = asm, target = aarch64, cpu = lse
;; One instruction each with Large System Extensions.
(module
  (memory 1 1 shared)
  (func (param i32 i32) (result i32) (i32.atomic.rmw.add offset=4 (local.get 0) (local.get 1)))
  (func (param i32 i32 i32) (result i32) (i32.atomic.rmw8.cmpxchg_u (local.get 0) (local.get 1) (local.get 2)))
  (func (param i32) (result i64) (i64.atomic.load (local.get 0))))
;;: function 0
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  12000401  and w1, w0, #0x3
;;:       10:  35000101  cbnz w1, 0x30
;;:       14:  f9402381  ldr x1, [x28, #64]
;;:       18:  f9400021  ldr x1, [x1]
;;:       1c:  8b204020  add x0, x1, w0, uxtw
;;:       20:  91001000  add x0, x0, #0x4
;;:       24:  b8e20000  ldaddal w2, w0, [x0]
;;:       28:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       2c:  d65f03c0  ret
;;:       30:  94000000  bl 0x30
;;: function 1
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  f9400021  ldr x1, [x1]
;;:       14:  8b204020  add x0, x1, w0, uxtw
;;:       18:  08e2fc03  casalb w2, w3, [x0]
;;:       1c:  aa0203e0  orr x0, xzr, x2
;;:       20:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       24:  d65f03c0  ret
;;: function 2
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  12000801  and w1, w0, #0x7
;;:       10:  350000e1  cbnz w1, 0x2c
;;:       14:  f9402381  ldr x1, [x28, #64]
;;:       18:  f9400021  ldr x1, [x1]
;;:       1c:  8b204020  add x0, x1, w0, uxtw
;;:       20:  c8dffc00  ldar x0, [x0]
;;:       24:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       28:  d65f03c0  ret
;;:       2c:  94000000  bl 0x2c
