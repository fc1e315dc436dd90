;;! stage = asm, target = riscv64, cpu = v
(module
  (func (param v128 v128) (result v128) (f32x4.div (f32x4.sqrt (local.get 0)) (f32x4.neg (local.get 1))))
  ;; The instruction would give the other operand for what is not a number.
  (func (param v128 v128) (result v128) (f64x2.min (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (f32x4.pmax (local.get 0) (local.get 1)))
  (func (param v128) (result v128) (f32x4.floor (local.get 0)))
  (func (param v128) (result v128) (i32x4.trunc_sat_f32x4_s (local.get 0)))
  ;; What is written by halves leaves the other half zero.
  (func (param v128) (result v128) (i32x4.trunc_sat_f64x2_u_zero (local.get 0)))
  (func (param v128) (result v128) (f64x2.convert_low_i32x4_s (local.get 0)))
  (func (param v128 v128 v128) (result v128) (f64x2.relaxed_madd (local.get 0) (local.get 1) (local.get 2))))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       14:  26b590d7  vfsgnjn.vv v1,v11,v11
;;:       18:  4ea01157  vfsqrt.v v2,v10
;;:       1c:  82209557  vfdiv.vv v10,v2,v1
;;:       20:  00813083  ld ra,8(sp)
;;:       24:  00013403  ld s0,0(sp)
;;:       28:  01010113  addi sp,sp,16
;;:       2c:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       14:  62a51057  vmfeq.vv v0,v10,v10
;;:       18:  5ca580d7  vmerge.vvm v1,v10,v11,v0
;;:       1c:  62b59057  vmfeq.vv v0,v11,v11
;;:       20:  5cb50157  vmerge.vvm v2,v11,v10,v0
;;:       24:  12209557  vfmin.vv v10,v2,v1
;;:       28:  00813083  ld ra,8(sp)
;;:       2c:  00013403  ld s0,0(sp)
;;:       30:  01010113  addi sp,sp,16
;;:       34:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       14:  6ea59057  vmflt.vv v0,v10,v11
;;:       18:  5ca58557  vmerge.vvm v10,v10,v11,v0
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00215073  csrrwi zero,frm,2
;;:       14:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       18:  4aa090d7  vfcvt.x.f.v v1,v10
;;:       1c:  00205073  csrrwi zero,frm,0
;;:       20:  4a1190d7  vfcvt.f.x.v v1,v1
;;:       24:  221510d7  vfsgnj.vv v1,v1,v10
;;:       28:  12a51157  vfmin.vv v2,v10,v10
;;:       2c:  2aa511d7  vfsgnjx.vv v3,v10,v10
;;:       30:  4b0002b7  lui t0,0x4b000
;;:       34:  6e32c057  vmslt.vx v0,v3,t0
;;:       38:  5c208557  vmerge.vvm v10,v2,v1,v0
;;:       3c:  00813083  ld ra,8(sp)
;;:       40:  00013403  ld s0,0(sp)
;;:       44:  01010113  addi sp,sp,16
;;:       48:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  0020d073  csrrwi zero,frm,1
;;:       14:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       18:  4aa090d7  vfcvt.x.f.v v1,v10
;;:       1c:  00205073  csrrwi zero,frm,0
;;:       20:  72a51057  vmfne.vv v0,v10,v10
;;:       24:  5c103557  vmerge.vim v10,v1,0,v0
;;:       28:  00813083  ld ra,8(sp)
;;:       2c:  00013403  ld s0,0(sp)
;;:       30:  01010113  addi sp,sp,16
;;:       34:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       14:  5e0030d7  vmv.v.i v1,0
;;:       18:  0020d073  csrrwi zero,frm,1
;;:       1c:  c9717057  vsetivli zero,2,e32,mf2,tu,ma
;;:       20:  4aa810d7  vfncvt.xu.f.w v1,v10
;;:       24:  00205073  csrrwi zero,frm,0
;;:       28:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       2c:  72a51057  vmfne.vv v0,v10,v10
;;:       30:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       34:  5c103557  vmerge.vim v10,v1,0,v0
;;:       38:  00813083  ld ra,8(sp)
;;:       3c:  00013403  ld s0,0(sp)
;;:       40:  01010113  addi sp,sp,16
;;:       44:  00008067  jalr zero,0(ra)
;;: function 6
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  c9717057  vsetivli zero,2,e32,mf2,tu,ma
;;:       14:  4aa590d7  vfwcvt.f.x.v v1,v10
;;:       18:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:       1c:  9e103557  vmv1r.v v10,v1
;;:       20:  00813083  ld ra,8(sp)
;;:       24:  00013403  ld s0,0(sp)
;;:       28:  01010113  addi sp,sp,16
;;:       2c:  00008067  jalr zero,0(ra)
;;: function 7
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       14:  b2a59657  vfmacc.vv v12,v11,v10
;;:       18:  9ec03557  vmv1r.v v10,v12
;;:       1c:  00813083  ld ra,8(sp)
;;:       20:  00013403  ld s0,0(sp)
;;:       24:  01010113  addi sp,sp,16
;;:       28:  00008067  jalr zero,0(ra)
