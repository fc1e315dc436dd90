;;! stage = asm, target = aarch64
(module
  (func (param v128 v128) (result v128) (i64x2.mul (local.get 0) (local.get 1)))
  (func (param v128) (result i32) (i8x16.bitmask (local.get 0)))
  (func (param v128 v128) (result v128) (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (i8x16.shuffle 3 7 31 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get 0) (local.get 1)))
  (func (param v128 i32) (result v128) (i16x8.shr_s (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (f32x4.pmin (local.get 0) (local.get 1)))
  (func (param v128) (result i32) (if (result i32) (v128.any_true (local.get 0)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param v128 v128) (result v128) (i32x4.dot_i16x8_s (local.get 0) (local.get 1))))
;;: function 0
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  4ea00822  rev64 v2.4s, v1.4s
;;:        c:  4ea09c42  mul v2.4s, v2.4s, v0.4s
;;:       10:  6ea02842  uaddlp v2.2d, v2.4s
;;:       14:  4f605442  shl v2.2d, v2.2d, #32
;;:       18:  0ea12800  xtn v0.2s, v0.2d
;;:       1c:  0ea12821  xtn v1.2s, v1.2d
;;:       20:  2ea18002  umlal v2.2d, v0.2s, v1.2s
;;:       24:  4ea21c40  orr v0.16b, v2.16b, v2.16b
;;:       28:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       2c:  d65f03c0  ret
;;: function 1
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  4f090400  sshr v0.16b, v0.16b, #7
;;:        c:  9c000121  ldr q1, 0x30
;;:       10:  4e211c00  and v0.16b, v0.16b, v1.16b
;;:       14:  6e004001  ext v1.16b, v0.16b, v0.16b, #8
;;:       18:  4e013800  zip1 v0.16b, v0.16b, v1.16b
;;:       1c:  4e71b800  addv h0, v0.8h
;;:       20:  0e023c00  umov w0, v0.h[0]
;;:       24:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       28:  d65f03c0  ret
;;:       2c:  d503201f  nop
;;:       30:  08040201  .word 0x08040201
;;:       34:  80402010  .word 0x80402010
;;:       38:  08040201  .word 0x08040201
;;:       3c:  80402010  .word 0x80402010
;;: function 2
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  4e013800  zip1 v0.16b, v0.16b, v1.16b
;;:        c:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       10:  d65f03c0  ret
;;: function 3
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  9c0000c2  ldr q2, 0x20
;;:        c:  4e020000  tbl v0.16b, {v0.16b}, v2.16b
;;:       10:  9c000102  ldr q2, 0x30
;;:       14:  4e021020  tbx v0.16b, {v1.16b}, v2.16b
;;:       18:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       1c:  d65f03c0  ret
;;:       20:  ffff0703  .word 0xffff0703
;;:       24:  ff03ff02  .word 0xff03ff02
;;:       28:  ff05ff04  .word 0xff05ff04
;;:       2c:  ff07ff06  .word 0xff07ff06
;;:       30:  010fffff  .word 0x010fffff
;;:       34:  03ff02ff  .word 0x03ff02ff
;;:       38:  05ff04ff  .word 0x05ff04ff
;;:       3c:  07ff06ff  .word 0x07ff06ff
;;: function 4
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  12000c20  and w0, w1, #0xf
;;:        c:  4e020c01  dup v1.8h, w0
;;:       10:  6e60b821  neg v1.8h, v1.8h
;;:       14:  4e614400  sshl v0.8h, v0.8h, v1.8h
;;:       18:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       1c:  d65f03c0  ret
;;: function 5
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  6ea1e402  fcmgt v2.4s, v0.4s, v1.4s
;;:        c:  6e601c22  bsl v2.16b, v1.16b, v0.16b
;;:       10:  4ea21c40  orr v0.16b, v2.16b, v2.16b
;;:       14:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       18:  d65f03c0  ret
;;: function 6
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  52800020  movz w0, #0x1
;;:        c:  528009a1  movz w1, #0x4d
;;:       10:  6ea0a400  umaxp v0.4s, v0.4s, v0.4s
;;:       14:  9e660002  fmov x2, d0
;;:       18:  f100005f  subs xzr, x2, #0x0
;;:       1c:  1a811000  csel w0, w0, w1, ne
;;:       20:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       24:  d65f03c0  ret
;;: function 7
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  0e61c002  smull v2.4s, v0.4h, v1.4h
;;:        c:  4e61c000  smull2 v0.4s, v0.8h, v1.8h
;;:       10:  4ea0bc40  addp v0.4s, v2.4s, v0.4s
;;:       14:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       18:  d65f03c0  ret
