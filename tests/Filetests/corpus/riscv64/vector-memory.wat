;;! stage = asm, target = riscv64, cpu = v
(module
  (import "" "f" (func $f (param v128) (result v128)))
  (memory 1)
  ;; A store is preceded by a load of its last byte, so that one which faults has written nothing.
  (func (param i32 v128) (v128.store offset=32 (local.get 0) (v128.not (local.get 1))))
  (func (param i32) (result v128) (v128.load32_zero (local.get 0)))
  (func (param i32) (result v128) (v128.load8x8_u (local.get 0)))
  (func (result v128) (v128.const i32x4 1 2 3 4))
  (func (result v128) (v128.const i32x4 0x12345 0x12345 0x12345 0x12345))
  ;; Nothing is known of the lanes behind a call and a label; both ways to the label have the move's.
  (func (param v128 i32) (result v128)
    (i32x4.add
      (select (local.get 0) (call $f (i32x4.add (local.get 0) (local.get 0))) (local.get 1))
      (local.get 0))))
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  006282b3  add t0,t0,t1
;;:       20:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       24:  2eafb0d7  vxor.vi v1,v10,-1
;;:       28:  02f2c003  lbu zero,47(t0)
;;:       2c:  02028f93  addi t6,t0,32
;;:       30:  020f80a7  vse8.v v1,(t6)
;;:       34:  00813083  ld ra,8(sp)
;;:       38:  00013403  ld s0,0(sp)
;;:       3c:  01010113  addi sp,sp,16
;;:       40:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  006282b3  add t0,t0,t1
;;:       20:  0002e283  lwu t0,0(t0)
;;:       24:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       28:  5e0030d7  vmv.v.i v1,0
;;:       2c:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       30:  3a12e557  vslide1up.vx v10,v1,t0
;;:       34:  00813083  ld ra,8(sp)
;;:       38:  00013403  ld s0,0(sp)
;;:       3c:  01010113  addi sp,sp,16
;;:       40:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  006282b3  add t0,t0,t1
;;:       20:  0002b283  ld t0,0(t0)
;;:       24:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       28:  5e0030d7  vmv.v.i v1,0
;;:       2c:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       30:  3a12e157  vslide1up.vx v2,v1,t0
;;:       34:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:       38:  4a232557  vzext.vf2 v10,v2
;;:       3c:  00813083  ld ra,8(sp)
;;:       40:  00013403  ld s0,0(sp)
;;:       44:  01010113  addi sp,sp,16
;;:       48:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  00000f97  auipc t6,0x0
;;:        4:  020f8f93  addi t6,t6,32
;;:        8:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        c:  020f8507  vle8.v v10,(t6)
;;:       10:  00008067  jalr zero,0(ra)
;;:       14:  00000013  addi zero,zero,0
;;:       18:  00000013  addi zero,zero,0
;;:       1c:  00000013  addi zero,zero,0
;;:       20:  00000001  .word 0x00000001
;;:       24:  00000002  .word 0x00000002
;;:       28:  00000003  lb zero,0(zero)
;;:       2c:  00000004  .word 0x00000004
;;: function 5
;;:        0:  00012fb7  lui t6,0x12
;;:        4:  345f8f9b  addiw t6,t6,837
;;:        8:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:        c:  5e0fc557  vmv.v.x v10,t6
;;:       10:  00008067  jalr zero,0(ra)
;;: function 6
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  008dbf83  ld t6,8(s11)
;;:       14:  000fbf83  ld t6,0(t6)
;;:       18:  09f16063  bltu sp,t6,0x98
;;:       1c:  fd010113  addi sp,sp,-48
;;:       20:  ffb43c23  sd s11,-8(s0)
;;:       24:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       28:  9ea030d7  vmv1r.v v1,v10
;;:       2c:  feb43023  sd a1,-32(s0)
;;:       30:  00058293  addi t0,a1,0
;;:       34:  fd040f93  addi t6,s0,-48
;;:       38:  020f8527  vse8.v v10,(t6)
;;:       3c:  050dbe03  ld t3,80(s11)
;;:       40:  058dbe83  ld t4,88(s11)
;;:       44:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       48:  02108557  vadd.vv v10,v1,v1
;;:       4c:  000d8313  addi t1,s11,0
;;:       50:  000e8d93  addi s11,t4,0
;;:       54:  000e00e7  jalr ra,0(t3)
;;:       58:  ff843d83  ld s11,-8(s0)
;;:       5c:  fe043283  ld t0,-32(s0)
;;:       60:  fd040f93  addi t6,s0,-48
;;:       64:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       68:  020f8087  vle8.v v1,(t6)
;;:       6c:  00029463  bne t0,zero,0x74
;;:       70:  9ea030d7  vmv1r.v v1,v10
;;:       74:  fd040f93  addi t6,s0,-48
;;:       78:  020f8507  vle8.v v10,(t6)
;;:       7c:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       80:  02a08557  vadd.vv v10,v10,v1
;;:       84:  00040113  addi sp,s0,0
;;:       88:  00813083  ld ra,8(sp)
;;:       8c:  00013403  ld s0,0(sp)
;;:       90:  01010113  addi sp,sp,16
;;:       94:  00008067  jalr zero,0(ra)
;;:       98:  004000ef  jal ra,0x9c
;;:       9c:  0000006f  jal zero,0x9c
