;;! stage = asm, target = riscv64
;; Loads that are extended are loads with zeros; a shift in front of an extension is part of it. A compare-exchange takes a constant that others use too.
(module
  (memory 1 1 shared)
  (func (param i32) (result i32) (i32.load (i32.load (local.get 0))))
  (func (param i32) (result i64) (i64.extend_i32_u (i32.shl (local.get 0) (i32.const 3))))
  (func (param i32 i32) (result i32)
    (if (i32.atomic.rmw.cmpxchg (local.get 0) (i32.const 77) (local.get 1)) (then (i32.store (local.get 0) (i32.const 77))))
    (i32.const 77)))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  00033303  ld t1,0(t1)
;;:       20:  006282b3  add t0,t0,t1
;;:       24:  0002e283  lwu t0,0(t0)
;;:       28:  005302b3  add t0,t1,t0
;;:       2c:  0002a503  lw a0,0(t0)
;;:       30:  00813083  ld ra,8(sp)
;;:       34:  00013403  ld s0,0(sp)
;;:       38:  01010113  addi sp,sp,16
;;:       3c:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  02359293  slli t0,a1,0x23
;;:        4:  0202d513  srli a0,t0,0x20
;;:        8:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  0035f293  andi t0,a1,3
;;:       14:  04029863  bne t0,zero,0x64
;;:       18:  02059293  slli t0,a1,0x20
;;:       1c:  0202d293  srli t0,t0,0x20
;;:       20:  040db303  ld t1,64(s11)
;;:       24:  00033303  ld t1,0(t1)
;;:       28:  006282b3  add t0,t0,t1
;;:       2c:  04d00313  addi t1,zero,77
;;:       30:  0003039b  addiw t2,t1,0
;;:       34:  1602a4af  lr.w.aqrl s1,(t0)
;;:       38:  00749663  bne s1,t2,0x44
;;:       3c:  1ec2afaf  sc.w.aqrl t6,a2,(t0)
;;:       40:  fe0f9ae3  bne t6,zero,0x34
;;:       44:  00048663  beq s1,zero,0x50
;;:       48:  0032c003  lbu zero,3(t0)
;;:       4c:  0062a023  sw t1,0(t0)
;;:       50:  04d00513  addi a0,zero,77
;;:       54:  00813083  ld ra,8(sp)
;;:       58:  00013403  ld s0,0(sp)
;;:       5c:  01010113  addi sp,sp,16
;;:       60:  00008067  jalr zero,0(ra)
;;:       64:  004000ef  jal ra,0x68
;;:       68:  0000006f  jal zero,0x68
