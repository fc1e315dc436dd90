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
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  123452b7  lui t0,0x12345
;;:       14:  6772829b  addiw t0,t0,1655
;;:       18:  00000317  auipc t1,0x0
;;:       1c:  04833303  ld t1,72(t1)
;;:       20:  00000393  addi t2,zero,0
;;:       24:  0100006f  jal zero,0x34
;;:       28:  00000013  addi zero,zero,0
;;:       2c:  00000013  addi zero,zero,0
;;:       30:  0015859b  addiw a1,a1,1
;;:       34:  02059493  slli s1,a1,0x20
;;:       38:  0204d493  srli s1,s1,0x20
;;:       3c:  026383b3  mul t2,t2,t1
;;:       40:  0093c3b3  xor t2,t2,s1
;;:       44:  fe5596e3  bne a1,t0,0x30
;;:       48:  00038513  addi a0,t2,0
;;:       4c:  00813083  ld ra,8(sp)
;;:       50:  00013403  ld s0,0(sp)
;;:       54:  01010113  addi sp,sp,16
;;:       58:  00008067  jalr zero,0(ra)
;;:       5c:  00000013  addi zero,zero,0
;;:       60:  89abcdef  jal s11,0xfffffffffffbc0fa
;;:       64:  01234567  .word 0x01234567
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00100f93  addi t6,zero,1
;;:       14:  03ef9f93  slli t6,t6,0x3e
;;:       18:  f20f8053  fmv.d.x ft0,t6
;;:       1c:  00000f97  auipc t6,0x0
;;:       20:  034fb087  fld ft1,52(t6)
;;:       24:  00000013  addi zero,zero,0
;;:       28:  00000013  addi zero,zero,0
;;:       2c:  00000013  addi zero,zero,0
;;:       30:  12157153  fmul.d ft2,fa0,ft1
;;:       34:  02017553  fadd.d fa0,ft2,ft0
;;:       38:  fff5859b  addiw a1,a1,-1
;;:       3c:  fe059ae3  bne a1,zero,0x30
;;:       40:  00813083  ld ra,8(sp)
;;:       44:  00013403  ld s0,0(sp)
;;:       48:  01010113  addi sp,sp,16
;;:       4c:  00008067  jalr zero,0(ra)
;;:       50:  9999999a  .word 0x9999999a
;;:       54:  3ff19999  .word 0x3ff19999
