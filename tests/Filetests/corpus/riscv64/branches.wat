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
;;:        0:  04d00293  addi t0,zero,77
;;:        4:  00100313  addi t1,zero,1
;;:        8:  00030513  addi a0,t1,0
;;:        c:  00059463  bne a1,zero,0x14
;;:       10:  00028513  addi a0,t0,0
;;:       14:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  04d00293  addi t0,zero,77
;;:        4:  00100313  addi t1,zero,1
;;:        8:  00030513  addi a0,t1,0
;;:        c:  0005c463  blt a1,zero,0x14
;;:       10:  00028513  addi a0,t0,0
;;:       14:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  04d00293  addi t0,zero,77
;;:        4:  00100313  addi t1,zero,1
;;:        8:  1005f393  andi t2,a1,256
;;:        c:  00030513  addi a0,t1,0
;;:       10:  00039463  bne t2,zero,0x18
;;:       14:  00028513  addi a0,t0,0
;;:       18:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  04d00293  addi t0,zero,77
;;:        4:  00100313  addi t1,zero,1
;;:        8:  00030513  addi a0,t1,0
;;:        c:  00c5e463  bltu a1,a2,0x14
;;:       10:  00028513  addi a0,t0,0
;;:       14:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  04d00293  addi t0,zero,77
;;:        4:  00100313  addi t1,zero,1
;;:        8:  a2b513d3  flt.d t2,fa0,fa1
;;:        c:  00030513  addi a0,t1,0
;;:       10:  00039463  bne t2,zero,0x18
;;:       14:  00028513  addi a0,t0,0
;;:       18:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  00900293  addi t0,zero,9
;;:        4:  00058513  addi a0,a1,0
;;:        8:  00d2c463  blt t0,a3,0x10
;;:        c:  00060513  addi a0,a2,0
;;:       10:  00008067  jalr zero,0(ra)
;;: function 6
;;:        0:  00200f93  addi t6,zero,2
;;:        4:  03f5f863  bgeu a1,t6,0x34
;;:        8:  00000f17  auipc t5,0x0
;;:        c:  034f0f13  addi t5,t5,52
;;:       10:  00259f93  slli t6,a1,0x2
;;:       14:  01ef8fb3  add t6,t6,t5
;;:       18:  000faf83  lw t6,0(t6)
;;:       1c:  01ef8fb3  add t6,t6,t5
;;:       20:  000f8067  jalr zero,0(t6)
;;:       24:  00500513  addi a0,zero,5
;;:       28:  00008067  jalr zero,0(ra)
;;:       2c:  00600513  addi a0,zero,6
;;:       30:  00008067  jalr zero,0(ra)
;;:       34:  00700513  addi a0,zero,7
;;:       38:  00008067  jalr zero,0(ra)
;;:       3c:  ffffffe8  .word 0xffffffe8
;;:       40:  fffffff0  .word 0xfffffff0
