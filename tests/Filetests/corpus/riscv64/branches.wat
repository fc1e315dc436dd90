;;! stage = asm, target = riscv64
;; Branches compare registers themselves; a selection is a branch around a move; a table of targets.
(module
  (func (param i32) (result i32) (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i64) (result i32) (if (result i32) (i64.lt_s (local.get 0) (i64.const 0)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32) (result i32) (if (result i32) (i32.and (local.get 0) (i32.const 0x100)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32 i32) (result i32) (if (result i32) (i32.lt_u (local.get 0) (local.get 1)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param f64 f64) (result i32) (if (result i32) (f64.lt (local.get 0) (local.get 1)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32 i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.gt_s (local.get 2) (i32.const 9))))
  (func (param i32) (result i32)
    (block (block (block (br_table 0 1 2 (local.get 0))) (return (i32.const 5))) (return (i32.const 6)))
    (i32.const 7)))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  04d00293  addi t0,zero,77
;;:       14:  00100313  addi t1,zero,1
;;:       18:  00030513  addi a0,t1,0
;;:       1c:  00059463  bne a1,zero,0x24
;;:       20:  00028513  addi a0,t0,0
;;:       24:  00813083  ld ra,8(sp)
;;:       28:  00013403  ld s0,0(sp)
;;:       2c:  01010113  addi sp,sp,16
;;:       30:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  04d00293  addi t0,zero,77
;;:       14:  00100313  addi t1,zero,1
;;:       18:  00030513  addi a0,t1,0
;;:       1c:  0005c463  blt a1,zero,0x24
;;:       20:  00028513  addi a0,t0,0
;;:       24:  00813083  ld ra,8(sp)
;;:       28:  00013403  ld s0,0(sp)
;;:       2c:  01010113  addi sp,sp,16
;;:       30:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  04d00293  addi t0,zero,77
;;:       14:  00100313  addi t1,zero,1
;;:       18:  1005f393  andi t2,a1,256
;;:       1c:  00030513  addi a0,t1,0
;;:       20:  00039463  bne t2,zero,0x28
;;:       24:  00028513  addi a0,t0,0
;;:       28:  00813083  ld ra,8(sp)
;;:       2c:  00013403  ld s0,0(sp)
;;:       30:  01010113  addi sp,sp,16
;;:       34:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  04d00293  addi t0,zero,77
;;:       14:  00100313  addi t1,zero,1
;;:       18:  00030513  addi a0,t1,0
;;:       1c:  00c5e463  bltu a1,a2,0x24
;;:       20:  00028513  addi a0,t0,0
;;:       24:  00813083  ld ra,8(sp)
;;:       28:  00013403  ld s0,0(sp)
;;:       2c:  01010113  addi sp,sp,16
;;:       30:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  04d00293  addi t0,zero,77
;;:       14:  00100313  addi t1,zero,1
;;:       18:  a2b513d3  flt.d t2,fa0,fa1
;;:       1c:  00030513  addi a0,t1,0
;;:       20:  00039463  bne t2,zero,0x28
;;:       24:  00028513  addi a0,t0,0
;;:       28:  00813083  ld ra,8(sp)
;;:       2c:  00013403  ld s0,0(sp)
;;:       30:  01010113  addi sp,sp,16
;;:       34:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00900293  addi t0,zero,9
;;:       14:  00058513  addi a0,a1,0
;;:       18:  00d2c463  blt t0,a3,0x20
;;:       1c:  00060513  addi a0,a2,0
;;:       20:  00813083  ld ra,8(sp)
;;:       24:  00013403  ld s0,0(sp)
;;:       28:  01010113  addi sp,sp,16
;;:       2c:  00008067  jalr zero,0(ra)
;;: function 6
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00200f93  addi t6,zero,2
;;:       14:  05f5f463  bgeu a1,t6,0x5c
;;:       18:  00000f17  auipc t5,0x0
;;:       1c:  058f0f13  addi t5,t5,88
;;:       20:  00259f93  slli t6,a1,0x2
;;:       24:  01ef8fb3  add t6,t6,t5
;;:       28:  000faf83  lw t6,0(t6)
;;:       2c:  01ef8fb3  add t6,t6,t5
;;:       30:  000f8067  jalr zero,0(t6)
;;:       34:  00500513  addi a0,zero,5
;;:       38:  00813083  ld ra,8(sp)
;;:       3c:  00013403  ld s0,0(sp)
;;:       40:  01010113  addi sp,sp,16
;;:       44:  00008067  jalr zero,0(ra)
;;:       48:  00600513  addi a0,zero,6
;;:       4c:  00813083  ld ra,8(sp)
;;:       50:  00013403  ld s0,0(sp)
;;:       54:  01010113  addi sp,sp,16
;;:       58:  00008067  jalr zero,0(ra)
;;:       5c:  00700513  addi a0,zero,7
;;:       60:  00813083  ld ra,8(sp)
;;:       64:  00013403  ld s0,0(sp)
;;:       68:  01010113  addi sp,sp,16
;;:       6c:  00008067  jalr zero,0(ra)
;;:       70:  ffffffc4  .word 0xffffffc4
;;:       74:  ffffffd8  .word 0xffffffd8
