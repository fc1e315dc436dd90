;;! stage = asm, target = aarch64
;; A constant of several instructions or from memory is made once, outside of loops; one that is handed to a block or a call is a copy.
(module
  (func $take (param i32))
  (func (param $n i32) (result i32) (local $x i32)
    (loop $again
      (local.set $x (i32.xor (i32.mul (local.get $x) (i32.const 0x01000193)) (local.get $n)))
      (br_if $again (i32.ne (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 0x12345678))))
    (local.get $x))
  (func (param f64 i32) (result f64)
    (loop $again
      (local.set 0 (f64.add (f64.mul (local.get 0) (f64.const 1.1)) (f64.const 2)))
      (br_if $again (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
    (local.get 0))
  (func (param i32) (result i32)
    (if (result i32) (local.get 0) (then (i32.const 0x12345678)) (else (i32.xor (local.get 0) (i32.const 0x12345678)))))
  (func (param i32) (result i32) (i32.shl (i32.and (local.get 0) (i32.const 0xff)) (i32.const 2))))
;;: function 0
;;:        0:  d65f03c0  ret
;;: function 1
;;:        0:  528acee0  movz w0, #0x5677
;;:        4:  72a24680  movk w0, #0x1234, lsl #16
;;:        8:  52803262  movz w2, #0x193
;;:        c:  72a02002  movk w2, #0x100, lsl #16
;;:       10:  52800003  movz w3, #0x0
;;:       14:  14000004  b 0x24
;;:       18:  d503201f  nop
;;:       1c:  d503201f  nop
;;:       20:  11000421  add w1, w1, #0x1
;;:       24:  1b027c63  madd w3, w3, w2, wzr
;;:       28:  4a010063  eor w3, w3, w1
;;:       2c:  6b00003f  subs wzr, w1, w0
;;:       30:  54ffff81  b.ne 0x20
;;:       34:  aa0303e0  orr x0, xzr, x3
;;:       38:  d65f03c0  ret
;;: function 2
;;:        0:  5c000141  ldr d1, 0x28
;;:        4:  d503201f  nop
;;:        8:  d503201f  nop
;;:        c:  d503201f  nop
;;:       10:  1e610800  fmul d0, d0, d1
;;:       14:  1e601002  fmov d2, #2.000000000000000000e+00
;;:       18:  1e622800  fadd d0, d0, d2
;;:       1c:  51000421  sub w1, w1, #0x1
;;:       20:  35ffff81  cbnz w1, 0x10
;;:       24:  d65f03c0  ret
;;:       28:  9999999a  .word 0x9999999a
;;:       2c:  3ff19999  .word 0x3ff19999
;;: function 3
;;:        0:  528acf00  movz w0, #0x5678
;;:        4:  72a24680  movk w0, #0x1234, lsl #16
;;:        8:  4a000022  eor w2, w1, w0
;;:        c:  7100003f  subs wzr, w1, #0x0
;;:       10:  1a821000  csel w0, w0, w2, ne
;;:       14:  d65f03c0  ret
;;: function 4
;;:        0:  531e1c20  ubfm w0, w1, #30, #7
;;:        4:  d65f03c0  ret
