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
;;:        0:  4ea00822  rev64 v2.4s, v1.4s
;;:        4:  4ea09c42  mul v2.4s, v2.4s, v0.4s
;;:        8:  6ea02842  uaddlp v2.2d, v2.4s
;;:        c:  4f605442  shl v2.2d, v2.2d, #32
;;:       10:  0ea12800  xtn v0.2s, v0.2d
;;:       14:  0ea12821  xtn v1.2s, v1.2d
;;:       18:  2ea18002  umlal v2.2d, v0.2s, v1.2s
;;:       1c:  4ea21c40  orr v0.16b, v2.16b, v2.16b
;;:       20:  d65f03c0  ret
;;: function 1
;;:        0:  4f090400  sshr v0.16b, v0.16b, #7
;;:        4:  9c0000e1  ldr q1, 0x20
;;:        8:  4e211c00  and v0.16b, v0.16b, v1.16b
;;:        c:  6e004001  ext v1.16b, v0.16b, v0.16b, #8
;;:       10:  4e013800  zip1 v0.16b, v0.16b, v1.16b
;;:       14:  4e71b800  addv h0, v0.8h
;;:       18:  0e023c00  umov w0, v0.h[0]
;;:       1c:  d65f03c0  ret
;;:       20:  08040201  .word 0x08040201
;;:       24:  80402010  .word 0x80402010
;;:       28:  08040201  .word 0x08040201
;;:       2c:  80402010  .word 0x80402010
;;: function 2
;;:        0:  4e013800  zip1 v0.16b, v0.16b, v1.16b
;;:        4:  d65f03c0  ret
;;: function 3
;;:        0:  9c000102  ldr q2, 0x20
;;:        4:  4e020000  tbl v0.16b, {v0.16b}, v2.16b
;;:        8:  9c000142  ldr q2, 0x30
;;:        c:  4e021020  tbx v0.16b, {v1.16b}, v2.16b
;;:       10:  d65f03c0  ret
;;:       14:  d503201f  nop
;;:       18:  d503201f  nop
;;:       1c:  d503201f  nop
;;:       20:  ffff0703  .word 0xffff0703
;;:       24:  ff03ff02  .word 0xff03ff02
;;:       28:  ff05ff04  .word 0xff05ff04
;;:       2c:  ff07ff06  .word 0xff07ff06
;;:       30:  010fffff  .word 0x010fffff
;;:       34:  03ff02ff  .word 0x03ff02ff
;;:       38:  05ff04ff  .word 0x05ff04ff
;;:       3c:  07ff06ff  .word 0x07ff06ff
;;: function 4
;;:        0:  12000c20  and w0, w1, #0xf
;;:        4:  4e020c01  dup v1.8h, w0
;;:        8:  6e60b821  neg v1.8h, v1.8h
;;:        c:  4e614400  sshl v0.8h, v0.8h, v1.8h
;;:       10:  d65f03c0  ret
;;: function 5
;;:        0:  6ea1e402  fcmgt v2.4s, v0.4s, v1.4s
;;:        4:  6e601c22  bsl v2.16b, v1.16b, v0.16b
;;:        8:  4ea21c40  orr v0.16b, v2.16b, v2.16b
;;:        c:  d65f03c0  ret
;;: function 6
;;:        0:  52800020  movz w0, #0x1
;;:        4:  528009a1  movz w1, #0x4d
;;:        8:  6ea0a400  umaxp v0.4s, v0.4s, v0.4s
;;:        c:  9e660002  fmov x2, d0
;;:       10:  f100005f  subs xzr, x2, #0x0
;;:       14:  1a811000  csel w0, w0, w1, ne
;;:       18:  d65f03c0  ret
;;: function 7
;;:        0:  0e61c002  smull v2.4s, v0.4h, v1.4h
;;:        4:  4e61c000  smull2 v0.4s, v0.8h, v1.8h
;;:        8:  4ea0bc40  addp v0.4s, v2.4s, v0.4s
;;:        c:  d65f03c0  ret
