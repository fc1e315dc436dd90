;;! stage = asm, target = riscv64, cpu = v
(module
  ;; One instruction each, of the lanes that are set: once for both. A number for all lanes is an operand; so is a scalar.
  (func (param v128 v128 i32) (result v128)
    (i16x8.mul
      (i16x8.add (local.get 0) (v128.const i16x8 3 3 3 3 3 3 3 3))
      (i16x8.sub (local.get 1) (i16x8.splat (local.get 2)))))
  ;; A comparison is a mask, which a selection takes as it is.
  (func (param v128 v128) (result v128)
    (v128.bitselect (local.get 0) (local.get 1) (f32x4.lt (local.get 0) (local.get 1))))
  (func (param v128) (result v128) (i8x16.lt_u (local.get 0) (v128.const i8x16 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9)))
  (func (param v128) (result i32) (i8x16.bitmask (local.get 0)))
  (func (param v128 v128) (result i32) (i32x4.all_true (i32x4.eq (local.get 0) (local.get 1))))
  ;; Halves of registers, for lanes that change their width.
  (func (param v128 v128) (result v128) (i8x16.narrow_i16x8_u (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (i32x4.extmul_high_i16x8_s (local.get 0) (local.get 1)))
  (func (param v128) (result v128) (i64x2.extend_low_i32x4_u (local.get 0)))
  (func (param v128 v128) (result v128) (i32x4.dot_i16x8_s (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (i8x16.avgr_u (local.get 0) (local.get 1)))
  (func (param v128) (result v128) (i8x16.popcnt (local.get 0)))
  (func (param v128) (result v128) (i64x2.shr_s (local.get 0) (i32.const 40))))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:       14:  0ab5c0d7  vsub.vx v1,v11,a1
;;:       18:  02a1b157  vadd.vi v2,v10,3
;;:       1c:  9620a557  vmul.vv v10,v2,v1
;;:       20:  00813083  ld ra,8(sp)
;;:       24:  00013403  ld s0,0(sp)
;;:       28:  01010113  addi sp,sp,16
;;:       2c:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       14:  6ea59057  vmflt.vv v0,v10,v11
;;:       18:  5cb50557  vmerge.vvm v10,v11,v10,v0
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       14:  72a43057  vmsleu.vi v0,v10,8
;;:       18:  5e0030d7  vmv.v.i v1,0
;;:       1c:  5c1fb557  vmerge.vim v10,v1,-1,v0
;;:       20:  00813083  ld ra,8(sp)
;;:       24:  00013403  ld s0,0(sp)
;;:       28:  01010113  addi sp,sp,16
;;:       2c:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       14:  6ea04057  vmslt.vx v0,v10,zero
;;:       18:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:       1c:  420022d7  vmv.x.s t0,v0
;;:       20:  03029293  slli t0,t0,0x30
;;:       24:  0302d513  srli a0,t0,0x30
;;:       28:  00813083  ld ra,8(sp)
;;:       2c:  00013403  ld s0,0(sp)
;;:       30:  01010113  addi sp,sp,16
;;:       34:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       14:  62a58057  vmseq.vv v0,v10,v11
;;:       18:  420822d7  vcpop.m t0,v0
;;:       1c:  ffc28293  addi t0,t0,-4
;;:       20:  0012b513  sltiu a0,t0,1
;;:       24:  00813083  ld ra,8(sp)
;;:       28:  00013403  ld s0,0(sp)
;;:       2c:  01010113  addi sp,sp,16
;;:       30:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:       14:  1ea040d7  vmax.vx v1,v10,zero
;;:       18:  1eb04157  vmax.vx v2,v11,zero
;;:       1c:  c8747057  vsetivli zero,8,e8,mf2,tu,ma
;;:       20:  ba1030d7  vnclipu.wi v1,v1,0
;;:       24:  ba203157  vnclipu.wi v2,v2,0
;;:       28:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       2c:  9e103557  vmv1r.v v10,v1
;;:       30:  3a243557  vslideup.vi v10,v2,8
;;:       34:  00813083  ld ra,8(sp)
;;:       38:  00013403  ld s0,0(sp)
;;:       3c:  01010113  addi sp,sp,16
;;:       40:  00008067  jalr zero,0(ra)
;;: function 6
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:       14:  3ea230d7  vslidedown.vi v1,v10,4
;;:       18:  3eb23157  vslidedown.vi v2,v11,4
;;:       1c:  c8f27057  vsetivli zero,4,e16,mf2,tu,ma
;;:       20:  ee112557  vwmul.vv v10,v1,v2
;;:       24:  00813083  ld ra,8(sp)
;;:       28:  00013403  ld s0,0(sp)
;;:       2c:  01010113  addi sp,sp,16
;;:       30:  00008067  jalr zero,0(ra)
;;: function 7
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       14:  4aa320d7  vzext.vf2 v1,v10
;;:       18:  9e103557  vmv1r.v v10,v1
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
;;: function 8
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       14:  a6a830d7  vsra.vi v1,v10,16
;;:       18:  96a83157  vsll.vi v2,v10,16
;;:       1c:  a6283157  vsra.vi v2,v2,16
;;:       20:  a6b831d7  vsra.vi v3,v11,16
;;:       24:  96b83257  vsll.vi v4,v11,16
;;:       28:  a6483257  vsra.vi v4,v4,16
;;:       2c:  96222157  vmul.vv v2,v2,v4
;;:       30:  9611a0d7  vmul.vv v1,v1,v3
;;:       34:  02208557  vadd.vv v10,v2,v1
;;:       38:  00813083  ld ra,8(sp)
;;:       3c:  00013403  ld s0,0(sp)
;;:       40:  01010113  addi sp,sp,16
;;:       44:  00008067  jalr zero,0(ra)
;;: function 9
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00a05073  csrrwi zero,vxrm,0
;;:       14:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       18:  22a5a557  vaaddu.vv v10,v10,v11
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
;;: function 10
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00000f97  auipc t6,0x0
;;:       14:  040f8f93  addi t6,t6,64
;;:       18:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       1c:  020f8087  vle8.v v1,(t6)
;;:       20:  26a7b157  vand.vi v2,v10,15
;;:       24:  321101d7  vrgather.vv v3,v1,v2
;;:       28:  a2a23157  vsrl.vi v2,v10,4
;;:       2c:  32110257  vrgather.vv v4,v1,v2
;;:       30:  02320557  vadd.vv v10,v3,v4
;;:       34:  00813083  ld ra,8(sp)
;;:       38:  00013403  ld s0,0(sp)
;;:       3c:  01010113  addi sp,sp,16
;;:       40:  00008067  jalr zero,0(ra)
;;:       44:  00000013  addi zero,zero,0
;;:       48:  00000013  addi zero,zero,0
;;:       4c:  00000013  addi zero,zero,0
;;:       50:  02010100  .word 0x02010100
;;:       54:  03020201  .word 0x03020201
;;:       58:  03020201  .word 0x03020201
;;:       5c:  04030302  .word 0x04030302
;;: function 11
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02800293  addi t0,zero,40
;;:       14:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       18:  a6a2c557  vsra.vx v10,v10,t0
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
