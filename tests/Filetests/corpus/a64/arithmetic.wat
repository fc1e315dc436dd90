;;! stage = asm, target = aarch64
;; Shifted and extended operands, immediates, multiply-add, bit fields.
(module
  (func (param i32 i32) (result i32) (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 3))))
  (func (param i64 i32) (result i64) (i64.sub (local.get 0) (i64.shl (i64.extend_i32_u (local.get 1)) (i64.const 2))))
  (func (param i64 i64 i64) (result i64) (i64.add (i64.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func (param i32 i32 i32) (result i32) (i32.sub (local.get 2) (i32.mul (local.get 0) (local.get 1))))
  (func (param i32) (result i32) (i32.and (i32.shr_u (local.get 0) (i32.const 5)) (i32.const 0x3ff)))
  (func (param i64) (result i64) (i64.and (local.get 0) (i64.const 0x00ff00ff00ff00ff)))
  (func (param i64) (result i64) (i64.xor (local.get 0) (i64.const 0x123456789abcdef0)))
  (func (param i32 i32) (result i32) (i32.and (local.get 0) (i32.xor (local.get 1) (i32.const -1))))
  (func (param i32) (result i32) (i32.popcnt (local.get 0)))
  (func (param i32 i32) (result i32) (i32.rotl (local.get 0) (local.get 1)))
  (func (param i64) (result i64) (i64.extend16_s (local.get 0)))
  (func (param i32) (result i32) (i32.sub (local.get 0) (i32.const 4096))))
;;: function 0
;;:        0:  0b020c20  add w0, w1, w2, lsl #3
;;:        4:  d65f03c0  ret
;;: function 1
;;:        0:  2a0203e0  orr w0, wzr, w2
;;:        4:  cb204820  sub x0, x1, w0, uxtw #2
;;:        8:  d65f03c0  ret
;;: function 2
;;:        0:  9b020c20  madd x0, x1, x2, x3
;;:        4:  d65f03c0  ret
;;: function 3
;;:        0:  1b028c20  msub w0, w1, w2, w3
;;:        4:  d65f03c0  ret
;;: function 4
;;:        0:  53053820  ubfm w0, w1, #5, #14
;;:        4:  d65f03c0  ret
;;: function 5
;;:        0:  92009c20  and x0, x1, #0xff00ff00ff00ff
;;:        4:  d65f03c0  ret
;;: function 6
;;:        0:  d29bde00  movz x0, #0xdef0
;;:        4:  f2b35780  movk x0, #0x9abc, lsl #16
;;:        8:  f2cacf00  movk x0, #0x5678, lsl #32
;;:        c:  f2e24680  movk x0, #0x1234, lsl #48
;;:       10:  ca000020  eor x0, x1, x0
;;:       14:  d65f03c0  ret
;;: function 7
;;:        0:  0a220020  bic w0, w1, w2
;;:        4:  d65f03c0  ret
;;: function 8
;;:        0:  1e270020  fmov s0, w1
;;:        4:  4e205800  cnt v0.16b, v0.16b
;;:        8:  4e31b800  addv b0, v0.16b
;;:        c:  1e260000  fmov w0, s0
;;:       10:  d65f03c0  ret
;;: function 9
;;:        0:  4b0203e0  sub w0, wzr, w2
;;:        4:  1ac02c20  rorv w0, w1, w0
;;:        8:  d65f03c0  ret
;;: function 10
;;:        0:  93403c20  sbfm x0, x1, #0, #15
;;:        4:  d65f03c0  ret
;;: function 11
;;:        0:  51400420  sub w0, w1, #0x1, lsl #12
;;:        4:  d65f03c0  ret
