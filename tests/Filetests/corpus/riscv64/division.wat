;;! stage = asm, target = riscv64
;; The instruction never traps: zero and the smallest integer by -1 are tested.
(module
  (func (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (param i64 i64) (result i64) (i64.rem_u (local.get 0) (local.get 1)))
  (func (param i32) (result i32) (i32.rem_s (local.get 0) (i32.const 10))))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02060463  beq a2,zero,0x38
;;:       14:  00160f93  addi t6,a2,1
;;:       18:  000f9663  bne t6,zero,0x24
;;:       1c:  80000fb7  lui t6,0x80000
;;:       20:  01f58e63  beq a1,t6,0x3c
;;:       24:  02c5c53b  divw a0,a1,a2
;;:       28:  00813083  ld ra,8(sp)
;;:       2c:  00013403  ld s0,0(sp)
;;:       30:  01010113  addi sp,sp,16
;;:       34:  00008067  jalr zero,0(ra)
;;:       38:  008000ef  jal ra,0x40
;;:       3c:  004000ef  jal ra,0x40
;;:       40:  0000006f  jal zero,0x40
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00060c63  beq a2,zero,0x28
;;:       14:  02c5f533  remu a0,a1,a2
;;:       18:  00813083  ld ra,8(sp)
;;:       1c:  00013403  ld s0,0(sp)
;;:       20:  01010113  addi sp,sp,16
;;:       24:  00008067  jalr zero,0(ra)
;;:       28:  004000ef  jal ra,0x2c
;;:       2c:  0000006f  jal zero,0x2c
;;: function 2
;;:        0:  00a00293  addi t0,zero,10
;;:        4:  41f5d31b  sraiw t1,a1,0x1f
;;:        8:  666663b7  lui t2,0x66666
;;:        c:  6673839b  addiw t2,t2,1639
;;:       10:  027583b3  mul t2,a1,t2
;;:       14:  4223d393  srai t2,t2,0x22
;;:       18:  4063833b  subw t1,t2,t1
;;:       1c:  025302bb  mulw t0,t1,t0
;;:       20:  4055853b  subw a0,a1,t0
;;:       24:  00008067  jalr zero,0(ra)
