;;! stage = asm, target = riscv64, cpu = v
(module
  (func (param v128) (result i32) (i16x8.extract_lane_u 5 (local.get 0)))
  (func (param v128 i32) (result v128) (i8x16.replace_lane 12 (local.get 0) (local.get 1)))
  (func (param v128 f64) (result v128) (f64x2.replace_lane 1 (local.get 0) (local.get 1)))
  ;; Shuffles: one lane everywhere, bytes in a row, lanes that stay, anything.
  (func (param v128 v128) (result v128) (i8x16.shuffle 24 25 26 27 24 25 26 27 24 25 26 27 24 25 26 27 (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (i8x16.shuffle 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (i8x16.shuffle 0 1 2 3 20 21 22 23 8 9 10 11 28 29 30 31 (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (i8x16.shuffle 3 7 31 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (i8x16.swizzle (local.get 0) (local.get 1))))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:       14:  3ea2b0d7  vslidedown.vi v1,v10,5
;;:       18:  421022d7  vmv.x.s t0,v1
;;:       1c:  03029293  slli t0,t0,0x30
;;:       20:  0302d513  srli a0,t0,0x30
;;:       24:  00813083  ld ra,8(sp)
;;:       28:  00013403  ld s0,0(sp)
;;:       2c:  01010113  addi sp,sp,16
;;:       30:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  000012b7  lui t0,0x1
;;:       14:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:       18:  4202e057  vmv.s.x v0,t0
;;:       1c:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       20:  5ca5c557  vmerge.vxm v10,v10,a1,v0
;;:       24:  00813083  ld ra,8(sp)
;;:       28:  00013403  ld s0,0(sp)
;;:       2c:  01010113  addi sp,sp,16
;;:       30:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       14:  5e013057  vmv.v.i v0,2
;;:       18:  5ca5d557  vfmerge.vfm v10,v10,fa1,v0
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       14:  32b13557  vrgather.vi v10,v11,2
;;:       18:  00813083  ld ra,8(sp)
;;:       1c:  00013403  ld s0,0(sp)
;;:       20:  01010113  addi sp,sp,16
;;:       24:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       14:  3ea2b0d7  vslidedown.vi v1,v10,5
;;:       18:  9e103557  vmv1r.v v10,v1
;;:       1c:  3ab5b557  vslideup.vi v10,v11,11
;;:       20:  00813083  ld ra,8(sp)
;;:       24:  00013403  ld s0,0(sp)
;;:       28:  01010113  addi sp,sp,16
;;:       2c:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       14:  5e01b057  vmv.v.i v0,3
;;:       18:  5ca58557  vmerge.vvm v10,v10,v11,v0
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
;;: function 6
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00000f97  auipc t6,0x0
;;:       14:  040f8f93  addi t6,t6,64
;;:       18:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       1c:  020f8087  vle8.v v1,(t6)
;;:       20:  32a08157  vrgather.vv v2,v10,v1
;;:       24:  32b081d7  vrgather.vv v3,v11,v1
;;:       28:  0000b2b7  lui t0,0xb
;;:       2c:  aac2829b  addiw t0,t0,-1364
;;:       30:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:       34:  4202e057  vmv.s.x v0,t0
;;:       38:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       3c:  5c218557  vmerge.vvm v10,v2,v3,v0
;;:       40:  00813083  ld ra,8(sp)
;;:       44:  00013403  ld s0,0(sp)
;;:       48:  01010113  addi sp,sp,16
;;:       4c:  00008067  jalr zero,0(ra)
;;:       50:  010f0703  lb a4,16(t5)
;;:       54:  03030202  .word 0x03030202
;;:       58:  05050404  .word 0x05050404
;;:       5c:  07070606  .word 0x07070606
;;: function 7
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       14:  32a580d7  vrgather.vv v1,v10,v11
;;:       18:  7ab7b057  vmsgtu.vi v0,v11,15
;;:       1c:  5c103557  vmerge.vim v10,v1,0,v0
;;:       20:  00813083  ld ra,8(sp)
;;:       24:  00013403  ld s0,0(sp)
;;:       28:  01010113  addi sp,sp,16
;;:       2c:  00008067  jalr zero,0(ra)
