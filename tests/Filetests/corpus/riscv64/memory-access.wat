;;! stage = asm, target = riscv64
;; A displacement of 12 bits is the only addressing mode; a longer one is made in a scratch register. Indexes are extended by two shifts.
(module
  (memory 1)
  (func (param i32) (result i32) (i32.load (local.get 0)))
  (func (param i32) (result i64) (i64.add (i64.load offset=8 (local.get 0)) (i64.load offset=16 (local.get 0))))
  (func (param i32 i32) (result i32) (i32.load8_s offset=70000 (local.get 0)))
  (func (param i32 f64) (f64.store offset=3 (local.get 0) (local.get 1)))
  (func (param i32) (i32.store16 (local.get 0) (i32.const 0))))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  006282b3  add t0,t0,t1
;;:       20:  0002a503  lw a0,0(t0)
;;:       24:  00813083  ld ra,8(sp)
;;:       28:  00013403  ld s0,0(sp)
;;:       2c:  01010113  addi sp,sp,16
;;:       30:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  006282b3  add t0,t0,t1
;;:       20:  0082b303  ld t1,8(t0)
;;:       24:  0102b283  ld t0,16(t0)
;;:       28:  00530533  add a0,t1,t0
;;:       2c:  00813083  ld ra,8(sp)
;;:       30:  00013403  ld s0,0(sp)
;;:       34:  01010113  addi sp,sp,16
;;:       38:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  006282b3  add t0,t0,t1
;;:       20:  00011fb7  lui t6,0x11
;;:       24:  005f8fb3  add t6,t6,t0
;;:       28:  170f8503  lb a0,368(t6)
;;:       2c:  00813083  ld ra,8(sp)
;;:       30:  00013403  ld s0,0(sp)
;;:       34:  01010113  addi sp,sp,16
;;:       38:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  006282b3  add t0,t0,t1
;;:       20:  00a2c003  lbu zero,10(t0)
;;:       24:  00a2b1a7  fsd fa0,3(t0)
;;:       28:  00813083  ld ra,8(sp)
;;:       2c:  00013403  ld s0,0(sp)
;;:       30:  01010113  addi sp,sp,16
;;:       34:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  006282b3  add t0,t0,t1
;;:       20:  0012c003  lbu zero,1(t0)
;;:       24:  00029023  sh zero,0(t0)
;;:       28:  00813083  ld ra,8(sp)
;;:       2c:  00013403  ld s0,0(sp)
;;:       30:  01010113  addi sp,sp,16
;;:       34:  00008067  jalr zero,0(ra)
