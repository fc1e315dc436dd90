;;! stage = asm, target = riscv64
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
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  0036129b  slliw t0,a2,0x3
;;:       14:  0055853b  addw a0,a1,t0
;;:       18:  00813083  ld ra,8(sp)
;;:       1c:  00013403  ld s0,0(sp)
;;:       20:  01010113  addi sp,sp,16
;;:       24:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02061293  slli t0,a2,0x20
;;:       14:  01e2d293  srli t0,t0,0x1e
;;:       18:  40558533  sub a0,a1,t0
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02c582b3  mul t0,a1,a2
;;:       14:  00568533  add a0,a3,t0
;;:       18:  00813083  ld ra,8(sp)
;;:       1c:  00013403  ld s0,0(sp)
;;:       20:  01010113  addi sp,sp,16
;;:       24:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02c582bb  mulw t0,a1,a2
;;:       14:  4056853b  subw a0,a3,t0
;;:       18:  00813083  ld ra,8(sp)
;;:       1c:  00013403  ld s0,0(sp)
;;:       20:  01010113  addi sp,sp,16
;;:       24:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  0055d29b  srliw t0,a1,0x5
;;:       14:  3ff2f513  andi a0,t0,1023
;;:       18:  00813083  ld ra,8(sp)
;;:       1c:  00013403  ld s0,0(sp)
;;:       20:  01010113  addi sp,sp,16
;;:       24:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00000297  auipc t0,0x0
;;:       14:  0202b283  ld t0,32(t0)
;;:       18:  0055f533  and a0,a1,t0
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
;;:       2c:  00000013  addi zero,zero,0
;;:       30:  00ff00ff  .word 0x00ff00ff
;;:       34:  00ff00ff  .word 0x00ff00ff
;;: function 6
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00000297  auipc t0,0x0
;;:       14:  0202b283  ld t0,32(t0)
;;:       18:  0055c533  xor a0,a1,t0
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
;;:       2c:  00000013  addi zero,zero,0
;;:       30:  9abcdef0  .word 0x9abcdef0
;;:       34:  12345678  .word 0x12345678
;;: function 7
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  fff64293  xori t0,a2,-1
;;:       14:  0055f533  and a0,a1,t0
;;:       18:  00813083  ld ra,8(sp)
;;:       1c:  00013403  ld s0,0(sp)
;;:       20:  01010113  addi sp,sp,16
;;:       24:  00008067  jalr zero,0(ra)
;;: function 8
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  0012d313  srli t1,t0,0x1
;;:       1c:  00000397  auipc t2,0x0
;;:       20:  05c3b383  ld t2,92(t2)
;;:       24:  00737333  and t1,t1,t2
;;:       28:  406282b3  sub t0,t0,t1
;;:       2c:  00000317  auipc t1,0x0
;;:       30:  05433303  ld t1,84(t1)
;;:       34:  0062f3b3  and t2,t0,t1
;;:       38:  0022d293  srli t0,t0,0x2
;;:       3c:  0062f2b3  and t0,t0,t1
;;:       40:  005382b3  add t0,t2,t0
;;:       44:  0042d313  srli t1,t0,0x4
;;:       48:  006282b3  add t0,t0,t1
;;:       4c:  00000317  auipc t1,0x0
;;:       50:  03c33303  ld t1,60(t1)
;;:       54:  0062f2b3  and t0,t0,t1
;;:       58:  00000317  auipc t1,0x0
;;:       5c:  03833303  ld t1,56(t1)
;;:       60:  026282b3  mul t0,t0,t1
;;:       64:  0382d513  srli a0,t0,0x38
;;:       68:  00813083  ld ra,8(sp)
;;:       6c:  00013403  ld s0,0(sp)
;;:       70:  01010113  addi sp,sp,16
;;:       74:  00008067  jalr zero,0(ra)
;;:       78:  55555555  .word 0x55555555
;;:       7c:  55555555  .word 0x55555555
;;:       80:  33333333  .word 0x33333333
;;:       84:  33333333  .word 0x33333333
;;:       88:  0f0f0f0f  .word 0x0f0f0f0f
;;:       8c:  0f0f0f0f  .word 0x0f0f0f0f
;;:       90:  01010101  .word 0x01010101
;;:       94:  01010101  .word 0x01010101
;;: function 9
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  40c002b3  sub t0,zero,a2
;;:       14:  00c5933b  sllw t1,a1,a2
;;:       18:  0055d2bb  srlw t0,a1,t0
;;:       1c:  00536533  or a0,t1,t0
;;:       20:  00813083  ld ra,8(sp)
;;:       24:  00013403  ld s0,0(sp)
;;:       28:  01010113  addi sp,sp,16
;;:       2c:  00008067  jalr zero,0(ra)
;;: function 10
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  03059293  slli t0,a1,0x30
;;:       14:  4302d513  srai a0,t0,0x30
;;:       18:  00813083  ld ra,8(sp)
;;:       1c:  00013403  ld s0,0(sp)
;;:       20:  01010113  addi sp,sp,16
;;:       24:  00008067  jalr zero,0(ra)
;;: function 11
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  fffff2b7  lui t0,0xfffff
;;:       14:  0055853b  addw a0,a1,t0
;;:       18:  00813083  ld ra,8(sp)
;;:       1c:  00013403  ld s0,0(sp)
;;:       20:  01010113  addi sp,sp,16
;;:       24:  00008067  jalr zero,0(ra)
