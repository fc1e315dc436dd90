;;! stage = asm, target = riscv64
;; A constant that costs something is made once, outside of loops; one that is handed to a block or a call is a copy.
(module
  (func (param $n i32) (result i64) (local $x i64)
    (loop $again
      (local.set $x (i64.xor (i64.mul (local.get $x) (i64.const 0x123456789abcdef)) (i64.extend_i32_u (local.get $n))))
      (br_if $again (i32.ne (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 0x12345678))))
    (local.get $x))
  (func (param f64 i32) (result f64)
    (loop $again
      (local.set 0 (f64.add (f64.mul (local.get 0) (f64.const 1.1)) (f64.const 2)))
      (br_if $again (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
    (local.get 0)))
;;: function 0
;;:        0:  123452b7  lui t0,0x12345
;;:        4:  6772829b  addiw t0,t0,1655
;;:        8:  00000317  auipc t1,0x0
;;:        c:  03833303  ld t1,56(t1)
;;:       10:  00000393  addi t2,zero,0
;;:       14:  0100006f  jal zero,0x24
;;:       18:  00000013  addi zero,zero,0
;;:       1c:  00000013  addi zero,zero,0
;;:       20:  0015859b  addiw a1,a1,1
;;:       24:  02059493  slli s1,a1,0x20
;;:       28:  0204d493  srli s1,s1,0x20
;;:       2c:  026383b3  mul t2,t2,t1
;;:       30:  0093c3b3  xor t2,t2,s1
;;:       34:  fe5596e3  bne a1,t0,0x20
;;:       38:  00038513  addi a0,t2,0
;;:       3c:  00008067  jalr zero,0(ra)
;;:       40:  89abcdef  jal s11,0xfffffffffffbc0da
;;:       44:  01234567  .word 0x01234567
;;: function 1
;;:        0:  00100f93  addi t6,zero,1
;;:        4:  03ef9f93  slli t6,t6,0x3e
;;:        8:  f20f8053  fmv.d.x ft0,t6
;;:        c:  00000f97  auipc t6,0x0
;;:       10:  02cfb087  fld ft1,44(t6)
;;:       14:  00000013  addi zero,zero,0
;;:       18:  00000013  addi zero,zero,0
;;:       1c:  00000013  addi zero,zero,0
;;:       20:  12157153  fmul.d ft2,fa0,ft1
;;:       24:  02017553  fadd.d fa0,ft2,ft0
;;:       28:  fff5859b  addiw a1,a1,-1
;;:       2c:  fe059ae3  bne a1,zero,0x20
;;:       30:  00008067  jalr zero,0(ra)
;;:       34:  00000013  addi zero,zero,0
;;:       38:  9999999a  .word 0x9999999a
;;:       3c:  3ff19999  .word 0x3ff19999
