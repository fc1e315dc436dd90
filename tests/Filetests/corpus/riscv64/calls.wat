;;! stage = asm, target = riscv64
;; Arguments in registers and in an area that the callee pops; an import; a call through a table; a tail call with another area.
;; A branch table keeps $callee from being inlined.
(module
  (type $nine (func (param i64 i64 i64 i64 i64 i64 i64 i64 i64 i64) (result i64)))
  (import "m" "f" (func $import (param i32) (result i32)))
  (table 4 funcref)
  (func $callee (type $nine) (block (br_table 0 0 (i32.wrap_i64 (local.get 0)))) (i64.add (local.get 8) (local.get 9)))
  (func (result i64)
    (call $callee (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7) (i64.const 8) (i64.const 9) (i64.const 10)))
  (func (param i32) (result i32) (i32.add (call $import (local.get 0)) (local.get 0)))
  (func (param i32) (result i32) (call_indirect (param i32) (result i32) (local.get 0) (local.get 0)))
  (func (param i64) (result i64)
    (return_call $callee (local.get 0) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7) (i64.const 8) (i64.const 9) (i64.const 10))))
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  01043283  ld t0,16(s0)
;;:       14:  01843303  ld t1,24(s0)
;;:       18:  00628533  add a0,t0,t1
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  01010113  addi sp,sp,16
;;:       2c:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  008dbf83  ld t6,8(s11)
;;:       14:  000fbf83  ld t6,0(t6)
;;:       18:  05f16663  bltu sp,t6,0x64
;;:       1c:  00100593  addi a1,zero,1
;;:       20:  00200613  addi a2,zero,2
;;:       24:  00300693  addi a3,zero,3
;;:       28:  00400713  addi a4,zero,4
;;:       2c:  00500793  addi a5,zero,5
;;:       30:  00600813  addi a6,zero,6
;;:       34:  00700893  addi a7,zero,7
;;:       38:  00800513  addi a0,zero,8
;;:       3c:  00900293  addi t0,zero,9
;;:       40:  00a00313  addi t1,zero,10
;;:       44:  ff010113  addi sp,sp,-16
;;:       48:  00513023  sd t0,0(sp)
;;:       4c:  00613423  sd t1,8(sp)
;;:       50:  000000ef  jal ra,0x50
;;:       54:  00813083  ld ra,8(sp)
;;:       58:  00013403  ld s0,0(sp)
;;:       5c:  01010113  addi sp,sp,16
;;:       60:  00008067  jalr zero,0(ra)
;;:       64:  004000ef  jal ra,0x68
;;:       68:  0000006f  jal zero,0x68
;;: function 3
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  008dbf83  ld t6,8(s11)
;;:       14:  000fbf83  ld t6,0(t6)
;;:       18:  05f16663  bltu sp,t6,0x64
;;:       1c:  ff010113  addi sp,sp,-16
;;:       20:  ffb43c23  sd s11,-8(s0)
;;:       24:  00058293  addi t0,a1,0
;;:       28:  feb43823  sd a1,-16(s0)
;;:       2c:  050dbe03  ld t3,80(s11)
;;:       30:  058dbe83  ld t4,88(s11)
;;:       34:  ff043583  ld a1,-16(s0)
;;:       38:  000d8313  addi t1,s11,0
;;:       3c:  000e8d93  addi s11,t4,0
;;:       40:  000e00e7  jalr ra,0(t3)
;;:       44:  ff843d83  ld s11,-8(s0)
;;:       48:  ff043283  ld t0,-16(s0)
;;:       4c:  00a2853b  addw a0,t0,a0
;;:       50:  00040113  addi sp,s0,0
;;:       54:  00813083  ld ra,8(sp)
;;:       58:  00013403  ld s0,0(sp)
;;:       5c:  01010113  addi sp,sp,16
;;:       60:  00008067  jalr zero,0(ra)
;;:       64:  004000ef  jal ra,0x68
;;:       68:  0000006f  jal zero,0x68
;;: function 4
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  008dbf83  ld t6,8(s11)
;;:       14:  000fbf83  ld t6,0(t6)
;;:       18:  05f16463  bltu sp,t6,0x60
;;:       1c:  00400293  addi t0,zero,4
;;:       20:  0455f263  bgeu a1,t0,0x64
;;:       24:  02059293  slli t0,a1,0x20
;;:       28:  01d2d293  srli t0,t0,0x1d
;;:       2c:  040db303  ld t1,64(s11)
;;:       30:  006282b3  add t0,t0,t1
;;:       34:  0002b283  ld t0,0(t0)
;;:       38:  02028863  beq t0,zero,0x68
;;:       3c:  0082a303  lw t1,8(t0)
;;:       40:  06cda383  lw t2,108(s11)
;;:       44:  02731463  bne t1,t2,0x6c
;;:       48:  0002be03  ld t3,0(t0)
;;:       4c:  000e00e7  jalr ra,0(t3)
;;:       50:  00813083  ld ra,8(sp)
;;:       54:  00013403  ld s0,0(sp)
;;:       58:  01010113  addi sp,sp,16
;;:       5c:  00008067  jalr zero,0(ra)
;;:       60:  010000ef  jal ra,0x70
;;:       64:  00c000ef  jal ra,0x70
;;:       68:  008000ef  jal ra,0x70
;;:       6c:  004000ef  jal ra,0x70
;;:       70:  0000006f  jal zero,0x70
;;: function 5
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00200613  addi a2,zero,2
;;:       14:  00300693  addi a3,zero,3
;;:       18:  00400713  addi a4,zero,4
;;:       1c:  00500793  addi a5,zero,5
;;:       20:  00600813  addi a6,zero,6
;;:       24:  00700893  addi a7,zero,7
;;:       28:  00800513  addi a0,zero,8
;;:       2c:  00900293  addi t0,zero,9
;;:       30:  00a00313  addi t1,zero,10
;;:       34:  ff010113  addi sp,sp,-16
;;:       38:  00513023  sd t0,0(sp)
;;:       3c:  00613423  sd t1,8(sp)
;;:       40:  00843083  ld ra,8(s0)
;;:       44:  00043f03  ld t5,0(s0)
;;:       48:  00813f83  ld t6,8(sp)
;;:       4c:  01f43423  sd t6,8(s0)
;;:       50:  00013f83  ld t6,0(sp)
;;:       54:  01f43023  sd t6,0(s0)
;;:       58:  00040113  addi sp,s0,0
;;:       5c:  000f0413  addi s0,t5,0
;;:       60:  0000006f  jal zero,0x60
