;;! stage = asm, target = aarch64
;; An index goes with a base and no displacement; an address with both is computed once.
(module
  (memory 1)
  (func (param i32) (result i32) (i32.load (local.get 0)))
  (func (param i32) (result i64) (i64.add (i64.load offset=8 (local.get 0)) (i64.load offset=16 (local.get 0))))
  (func (param i32 i32) (result i32) (i32.load8_s offset=70000 (local.get 0)))
  (func (param i32 f64) (f64.store offset=3 (local.get 0) (local.get 1)))
  (func (param i32) (i32.store16 (local.get 0) (i32.const 0))))
;;: function 0
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  b8604820  ldr w0, [x1, w0, uxtw]
;;:       14:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       18:  d65f03c0  ret
;;: function 1
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  8b010000  add x0, x0, x1
;;:       14:  f9400401  ldr x1, [x0, #8]
;;:       18:  f9400800  ldr x0, [x0, #16]
;;:       1c:  8b000020  add x0, x1, x0
;;:       20:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       24:  d65f03c0  ret
;;: function 2
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  8b204020  add x0, x1, w0, uxtw
;;:       14:  d2822e10  movz x16, #0x1170
;;:       18:  f2a00030  movk x16, #0x1, lsl #16
;;:       1c:  38f06800  ldrsb w0, [x0, x16]
;;:       20:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       24:  d65f03c0  ret
;;: function 3
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  8b204020  add x0, x1, w0, uxtw
;;:       14:  f840301f  ldur xzr, [x0, #3]
;;:       18:  fc003000  stur d0, [x0, #3]
;;:       1c:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       20:  d65f03c0  ret
;;: function 4
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  7860483f  ldrh wzr, [x1, w0, uxtw]
;;:       14:  7820483f  strh wzr, [x1, w0, uxtw]
;;:       18:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       1c:  d65f03c0  ret
