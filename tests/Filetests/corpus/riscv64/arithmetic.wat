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
;;:        0:  0036129b  slliw t0,a2,0x3
;;:        4:  0055853b  addw a0,a1,t0
;;:        8:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  02061293  slli t0,a2,0x20
;;:        4:  01e2d293  srli t0,t0,0x1e
;;:        8:  40558533  sub a0,a1,t0
;;:        c:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  02c582b3  mul t0,a1,a2
;;:        4:  00568533  add a0,a3,t0
;;:        8:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  02c582bb  mulw t0,a1,a2
;;:        4:  4056853b  subw a0,a3,t0
;;:        8:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  0055d29b  srliw t0,a1,0x5
;;:        4:  3ff2f513  andi a0,t0,1023
;;:        8:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  00000297  auipc t0,0x0
;;:        4:  0102b283  ld t0,16(t0)
;;:        8:  0055f533  and a0,a1,t0
;;:        c:  00008067  jalr zero,0(ra)
;;:       10:  00ff00ff  .word 0x00ff00ff
;;:       14:  00ff00ff  .word 0x00ff00ff
;;: function 6
;;:        0:  00000297  auipc t0,0x0
;;:        4:  0102b283  ld t0,16(t0)
;;:        8:  0055c533  xor a0,a1,t0
;;:        c:  00008067  jalr zero,0(ra)
;;:       10:  9abcdef0  .word 0x9abcdef0
;;:       14:  12345678  .word 0x12345678
;;: function 7
;;:        0:  fff64293  xori t0,a2,-1
;;:        4:  0055f533  and a0,a1,t0
;;:        8:  00008067  jalr zero,0(ra)
;;: function 8
;;:        0:  02059293  slli t0,a1,0x20
;;:        4:  0202d293  srli t0,t0,0x20
;;:        8:  0012d313  srli t1,t0,0x1
;;:        c:  00000397  auipc t2,0x0
;;:       10:  0543b383  ld t2,84(t2)
;;:       14:  00737333  and t1,t1,t2
;;:       18:  406282b3  sub t0,t0,t1
;;:       1c:  00000317  auipc t1,0x0
;;:       20:  04c33303  ld t1,76(t1)
;;:       24:  0062f3b3  and t2,t0,t1
;;:       28:  0022d293  srli t0,t0,0x2
;;:       2c:  0062f2b3  and t0,t0,t1
;;:       30:  005382b3  add t0,t2,t0
;;:       34:  0042d313  srli t1,t0,0x4
;;:       38:  006282b3  add t0,t0,t1
;;:       3c:  00000317  auipc t1,0x0
;;:       40:  03433303  ld t1,52(t1)
;;:       44:  0062f2b3  and t0,t0,t1
;;:       48:  00000317  auipc t1,0x0
;;:       4c:  03033303  ld t1,48(t1)
;;:       50:  026282b3  mul t0,t0,t1
;;:       54:  0382d513  srli a0,t0,0x38
;;:       58:  00008067  jalr zero,0(ra)
;;:       5c:  00000013  addi zero,zero,0
;;:       60:  55555555  .word 0x55555555
;;:       64:  55555555  .word 0x55555555
;;:       68:  33333333  .word 0x33333333
;;:       6c:  33333333  .word 0x33333333
;;:       70:  0f0f0f0f  .word 0x0f0f0f0f
;;:       74:  0f0f0f0f  .word 0x0f0f0f0f
;;:       78:  01010101  .word 0x01010101
;;:       7c:  01010101  .word 0x01010101
;;: function 9
;;:        0:  40c002b3  sub t0,zero,a2
;;:        4:  00c5933b  sllw t1,a1,a2
;;:        8:  0055d2bb  srlw t0,a1,t0
;;:        c:  00536533  or a0,t1,t0
;;:       10:  00008067  jalr zero,0(ra)
;;: function 10
;;:        0:  03059293  slli t0,a1,0x30
;;:        4:  4302d513  srai a0,t0,0x30
;;:        8:  00008067  jalr zero,0(ra)
;;: function 11
;;:        0:  fffff2b7  lui t0,0xfffff
;;:        4:  0055853b  addw a0,a1,t0
;;:        8:  00008067  jalr zero,0(ra)
