;;! stage = asm, target = aarch64
(module
  (func (param f64) (result f64) (f64.add (local.get 0) (f64.const 1.5)))
  (func (param f32) (result f32) (f32.mul (local.get 0) (f32.const 0.1)))
  (func (param f64) (result f64) (f64.min (f64.nearest (local.get 0)) (f64.const 0.1)))
  (func (param f64 f64) (result f64) (f64.copysign (local.get 0) (local.get 1)))
  (func (param f32) (result i32) (i32.trunc_f32_u (local.get 0)))
  (func (param f64) (result i64) (i64.trunc_f64_s (local.get 0)))
  (func (param f64) (result i64) (i64.trunc_sat_f64_u (local.get 0)))
  (func (param i64) (result f32) (f32.convert_i64_u (local.get 0))))
;;: function 0
;;:        0:  1e6f1001  fmov d1, #1.500000000000000000e+00
;;:        4:  1e612800  fadd d0, d0, d1
;;:        8:  d65f03c0  ret
;;: function 1
;;:        0:  529999b0  movz w16, #0xcccd
;;:        4:  72a7b990  movk w16, #0x3dcc, lsl #16
;;:        8:  1e270201  fmov s1, w16
;;:        c:  1e210800  fmul s0, s0, s1
;;:       10:  d65f03c0  ret
;;: function 2
;;:        0:  5c000081  ldr d1, 0x10
;;:        4:  1e644000  frintn d0, d0
;;:        8:  1e615800  fmin d0, d0, d1
;;:        c:  d65f03c0  ret
;;:       10:  9999999a  .word 0x9999999a
;;:       14:  3fb99999  .word 0x3fb99999
;;: function 3
;;:        0:  6f00e402  movi v2.2d, #0x0
;;:        4:  6ee0f842  fneg v2.2d, v2.2d
;;:        8:  6ea21c20  bit v0.16b, v1.16b, v2.16b
;;:        c:  d65f03c0  ret
;;: function 4
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  1e202000  fcmp s0, s0
;;:        c:  540000c6  b.vs 0x24
;;:       10:  9e380000  fcvtzs x0, s0
;;:       14:  eb20401f  subs xzr, x0, w0, uxtw
;;:       18:  54000081  b.ne 0x28
;;:       1c:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       20:  d65f03c0  ret
;;:       24:  94000000  bl 0x24
;;:       28:  94000000  bl 0x28
;;: function 5
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  1e602000  fcmp d0, d0
;;:        c:  54000166  b.vs 0x38
;;:       10:  d2e87c10  movz x16, #0x43e0, lsl #48
;;:       14:  9e67021f  fmov d31, x16
;;:       18:  1e7f2000  fcmp d0, d31
;;:       1c:  5400010a  b.ge 0x3c
;;:       20:  1e6143ff  fneg d31, d31
;;:       24:  1e7f2000  fcmp d0, d31
;;:       28:  540000a4  b.mi 0x3c
;;:       2c:  9e780000  fcvtzs x0, d0
;;:       30:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       34:  d65f03c0  ret
;;:       38:  94000000  bl 0x38
;;:       3c:  94000000  bl 0x3c
;;: function 6
;;:        0:  9e790000  fcvtzu x0, d0
;;:        4:  d65f03c0  ret
;;: function 7
;;:        0:  9e230020  ucvtf s0, x1
;;:        4:  d65f03c0  ret
