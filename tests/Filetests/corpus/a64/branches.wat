;;! stage = asm, target = aarch64
;; Comparisons with zero and bit tests need no flags; a table of targets.
(module
  (func (param i32) (result i32) (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i64) (result i32) (if (result i32) (i64.lt_s (local.get 0) (i64.const 0)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32) (result i32) (if (result i32) (i32.and (local.get 0) (i32.const 0x100)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32 i32) (result i32)
    (if (result i32) (i32.and (local.get 0) (i32.xor (local.get 1) (i32.const -1))) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32 i32) (result i32) (if (result i32) (i32.lt_u (local.get 0) (local.get 1)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param f64 f64) (result i32) (if (result i32) (f64.lt (local.get 0) (local.get 1)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32 i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.gt_s (local.get 2) (i32.const 9))))
  (func (param i32) (result i32)
    (block (block (block (br_table 0 1 2 (local.get 0))) (return (i32.const 5))) (return (i32.const 6)))
    (i32.const 7)))
;;: function 0
;;:        0:  52800020  movz w0, #0x1
;;:        4:  528009a2  movz w2, #0x4d
;;:        8:  7100003f  subs wzr, w1, #0x0
;;:        c:  1a821000  csel w0, w0, w2, ne
;;:       10:  d65f03c0  ret
;;: function 1
;;:        0:  52800020  movz w0, #0x1
;;:        4:  528009a2  movz w2, #0x4d
;;:        8:  f100003f  subs xzr, x1, #0x0
;;:        c:  1a82b000  csel w0, w0, w2, lt
;;:       10:  d65f03c0  ret
;;: function 2
;;:        0:  52800020  movz w0, #0x1
;;:        4:  528009a2  movz w2, #0x4d
;;:        8:  7218003f  ands wzr, w1, #0x100
;;:        c:  1a821000  csel w0, w0, w2, ne
;;:       10:  d65f03c0  ret
;;: function 3
;;:        0:  52800020  movz w0, #0x1
;;:        4:  528009a3  movz w3, #0x4d
;;:        8:  6a22003f  bics wzr, w1, w2
;;:        c:  1a831000  csel w0, w0, w3, ne
;;:       10:  d65f03c0  ret
;;: function 4
;;:        0:  52800020  movz w0, #0x1
;;:        4:  528009a3  movz w3, #0x4d
;;:        8:  6b02003f  subs wzr, w1, w2
;;:        c:  1a833000  csel w0, w0, w3, cc
;;:       10:  d65f03c0  ret
;;: function 5
;;:        0:  52800020  movz w0, #0x1
;;:        4:  528009a1  movz w1, #0x4d
;;:        8:  1e612000  fcmp d0, d1
;;:        c:  1a814000  csel w0, w0, w1, mi
;;:       10:  d65f03c0  ret
;;: function 6
;;:        0:  7100247f  subs wzr, w3, #0x9
;;:        4:  1a82c020  csel w0, w1, w2, gt
;;:        8:  d65f03c0  ret
;;: function 7
;;:        0:  7100083f  subs wzr, w1, #0x2
;;:        4:  54000122  b.cs 0x28
;;:        8:  10000151  adr x17, 0x30
;;:        c:  b8a15a30  ldrsw x16, [x17, w1, uxtw #2]
;;:       10:  8b100230  add x16, x17, x16
;;:       14:  d61f0200  br x16
;;:       18:  528000a0  movz w0, #0x5
;;:       1c:  d65f03c0  ret
;;:       20:  528000c0  movz w0, #0x6
;;:       24:  d65f03c0  ret
;;:       28:  528000e0  movz w0, #0x7
;;:       2c:  d65f03c0  ret
;;:       30:  ffffffe8  .word 0xffffffe8
;;:       34:  fffffff0  .word 0xfffffff0
