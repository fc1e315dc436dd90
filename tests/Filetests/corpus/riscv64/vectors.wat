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
;;:        0:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:        4:  0ab5c0d7  vsub.vx v1,v11,a1
;;:        8:  02a1b157  vadd.vi v2,v10,3
;;:        c:  9620a557  vmul.vv v10,v2,v1
;;:       10:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:        4:  6ea59057  vmflt.vv v0,v10,v11
;;:        8:  5cb50557  vmerge.vvm v10,v11,v10,v0
;;:        c:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        4:  72a43057  vmsleu.vi v0,v10,8
;;:        8:  5e0030d7  vmv.v.i v1,0
;;:        c:  5c1fb557  vmerge.vim v10,v1,-1,v0
;;:       10:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        4:  6ea04057  vmslt.vx v0,v10,zero
;;:        8:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:        c:  420022d7  vmv.x.s t0,v0
;;:       10:  03029293  slli t0,t0,0x30
;;:       14:  0302d513  srli a0,t0,0x30
;;:       18:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:        4:  62a58057  vmseq.vv v0,v10,v11
;;:        8:  420822d7  vcpop.m t0,v0
;;:        c:  ffc28293  addi t0,t0,-4
;;:       10:  0012b513  sltiu a0,t0,1
;;:       14:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:        4:  1ea040d7  vmax.vx v1,v10,zero
;;:        8:  1eb04157  vmax.vx v2,v11,zero
;;:        c:  c8747057  vsetivli zero,8,e8,mf2,tu,ma
;;:       10:  ba1030d7  vnclipu.wi v1,v1,0
;;:       14:  ba203157  vnclipu.wi v2,v2,0
;;:       18:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       1c:  9e103557  vmv1r.v v10,v1
;;:       20:  3a243557  vslideup.vi v10,v2,8
;;:       24:  00008067  jalr zero,0(ra)
;;: function 6
;;:        0:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:        4:  3ea230d7  vslidedown.vi v1,v10,4
;;:        8:  3eb23157  vslidedown.vi v2,v11,4
;;:        c:  c8f27057  vsetivli zero,4,e16,mf2,tu,ma
;;:       10:  ee112557  vwmul.vv v10,v1,v2
;;:       14:  00008067  jalr zero,0(ra)
;;: function 7
;;:        0:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:        4:  4aa320d7  vzext.vf2 v1,v10
;;:        8:  9e103557  vmv1r.v v10,v1
;;:        c:  00008067  jalr zero,0(ra)
;;: function 8
;;:        0:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:        4:  a6a830d7  vsra.vi v1,v10,16
;;:        8:  96a83157  vsll.vi v2,v10,16
;;:        c:  a6283157  vsra.vi v2,v2,16
;;:       10:  a6b831d7  vsra.vi v3,v11,16
;;:       14:  96b83257  vsll.vi v4,v11,16
;;:       18:  a6483257  vsra.vi v4,v4,16
;;:       1c:  96222157  vmul.vv v2,v2,v4
;;:       20:  9611a0d7  vmul.vv v1,v1,v3
;;:       24:  02208557  vadd.vv v10,v2,v1
;;:       28:  00008067  jalr zero,0(ra)
;;: function 9
;;:        0:  00a05073  csrrwi zero,vxrm,0
;;:        4:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        8:  22a5a557  vaaddu.vv v10,v10,v11
;;:        c:  00008067  jalr zero,0(ra)
;;: function 10
;;:        0:  00000f97  auipc t6,0x0
;;:        4:  030f8f93  addi t6,t6,48
;;:        8:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        c:  020f8087  vle8.v v1,(t6)
;;:       10:  26a7b157  vand.vi v2,v10,15
;;:       14:  321101d7  vrgather.vv v3,v1,v2
;;:       18:  a2a23157  vsrl.vi v2,v10,4
;;:       1c:  32110257  vrgather.vv v4,v1,v2
;;:       20:  02320557  vadd.vv v10,v3,v4
;;:       24:  00008067  jalr zero,0(ra)
;;:       28:  00000013  addi zero,zero,0
;;:       2c:  00000013  addi zero,zero,0
;;:       30:  02010100  .word 0x02010100
;;:       34:  03020201  .word 0x03020201
;;:       38:  03020201  .word 0x03020201
;;:       3c:  04030302  .word 0x04030302
;;: function 11
;;:        0:  02800293  addi t0,zero,40
;;:        4:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:        8:  a6a2c557  vsra.vx v10,v10,t0
;;:        c:  00008067  jalr zero,0(ra)
