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
;;:        0:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:        4:  3ea2b0d7  vslidedown.vi v1,v10,5
;;:        8:  421022d7  vmv.x.s t0,v1
;;:        c:  03029293  slli t0,t0,0x30
;;:       10:  0302d513  srli a0,t0,0x30
;;:       14:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  000012b7  lui t0,0x1
;;:        4:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:        8:  4202e057  vmv.s.x v0,t0
;;:        c:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       10:  5ca5c557  vmerge.vxm v10,v10,a1,v0
;;:       14:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:        4:  5e013057  vmv.v.i v0,2
;;:        8:  5ca5d557  vfmerge.vfm v10,v10,fa1,v0
;;:        c:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:        4:  32b13557  vrgather.vi v10,v11,2
;;:        8:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        4:  3ea2b0d7  vslidedown.vi v1,v10,5
;;:        8:  9e103557  vmv1r.v v10,v1
;;:        c:  3ab5b557  vslideup.vi v10,v11,11
;;:       10:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:        4:  5e01b057  vmv.v.i v0,3
;;:        8:  5ca58557  vmerge.vvm v10,v10,v11,v0
;;:        c:  00008067  jalr zero,0(ra)
;;: function 6
;;:        0:  00000f97  auipc t6,0x0
;;:        4:  040f8f93  addi t6,t6,64
;;:        8:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        c:  020f8087  vle8.v v1,(t6)
;;:       10:  32a08157  vrgather.vv v2,v10,v1
;;:       14:  32b081d7  vrgather.vv v3,v11,v1
;;:       18:  0000b2b7  lui t0,0xb
;;:       1c:  aac2829b  addiw t0,t0,-1364
;;:       20:  cc847057  vsetivli zero,8,e16,m1,ta,ma
;;:       24:  4202e057  vmv.s.x v0,t0
;;:       28:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       2c:  5c218557  vmerge.vvm v10,v2,v3,v0
;;:       30:  00008067  jalr zero,0(ra)
;;:       34:  00000013  addi zero,zero,0
;;:       38:  00000013  addi zero,zero,0
;;:       3c:  00000013  addi zero,zero,0
;;:       40:  010f0703  lb a4,16(t5)
;;:       44:  03030202  .word 0x03030202
;;:       48:  05050404  .word 0x05050404
;;:       4c:  07070606  .word 0x07070606
;;: function 7
;;:        0:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        4:  32a580d7  vrgather.vv v1,v10,v11
;;:        8:  7ab7b057  vmsgtu.vi v0,v11,15
;;:        c:  5c103557  vmerge.vim v10,v1,0,v0
;;:       10:  00008067  jalr zero,0(ra)
